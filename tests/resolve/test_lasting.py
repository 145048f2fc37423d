"""IRIs that last: what a build called a thing, the next one calls it, however its names have changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import folder
from kg.build import build
from kg.errors import ReadError
from kg.resolve.kept import Entry, kept, renamed
from kg.settings import Settings
from kg.update import update
from tests.update.test_update import ABSTRACTS, PAPERS, bytes_of, check, written

QUICK: dict[str, Any] = {"fast": True, "views": False, "jobs": 1}
REPLACED = "http://purl.org/dc/terms/isReplacedBy"
NAME, LABEL = "http://xmlns.com/foaf/0.1/name", "http://www.w3.org/2004/02/skos/core#prefLabel"
TITLE = "http://purl.org/dc/terms/title"
EK = {"id": "ek", "title": "Counting terns in the wind", "authors": ["Ann Ek", "Bo Li"], "date": "2020"}
SKUA = {"id": "s", "title": "SkuaNet: a CNN for skuas", "authors": ["Cy Day"], "abstract": ABSTRACTS[1]}


def built(where: Path, *lines: dict[str, Any], **settings: Any) -> ox.Store:
    """The store of a build of these records."""
    source = written(where.parent / f"{where.name}.jsonl", [*lines])
    build([source], where, Settings(**{**QUICK, **settings}))
    return stored(where)


def stored(where: Path) -> ox.Store:
    store = ox.Store()
    store.bulk_load(path=where / folder.GRAPH)
    return store


def named(store: ox.Store, property_: str) -> dict[str, str]:
    """What each thing with such a name is called, by the name."""
    found = store.quads_for_pattern(None, ox.NamedNode(property_), None)
    pairs = ((quad.object.value, quad.subject.value) for quad in found)  # type: ignore[union-attr]
    return {name: iri for name, iri in pairs if property_ != TITLE or "/id/paper/" in iri}


def leads(store: ox.Store) -> dict[str, str]:
    found = store.quads_for_pattern(None, ox.NamedNode(REPLACED), None)
    return {quad.subject.value: quad.object.value for quad in found}  # type: ignore[union-attr]


def test_an_earlier_paper_changes_a_persons_iri_unless_it_is_kept(tmp_path: Path) -> None:
    before = named(built(tmp_path / "one", EK), NAME)
    earlier = {**EK, "id": "first", "title": "Counting terns in the rain", "date": "2018"}
    assert named(built(tmp_path / "two", EK, earlier), NAME)["Ann Ek"] != before["Ann Ek"]
    assert named(built(tmp_path / "three", EK, earlier, keep=str(tmp_path / "one")), NAME) == before


def test_names_spelled_otherwise_keep_their_iris(tmp_path: Path) -> None:
    first = built(tmp_path / "one", {**SKUA, "authors": ["Cy Dayy"]})
    corrected = {**SKUA, "title": "SkuasNet: a CNN for skuas", "abstract": ABSTRACTS[1].replace("SkuaNet", "SkuasNet")}
    second = built(tmp_path / "two", corrected, keep=str(tmp_path / "one" / folder.REGISTRY))
    assert named(second, NAME)["Cy Day"] == named(first, NAME)["Cy Dayy"]
    assert named(second, LABEL)["SkuasNet"] == named(first, LABEL)["SkuaNet"]
    assert named(second, TITLE)["SkuasNet: a CNN for skuas"] == named(first, TITLE)["SkuaNet: a CNN for skuas"]


def test_a_record_whose_id_changes_with_its_title_is_the_same_paper(tmp_path: Path) -> None:
    nameless = {name: value for name, value in EK.items() if name != "id"}
    first = built(tmp_path / "one", nameless)
    second = built(tmp_path / "two", {**nameless, "title": "Counting tern in the wind"}, keep=str(tmp_path / "one"))
    assert named(second, TITLE)["Counting tern in the wind"] == named(first, TITLE)[EK["title"]]
    assert named(second, NAME) == named(first, NAME)


def test_a_paper_that_gets_a_doi_keeps_its_iri_and_the_doi_leads_there(tmp_path: Path) -> None:
    first = named(built(tmp_path / "one", EK), TITLE)
    second = built(tmp_path / "two", {**EK, "identifiers": {"doi": "10.1/x"}}, keep=str(tmp_path / "one"))
    assert named(second, TITLE) == first
    assert leads(second) == {"https://w3id.org/paperkg/id/paper/doi/10.1%2Fx": first[EK["title"]]}


def test_an_author_before_the_others_takes_nobodys_iri(tmp_path: Path) -> None:
    first = named(built(tmp_path / "one", EK), NAME)
    more = {**EK, "authors": ["Zoe Quist", "Ann Ek", "Bo Li"]}
    second = named(built(tmp_path / "two", more, keep=str(tmp_path / "one")), NAME)
    assert {name: second[name] for name in first} == first
    assert second["Zoe Quist"] not in first.values()


def test_persons_made_one_lead_to_who_stays_and_get_their_iris_back(tmp_path: Path) -> None:
    other = {**EK, "id": "other", "title": "On radar", "authors": ["Anna Ek"]}
    first = named(built(tmp_path / "one", EK, other), NAME)
    assert first["Ann Ek"] != first["Anna Ek"]
    verdict = {"kind": "person", "left": "ek#1", "right": "other#1", "verdict": "same", "who": "me"}
    decisions = written(tmp_path / "decisions.jsonl", [verdict])
    joined = built(tmp_path / "two", EK, other, keep=str(tmp_path / "one"), decisions=(str(decisions),))
    kept_, gone = sorted([first["Ann Ek"], first["Anna Ek"]], key=lambda each: each not in named(joined, NAME).values())
    assert leads(joined)[gone] == kept_
    parted = built(tmp_path / "three", EK, other, keep=str(tmp_path / "two"))
    assert named(parted, NAME) == first
    assert gone not in leads(parted)


def test_persons_of_several_identifiers_lead_to_one_without_a_registry_too(tmp_path: Path) -> None:
    orcid = {"name": "Ann Ek", "orcid": "0000-0002-1825-0097"}
    store = built(tmp_path / "one", EK, {**EK, "id": "new", "title": "On radar", "authors": [orcid, "Bo Li"]})
    (survivor,) = {value for name, value in named(store, NAME).items() if name == "Ann Ek"}
    assert survivor.endswith("person/orcid/0000-0002-1825-0097")
    assert named(built(tmp_path / "two", EK), NAME)["Ann Ek"] in leads(store)


@pytest.mark.slow
def test_an_update_that_keeps_is_a_build_anew_that_keeps(tmp_path: Path) -> None:
    made = tmp_path / "made"
    one = written(tmp_path / "one.jsonl", PAPERS[:3])
    build([one], made, Settings(**QUICK))
    before = (made / folder.REGISTRY).read_bytes()
    two = written(tmp_path / "two.jsonl", [{**PAPERS[4], "date": "1999", "authors": ["Ann Ek"]}, PAPERS[5]])
    update([two], made, keep=str(made))
    (tmp_path / "registry.jsonl").write_bytes(before)
    check(made, [one, two], keep=str(tmp_path / "registry.jsonl"))
    update([written(tmp_path / "three.jsonl", PAPERS[3:4])], made)
    check(made, [one, two, tmp_path / "three.jsonl"], keep=str(tmp_path / "registry.jsonl"))


@pytest.mark.slow
def test_a_registry_kept_to_by_the_same_records_changes_nothing_but_that_it_is_stated(tmp_path: Path) -> None:
    source = written(tmp_path / "all.jsonl", [{**each, "abstract": ABSTRACTS[2]} for each in PAPERS])
    build([source], tmp_path / "one", Settings(**QUICK))
    build([source], tmp_path / "two", Settings(**QUICK, keep=str(tmp_path / "one")))
    one, two = (bytes_of(tmp_path / name) for name in ("one", "two"))
    same = {name for name in one if one[name] == two[name]}
    assert {name for name in two if name not in same} <= {
        "graph.nq", "manifest.json", "search.db", "update/dataset.nq", "update/kept.jsonl", "update/inputs.jsonl",
    }  # fmt: skip
    about = [line for line in set(two["graph.nq"].split(b"\n")) ^ set(one["graph.nq"].split(b"\n")) if line]
    assert [b'"keep=' in line for line in about] == [True]


@pytest.mark.parametrize("text", ["nope\n", '{"kind": "thing", "key": "x"}\n', None])
def test_what_is_no_registry_is_refused(text: str | None, tmp_path: Path) -> None:
    path = tmp_path / "registry.jsonl"
    if text is not None:
        path.write_text(text)
    with pytest.raises(ReadError, match=r"registry\.jsonl"):
        built(tmp_path / "made", EK, keep=str(path))


names = st.sampled_from(["Ann Ek", "Anna Ek", "A. Ek", "Bo Li", "Bo Lii", "C++", "C#", ""])
few = st.lists(st.sampled_from("abcdef"), max_size=3, unique=True).map(tuple)
entries = st.lists(
    st.builds(Entry, st.just("person"), st.sampled_from("KLMNOP"), st.tuples(names), few, few),
    max_size=6, unique_by=lambda each: each.key,
)  # fmt: skip


@given(before=entries, now=entries)
def test_each_key_goes_to_one_and_leads_to_one_that_is_there(before: list[Entry], now: list[Entry]) -> None:
    way = kept("person", before, now)
    assert set(way.called) == {each.key for each in now}
    assert len(set(way.called.values())) == len(way.called)
    assert set(way.leads).isdisjoint(way.called.values())
    assert set(way.leads.values()) <= set(way.called.values())
    assert set(way.leads) <= {each.key for each in before}
    assert kept("person", before[::-1], now[::-1]) == way


def test_a_registry_that_is_not_there_is_refused_in_an_update_too(tmp_path: Path) -> None:
    built(tmp_path / "made", EK)
    with pytest.raises(ReadError, match="no such file; expected a build's folder"):
        update([tmp_path / "made.jsonl"], tmp_path / "made", keep=str(tmp_path / "nope"))


@given(now=entries)
def test_what_has_not_changed_is_called_as_it_was(now: list[Entry]) -> None:
    known = [msgspec.structs.replace(each, certain=(each.key,)) for each in now]
    assert kept("person", known, known) == kept("person", [], known)


def test_a_record_that_is_there_is_not_taken_for_another() -> None:
    titles = {"a": "Counting gulls by radar", "b": "Counting gull by radar"}
    old, new = ([Entry("record", key, (titles[key],)) for key in keys] for keys in ("a", "ab"))
    assert renamed(old, new) == {}
    assert renamed(old, new[1:]) == {"a": "b"}
