"""The author page of an aggregator site, copied as text.

It begins with the author's name, field, h-index, number of papers, citations and two
scores; then a record a block: a head line `[score]CATEGORYMonth day[, year][Code]`,
the title, the authors and the abstract.

- A head line without a year means the year in which the page was made. The page does
  not say which: it is the year after the latest that is stated, since the page states
  every year but its own; or the year of `as_of`.
- "et al." means that the list of authors is cut. The page's author is one of them, at
  an unknown position where they are not listed.

>>> HEAD.fullmatch("98.9ARMay 7").groupdict()["category"]
'AR'
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct

from kg.keys import normal, readable_key, title_key
from kg.model import Name, Notice, PartialDate, Profile, Reading, Record, Rejected, Source
from kg.read._text import Head, clean, decode

if TYPE_CHECKING:
    from kg.read import Settings

TITLE = "author page of an aggregator site, copied as text"
SUFFIXES = (".txt",)
CARRIES = ("title", "authors", "category", "date", "score", "code", "abstract")

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTHS = {name: number for number, name in enumerate(_MONTHS, 1)}
HEAD = re.compile(
    r"(?P<score>[0-9]{1,3}(?:\.[0-9]+)?)?(?P<category>[A-Za-z][A-Za-z.-]{1,18}?)"
    rf"(?P<month>{'|'.join(MONTHS)}) (?P<day>[0-9]{{1,2}})(?:, (?P<year>[0-9]{{4}}))?(?P<code>Code)?"
)
ALMOST_HEAD = re.compile(r"(?:[0-9]{1,3}(?:\.[0-9]+)?)?[A-Z][A-Za-z.-]{1,20},? ?[0-9]{1,2}(?:, ?[0-9]{1,5})?(?:Code)?")
"""A line of its own that is near to a head line: a record begins there, but its head cannot be read."""
FACTS = {
    "h_index": re.compile(r"h-index ?([0-9]{1,6})"),
    "papers": re.compile(r"([0-9,]{1,12}) ?papers"),
    "citations": re.compile(r"([0-9,]{1,12}) ?citations"),
    "novelty": re.compile(r"Novelty ?([0-9.]{1,6}) ?%"),
    "score": re.compile(r"AI Score ?([0-9.]{1,6})"),
}
_COUNT = re.compile(r"[0-9,]{1,12} Papers")
_FIELD = re.compile(r"[A-Z]{2}|[a-z-]+(?:\.[A-Z]{2})?")
_CUT = re.compile(r"[,;]?\s{0,4}\bet al\.?$")
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV")
_RAW = 200


class _Block(Struct, frozen=True):
    """The lines of one record, or of what should be one; `number` is the line it begins at."""

    number: int
    head: str
    body: list[str]

    def parts(self) -> list[str]:
        """Title, authors and the paragraphs of the abstract."""
        paragraphs = [" ".join(part.split("\n")) for part in re.split(r"\n\s*\n", "\n".join(self.body).strip("\n"))]
        parts = paragraphs if len(paragraphs) >= 3 else self.body
        return [part for part in (clean(part) for part in parts) if part]


def is_mine(head: Head) -> bool:
    """Whether one of the first lines is the head line of a record."""
    return any(HEAD.fullmatch(line.strip()) for line in head.lines()[:200])


def readings(stream: BinaryIO, settings: Settings) -> Iterator[Reading]:
    """The page's profile, its records in their order, those that cannot be read, and what is odd about the page."""
    text, encoding = decode(stream.read())
    name = settings.name
    if encoding not in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
        yield Notice(Source(name, 1), f"not UTF-8: read as {encoding}; convert the file if letters look wrong")
    top, blocks = _blocks([line.rstrip("\r").strip() for line in text.split("\n")])
    profile, unread = _profile(top, name)
    yield from unread
    if profile:
        yield profile
    year, notices = _page_year(blocks, settings)
    yield from notices
    records = 0
    for block in blocks:
        for reading in _record(block, Source(name, block.number), profile, (year, settings.as_of)):
            records += isinstance(reading, Record)
            yield reading
    if profile and profile.papers is not None and profile.papers != records:
        yield Notice(profile.source, f"the page claims {profile.papers} papers; {records} records could be read")


def _blocks(lines: list[str]) -> tuple[list[str], list[_Block]]:
    """The lines before the first record, and the records' lines."""
    starts = [i for i, line in enumerate(lines) if HEAD.fullmatch(line)]
    first = starts[0] if starts else len(lines)
    starts += [i for i, line in enumerate(lines) if i > first and _begins_badly(lines, i)]
    starts = sorted({*starts, len(lines)})
    blocks = [_Block(a + 1, lines[a], lines[a + 1 : b]) for a, b in itertools.pairwise(starts)]
    return lines[:first], blocks


def _begins_badly(lines: list[str], i: int) -> bool:
    """Whether a record seems to begin here whose head line cannot be read: alone between blank lines."""
    alone = not lines[i - 1] and i + 1 < len(lines)
    return alone and not HEAD.fullmatch(lines[i]) and bool(ALMOST_HEAD.fullmatch(lines[i]))


