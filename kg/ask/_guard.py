"""Refuses, before an engine sees a query, what it would do besides answering from the graph.

Refused, by name: SERVICE in any form (it reaches out to other servers); updates;
FROM and FROM NAMED of anything but an absolute IRI that names a graph, `file:`
among them (no engine is made to fetch one: a graph that is not here is refused by
the store); nesting deeper than 64 (deep nesting ends the engine's process).
In strings, IRIs, comments, variables and the local part of names these words are
only text.

A keyword needs no blank around it: engines read `trueSERVICE<x>` and `SERVICE:x`
as a call. So a word or prefix that merely contains the keyword is refused too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.errors import QueryError, QueryRefused
from kg.store._tokens import Token, form, tokens

DEEPEST = 64
"""How deep braces, brackets, `!` and `^` may stand within each other."""
LONGEST = 1_000_000
"""How many characters a query may have."""

_UPDATES = frozenset({"LOAD", "INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD"})
_OPERANDS = frozenset({"variable", "string", "language", "number", "iri", "name", "word", "close", "blank"})
_ESCAPE = re.compile(r"\\\\|\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def checked(sparql: str) -> tuple[str, ...]:
    """The IRIs of the graphs that the query names with FROM; `QueryRefused` when it asks for what is not allowed."""
    if len(sparql) > LONGEST:
        raise QueryRefused("query", f"longer than {LONGEST:,} characters", do="name the values in the graph")
    read = list(tokens(sparql))
    _check_words(read)
    _check_shape(read)
    plain = _ESCAPE.sub(_character, sparql)
    if plain != sparql:  # an engine may undo \u before it reads the text: neither reading may hold anything refused
        again = list(tokens(plain))
        _check_words(again)
        _check_shape(again)
    if not form(sparql):
        raise QueryError("query", "not a query", expected="SELECT, ASK, CONSTRUCT or DESCRIBE")
    return tuple(_graphs(read))


def checked_update(sparql: str) -> None:
    """Nothing; `QueryRefused` when the update would reach out (SERVICE, LOAD) or is nested too deep to be safe."""
    if len(sparql) > LONGEST:
        raise QueryRefused("update", f"longer than {LONGEST:,} characters", do="change less at once")
    for text in {sparql, _ESCAPE.sub(_character, sparql)}:
        read = list(tokens(text))
        for token in read:
            word = token.text.partition(":")[0].upper() if token.kind in {"word", "name"} else ""
            if "SERVICE" in word or "LOAD" in word:
                raise QueryRefused("update", f"{word} is refused: an update reaches no other server and no file")
        _check_shape(read)


def _character(escape: re.Match[str]) -> str:
    digits = escape[1] or escape[2]
    return chr(int(digits, 16)) if digits and int(digits, 16) < 0x110000 else escape.group()


def _check_words(read: list[Token]) -> None:
    """Refuse the keywords that do more than answer."""
    for token in read:
        if token.kind not in {"word", "name"}:
            continue
        word = token.text.partition(":")[0].upper()
        if "SERVICE" in word:
            raise QueryRefused("query", "SERVICE is refused: a query reaches no other server")
        if token.kind == "name" and "FROM" in word:
            raise QueryRefused("query", f"a prefix with FROM in its name ({token.text})", do="rename the prefix")
        if token.kind == "word" and word in _UPDATES:
            raise QueryRefused(
                "query", f"{word} is refused: a query changes nothing", do="change the records and build"
            )


def _check_shape(read: list[Token]) -> None:
    """Refuse nesting that is too deep and text that two engines could cut differently."""
    depths: list[int] = []
    deep = pending = parens = 0
    previous = ""
    for token in read:
        if token.kind == "open":
            depths.append(pending + 1)
            deep += pending + 1
            pending = 0
        elif token.kind == "close" and depths:
            deep -= depths.pop()
        pending = pending + 1 if token.text in {"!", "^"} else 0
        parens += (token.text == "(") - (token.text == ")")
        if deep + pending > DEEPEST:
            raise QueryRefused("query", f"nested deeper than {DEEPEST} levels")
        if token.text == "\\":
            raise QueryRefused("query", "a backslash outside of strings, IRIs and names")
        if token.kind == "iri" and (previous == "<" or (parens > 0 and previous in _OPERANDS)):
            _check_less_than(token.text)
        previous = token.kind if token.kind != "sign" else token.text


def _check_less_than(iri: str) -> None:
    """Refuse an IRI that an engine could read as "less than", with a comment or string hidden in it.

    `?a<?b#>` is an IRI to one reader and `?a < ?b`, then a comment, to another.
    """
    if not re.match(r"<(?:[A-Za-z][\w+.-]*://|[\w.:/+=&,;@~*?$%-]*>$)", iri):
        raise QueryRefused("query", f"unclear whether {iri} is an IRI", do="put blanks around < or use a prefix")


def _graphs(read: list[Token]) -> Iterator[str]:
    """The graphs named with FROM and FROM NAMED."""
    prefixes = _prefixes(read)
    rest = iter(read)
    for token in rest:
        if token.kind != "word" or "FROM" not in token.text.upper():
            continue
        named = next(rest, None)
        if named and named.text.upper() == "NAMED":
            named = next(rest, None)
        yield _graph(token, named, prefixes)


def _graph(word: Token, named: Token | None, prefixes: dict[str, str]) -> str:
    text = named.text if named else "nothing"
    iri = ""
    if named and named.kind == "iri":
        iri = text[1:-1]
    elif named and named.kind == "name" and named.text.partition(":")[0] in prefixes:
        prefix, _, local = text.partition(":")
        iri = prefixes[prefix] + local
    if word.text.upper() != "FROM" or not re.match(r"[A-Za-z][\w+.-]*:[^\\]*$", iri):
        raise QueryRefused("query", f"{word.text} {text} is refused", expected="FROM and the absolute IRI of a graph")
    if not iri.lower().startswith(("http:", "https:", "urn:", "tag:", "info:")):
        raise QueryRefused("query", f"FROM <{iri}> is refused: a query reads no files and fetches nothing")
    return iri


def _prefixes(read: list[Token]) -> dict[str, str]:
    """The IRI of each prefix declared in the query."""
    return {
        name.text.partition(":")[0]: iri.text[1:-1]
        for word, name, iri in zip(read, read[1:], read[2:], strict=False)
        if word.text.upper() == "PREFIX" and name.kind == "name" and iri.kind == "iri"
    }
