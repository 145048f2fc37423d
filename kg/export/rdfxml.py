"""RDF/XML: all graphs in one (https://www.w3.org/TR/rdf-syntax-grammar/).

Written here because pyoxigraph's serializer writes control characters that no
parser takes back, and lets a carriage return come back as a line feed. What XML
cannot say is refused before the first byte: sorting reads all statements first.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.errors import OutputError
from kg.export._order import triples
from kg.export._prefixes import NAMES, PREFIXES, RDF, XSD
from kg.export._turtle import Term
from kg.export._xml import BARRED

TITLE = "RDF/XML: for older tools, all graphs in one"
SUFFIX = ".rdf"
MEDIA_TYPE = "application/rdf+xml"

_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<rdf:RDF'
    + "".join(f'\n    xmlns:{prefix}="{namespace}"' for prefix, namespace in PREFIXES.items())
    + ">\n"
)
_LETTER = "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff\u0391-\u03a1\u03a3-\u03c9\u0410-\u044f\u4e00-\u9fa5"
_NAME_BACKWARDS = re.compile(f"[{_LETTER}0-9.-]*[{_LETTER}]")
"""The longest XML name at an IRI's end, read from there; its letters are those of every edition of XML."""
_SYNTAX = {RDF + name for name in ("RDF", "ID", "about", "bagID", "parseType", "resource", "nodeID", "datatype")} | {
    RDF + name for name in ("Description", "aboutEach", "aboutEachPrefix", "li")
}
"""Names that mean something else in RDF/XML, and so cannot be predicates."""


def write(quads: Iterable[Quad], out: BinaryIO) -> None:
    """The union of all graphs, sorted; raises `OutputError` naming the first statement that XML cannot carry."""
    ordered = triples(_checked(quads))
    first = next(ordered, None)  # sorting has read, and so checked, every statement before it gives the first
    out.write(_HEAD.encode())
    for subject, group in itertools.groupby(itertools.chain([first] if first else [], ordered), attrgetter("subject")):
        properties = "".join(_property(triple) for triple in group)
        out.write(f"  <rdf:Description {_node('about', subject)}>\n{properties}  </rdf:Description>\n".encode())
    out.write(b"</rdf:RDF>\n")


def _checked(quads: Iterable[Quad]) -> Iterator[Quad]:
    for quad in quads:
        for term in (quad.subject, quad.predicate, quad.object):
            trouble = _trouble(term)
            if trouble:
                raise _refusal(quad, trouble)
        if quad.predicate.value in _SYNTAX or not _NAME_BACKWARDS.match(quad.predicate.value[::-1]):
            raise _refusal(quad, "the predicate does not end in a name that XML can use for an element")
        yield quad


def _trouble(term: Term) -> str:
    """Why XML cannot hold the term, or nothing."""
    if isinstance(term, Triple):
        return "its object is a triple term, which RDF/XML 1.1 does not have"
    if isinstance(term, Literal) and term.direction:
        return "its text has a base direction, which RDF/XML 1.1 does not have"
    barred = BARRED.search(term.value)
    return f"it holds the character U+{ord(barred[0]):04X}, which XML cannot carry" if barred else ""


def _refusal(quad: Quad, trouble: str) -> OutputError:
    where = f"{_readable(quad.subject)} {_readable(quad.predicate)}"
    return OutputError(where, trouble, do="export ttl, nt, nq, trig or jsonld instead")


def _readable(term: Term) -> str:
    return str(term).encode("unicode_escape").decode() if BARRED.search(str(term)) else str(term)


def _property(triple: Triple) -> str:
    name, declaration = _element(triple.predicate.value)
    target = triple.object
    if not isinstance(target, Literal):
        return f"    <{name}{declaration} {_node('resource', target)}/>\n"
    text = escape(target.value, {"\r": "&#13;"})
    return f"    <{name}{declaration}{_kind(target)}>{text}</{name}>\n"


def _element(predicate: str) -> tuple[str, str]:
    """The element's name, and the declaration of a namespace that the head does not have."""
    found = _NAME_BACKWARDS.match(predicate[::-1])
    local = found[0][::-1] if found else ""
    namespace = predicate.removesuffix(local)
    if namespace in NAMES:
        return f"{NAMES[namespace]}:{local}", ""
    return f"ns:{local}", f" xmlns:ns={quoteattr(namespace)}"


def _kind(literal: Literal) -> str:
    if literal.language:
        return f' xml:lang="{literal.language}"'
    datatype = literal.datatype.value
    return "" if datatype == XSD + "string" else f" rdf:datatype={quoteattr(datatype)}"


def _node(attribute: str, term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"rdf:{attribute}={quoteattr(term.value)}"
    return f'rdf:nodeID="{_node_id(str(term)[2:])}"'


def _node_id(label: str) -> str:
    """An XML name for a blank node; two labels never get the same."""
    plain = re.fullmatch("[A-Za-z0-9_-]+", label)
    return f"n{label}" if plain else f"x{label.encode().hex()}"
