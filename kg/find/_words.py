"""What is asked of FTS5: its query language (https://www.sqlite.org/fts5.html, section 3) from what a person types."""

from __future__ import annotations

import re

_PARTS = re.compile(r'"([^"]*)"|([^\s"]+)')
_WORD = re.compile(r"\w+")
MOST = 32
"""How many words are looked for at once; the others are passed over."""


def phrases(typed: str) -> list[str]:
    """The phrases of a text, quoted as FTS5 wants them: what stands in quotation marks, and each word on its own.

    >>> phrases('"key value" KV-cache')
    ['"key value"', '"KV cache"']
    """
    found = [" ".join(_WORD.findall(quoted or single)) for quoted, single in _PARTS.findall(typed)]
    return [f'"{words}"' for words in found if words][:MOST]


def all_of(parts: list[str], *, within: str = "", open_end: bool = False) -> str:
    """The expression for what has all of the phrases, in one column group or anywhere.

    With an open end, the last word may go on.

    >>> all_of(['"key"', '"val"'], within="label others", open_end=True)
    '{label others} : ("key" AND "val" *)'
    """
    expression = " AND ".join(parts) + (" *" if open_end else "")
    return f"{{{within}}} : ({expression})" if within else expression


def together(parts: list[str]) -> str:
    """The expression for what has all of the phrases within a few words."""
    return f"NEAR({' '.join(parts)}, 8)"


def any_of(parts: list[str]) -> str:
    """The expression for what has any of the phrases."""
    return " OR ".join(parts)


def trigrams(name: str) -> list[str]:
    """The different runs of three characters of a name, sorted.

    >>> trigrams("a gpu")
    [' gp', 'a g', 'gpu']
    """
    return sorted({name[at : at + 3] for at in range(len(name) - 2)})


def literal(text: str) -> str:
    """The text as a string of FTS5's."""
    return '"{}"'.format(text.replace('"', '""'))
