"""The classes and properties that a graph may use: those that `ontology/kg.ttl` declares, and no other of ours."""

from __future__ import annotations

from functools import cache, lru_cache

import pyoxigraph as ox
from msgspec import Struct

from kg.errors import UnknownTerm
from kg.files import shipped

XSD = "http://www.w3.org/2001/XMLSchema#"
DATATYPES = (
    "boolean", "date", "dateTime", "decimal", "gYear", "gYearMonth", "hexBinary", "integer", "nonNegativeInteger",
)  # fmt: skip
"""The datatypes of XML Schema that a graph uses; OWL has them built in, so that none declares them."""
RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


class Ontology(Struct, frozen=True):
    """The ontology: its triples, prefixes and declared terms (IRIs without brackets)."""

    triples: tuple[ox.Triple, ...]
    prefixes: dict[str, str]
    declared: frozenset[str]


@lru_cache(maxsize=1)
def ontology() -> Ontology:
    """The ontology that ships with the package."""
    parser = ox.parse((shipped("ontology") / "kg.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)
    triples = tuple(quad.triple for quad in parser)
    declared = {t.subject.value for t in triples if isinstance(t.subject, ox.NamedNode) and _declares(t)}
    built_in = {RDF_TYPE.strip("<>"), *(XSD + name for name in DATATYPES)}
    return Ontology(triples, dict(parser.prefixes), frozenset(declared | built_in))


def _declares(triple: ox.Triple) -> bool:
    return triple.predicate.value == RDF_TYPE.strip("<>") and not triple.object.value.endswith("#Ontology")  # type: ignore[union-attr]


@cache
def term(name: str) -> str:
    """The class or property as N-Triples writes it.

    Raises `UnknownTerm` for one that the ontology does not declare.

    >>> term("kg:proposes")
    '<https://w3id.org/paperkg/ontology#proposes>'
    """
    prefix, _, local = name.partition(":")
    known = ontology()
    iri = known.prefixes.get(prefix, "") + local
    if prefix not in known.prefixes or iri not in known.declared:
        raise UnknownTerm(name, "not declared", expected="a term of ontology/kg.ttl", do="declare it there first")
    return f"<{iri}>"
