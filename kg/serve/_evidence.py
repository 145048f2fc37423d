"""Texts with what they name marked in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from kg.sentence import bounds
from kg.serve._cells import Link, Row

if TYPE_CHECKING:
    from kg.serve._site import Site

_LONGEST = 600


class Passage(NamedTuple):
    """A sentence in three pieces, of which the middle one is the evidence; its paper, and how sure it is."""

    before: str
    words: str
    after: str
    paper: Link
    confidence: str


def passages(site: Site, rows: Sequence[Row]) -> list[Passage]:
    """The sentence around each place that the rows name, in their order."""
    found = []
    for row in rows:
        text, start, end = row["text"], int(row["start"]), int(row["end"])
        if end > len(text):
            continue  # the paper has this text from another record
        first, last = bounds(text, start, end)
        left, right = max(first, start - _LONGEST), min(last, end + _LONGEST)
        paper = Link(row["paper"], site.href(row["paper_iri"]))
        found.append(Passage(text[left:start], text[start:end], text[end:right], paper, row["confidence"]))
    return found


def marked(site: Site, text: str, places: Sequence[Row]) -> tuple[tuple[str, Link | None], ...]:
    """The abstract in pieces: plain, or naming a thing; of places that overlap, the first and longest counts."""
    found = [row for row in places if row["field"].endswith("abstract") and int(row["end"]) <= len(text)]
    found.sort(key=lambda row: (int(row["start"]), -int(row["end"]), row["thing"]))
    pieces: list[tuple[str, Link | None]] = []
    at = 0
    for row in found:
        start, end = int(row["start"]), int(row["end"])
        if start < at:
            continue
        kind = row["class"].rpartition("#")[2]
        pieces += [(text[at:start], None), (text[start:end], Link(kind, site.href(row["thing"])))]
        at = end
    return tuple(piece for piece in [*pieces, (text[at:], None)] if piece[0])
