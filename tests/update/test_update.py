"""An update gives the same bytes as a build of all inputs anew, whatever has changed before; and it does less."""

from __future__ import annotations

import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import msgspec
import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import folder, nearby
from kg.build import build
from kg.cli import main
from kg.errors import OutputError, ReadError, UnknownName, UsageError
from kg.find import _write as search
from kg.measure import _communities as communities
from kg.reach import TooFar
from kg.resolve import people
from kg.settings import Settings
from kg.update import remove, staying, update
from kg.write import _difference as difference
from kg.write import _near as near

Line: TypeAlias = dict[str, Any]
QUICK: dict[str, Any] = {"fast": True, "views": False, "jobs": 1}
TRIO = ("Ann", "Bo", "Cy")
ONE, TWO = "0000-0002-1825-0097", "0000-0001-5109-3700"
PAPERS: list[Line] = [
    {"id": "a", "title": "Terns: Counting Birds by Radar", "authors": ["Ann Ek", "Bo Li"], "date": "2020"},
    {"id": "b", "title": "Terns: counting birds by radar", "authors": ["Ann Ek", "Bo Li"], "date": "2021-03",
     "identifiers": {"doi": "10.1/x", "arxiv": "2101.00001"}, "venue": "Sea Birds"},
    {"id": "c", "title": "Gulls and GPUs", "authors": [{"name": "Bo Li", "orcid": ONE}], "category": "cs.CV",
     "references": ["arxiv:2101.00001", "doi:10.1/z"], "identifiers": {"doi": "10.1/Z"}},
    {"id": "c", "title": "Gulls and GPUs, again", "authors": [{"name": "Bo Li", "orcid": TWO}, "Ann Ek"]},
    {"id": "d", "title": "SkuaNet: a CNN for skuas", "authors": ["Cy Day"], "unlisted_authors": ["Ann Ek"]},
    {"id": "e f/ü", "title": "Auks 100%", "authors": ["Ann  EK"], "urls": ["https://example.org/a"], "score": 3.0},
]  # fmt: skip
ABSTRACTS = [
    "",
    "We propose SkuaNet, a convolutional neural network (CNN). On ImageNet, it reaches an accuracy of 99.2%.",
    "We evaluate RadarNet on ImageNet and run 2.5x faster than LeNet-5. Code: https://github.com/example/radar",
    "SkuaNet (SN) is compared with LeNet-5 on MNIST; 'quotes' \"and\" \\ slashes\tand → arrows.",
]

papers = st.builds(lambda paper, text: {**paper, "abstract": text}, st.sampled_from(PAPERS), st.sampled_from(ABSTRACTS))
names = st.sampled_from(["one.jsonl", "three.jsonl", "two.jsonl"])
put = st.tuples(st.just("put"), names, st.lists(papers, min_size=1, max_size=4))
keep = st.tuples(st.just("keep"), names, st.lists(papers, min_size=1, max_size=4))
drop = st.tuples(st.just("drop"), names, st.none())
withdraw = st.tuples(st.just("withdraw"), st.sampled_from(["a", "b", "c", "d"]), st.none())
steps = st.lists(st.one_of(put, put, keep, drop, withdraw), min_size=1, max_size=5)


def bytes_of(made: Path) -> dict[str, bytes]:
    """Every file of a build but the store's, whose bytes are Oxigraph's own."""
    paths = [path for path in sorted(made.rglob("*")) if path.is_file() and folder.STORE not in path.parts]
    return {path.relative_to(made).as_posix(): path.read_bytes() for path in paths}


def stored(made: Path) -> set[str]:
    return set(map(str, ox.Store.read_only(str(made / folder.STORE))))


def written(path: Path, lines: list[Line]) -> Path:
    path.write_bytes(b"".join(msgspec.json.encode(line) + b"\n" for line in lines))
    return path


def far(*_: object) -> None:
    """As where a change is of many records."""
    raise TooFar


def check(made: Path, sources: list[Path], **changed: Any) -> None:
    """That the build is the one that is made anew."""
    again = made.with_name("again")
    shutil.rmtree(again, ignore_errors=True)
    build(sources, again, Settings(**{**QUICK, **changed}))
    assert bytes_of(made) == bytes_of(again)
    assert stored(made) == stored(again)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(done=steps)
