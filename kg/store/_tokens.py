"""The tokens of a SPARQL text, in one linear pass; enough to know its form and its outermost braces.

https://www.w3.org/TR/sparql11-query/#sparqlGrammar, terminals. An unknown
character is a token of its own: to complain is the engine's part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

_PN = r"\w\-\u00b7\u203f-\u2040"
_LOCAL = rf"(?:[{_PN}:]|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?#@%])"
_TOKEN = re.compile(
    rf"""
    (?P<space>      (?:[ \t\r\n]|\#[^\r\n]*)+ )
  | (?P<iri>        <(?:[^<>"{{}}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*> )
  | (?P<string>     '''(?:'{{0,2}}(?:[^'\\]|\\.))*''' | \"\"\"(?:"{{0,2}}(?:[^"\\]|\\.))*\"\"\"
                  | '(?:[^'\\\r\n]|\\.)*' | "(?:[^"\\\r\n]|\\.)*" )
  | (?P<language>   @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
  | (?P<variable>   [?$]\w+ )
  | (?P<blank>      _:\w(?:[{_PN}.]*[{_PN}])? )
  | (?P<name>       (?:[^\W\d_](?:[{_PN}.]{{0,99}}[{_PN}])?)?:(?:(?!-){_LOCAL}(?:\.*{_LOCAL})*)? )
  | (?P<number>     (?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)? )
  | (?P<word>       [A-Za-z]\w* )
  | (?P<open>       [{{(\[] )
  | (?P<close>      [}})\]] )
  | (?P<sign>       . )
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(Struct, frozen=True):
    """A piece of a SPARQL text: its kind, its text and where it ends.

    Kinds: iri, string, language, variable, blank, name, number, word, open, close, sign.
    """

    kind: str
    text: str
    end: int


def tokens(sparql: str) -> Iterator[Token]:
    """The tokens of the text, without blanks and comments."""
    for found in _TOKEN.finditer(sparql):
        kind = found.lastgroup or ""
        if kind != "space":
            yield Token(kind, found.group(), found.end())


def form(sparql: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE, whichever the text is; empty when it is none."""
    for token in tokens(sparql):
        if token.kind == "word" and token.text.upper() not in {"PREFIX", "BASE", "VERSION"}:
            found = re.match("SELECT|ASK|CONSTRUCT|DESCRIBE", token.text.upper())
            return found.group() if found else ""
    return ""


def names_graphs(sparql: str) -> bool:
    """Whether the query says itself which graphs it is about (FROM)."""
    return "FROM" in sparql.upper() and any(
        token.kind in {"word", "name"} and "FROM" in token.text.partition(":")[0].upper() for token in tokens(sparql)
    )
