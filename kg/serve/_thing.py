"""All that a thing's page says, asked of the graph in one go."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from msgspec import Struct
from pyoxigraph import NamedNode

from kg.ask._labels import shortened
from kg.serve._cells import Cell, Link, Row, cells
from kg.serve._evidence import Passage, marked, passages
from kg.serve._network import Drawing, drawing
from kg.serve._sections import Section, of_kind
from kg.serve._site import Site

_KG = "https://w3id.org/paperkg/ontology#"
_PREFIXES = f"""PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX kg: <{_KG}>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
KINDS = (
    *("Paper", "Person", "Method", "Model", "Hardware", "Dataset", "Task", "Metric", "Topic", "Software"),
    *("Venue", "Organization", "Result", "Mention", "Authorship", "IdentityDecision"),
)
_FACTS = """SELECT ?property ?property_label ?value ?value_label WHERE {
  %IT% ?property ?value .
  OPTIONAL { ?property rdfs:label ?property_label }
  OPTIONAL { ?value skos:prefLabel|foaf:name|dcterms:title|rdfs:label ?value_label }
} ORDER BY ?property ?value LIMIT 500"""
_POINTS = """SELECT ?property ?value ?value_label WHERE {
  ?value ?property %IT% .
  OPTIONAL { ?value skos:prefLabel|foaf:name|dcterms:title ?value_label }
} LIMIT 60"""
_ABOVE = """SELECT ?up ?up_label (COUNT(?between) AS ?steps) WHERE {
  %IT% skos:broader* ?between . ?between skos:broader+ ?up . ?up skos:prefLabel ?up_label
} GROUP BY ?up ?up_label ORDER BY ?steps ?up LIMIT 12"""
_AUTHORS = """SELECT ?position ?person ?name WHERE {
  %IT% kg:authorship ?authorship . ?authorship kg:person ?person ; kg:nameAsWritten ?name .
  OPTIONAL { ?authorship kg:position ?position }
} ORDER BY (!BOUND(?position)) ?position ?name LIMIT 300"""
_PLACES = """SELECT ?field ?start ?end ?thing ?label ?class ?confidence WHERE {
  ?target oa:hasSource %IT% ; kg:field ?field ; oa:hasSelector ?position .
  ?position oa:start ?start ; oa:end ?end .
  ?mention oa:hasTarget ?target ; oa:hasBody ?thing ; kg:confidence ?confidence .
  ?thing skos:prefLabel ?label ; a ?class .
  FILTER(STRSTARTS(STR(?class), STR(kg:)) && ?class != kg:Entity)
} ORDER BY ?start LIMIT 500"""
_OWN = ("facts", "points", "above", "authors", "places")
_TELLING = ("prefLabel", "name", "title", "label", "nameAsWritten", "quote")


class Part(Struct, frozen=True):
    """A part of the page, with what its query gave."""

    section: Section
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    passages: tuple[Passage, ...] = ()
    drawing: Drawing | None = None


class Fact(Struct, frozen=True):
    """A property and its values."""

    name: str
    iri: str
    values: tuple[Cell, ...]


class Thing(Struct, frozen=True, kw_only=True):
    """A thing, ready for its page."""

    iri: str
    label: str
    kinds: tuple[str, ...]
    other_names: tuple[str, ...]
    facts: dict[str, tuple[str, ...]]
    authors: tuple[Link, ...]
    above: tuple[Link, ...]
    abstract: tuple[tuple[str, Link | None], ...]
    parts: tuple[Part, ...]
    properties: tuple[Fact, ...]
    incoming: tuple[tuple[str, Cell], ...]


async def thing(site: Site, iri: str) -> Thing | None:
    """What there is to say of a thing; `None` when the graph says nothing of it."""
    term = str(NamedNode(iri))
    first = await site.rows(f"SELECT ?class WHERE {{ {term} a ?class }} ORDER BY ?class")
    kinds = tuple(kind for kind in KINDS if any(row["class"] == _KG + kind for row in first))
    wanted = _parts_of(kinds)
    texts = [_PREFIXES + text.replace("%IT%", term) for text in (_FACTS, _POINTS, _ABOVE, _AUTHORS, _PLACES)]
    found = await site.all_rows([*texts, *(section.about(iri) for section in wanted)])
    return await asyncio.to_thread(_made, site, iri, kinds, (wanted, found))


def _made(site: Site, iri: str, kinds: tuple[str, ...], answers: tuple[list[Section], list[list[Row]]]) -> Thing | None:
    """The thing, of what its queries gave: its own first, then those of its page's parts."""
    wanted, found = answers
    own = dict(zip(_OWN, found, strict=False))
    if not own["facts"] and not own["points"]:
        return None
    facts = _by_name(own["facts"])
    label = next((facts[name][0] for name in _TELLING if facts.get(name)), "") or shortened(iri)
    return Thing(
        iri=iri,
        label=label,
        kinds=kinds,
        other_names=facts.get("altLabel", ()) + facts.get("alternative", ()),
        facts=facts,
        authors=tuple(Link(row["name"], site.href(row["person"])) for row in own["authors"]),
        above=tuple(Link(row["up_label"], site.href(row["up"])) for row in own["above"]),
        abstract=marked(site, facts.get("abstract", ("",))[0], own["places"]),
        parts=tuple(_parts(site, (iri, label, kinds[0] if kinds else ""), wanted, found[len(_OWN) :])),
        properties=tuple(_properties(site, own["facts"])),
        incoming=tuple((shortened(row["property"]), _value(site, row)) for row in own["points"]),
    )


def _parts_of(kinds: Sequence[str]) -> list[Section]:
    """The parts for all that the thing is, each once."""
    found = {section.name: section for kind in kinds for section in of_kind(kind)}
    return sorted(found.values(), key=lambda section: (section.order, section.name))


def _parts(site: Site, centre: tuple[str, str, str], wanted: list[Section], found: list[list[Row]]) -> list[Part]:
    parts = []
    for section, rows in zip(wanted, found, strict=True):
        if not rows:
            continue
        if section.show == "evidence":
            parts.append(Part(section, passages=tuple(passages(site, rows))))
        elif section.show == "network":
            parts.append(Part(section, drawing=drawing(site, rows, centre)))
        else:
            columns, table = cells(site, rows)
            parts.append(Part(section, columns, table))
    return parts


def _by_name(rows: list[Row]) -> dict[str, tuple[str, ...]]:
    """The values of each property, by the last part of its name."""
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        name = row["property"].rpartition("#")[2].rpartition("/")[2]
        found.setdefault(name, {})[row["value"]] = None
    return {name: tuple(values) for name, values in found.items()}


def _properties(site: Site, rows: list[Row]) -> list[Fact]:
    """Every property, named as the ontology does, with its values."""
    names: dict[str, str] = {}
    values: dict[str, dict[str, Cell]] = {}
    for row in rows:
        names[row["property"]] = row.get("property_label") or shortened(row["property"])
        values.setdefault(row["property"], {})[row["value"]] = _value(site, row)
    return [Fact(names[iri], iri, tuple(found.values())) for iri, found in values.items()]


def _value(site: Site, row: Row) -> Cell:
    value = row["value"]
    text = row.get("value_label") or shortened(value)
    return Cell(text, site.href(value) if value.startswith(("http://", "https://")) else "")
