"""The parts that a thing's page is made of, without a server: sections, what queries gave, small networks."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from kg.serve import _network, _thing
from kg.serve._cells import Cell, Link
from kg.serve._sections import Section, of_kind, sections

BASE = "https://w3id.org/paperkg/id/"
KG = "https://w3id.org/paperkg/ontology#"
TOY = Path(__file__).parents[1] / "ask" / "toy.trig"


class Site:
    """What parts need of a site: the rows of queries, and where an IRI leads."""

    def __init__(self) -> None:
        self._store = pyoxigraph.Store()
        self._store.bulk_load(path=TOY)

    async def rows(self, sparql: str) -> list[dict[str, str]]:
        found = self._store.query(sparql, use_default_graph_as_union=True)
        assert isinstance(found, pyoxigraph.QuerySolutions)
        names = [variable.value for variable in found.variables]
        rows = (dict(zip(names, row, strict=True)) for row in found)
        return [{name: term.value for name, term in row.items() if term is not None} for row in rows]  # type: ignore[union-attr]

    async def all_rows(self, queries: Sequence[str]) -> list[list[dict[str, str]]]:
        return [await self.rows(query) for query in queries]

    def href(self, iri: str) -> str:
        return f"/page/{iri.removeprefix(BASE)}" if iri.startswith(BASE) else iri


@pytest.fixture(scope="module")
def site() -> Any:
    return Site()


def in_a_thread(made: Coroutine[Any, Any, _thing.Thing | None]) -> _thing.Thing | None:
    """What comes of it; in a thread of its own, since browser tests leave a running event loop in theirs."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, made).result()


def about(site: Any, local: str) -> _thing.Thing:
    found = in_a_thread(_thing.thing(site, BASE + local))
    assert found is not None
    return found


def test_sections_stand_in_the_order_of_a_page_and_say_how_they_show() -> None:
    found = sections()
    assert [(each.order, each.name) for each in found] == sorted((each.order, each.name) for each in found)
    assert len({each.name for each in found}) == len(found)
    assert {each.show for each in found} <= {"chart", "chips", "evidence", "network", "results", "roles", "table"}
    for each in found:
        assert each.title or each.show == "network"
        assert set(each.kinds) <= set(_thing.KINDS)
        assert each in of_kind(min(each.kinds))
        pyoxigraph.Store().query(each.about("urn:x"))
        assert re.search(r"^(SELECT DISTINCT|GROUP BY)", each.text, re.MULTILINE), "two graphs may say one thing"
    assert of_kind("Nothing") == []


def test_the_thing_stands_in_the_query_as_a_term_and_in_strings_nothing_changes() -> None:
    text = 'SELECT ?item { ?it ?p "?it" . { SELECT ?it2 { ?it ?q ?it2 } } } # ?it'
    made = Section("x", "X", 1, frozenset({"Paper"}), "table", text).about("urn:a")
    assert made == 'SELECT ?item { <urn:a> ?p "?it" . { SELECT ?it2 { <urn:a> ?q ?it2 } } } # ?it'
    with pytest.raises(ValueError, match="IRI"):
        Section("x", "X", 1, frozenset({"Paper"}), "table", text).about("urn:a> ?p ?o . <urn:b")


def test_a_paper(site: Any) -> None:
    found = about(site, "paper/one")
    assert found.label == "Alpha: Sorting Fast"
    assert found.kinds == ("Paper",)
    assert found.authors == (
        Link("Ada Lovelace", "/page/person/ada"),
        Link("W. Zhang", "/page/person/wei-1"),
    )
    assert "".join(text for text, _ in found.abstract) == "We propose Alpha. It is 2.5x faster."
    assert ("Alpha", Link("Method", "/page/method/alpha")) in found.abstract
    assert found.facts["doi"] == ("10.1000/a",)
    parts = {part.section.name: part for part in found.parts}
    assert [part.section.order for part in found.parts] == sorted(part.section.order for part in found.parts)
    assert parts["network-of-paper"].drawing is not None
    assert any(Cell("Alpha", "/page/method/alpha") in row for row in parts["results-claimed"].rows)


