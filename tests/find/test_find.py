"""What is typed finds what is meant, the best first, in a build and in any other local graph."""

from __future__ import annotations

import json
import os
import random
import threading
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.cli import main
from kg.errors import BadParameter, QueryFailed, StoreError, UnknownName
from kg.find import FILE, Index, find, write
from kg.find._words import phrases

TOY = Path(__file__).parents[1] / "ask" / "toy.trig"


@pytest.fixture(scope="module")
def toy() -> Iterator[Index]:
    with Index(TOY) as index:
        yield index


@pytest.fixture(scope="module")
def built(toy_build: Path) -> Iterator[Index]:
    with Index(toy_build) as index:
        yield index


@pytest.mark.parametrize(
    ("typed", "label", "how"),
    [
        ("V100", "NVIDIA V100", "name"),
        ("v100", "NVIDIA V100", "name"),
        ("graphics  CARD", "GPU", "name"),
        ("nvidia", "NVIDIA V100", "words"),
        ("LOVELACE ada", "Ada Lovelace", "words"),
        ("ozlem", "Özlem Öz", "words"),
        ("propose alpha", "Alpha: Sorting Fast", "text"),
        ("quicks", "quicksort", "beginning"),
        ("quikcsort", "quicksort", "near"),
        ("Ada Lovel", "Ada Lovelace", "beginning"),
        ("accuracy unheard-of", "accuracy", "some"),
        ("cs.AR", "Hardware Architecture", "name"),
    ],
)
def test_the_first_is_what_is_meant(toy: Index, typed: str, label: str, how: str) -> None:
    found = toy.find(typed)[0]
    assert (found.label, found.how) == (label, how)


def test_names_come_before_texts_and_each_thing_once(toy: Index) -> None:
    found = toy.find("alpha")
    assert [(hit.kind, hit.label, hit.how) for hit in found] == [
        ("Method", "Alpha", "name"),
        ("Paper", "Alpha: Sorting Fast", "words"),
    ]


def test_words_match_in_any_form(toy: Index) -> None:
    assert {"sorting", "Alpha: Sorting Fast"} <= {hit.label for hit in toy.find("sorted")}


def test_the_papers_of_a_thing_are_counted_once_each(toy: Index) -> None:
    counts = {
        hit.label: hit.papers for hit in (toy.find("Ada Lovelace")[0], toy.find("cs.DS")[0], toy.find("alpha")[0])
    }
    assert counts == {"Ada Lovelace": 2, "Data Structures": 2, "Alpha": 2}


def test_only_the_wanted_kinds(toy: Index) -> None:
    assert {hit.kind for hit in toy.find("alpha", kinds=["paper"])} == {"Paper"}
    assert {hit.kind for hit in toy.find("wei zhang", kinds=["Person", "method"])} == {"Person"}
    with pytest.raises(UnknownName, match="did you mean Method"):
        toy.find("alpha", kinds=["methd"])


def test_as_typed_the_last_word_may_go_on(toy: Index) -> None:
    assert [hit.label for hit in toy.find("ada lov", as_typed=True)] == ["Ada Lovelace"]
    assert [hit.label for hit in toy.find("g", as_typed=True, kinds=["Hardware"])] == ["GPU"]


def test_what_is_called_so_comes_by_iri(toy: Index) -> None:
    base = "https://w3id.org/paperkg/id/person/"
    assert toy.named("WEI zhang", ["Person"]) == [base + "wei-1", base + "wei-2"]
    assert toy.named("Wei Zhang", ["Method"]) == []
    assert toy.alike("Wei Zhan") == ["Wei Zhang"]


def test_the_excerpt_shows_where_the_words_are(built: Index) -> None:
    hit = built.find("self-attention recurrence", kinds=["paper"])[0]
    assert hit.marks
    for start, end in hit.marks:
        assert hit.excerpt[start:end].lower().startswith(("self", "attent", "recur"))


def test_a_phrase_in_quotation_marks_stays_together(built: Index) -> None:
    assert built.find('"language models"', kinds=["paper"])
    assert {hit.how for hit in built.find("models language", kinds=["paper"])} <= {"words", "text"}
    assert {hit.how for hit in built.find('"models language"', kinds=["paper"])} <= {"near"}


