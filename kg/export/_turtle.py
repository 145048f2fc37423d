r"""Statements as Turtle: what `ttl` and `trig` share (https://www.w3.org/TR/turtle/).

Written here because pyoxigraph's serializer puts its `@prefix` lines in an order
that differs from run to run, and shortens names such as `dcterms:a.b\.` that
rdflib cannot read. Only plain local names are shortened here; every other term is
in its N-Triples form, which Turtle reads too.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.export._prefixes import PREFIXES, RDF, XSD, short

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple

_BARE = {
    XSD + "boolean": re.compile("true|false"),
    XSD + "integer": re.compile("-?[0-9]+"),
    XSD + "decimal": re.compile(r"-?[0-9]+\.[0-9]+"),
}
"""The values that Turtle writes without quotes, by datatype."""


def header() -> str:
    """The `@prefix` lines, sorted."""
    return "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())


def blocks(triples: Iterable[Triple], indent: str = "") -> Iterator[str]:
    """One block of text a subject, of triples that come sorted by subject."""
    for subject, group in itertools.groupby(triples, attrgetter("subject")):
        by_predicate = itertools.groupby(group, attrgetter("predicate"))
        phrases = [_phrase(predicate, statements) for predicate, statements in by_predicate]
        phrases.sort(key=lambda phrase: not phrase.startswith("a "))  # what it is comes first; the rest stays in order
        lines = f" ;\n{indent}    ".join(phrases)
        yield f"\n{indent}{written(subject)}\n{indent}    {lines} .\n"


def written(term: Term) -> str:
    """A term as Turtle writes it.

    >>> written(NamedNode("http://purl.org/dc/terms/title")), written(Literal(3))
    ('dcterms:title', '3')
    """
    if isinstance(term, NamedNode):
        return _iri(term.value)
    if isinstance(term, Triple):
        return f"<<( {written(term.subject)} {written(term.predicate)} {written(term.object)} )>>"
    if not isinstance(term, Literal) or term.language or term.datatype.value == XSD + "string":
        return str(term)
    bare = _BARE.get(term.datatype.value)
    if bare and bare.fullmatch(term.value):
        return term.value
    return f"{Literal(term.value)}^^{_iri(term.datatype.value)}"


def _phrase(predicate: NamedNode, statements: Iterable[Triple]) -> str:
    verb = "a" if predicate.value == RDF + "type" else written(predicate)
    return f"{verb} " + ", ".join(written(statement.object) for statement in statements)


def _iri(iri: str) -> str:
    return short(iri) or str(NamedNode(iri))
