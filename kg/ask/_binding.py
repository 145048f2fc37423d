"""Binds parameters as terms: never as text.

`VALUES ?name { term }` is put right behind the brace that opens the query's
outermost WHERE, each term written by the RDF library's own serialiser. Works for
variables that are not selected, in aggregates and in any engine. A sub-select that
selects the variable by name gets the clause as well: the answer is the same, since the two
are joined on it, and an engine need not work out the rest. A parameter of type
`limit` is no variable but the number of every LIMIT.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise, takewhile

import pyoxigraph
from msgspec import structs

from kg.ask.catalogue import LIMIT, Query
from kg.errors import QueryError
from kg.store._tokens import Token, tokens


def bound(query: Query, values: Mapping[str, Sequence[pyoxigraph.NamedNode | pyoxigraph.Literal]]) -> str:
    """The query's text with each of these variables bound to one of its terms."""
    for name in sorted(values):
        if name in query.params and query.params[name].type == LIMIT:
            rest = {other: terms for other, terms in values.items() if other != name}
            return bound(structs.replace(query, text=_limited(query, values[name][0].value)), rest)
    if not values:
        return query.text
    clauses = {name: f" VALUES ?{name} {{ {' '.join(map(str, values[name]))} }}" for name in sorted(values)}
    places = [(_where(query), set(clauses)), *_within(list(tokens(query.text)))]
    text = query.text
    for at, selected in sorted(places, key=lambda place: -place[0]):
        text = text[:at] + "".join(clauses[name] for name in clauses if name in selected) + text[at:]
    return text


def _within(read: list[Token]) -> Iterator[tuple[int, set[str]]]:
    """Where the pattern of each sub-select begins, and what it selects by name: what it groups by, if it does."""
    for place, (brace, word) in enumerate(pairwise(read)):
        if brace.text == "{" and word.text.upper() == "SELECT":
            head = list(takewhile(lambda token: token.text != "{", read[place + 2 :]))
            end = read[place + 2 + len(head)].end
            depths = accumulate((token.text == "(") - (token.text == ")") for token in head)
            named = (token for token, depth in zip(head, depths, strict=True) if depth == 0)
            yield end, {token.text[1:] for token in named if token.kind == "variable"}


def _limited(query: Query, most: str) -> str:
    """The query's text with another number behind every LIMIT."""
    read, text = list(tokens(query.text)), query.text
    for word, number in reversed(list(pairwise(read))):
        if word.text.upper() == "LIMIT" and number.kind == "number":
            text = text[: number.end - len(number.text)] + most + text[number.end :]
    if text == query.text and "LIMIT" not in text.upper():
        raise QueryError(query.name, "has no LIMIT", expected="one, for its parameter of type limit")
    return text


def _where(query: Query) -> int:
    """Where the pattern of the outermost WHERE begins."""
    read = list(tokens(query.text))
    braces = _outermost_braces(read)
    words = [token.text.upper() for token in read if token.kind == "word"]
    skip = int("CONSTRUCT" in words and read[braces[0] - 1].text.upper() == "CONSTRUCT") if braces else 0
    if len(braces) <= skip:
        raise QueryError(query.name, "takes no parameters", expected="a query with WHERE { ... }")
    at = braces[skip]
    if "CONSTRUCT" in words and not skip:
        raise QueryError(query.name, "takes no parameters", expected="CONSTRUCT { ... } WHERE { ... }, in full")
    if at + 1 < len(read) and read[at + 1].text.upper() == "SELECT":
        raise QueryError(query.name, "takes no parameters", expected="a pattern in WHERE, not SELECT alone: use {{ }}")
    return read[at].end


def _outermost_braces(read: list[Token]) -> list[int]:
    """The places of the opening braces that stand within nothing."""
    found: list[int] = []
    depth = 0
    for place, token in enumerate(read):
        if token.text == "{" and depth == 0:
            found.append(place)
        depth += (token.kind == "open") - (token.kind == "close")
    return found