def test_the_same_graph_gives_the_same_bytes(toy_build: Path, tmp_path: Path) -> None:
    lines = (toy_build / "graph.nq").read_bytes().splitlines(keepends=True)
    random.Random(7).shuffle(lines)  # noqa: S311 an order, no secret
    (tmp_path / "graph.nq").write_bytes(b"".join(lines))
    store = pyoxigraph.Store()
    store.bulk_load(path=tmp_path / "graph.nq")
    write(store, tmp_path / FILE)
    assert (tmp_path / FILE).read_bytes() == (toy_build / FILE).read_bytes()


def test_a_graph_without_an_index_is_asked_in_memory(toy_build: Path, built: Index) -> None:
    with Index(toy_build / "graph.nq") as index:
        for typed in ("attention", "quantization", "zhihang yuan", "tranformer"):
            assert index.find(typed) == built.find(typed)


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_whatever_is_typed_is_text(toy: Index, typed: str) -> None:
    assert isinstance(toy.find(typed), list)
    assert isinstance(toy.find(typed, as_typed=True), list)
    assert toy.alike(typed) is not None


@pytest.mark.parametrize(
    "typed",
    [
        "", "   ", '"', '""', "*", "NEAR(", "label:alpha", "alpha AND", "alpha OR", "NOT alpha", "{label}:", "-alpha",
        "^a", "a" * 100_000, "a " * 100_000, '"a" ' * 1000, "\x00", "💥", "');--",
    ],
)  # fmt: skip
def test_what_means_something_to_the_engine_is_only_text(toy: Index, typed: str) -> None:
    assert isinstance(toy.find(typed), list)


def test_every_word_is_quoted() -> None:
    assert phrases('NEAR("a b" -c^2 col:x*') == ['"NEAR"', '"a b"', '"c 2"', '"col x"']


def test_threads_may_share_an_index(built: Index) -> None:
    expected = built.find("attention")
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(built.find("attention"))) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 16


def test_it_takes_no_longer_than_it_may(toy_build: Path) -> None:
    with Index(toy_build, timeout=-1) as index:
        index._database.set_progress_handler(index._late, 1)
        with pytest.raises(QueryFailed, match="no answer within"):
            index.find("attention is all you need")


def test_a_damaged_index_is_an_error(toy_build: Path, tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_bytes((toy_build / "graph.nq").read_bytes())
    whole = (toy_build / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(b"no database, but long enough to be one" * 100)
    with pytest.raises((QueryFailed, StoreError), match="run `kg build` again"):
        find("attention", tmp_path)
    (tmp_path / FILE).write_bytes(whole[: len(whole) // 2])
    with pytest.raises((QueryFailed, StoreError), match="run `kg build` again"):
        find("attention", tmp_path)


@pytest.mark.parametrize("limit", [0, -1, 1001])
def test_a_limit_that_is_none(toy: Index, limit: int) -> None:
    with pytest.raises(BadParameter, match="1 to 1000"):
        toy.find("alpha", limit=limit)


def test_an_endpoint_has_no_index() -> None:
    with pytest.raises(StoreError, match="no search index"):
        find("alpha", "http://127.0.0.1:9/query")


def test_the_command(toy_build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["-g", os.fspath(toy_build)]
    assert main(["find", "imagenet", "-t", "dataset", *where]) == 0
    assert capsys.readouterr().out.splitlines()[0].startswith("Dataset  ImageNet  (")
    assert main(["find", "imagenet", "-n", "1", "-f", "json", *where]) == 0
    assert json.loads(capsys.readouterr().out)[0]["label"] == "ImageNet"
    assert main(["find", "imagenet", "-n", "1", "-f", "csv", *where]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "type,label,papers,found_by,excerpt,iri"
    assert main(["find", "xqzwvk", *where]) == 1
    assert capsys.readouterr().err == "kg: nothing found\n"
    assert main(["find", "x", "-t", "colour", *where]) == 2


def test_nothing_that_is_found_steers_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "red", "-g", os.fspath(TOY)]) == 0
    assert "\x1b" not in capsys.readouterr().out
