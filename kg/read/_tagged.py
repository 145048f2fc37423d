"""Records of tagged lines, as RIS and MEDLINE have them: `TAG - text`, and lines that go on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct

from kg.model import Notice
from kg.read._text import clean, text_lines

if TYPE_CHECKING:
    from kg.read import Settings


class Tagged(Struct):
    """A record's tags and texts in order, and the line it begins at; `whole` says whether its end was there."""

    line: int
    fields: list[tuple[str, str]]
    whole: bool = True

    def all(self, *tags: str) -> list[str]:
        """Every text under one of the tags, taken out."""
        found = [text for tag, text in self.fields if tag in tags and text]
        self.fields = [(tag, text) for tag, text in self.fields if tag not in tags]
        return found

    def first(self, *tags: str) -> str:
        """The text under the first of the tags that has one, which is taken out; empty where none has."""
        for tag in tags:
            for at, (name, text) in enumerate(self.fields):
                if name == tag and text:
                    del self.fields[at]
                    return text
        return ""

    def raw(self) -> str:
        """The first characters, to show."""
        return " ".join(f"{tag} {text}" for tag, text in self.fields)[:200]


def tagged(
    stream: BinaryIO, settings: Settings, pattern: re.Pattern[str], ends: tuple[str, str]
) -> Iterator[Tagged | Notice]:
    """The records of a stream; `ends` are the tags that begin one and end one (empty: the next begins it).

    A record without its end ends where the next begins.
    """
    start, end = ends
    record: Tagged | None = None
    for each in text_lines(stream, settings):
        if isinstance(each, Notice):
            yield each
            continue
        number, line = each[0], clean(each[1].lstrip("\ufeff")) if each[1].strip() else ""
        found = pattern.match(each[1].lstrip("\ufeff"))
        if found and found[1] == start:
            if record:
                record.whole = not end
                yield record
            record = Tagged(number, [(found[1], clean(found[2] or ""))])
        elif found and record and found[1] == end:
            yield record
            record = None
        elif found and record:
            record.fields.append((found[1], clean(found[2] or "")))
        elif line and record:
            tag, text = record.fields[-1]
            record.fields[-1] = (tag, f"{text} {line}".strip())
    if record:
        record.whole = not end
        yield record
