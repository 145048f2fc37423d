"""The parts of a thing's page: each a query in `_parts/`, whose header says for which kinds it is and how it shows.

`?it` is the thing. A column `name` that has a column `name_iri` beside it is a link.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
import yaml
from msgspec import Struct
from pyoxigraph import NamedNode

from kg.store._tokens import tokens


class Section(Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a page: its title, its place, the classes it is for, how it shows, and its query."""

    name: str
    title: str
    order: int
    kinds: frozenset[str]
    show: str
    text: str

    def about(self, iri: str) -> str:
        """The query for one thing, which stands in it as a term, in subqueries too."""
        term, parts, at = str(NamedNode(iri)), [], 0
        for token in tokens(self.text):
            if token.kind == "variable" and token.text == "?it":
                parts += [self.text[at : token.end - len(token.text)], term]
                at = token.end
        return "".join([*parts, self.text[at:]])


@cache
def sections() -> tuple[Section, ...]:
    """All parts, in the order of a page."""
    folder = files("kg.serve") / "_parts"
    found = [_section(each.name, each.read_text(encoding="utf-8")) for each in folder.iterdir() if _is_query(each.name)]
    return tuple(sorted(found, key=lambda section: (section.order, section.name)))


def of_kind(kind: str) -> list[Section]:
    """The parts of the page of a thing of that class."""
    return [section for section in sections() if kind in section.kinds]


def _is_query(name: str) -> bool:
    return name.endswith(".rq")


def _section(name: str, text: str) -> Section:
    header = "\n".join(line[2:] for line in text.splitlines() if line.startswith("#+"))
    said: dict[str, Any] = yaml.safe_load(header)
    return msgspec.convert({**said, "title": said["title"] or "", "name": name[:-3], "text": text}, Section)