def test_any_sequence_of_changes_ends_where_a_build_anew_does(
    done: list[tuple[str, str, list[Line] | None]], tmp_path: Path
) -> None:
    made = tmp_path / "made"
    shutil.rmtree(made, ignore_errors=True)
    current = {"zero.jsonl": written(tmp_path / "zero.jsonl", [PAPERS[0], {**PAPERS[4], "abstract": ABSTRACTS[1]}])}
    build(current.values(), made, Settings(**QUICK))
    without: set[str] = set()
    kept: dict[str, str] = {}
    for kind, name, lines in done:
        if kind == "keep":
            shutil.copy(made / folder.REGISTRY, tmp_path / folder.REGISTRY)
            kept = {"keep": str(tmp_path / folder.REGISTRY)}
        if kind in {"put", "keep"} and lines:
            current[name] = written(tmp_path / name, lines)
            update([current[name]], made, **(kept if kind == "keep" else {}))
        elif kind == "drop" and name in current:
            remove([name], made)
            del current[name]
        elif kind == "withdraw" and f'"id":"{name}"' in (made / folder.RECORDS).read_text(encoding="utf-8"):
            remove([name], made)
            without.add(name)
    check(made, [*current.values()], without=tuple(sorted(without)), **kept)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    sources = [written(tmp_path / "one.jsonl", PAPERS[:3]), written(tmp_path / "two.jsonl", PAPERS[3:])]
    build(sources, tmp_path / "made", Settings(**QUICK))
    return tmp_path / "made"


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], list[str]]:
    """Counts the records that a function is called with."""

    def count(module: str, name: str) -> list[str]:
        seen: list[str] = []
        work = getattr(sys.modules[module], name)

        def counting(record: Any, *rest: Any, **more: Any) -> Any:
            seen.append(record.id)
            return work(record, *rest, **more)

        monkeypatch.setattr(sys.modules[module], name, counting)
        return seen

    return count


def test_what_has_not_changed_is_neither_read_nor_described_again(
    made: Path, tmp_path: Path, counted: Callable[[str, str], list[str]]
) -> None:
    read, described = counted("kg.extract", "_annotated"), counted("kg.write._job", "describe")
    lines = [*PAPERS[3:], {"id": "new", "title": "Puffins", "abstract": ABSTRACTS[3]}]
    update([written(tmp_path / "two.jsonl", lines)], made)
    assert (read, described) == (["new"], ["new"])
    check(made, [tmp_path / "one.jsonl", tmp_path / "two.jsonl"])


def test_a_text_is_not_read_again_where_the_rest_of_its_record_has_changed(
    made: Path, tmp_path: Path, counted: Callable[[str, str], list[str]]
) -> None:
    read, described = counted("kg.extract", "_annotated"), counted("kg.write._job", "describe")
    cited = written(tmp_path / "two.jsonl", [each | {"cited_by_count": 7} for each in PAPERS[3:]])
    update([cited], made)
    assert read == []
    assert len(described) == len(PAPERS[3:]) * 2  # as they were, and as they are
    check(made, [tmp_path / "one.jsonl", cited])


def test_a_build_anew_reads_no_text_that_the_one_before_has_read(
    made: Path, tmp_path: Path, counted: Callable[[str, str], list[str]]
) -> None:
    read, described = counted("kg.extract", "_annotated"), counted("kg.write._job", "describe")
    build([tmp_path / "one.jsonl"], made, Settings(**QUICK))
    assert (read, len(described)) == ([], len(PAPERS[:3]))
    check(made, [tmp_path / "one.jsonl"])


@pytest.mark.parametrize("name", [folder.MENTIONS, folder.BRIEFS])
def test_a_build_that_is_damaged_is_not_gone_by(
    made: Path, tmp_path: Path, counted: Callable[[str, str], list[str]], name: str
) -> None:
    read = counted("kg.extract", "_annotated")
    (made / name).write_bytes((made / name).read_bytes().replace(b"0", b"1"))
    build([tmp_path / "one.jsonl"], made, Settings(**QUICK))
    assert len(read) == len(PAPERS[:3])
    (made / name).unlink()
    build([tmp_path / "one.jsonl"], made, Settings(**QUICK))
    assert len(read) == len(PAPERS[:3]) * 2
    check(made, [tmp_path / "one.jsonl"])


def test_a_manifest_that_is_none_stops_an_update_and_no_build(made: Path, tmp_path: Path) -> None:
    (made / folder.MANIFEST).write_bytes(b"[]")
    with pytest.raises(ReadError, match="no manifest"):
        update([tmp_path / "one.jsonl"], made)
    build([tmp_path / "one.jsonl"], made, Settings(**QUICK))
    check(made, [tmp_path / "one.jsonl"])


