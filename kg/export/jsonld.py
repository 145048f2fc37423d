"""JSON-LD 1.1: named graphs kept, prefixes in the file itself (https://www.w3.org/TR/json-ld11/).

Written here because pyoxigraph's serializer writes no prefixes. The context holds
nothing but prefixes, so a value means the same with and without it.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Container, Iterable, Iterator
from operator import attrgetter
from typing import BinaryIO, TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.errors import OutputError
from kg.export._order import graphs, parsed
from kg.export._prefixes import PREFIXES, RDF, XSD, short
from kg.export._turtle import Term

TITLE = "JSON-LD: for programs on the web, graph by graph"
SUFFIX = ".jsonld"
MEDIA_TYPE = "application/ld+json"

Json: TypeAlias = "str | bool | int | dict[str, Json] | list[Json]"

_EXACT = re.compile("0|-?[1-9][0-9]{0,14}")
"""Whole numbers that every JSON parser gives back as they were."""


def write(quads: Iterable[Quad], out: BinaryIO) -> None:
    """One object with `@context` and `@graph`; raises `OutputError` for what JSON-LD 1.1 has no words for."""
    schemes: set[str] = set()
    texts = _dataset(_checked(quads, schemes), schemes)
    first = next(texts, "")  # sorting has read every quad before it gives the first: `schemes` is complete
    context = {prefix: iri for prefix, iri in PREFIXES.items() if prefix not in schemes}
    out.write(f'{{"@context": {_text(context)},\n"@graph": [\n{first}'.encode())
    out.writelines(text.encode() for text in texts)
    out.write(b"\n]}\n")


def _checked(quads: Iterable[Quad], schemes: set[str]) -> Iterator[Quad]:
    """The quads; `schemes` takes the prefixes that an IRI has as its scheme, as in `<kg:x>`: they must not be used."""
    for quad in quads:
        target = quad.object
        if isinstance(target, Triple) or (isinstance(target, Literal) and target.direction):
            raise OutputError(
                f"{quad.subject} {quad.predicate}",
                "its value is of RDF 1.2, which JSON-LD 1.1 does not have",
                do="export ttl, nt, nq or trig instead",
            )
        for term in (*quad, *([target.datatype] if isinstance(target, Literal) else ())):
            scheme = term.value.partition(":")[0] if isinstance(term, NamedNode) else ""
            if scheme in PREFIXES:
                schemes.add(scheme)
        yield quad


def _dataset(quads: Iterable[Quad], schemes: Container[str]) -> Iterator[str]:
    """The text of the nodes of the default graph and of every named graph, comma-separated."""
    for position, (name, lines) in enumerate(graphs(quads)):
        between = ",\n" if position else ""
        nodes = _nodes(parsed(lines), schemes)
        if isinstance(name, DefaultGraph):
            yield from nodes
            continue
        yield f'{between}{{"@id": {_text(_reference(name, schemes))}, "@graph": [\n'
        yield from nodes
        yield "\n]}"


def _nodes(triples: Iterable[Triple], schemes: Container[str]) -> Iterator[str]:
    for position, (subject, group) in enumerate(itertools.groupby(triples, attrgetter("subject"))):
        yield (",\n" if position else "") + _text(_node(subject, group, schemes))


def _node(subject: NamedNode | BlankNode, triples: Iterable[Triple], schemes: Container[str]) -> dict[str, Json]:
    """One subject with all its values; a single value stands without a list."""
    values: dict[str, list[Json]] = {"@id": [_reference(subject, schemes)], "@type": []}
    for triple in triples:
        target = triple.object
        if triple.predicate.value == RDF + "type" and isinstance(target, NamedNode | BlankNode):
            values["@type"].append(_reference(target, schemes))
        else:
            values.setdefault(_reference(triple.predicate, schemes), []).append(_value(target, schemes))
    return {key: held[0] if len(held) == 1 else held for key, held in values.items() if held}


def _value(term: Term, schemes: Container[str]) -> Json:
    if not isinstance(term, Literal):
        return {"@id": _reference(term, schemes)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    datatype = term.datatype.value
    if datatype == XSD + "string":
        return term.value
    if datatype == XSD + "boolean" and term.value in {"true", "false"}:
        return term.value == "true"
    if datatype == XSD + "integer" and _EXACT.fullmatch(term.value):
        return int(term.value)
    return {"@value": term.value, "@type": _reference(term.datatype, schemes)}


def _reference(term: NamedNode | BlankNode | Triple, schemes: Container[str]) -> str:
    if not isinstance(term, NamedNode):
        return str(term)
    name = short(term.value)
    return term.value if name is None or name.partition(":")[0] in schemes else name


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
