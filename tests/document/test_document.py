"""The ontology for people: every term is in the page, links lead somewhere, and nothing runs or is fetched."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg.cli import main
from kg.document import diagram, page, read


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        found = dict(attrs)
        self.anchors.update(filter(None, [found.get("id")]))
        self.links += filter(None, [found.get("href"), found.get("src")])


@pytest.fixture(scope="module")
def links() -> _Links:
    parser = _Links()
    parser.feed(page())
    return parser


def test_every_term_has_a_place_of_its_own(links: _Links) -> None:
    names = [term.name for term in (*read().classes, *read().properties)]
    assert len(names) > 60
    assert set(names) <= links.anchors
    for term in (*read().classes, *read().properties):
        assert term.label
        assert term.definition.endswith(".")


def test_links_lead_to_terms_or_to_other_vocabularies(links: _Links) -> None:
    within = {link.removeprefix("#") for link in links.links if link.startswith("#")}
    assert within <= links.anchors
    assert all(link.startswith(("#", "http://", "https://")) for link in links.links)


def test_nothing_runs_and_nothing_is_fetched(links: _Links) -> None:
    assert not links.tags & {"script", "iframe", "link", "img", "object", "form"}
    assert "default-src 'none'" in page()
    assert " style=" not in page()


def test_the_diagram_is_xml_and_has_every_class_and_the_properties_between_them() -> None:
    root = ElementTree.fromstring(diagram(read()))  # noqa: S314 our own
    words = " ".join(text.text or "" for text in root.iter("{http://www.w3.org/2000/svg}text"))
    for term in read().classes:
        assert re.search(rf"\b{term.name}\b", words), term.name
    for name in ("authorship", "claimedBy", "coauthor", "evaluatesOn", "nameAsWritten", "person"):
        assert name in words


def test_boxes_do_not_overlap() -> None:
    root = ElementTree.fromstring(diagram(read()))  # noqa: S314 our own
    boxes = [
        tuple(float(rect.attrib[side]) for side in ("x", "y", "width", "height"))
        for rect in root.iter("{http://www.w3.org/2000/svg}rect")
        if rect.attrib["class"] == "box"
    ]
    assert len(boxes) >= 7
    for n, (x, y, width, height) in enumerate(boxes):
        for other_x, other_y, other_width, other_height in boxes[n + 1 :]:
            apart = (
                x + width <= other_x
                or other_x + other_width <= x
                or y + height <= other_y
                or other_y + other_height <= y
            )
            assert apart


def test_the_hash_seed_makes_no_difference() -> None:
    code = "from kg.document import page, diagram, read; print(page(), diagram(read()))"
    made = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(made) == 1


@pytest.mark.parametrize(("name", "begins"), [("o.html", "<!doctype"), ("o.svg", "<svg"), ("o.ttl", "# paperkg")])
def test_the_command_writes_what_the_suffix_says(name: str, begins: str, tmp_path: Path) -> None:
    assert main(["ontology", "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / name).read_text(encoding="utf-8").lstrip().startswith(begins)


def test_a_build_has_the_page_and_the_index_leads_to_it(toy_build: Path) -> None:
    assert (toy_build / "ontology.html").read_text(encoding="utf-8") == page()
    assert 'href="ontology.html"' in (toy_build / "index.html").read_text(encoding="utf-8")