def test_texts_are_read_again_under_other_settings(
    made: Path, tmp_path: Path, counted: Callable[[str, str], list[str]]
) -> None:
    read = counted("kg.extract", "_annotated")
    build([tmp_path / "one.jsonl"], made, Settings(**QUICK | {"fast": False, "recogniser": "none"}))
    assert len(read) == len(PAPERS[:3])


@pytest.mark.parametrize("way", [near, difference])
def test_of_what_has_not_changed_nothing_is_decoded_weighed_or_described(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: Any
) -> None:
    if way is difference:
        monkeypatch.setattr(nearby, "changed", far)
    decoded, weighed, described = [], [], []
    named = search.things
    searched: list[str] = []

    def seen(*of: Any) -> Iterator[search.Thing]:
        for thing in named(*of):
            searched.append(thing.names[0])
            yield thing

    monkeypatch.setattr(search, "things", seen)
    read, noun, grouped = folder.Lines.read, way.noun, people._grouped
    monkeypatch.setattr(folder.Lines, "read", lambda lines: decoded.append(lines.record) or read(lines))
    monkeypatch.setattr(people, "_grouped", lambda part, *rest: weighed.append(part) or grouped(part, *rest))
    monkeypatch.setattr(way, "noun", lambda of, iris: described.append(of) or noun(of, iris))
    new = written(tmp_path / "new.jsonl", [{"id": "new", "title": "Puffins", "authors": ["Ed Fy"]}])
    update([new], made)
    assert [msgspec.json.decode(line)["id"] for line in decoded] == ["new"]
    assert weighed == []
    assert [each.name for each in described] == ["Ed Fy"]
    assert sorted(searched) == ["Ed Fy", "Puffins"]
    del decoded[:], described[:]
    remove(["new"], made)
    assert [msgspec.json.decode(line)["id"] for line in decoded] == ["new"]
    assert [each.name for each in described] == ["Ed Fy"]
    check(made, [tmp_path / "one.jsonl", tmp_path / "two.jsonl", new], without=("new",))


@pytest.mark.slow
def test_who_wrote_with_whom_is_known_after_papers_are_parted_and_joined(tmp_path: Path) -> None:
    pair = {"id": "p", "title": "Terns and gulls of the north", "authors": ["Ann Ek", "Bo Li"]}
    same = {**pair, "id": "q", "authors": ["Ann Ek", "Bo Li", "Cy Day"], "date": "2020"}
    other = {"id": "o", "title": "Auks", "authors": ["Bo Li", "Cy Day", *(f"Di Fox{at}" for at in range(98))]}
    sources = {name: tmp_path / f"{name}.jsonl" for name in "abc"}
    build([written(sources["a"], [pair]), written(sources["b"], [other])], tmp_path / "made", Settings(**QUICK))
    for name, lines in [("c", [same]), ("b", [{**other, "authors": other["authors"][:99]}]), ("c", [other]), ("a", [])]:
        update([written(sources[name], lines or [PAPERS[0]])], tmp_path / "made")
        check(tmp_path / "made", [path for path in sources.values() if path.exists()])


