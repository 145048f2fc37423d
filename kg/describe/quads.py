"""Quads as N-Quads writes them: terms are made once, a line is four of them.

W3C, "RDF 1.1 N-Quads", https://www.w3.org/TR/n-quads/
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from kg.describe.terms import term

_NEEDS = re.compile(r'["\\\x00-\x1f\x7f]')
_ESCAPES = {chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F)}
_ESCAPES |= {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_NOT_IN_IRIS = re.compile(
    r'[\x00-\x20<>"{}|^`\\\[\]\x7f-\x9f\ud800-\uf8ff\ufdd0-\ufdef\ufff0-\uffff\U000e0000-\U0010ffff]|%(?![0-9A-Fa-f]{2})'
)
"""RFC 3987; the private and unassigned planes are left out as well, and brackets, which only an IPv6 host may have."""


class Quad(NamedTuple):
    """Subject, predicate, object and graph, each as N-Quads writes it."""

    subject: str
    predicate: str
    object: str
    graph: str


def line(quad: Quad) -> str:
    """The quad's line, with its end."""
    return f"{quad[0]} {quad[1]} {quad[2]} {quad[3]} .\n"


def iri(text: str) -> str:
    """The IRI in brackets; characters that no IRI holds are percent-encoded.

    >>> iri("https://doi.org/10.1002/(SICI)1097<1::AID>3.0")
    '<https://doi.org/10.1002/(SICI)1097%3C1::AID%3E3.0>'
    """
    if _NOT_IN_IRIS.search(text):
        text = _NOT_IN_IRIS.sub(lambda found: quote(found[0], safe="", errors="surrogatepass"), text)
    if text.count("#") > 1:  # one fragment at most
        whole, _, part = text.partition("#")
        text = f"{whole}#{part.replace('#', '%23')}"
    return f"<{text}>"


def string(text: str) -> str:
    r"""The text as a string literal.

    >>> print(string('a "b"\n'))
    "a \"b\"\n"
    """
    if _NEEDS.search(text):
        text = _NEEDS.sub(lambda found: _ESCAPES[found[0]], text)
    return f'"{text}"'


def typed(text: str, datatype: str) -> str:
    """The text as a literal of a datatype, such as `xsd:gYear`."""
    return f"{string(text)}^^{term(datatype)}"


def boolean(value: bool) -> str:  # noqa: FBT001
    """`true` or `false` as `xsd:boolean`."""
    return typed("true" if value else "false", "xsd:boolean")


def integer(value: int) -> str:
    """The number as `xsd:integer`."""
    return f'"{value}"^^{term("xsd:integer")}'


@lru_cache(maxsize=1 << 14)
def decimal(value: float | Decimal) -> str:
    """The number as `xsd:decimal` in its shortest form.

    >>> [decimal(each).partition("^^")[0] for each in (98.9, Decimal("1E+2"), -0.0)]
    ['"98.9"', '"100.0"', '"0.0"']
    """
    text = format(Decimal(str(value or 0)), "f")
    whole, _, part = text.partition(".")
    return f'"{whole}.{part.rstrip("0") or "0"}"^^{term("xsd:decimal")}'


def facts(subject: str, graph: str, said: Iterable[tuple[str, str | None]]) -> list[str]:
    """The lines that say these facts, (property, object) each, of one subject; those without an object are left out."""
    return [f"{subject} {term(name)} {value} {graph} .\n" for name, value in said if value is not None]


def about(subject: str, graph: str, facts: Iterable[tuple[str, str | None]]) -> Iterable[Quad]:
    """The quads that say these facts, (property, object) each, of one subject; facts without an object are left out."""
    for name, value in facts:
        if value is not None:
            yield Quad(subject, term(name), value, graph)
