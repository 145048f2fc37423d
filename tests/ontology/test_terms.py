"""No term is used that kg.ttl does not declare: not in the code, the queries, the shapes, the pages or a graph."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.describe.terms import DATATYPES, RDF_TYPE, XSD, ontology

ROOT = Path(__file__).parents[2]
KG = "https://w3id.org/paperkg/ontology#"
SH = "http://www.w3.org/ns/shacl#"
_NAME = re.compile(rf"(?<![\w:/<-])({'|'.join(sorted(ontology().prefixes))}):([A-Za-z][\w-]*)")
_IRI = re.compile(rf"{KG}([A-Za-z]\w*)")
_TERM = re.compile(r"[a-z]+:[A-Za-z]\w*")
RDF = RDF_TYPE.strip("<>").removesuffix("type")
BUILT_IN = {RDF + "type", *(XSD + name for name in DATATYPES)}


def unknown(text: str) -> set[str]:
    """The prefixed names and the IRIs of ours in a text that nothing declares."""
    prefixes = {**ontology().prefixes, "xsd": XSD}
    used = {prefixes[prefix] + name for prefix, name in _NAME.findall(text)} | {KG + n for n in _IRI.findall(text)}
    return used - ontology().declared - BUILT_IN


def strings(path: Path) -> Iterator[str]:
    """The string constants of a module that are no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def with_prefixes_of_its_own(query: str) -> str:
    """A query's text with the prefixes that it declares written out, so that it cannot mean something else by one."""
    declared = dict(re.findall(r"(?i)PREFIX\s+([\w-]*):\s*<([^>]*)>", query))
    for prefix, space in declared.items():
        assert ontology().prefixes.get(prefix, XSD if prefix == "xsd" else None) == space, prefix
    return re.sub(r"(?m)^#.*$|<[^>]*>", "", query)


@pytest.mark.parametrize("path", sorted((ROOT / "queries").rglob("*.rq")), ids=lambda path: path.stem)
def test_queries(path: Path) -> None:
    assert unknown(with_prefixes_of_its_own(path.read_text(encoding="utf-8"))) == set()


MODULES = [path for path in sorted((ROOT / "kg").rglob("*.py")) if "read" not in path.parts]
"""But for the readers, who have the prefixes of what they read."""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_code(path: Path) -> None:
    for text in strings(path):
        whole = text if _TERM.fullmatch(text) or "{" in text or KG in text else ""
        assert unknown(whole) == set(), text


@pytest.mark.parametrize("name", ["README.md", "docs/graph.md", "docs/adding.md"])
def test_documentation(name: str) -> None:
    assert unknown((ROOT / name).read_text(encoding="utf-8")) == set()


def test_shapes() -> None:
    homes = tuple(space for space in ontology().prefixes.values() if space not in (RDF, XSD))
    for triple in ox.parse((ROOT / "ontology" / "shapes.ttl").read_bytes(), format=ox.RdfFormat.TURTLE):
        for term in (triple.predicate, triple.object):
            if isinstance(term, ox.NamedNode) and term.value.startswith(homes):
                assert term.value in ontology().declared | BUILT_IN, triple


def test_a_graph(toy_build: Path) -> None:
    for quad in ox.parse(path=toy_build / "graph.nq"):
        used = [quad.predicate.value]
        if quad.predicate.value == RDF_TYPE.strip("<>") and "/graph/ontology" not in str(quad.graph_name):
            used.append(quad.object.value)  # type: ignore[union-attr]
        if "/graph/ontology" not in str(quad.graph_name):
            assert set(used) <= ontology().declared | BUILT_IN, quad


def test_a_planted_term_is_found() -> None:
    assert unknown("SELECT * { ?paper kg:proposess ?x ; dcterms:titel ?t }") == {
        KG + "proposess",
        "http://purl.org/dc/terms/titel",
    }
    assert unknown(f"<{KG}nope>") == {KG + "nope"}