def _profile(top: list[str], file: str) -> tuple[Profile | None, list[Notice]]:
    """What the head of the page says, and a notice for each of its lines that was not understood."""
    left = [(number, clean(line)) for number, line in enumerate(top, 1) if clean(line) and not _COUNT.fullmatch(line)]
    facts: dict[str, float] = {}
    for key, pattern in FACTS.items():
        for at, (_, line) in enumerate(left):
            if found := pattern.fullmatch(line):
                facts[key] = float(found[1].replace(",", ""))
                del left[at]
                break
    name = left.pop(0) if left else None
    field = left.pop(0)[1] if left and _FIELD.fullmatch(left[0][1]) else None
    notices = [Notice(Source(file, number), f"not understood: {line[:_RAW]!r}") for number, line in left]
    if name is None:
        return None, notices
    whole = {key: int(facts[key]) if key in facts else None for key in ("h_index", "papers", "citations")}
    scores = {key: facts.get(key) for key in ("novelty", "score")}
    return Profile(name=name[1], field=field, source=Source(file, name[0]), **whole, **scores), notices  # type: ignore[arg-type]


def _page_year(blocks: list[_Block], settings: Settings) -> tuple[int | None, list[Notice]]:
    """The year in which the page was made, where one of its dates needs it, and how it is known."""
    heads = [found for found in (HEAD.fullmatch(block.head) for block in blocks) if found]
    stated = [int(found["year"]) for found in heads if found["year"]]
    bare = sum(not found["year"] for found in heads)
    if not bare:
        return None, []
    source = Source(settings.name, 1)
    dates = f"{bare} {'date' if bare == 1 else 'dates'} without a year"
    if settings.as_of:
        return settings.as_of.year, [Notice(source, f"{dates} taken as the latest before {settings.as_of}, as said")]
    if stated:
        year = max(stated) + 1
        why = f"a page states every year but its own, and {max(stated)} is the latest stated"
        return year, [Notice(source, f"{dates} taken as {year}: {why}")]
    return None, [Notice(source, f"{dates} left out: none is stated; say --as-of DATE, the day the page was made")]


def _record(
    block: _Block, source: Source, profile: Profile | None, made: tuple[int | None, PartialDate | None]
) -> Iterator[Record | Rejected | Notice]:
    head = HEAD.fullmatch(block.head)
    parts = block.parts()
    raw = "\n".join([block.head, *block.body])[:_RAW]
    if not head:
        expected = "expected such as 98.9ARMay 7 or CVOct 12, 2022Code"
        yield Rejected(source, f"head line {block.head!r} not understood; {expected}", raw)
        return
    if len(parts) < 3:
        yield Rejected(source, f"title, authors and abstract expected; found {len(parts)} of them", raw)
        return
    title, listed, abstract = parts[0], parts[1], "\n".join(parts[2:])
    authors, cut = _authors(listed)
    date, inferred = _date(head, made)
    stated = f"{head['month']} {head['day']}" + (f", {head['year']}" if head["year"] else "")
    unlisted = _unlisted(profile, authors, cut=cut)
    yield Record(
        id=readable_key(title_key(title)),
        title=title,
        abstract=abstract,
        authors=authors,
        authors_truncated=cut,
        unlisted_authors=unlisted,
        date=date,
        date_inferred=inferred,
        category=head["category"],
        score=float(head["score"]) if head["score"] else None,
        code=bool(head["code"]),
        source=source,
        unread=() if date else (("date", stated),),
    )
    if not date and head["year"]:
        yield Notice(source, f"{stated} is in no calendar; the record has no date")
    if profile and not unlisted and not any(_same_name(author, profile) for author in authors):
        yield Notice(source, f"{profile.name} is not among the authors, though their list is complete")


def _authors(listed: str) -> tuple[tuple[Name, ...], bool]:
    """The authors in order, and whether their list is cut."""
    whole = _CUT.sub("", listed)
    names: list[str] = []
    for part in re.split(r"\s*[,;]\s*", whole):
        if names and _SUFFIX.fullmatch(part):
            names[-1] += f", {part}"
        elif part:
            names.append(part)
    if names and " and " in names[-1]:
        names[-1:] = [part for part in names[-1].split(" and ") if part]
    return tuple(Name(name) for name in names), whole != listed


def _date(head: re.Match[str], made: tuple[int | None, PartialDate | None]) -> tuple[PartialDate | None, bool]:
    """The record's date, and whether its year was inferred; no date where the calendar has no such day."""
    page_year, as_of = made
    month, day = MONTHS[head["month"]], int(head["day"])
    year = int(head["year"]) if head["year"] else page_year
    if year is None:
        return None, False
    if not head["year"] and as_of and (month, day) > (as_of.month or 12, as_of.day or 31):
        year -= 1
    try:
        return PartialDate.of(year, month, day), not head["year"]
    except ValueError:
        return None, False


def _same_name(author: Name, profile: Profile) -> bool:
    return normal(author.name) == normal(profile.name)


def _unlisted(profile: Profile | None, authors: tuple[Name, ...], *, cut: bool) -> tuple[Name, ...]:
    """The page's author, where the list is cut before their name."""
    if profile is None or not cut or any(_same_name(author, profile) for author in authors):
        return ()
    return (Name(profile.name),)