def test_a_store_is_changed_where_little_has_and_the_old_one_is_as_it_was(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, kept = stored(made), tmp_path / "kept"
    shutil.copytree(made, kept)
    monkeypatch.delattr("kg.store._quads._loaded")
    update([written(tmp_path / "new.jsonl", [{"title": "Puffins"}])], made)
    new = stored(made)
    assert stored(kept) == before
    assert len(new) > len(before)
    loaded = ox.Store()
    loaded.bulk_load(path=made / folder.GRAPH)
    assert new == set(map(str, loaded))


@pytest.mark.parametrize("changed", [{"base": "https://example.org/x/"}, {"evidence": False}, {"recogniser": "none"}])
def test_other_settings_are_taken_on(made: Path, tmp_path: Path, changed: dict[str, Any]) -> None:
    update([written(tmp_path / "new.jsonl", PAPERS[:1])], made, **changed)
    check(made, [tmp_path / f"{name}.jsonl" for name in ("one", "two", "new")], **changed)


def test_communities_that_another_library_has_found_are_found_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(communities, "SMALLEST_PARTED", 0)
    monkeypatch.setattr(communities, "SMALLEST_WITH_HUB", 99)
    trios = [{"title": f"Terns {at}", "authors": [f"{each} {at * 'a'}" for each in TRIO]} for at in range(1, 6)]
    joined = [{"title": f"Gulls {at}", "authors": [f"Ann {at * 'a'}", f"Ann {at * 'a'}a"]} for at in range(1, 5)]
    sources = [written(tmp_path / "one.jsonl", [*trios, *joined]), written(tmp_path / "two.jsonl", [{"title": "Auks"}])]
    made = tmp_path / "made"
    with monkeypatch.context() as patch:
        patch.setattr(communities, "_parting", lambda: "networkx")
        patch.setattr(communities, "_louvain", lambda count, _: [[each] for each in range(count)])
        build(sources, made, Settings(**QUICK))
    written(sources[1], [{"title": "Auks", "authors": ["Zo Ek"]}])
    update(sources[1:], made)
    assert b"/ontology#Community>" in (made / folder.MEASURES).read_bytes()
    check(made, sources)


def test_a_vocabulary_is_read_again_where_it_has_changed(tmp_path: Path) -> None:
    vocabulary = tmp_path / "mine.ttl"
    text = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<urn:x> a skos:Concept ; skos:prefLabel '{}' .\n"
    vocabulary.write_text(text.format("skua"))
    source = written(tmp_path / "one.jsonl", [{**PAPERS[4], "abstract": "A skua is a gull."}])
    build([source], tmp_path / "made", Settings(**QUICK, vocabularies=(str(vocabulary),)))
    with pytest.raises(UsageError, match=r"vocabularies mine\.ttl; name them again"):
        update([source], tmp_path / "made")
    vocabulary.write_text(text.format("gull"))
    update([source], tmp_path / "made", vocabularies=(str(vocabulary),))
    check(tmp_path / "made", [source], vocabularies=(str(vocabulary),))


def test_what_cannot_be_updated_is_refused_and_stays(made: Path, tmp_path: Path) -> None:
    before = bytes_of(made)
    with pytest.raises(UsageError, match="another form"):
        update([tmp_path / "one.jsonl"], made, form="csv")
    with pytest.raises(UnknownName, match="did you mean one"):
        remove(["one.json"], made)
    with pytest.raises(UsageError, match="no build here"):
        remove(["a"], tmp_path / "nothing")
    assert bytes_of(made) == before
    manifest = (made / folder.MANIFEST).read_text()
    program = msgspec.json.decode(manifest)["program"]
    (made / folder.MANIFEST).write_text(manifest.replace(program, "0" * 64))
    with pytest.raises(UsageError, match="another version"):
        update([tmp_path / "one.jsonl"], made)


def test_a_graph_that_was_written_to_is_noticed(made: Path) -> None:
    lines = (made / folder.GRAPH).read_bytes().splitlines(keepends=True)
    (made / folder.GRAPH).write_bytes(b"".join(line for line in lines if b'"Auks 100%"' not in line))
    with pytest.raises(OutputError, match="not as paperkg wrote it"):
        remove(["two.jsonl"], made)


def test_without_a_build_it_is_made(tmp_path: Path) -> None:
    update([written(tmp_path / "one.jsonl", PAPERS)], tmp_path / "made", **QUICK)
    check(tmp_path / "made", [tmp_path / "one.jsonl"])


def test_files_of_one_name_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("x", "y"):
        Path(name).mkdir()
        written(Path(name) / "one.jsonl", [{"title": name}])
    build(["x/one.jsonl", "y/one.jsonl"], "made", Settings(**QUICK))
    written(Path("x/one.jsonl"), [{"title": "z"}])
    update(["x/one.jsonl"], "made")
    check(Path("made"), [Path("x/one.jsonl"), Path("y/one.jsonl")])


def test_a_record_withdrawn_stays_so_and_its_repeat_with_it(tmp_path: Path) -> None:
    one, two = (written(tmp_path / f"{name}.jsonl", PAPERS[:2]) for name in ("one", "two"))
    build([one, two], tmp_path / "made", Settings(**QUICK))
    report = remove(["a"], tmp_path / "made").report
    assert report is not None
    assert [str(notice) for notice in report.notices if "withdrawn" in notice.text] == [
        "one.jsonl:1: left out: a is withdrawn"
    ]
    assert '"id":"a"' not in (tmp_path / "made" / folder.RECORDS).read_text()
    update([one], tmp_path / "made")
    check(tmp_path / "made", [one, two], without=("a",))


def test_records_left_out_are_so_beside_those_that_were_withdrawn(made: Path, tmp_path: Path) -> None:
    sources = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    remove(["a"], made)
    update([], made, without=("d", "c"))
    check(made, sources, without=("a", "c", "d"))
    remove(["b"], made, without=("a",))
    check(made, sources, without=("a", "b", "c", "d"))


def test_all_records_withdrawn_leave_a_build_that_goes_on(made: Path, tmp_path: Path) -> None:
    sources = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    every = ("a", "b", "c", "d", "e f/ü")
    remove(every, made)
    check(made, sources, without=every)
    update([written(tmp_path / "new.jsonl", [{"id": "new", "title": "Puffins", "authors": ["Ed Fy"]}])], made)
    check(made, [*sources, tmp_path / "new.jsonl"], without=every)


def test_pictures_of_before_go_where_none_are_drawn_and_a_persons_own_page_stays(tmp_path: Path) -> None:
    source, made = written(tmp_path / "one.jsonl", PAPERS[:3]), tmp_path / "made"
    build([source], made, Settings(**QUICK | {"views": True}))
    assert (made / folder.VIEWS).is_dir()
    update([written(tmp_path / "two.jsonl", PAPERS[3:])], made, views=False)
    check(made, [source, tmp_path / "two.jsonl"])
    (made / folder.INDEX).write_text("of a person")
    build([source], made, Settings(**QUICK))
    assert (made / folder.INDEX).read_text() == "of a person"


def test_evidence_left_out(tmp_path: Path) -> None:
    source = written(tmp_path / "one.jsonl", [{**PAPERS[4], "abstract": ABSTRACTS[1]}])
    both = []
    for name, evidence in (("with", True), ("bare", False)):
        build([source], tmp_path / name, Settings(**QUICK, evidence=evidence))
        both.append(set((tmp_path / name / folder.GRAPH).read_text().splitlines()))
    whole, bare = both
    evidence = {line for line in whole if "/mention/" in line.split(" ", 1)[0]}
    assert evidence
    assert not [line for line in bare if "/mention/" in line]
    data = {line for line in whole - evidence if "/graph/about>" not in line}
    assert data == {line for line in bare if "/graph/about>" not in line}
    assert any("ontology#evaluatesOn>" in line for line in bare)


def test_a_withdrawn_id_is_withdrawn_from_every_input(tmp_path: Path) -> None:
    first, second = (written(tmp_path / f"{name}.jsonl", [line]) for name, line in (("b", PAPERS[4]), ("a", PAPERS[0])))
    made = tmp_path / "made"
    build([first], made, Settings(**QUICK))
    remove(["d"], made)
    other = written(tmp_path / "other.jsonl", [{**PAPERS[4], "title": "Another paper of the same id"}])
    update([other, second], made)
    assert "SkuaNet" not in (made / folder.RECORDS).read_text()
    assert "Another" not in (made / folder.RECORDS).read_text()
    check(made, [first, second, other], without=("d",))


def test_what_is_no_more_in_an_archive_is_withdrawn(tmp_path: Path) -> None:
    made, packed = tmp_path / "made", tmp_path / "all.zip"

    def pack(*names: str) -> None:
        with zipfile.ZipFile(packed, "w") as archive:
            for name in names:
                archive.writestr(name, b"".join(msgspec.json.encode(PAPERS[at]) + b"\n" for at in map(int, name[0])))

    pack("0.jsonl", "4/x.jsonl")
    build([packed, written(tmp_path / "one.jsonl", PAPERS[1:2])], made, Settings(**QUICK))
    pack("0.jsonl")
    update([packed], made)
    check(made, [packed, tmp_path / "one.jsonl"])
    assert "SkuaNet" not in (made / folder.RECORDS).read_text()


def test_what_was_deleted_from_a_folder_stays_and_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    records, made = tmp_path / "records", tmp_path / "made"
    records.mkdir()
    for at in (0, 4):
        written(records / f"{at}.jsonl", [PAPERS[at]])
    build([records], made, Settings(**QUICK))
    (records / "4.jsonl").unlink()
    assert main(["build", str(records), "-o", str(made), "--update", "--jobs", "1"]) == 0
    assert "note: not in the folder, and stays: 4.jsonl; kg remove takes an input out" in capsys.readouterr().err
    check(made, [records, written(tmp_path / "4.jsonl", [PAPERS[4]])])
    remove(["4.jsonl"], made)
    assert staying([records], made) == staying([records / "0.jsonl"], made) == []
    check(made, [records])