def test_a_person_and_a_method_have_other_parts(site: Any) -> None:
    person, method = about(site, "person/ada"), about(site, "method/alpha")
    assert person.label == "Ada Lovelace"
    assert {part.section.name for part in person.parts} >= {"person-papers", "person-coauthors", "years-of-person"}
    assert method.other_names == ("α-sort",)
    evidence = next(part for part in method.parts if part.section.show == "evidence")
    assert [(passage.before, passage.words, passage.after) for passage in evidence.passages] == [
        ("", "Alpha", ": Sorting Fast"),
        ("We propose ", "Alpha", "."),
    ]
    assert not {part.section.name for part in method.parts} & {part.section.name for part in person.parts}
    assert any(fact.name and fact.iri.endswith("prefLabel") for fact in method.properties)
    assert any(cell.href.startswith("/page/") for _, cell in method.incoming)


def test_what_is_above_a_thing_comes_nearest_first(site: Any) -> None:
    assert [link.text for link in about(site, "hardware/v100").above][:1] == ["GPU"]


def test_of_what_the_graph_says_nothing_there_is_nothing(site: Any) -> None:
    assert in_a_thread(_thing.thing(site, BASE + "paper/none")) is None


def test_a_network_is_within_its_size_and_the_centre_stands_out(site: Any) -> None:
    rows = [
        {
            "paper": f"Paper {n}",
            "paper_iri": f"{BASE}paper/{n}",
            "thing": t,
            "thing_iri": f"{BASE}{t}",
            "class": KG + "Task",
        }
        for n, t in ((1, "a"), (1, "b"), (2, "b"))
    ]
    drawing = _network.drawing(site, rows, (BASE + "method/m", "M", "Method"))
    assert {node.label for node in drawing.nodes} == {"Paper 1", "Paper 2", "a", "b", "M"}
    assert len(drawing.links) == 3 + 2, "a centre that is no paper is linked with each paper"
    assert all(0 < node.x < drawing.width and 0 < node.y < drawing.height for node in drawing.nodes)
    radius = {node.label: node.radius for node in drawing.nodes}
    assert radius["M"] > radius["a"] == radius["Paper 1"]
    assert {node.kind for node in drawing.nodes} == {"Paper", "Task", "Method"}
    assert next(node.href for node in drawing.nodes if node.label == "a") == "/page/a"
    assert drawing == _network.drawing(site, rows[::-1], (BASE + "method/m", "M", "Method"))


def test_labels_never_cover_each_other() -> None:
    crowd = [(str(n), (100 + 9 * (n % 6), 100 + 7 * (n // 6)), f"label {n}") for n in range(36)]
    found = _network.placed(crowd)
    assert found["0"].text == "label 0", "who comes first has a place"
    assert 0 < len(found) < 36
    boxes = []
    for label in found.values():
        wide = len(label.text) * 6.6
        left = {"start": label.x, "end": label.x - wide, "middle": label.x - wide / 2}[label.anchor]
        boxes.append((left, label.y - 11, left + wide, label.y + 3))
    for place, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[place + 1 :]:
            assert right <= other[0] + 0.1 or other[2] <= left + 0.1 or bottom <= other[1] or other[3] <= top


@pytest.mark.parametrize(
    ("label", "shown"),
    [("RPTQ: Reorder-based Quantization", "RPTQ"), ("A: b", "A: b"), ("x" * 30, "x" * 25 + "…"), ("short", "short")],
)
def test_long_labels_are_cut(site: Any, label: str, shown: str) -> None:
    rows = [
        {"paper": label, "paper_iri": BASE + "paper/1", "thing": "t", "thing_iri": BASE + "t", "class": KG + "Task"}
    ]
    texts = {node.shown.text for node in _network.drawing(site, rows).nodes if node.shown}
    assert shown in texts
