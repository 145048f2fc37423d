"""The nouns that every stage shares: frozen values, no behaviour beyond their own form.

A reader yields `Record`, `Profile`, `Rejected` and `Notice`; extracting gives one
`Extraction` a record; resolving gives `Entity`, `Person` and `Decision`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import Literal, TypeAlias

from msgspec import Struct

RecordId: TypeAlias = str
Key: TypeAlias = str
"""An identity key: the same for all that is one thing, different otherwise; IRIs are minted from it."""

TextField: TypeAlias = Literal["title", "abstract"]

DecisionKind: TypeAlias = Literal["entity", "paper", "person"]
PROGRAM = "paperkg"
"""Who decided, where no person did."""


class EntityType(StrEnum):
    """What kind of thing a text names (extraction guidelines, "Entity types")."""

    METHOD = "Method"
    MODEL = "Model"
    HARDWARE = "Hardware"
    DATASET = "Dataset"
    TASK = "Task"
    METRIC = "Metric"
    TOPIC = "Topic"
    SOFTWARE = "Software"
    VENUE = "Venue"
    ORGANIZATION = "Organization"


class Role(StrEnum):
    """What a thing does in a paper, most telling first (the order in which roles are listed)."""

    PROPOSES = "proposes"
    EVALUATES_ON = "evaluates-on"
    COMPARES_WITH = "compares-with"
    USES = "uses"
    ADDRESSES = "addresses"
    REPORTS = "reports"
    ABOUT = "about"
    MENTIONS = "mentions"


class Verdict(StrEnum):
    """What was decided of two names."""

    SAME = "same"
    DIFFERENT = "different"
    UNDECIDED = "undecided"


class PartialDate(Struct, frozen=True, order=True):
    """A date as precise as the source states it: a year, a month or a day.

    >>> str(PartialDate.parse("2022-10"))
    '2022-10'
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """The ISO 8601 form, cut to the precision that is known."""
        parts = [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """The date written as `2022`, `2022-10` or `2022-10-12`.

        Raises `ValueError` for any other form and for a day that no calendar has.
        """
        found = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", text)
        if not found:
            raise ValueError(f"not a date: {text!r}; expected 2022, 2022-10 or 2022-10-12")
        year, month, day = (int(part) if part else None for part in found.groups())
        return cls.of(year or 0, month, day)

    @classmethod
    def of(cls, year: int, month: int | None = None, day: int | None = None) -> PartialDate:
        """The date of these parts, checked against the calendar (`ValueError`)."""
        import datetime

        datetime.date(year, 1 if month is None else month, 1 if day is None else day)
        return cls(year, month, day)


class Source(Struct, frozen=True, order=True):
    """Where a record stands: the file as the build names it, and the line (from 1) it begins at."""

    file: str
    line: int

    def __str__(self) -> str:
        """`file:line`, as editors and compilers write it."""
        return f"{self.file}:{self.line}"


class Identifier(Struct, frozen=True, order=True):
    """A name given by a registry, e.g. scheme `doi`, value `10.1145/3579371`."""

    scheme: str
    value: str

    def __str__(self) -> str:
        """`scheme:value`, as the project's own form writes it."""
        return f"{self.scheme}:{self.value}"


class Affiliation(Struct, frozen=True, omit_defaults=True):
    """Where an author works, as one record writes it; `ror` is the organisation's identifier in ror.org."""

    name: str
    ror: str | None = None


class Name(Struct, frozen=True, omit_defaults=True):
    """An author as one record writes them: the written name and what stands beside it.

    `name` is in reading order; `family` is the part of it by which it is sorted, where the source tells it apart.
    `identifiers` are those of other registries than ORCID that the source has for the author.
    """

    name: str
    orcid: str | None = None
    affiliations: tuple[Affiliation, ...] = ()
    family: str | None = None
    identifiers: tuple[Identifier, ...] = ()


class Citations(Struct, frozen=True, omit_defaults=True):
    """How often a paper is cited by the count of a source, and the day of the count where it is stated."""

    count: int
    as_of: PartialDate | None = None


class Version(Struct, frozen=True, order=True):
    """Another version of a paper: the `preprint` of it, what it was `published` as, or `version` where no more is said.

    It is a record of its own, with its own identifier and date.
    """

    relation: Literal["preprint", "published", "version"]
    identifier: Identifier


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One bibliographic record, as read; absent facts are `None` or empty.

    `authors` are in order; `authors_truncated` says that more are known to exist
    ("et al."). `unlisted_authors` are authors at an unknown position, such as the
    owner of an author page that cuts its lists. `identifiers` are the paper's own;
    `issn` and `isbn` are of what it appeared in, or of the book that it is; `references`
    are of the papers that it cites. `type` is in the words of CSL (`article-journal`,
    `paper-conference`). `unread` holds what the reader did not understand, by the name
    the source gives it.
    """

    id: RecordId
    title: str
    abstract: str = ""
    authors: tuple[Name, ...] = ()
    authors_truncated: bool = False
    unlisted_authors: tuple[Name, ...] = ()
    date: PartialDate | None = None
    date_inferred: bool = False
    category: str | None = None
    type: str | None = None
    venue: str | None = None
    series: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    publisher: str | None = None
    issn: tuple[str, ...] = ()
    isbn: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    versions: tuple[Version, ...] = ()
    references: tuple[Identifier, ...] = ()
    citations: Citations | None = None
    urls: tuple[str, ...] = ()
    language: str | None = None
    license: str | None = None
    retracted: bool = False
    score: float | None = None
    code: bool | None = None
    source: Source
    unread: tuple[tuple[str, str], ...] = ()


class Profile(Struct, frozen=True, kw_only=True):
    """What the head of an author page says of the name it is about.

    `novelty` is in percent; `score` is the aggregator's own, from 0 to 100.
    """

    name: str
    field: str | None = None
    h_index: int | None = None
    papers: int | None = None
    citations: int | None = None
    novelty: float | None = None
    score: float | None = None
    source: Source


class Rejected(Struct, frozen=True):
    """A record that could not be read: where, why, and its first characters."""

    source: Source
    reason: str
    raw: str

    def __str__(self) -> str:
        """One line for a person."""
        return f"{self.source}: {self.reason}"


class Notice(Struct, frozen=True):
    """Something a person should know about an input that was read all the same."""

    source: Source
    text: str

    def __str__(self) -> str:
        """One line for a person."""
        return f"{self.source}: {self.text}"


Reading: TypeAlias = Record | Profile | Rejected | Notice
"""What a reader yields."""


class Mention(Struct, frozen=True, order=True):
    """A place where a text names something: `record.<field>[start:end] == text`.

    Offsets count characters (code points); `confidence` is from 0 to 1.
    """

    field: TextField
    start: int
    end: int
    text: str
    extractor: str
    confidence: float


class DocumentEntity(Struct, frozen=True, kw_only=True):
    """A thing that one record names, with all its mentions there.

    `label` is the name the authors use, `aliases` the other forms in the record;
    `concept` is the IRI of the vocabulary's concept, where it has one.
    """

    label: str
    aliases: tuple[str, ...] = ()
    type: EntityType
    roles: tuple[Role, ...]
    confidence: float
    concept: str | None = None
    mentions: tuple[Mention, ...]


class Result(Struct, frozen=True, kw_only=True):
    """A measured claim of a paper about its own contribution (guidelines, "Results").

    `subject`, `baseline` and `context` are labels of entities of the record where
    it has them, else the words of the text. A range has `value` and `value_max`. The
    mention is the value where it stands; `quote` is the sentence that states it.
    """

    subject: str | None
    metric: str | None
    value: Decimal
    value_max: Decimal | None = None
    unit: str | None = None
    direction: Literal["increase", "decrease", "value"]
    bound: str | None = None
    baseline: str | None = None
    context: tuple[str, ...] = ()
    quote: str | None = None
    mention: Mention


class Link(Struct, frozen=True, kw_only=True):
    """A URL in a text; `kind` says whether it leads to code."""

    url: str
    kind: Literal["code", "page"]
    mention: Mention


class Extraction(Struct, frozen=True, kw_only=True):
    """All that the text of one record says."""

    record: RecordId
    entities: tuple[DocumentEntity, ...] = ()
    results: tuple[Result, ...] = ()
    links: tuple[Link, ...] = ()


class Entity(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A thing across records.

    `members` are (record, index in its extraction's entities); `subject_of` and
    `venue_of` are the records that are filed under it and appeared in it, `affiliated`
    the authors who state it, as (record, position) of `Person.members`. `matches` are
    concepts elsewhere that are the same, as its vocabulary or a registry says. `broader` are the keys of
    what it is a kind of, which may have no members of their own; `replaces` are the keys
    that parts of it had alone; `called` is how decisions call parts of it otherwise. `kept`
    says that the key is that of an earlier build; the last of `called` is then its own.
    """

    key: Key
    type: EntityType
    label: str
    aliases: tuple[str, ...] = ()
    concept: str | None = None
    matches: tuple[str, ...] = ()
    notation: str | None = None
    broader: tuple[Key, ...] = ()
    replaces: tuple[Key, ...] = ()
    called: tuple[str, ...] = ()
    kept: bool = False
    members: tuple[tuple[RecordId, int], ...] = ()
    subject_of: tuple[RecordId, ...] = ()
    venue_of: tuple[RecordId, ...] = ()
    affiliated: tuple[tuple[RecordId, int], ...] = ()


class Person(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An author across records.

    `members` are (record, position from 1); unlisted authors have positions -1, -2, ...
    The counts are those that a profile states; `replaces` are the keys that parts had alone.
    """

    key: Key
    name: str
    aliases: tuple[str, ...] = ()
    orcid: str | None = None
    identifiers: tuple[Identifier, ...] = ()
    h_index: int | None = None
    citations: int | None = None
    replaces: tuple[Key, ...] = ()
    members: tuple[tuple[RecordId, int], ...]


class Reason(Struct, frozen=True):
    """One feature's say in a decision: how much, from -1 (different) to 1 (same), and why."""

    feature: str
    score: float
    text: str


class Decision(Struct, frozen=True, kw_only=True):
    """Whether two are one, and why; `who` is `paperkg` or a person, whose verdicts always win.

    `left` and `right` are references that last from build to build: of an author
    `RECORD#POSITION` (as in `Person.members`), of a paper one of its records, of an entity
    `Type:form`, with the form of a name that says what it is (`kg.resolve.forms`), or of
    initials and the field they are used in, as in `Method:pim (cs.AR)`, or `Type:<concept>`
    for all that is called by that concept's names. The names beside
    them are for people to read. The score is from -1 (different) to 1 (same).
    """

    kind: DecisionKind
    left: str
    right: str
    left_name: str = ""
    right_name: str = ""
    verdict: Verdict
    score: float = 0.0
    reasons: tuple[Reason, ...] = ()
    who: str = PROGRAM

    def names(self) -> tuple[str, str]:
        """What the two are called; where it is not said, their references."""
        return self.left_name or self.left, self.right_name or self.right
