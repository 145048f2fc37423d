"""What holds for a whole abstract: the things it names, what it proposes, and what it is about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from kg.extract._document import Document
from kg.extract._sought import Kinds
from kg.extract._trace import Group
from kg.extract._window import Window
from kg.model import EntityType, Role

MOST_TASKS = 2
_FIELDS = frozenset({EntityType.TASK, EntityType.TOPIC, EntityType.MODEL, EntityType.HARDWARE, EntityType.DATASET})
DOERS = frozenset({EntityType.METHOD, EntityType.MODEL, EntityType.SOFTWARE, EntityType.HARDWARE})
_ARTICLE = re.compile(r"^(?:An?|The|On the|On|Towards?)\s")
_MEASURED = Kinds(
    {
        "measured": (
            *("experiments?", r"evaluat\w+", r"test\w*", r"benchmark\w*", "appl(?:y|ied)", r"implement\w*"),
            *(r"simulat\w+", r"measur\w+", r"showcase\w*", r"prototype\w*", r"deploy\w*", r"train\w*"),
        )
    }
)


class Paper(Struct, frozen=True):
    """An abstract's things, what is proposed, the others by kind, and what holds for all its claims.

    That is the subject where none is named, tasks, own data, the title, and how many claims there are.
    """

    known: tuple[Group, ...]
    proposed: tuple[Group, ...]
    others: dict[EntityType, list[Group]]
    subject: str | None
    tasks: tuple[str, ...]
    data: tuple[str, ...]
    title: str
    claims: int


class Place(Struct, frozen=True):
    """Where a sentence begins, on what the sentences before it measured, and with what the last of them compares."""

    start: int
    setting: tuple[str, ...]
    rival: str | None


class About(Struct, frozen=True):
    """What is known around a value: the place of its sentence, its paper, its row."""

    place: Place
    paper: Paper
    window: Window


def paper_of(doc: Document, known: tuple[Group, ...], claims: int) -> Paper:
    """What holds for a whole abstract, in which so many claims are made."""
    proposed = tuple(group for group in known if Role.PROPOSES in group.roles)
    others: dict[EntityType, list[Group]] = defaultdict(list)
    for group in known:
        if group not in proposed:
            others[group.type].append(group)
    title = doc.text[: doc.title_end]
    tasks = [group for group in known if Role.ADDRESSES in group.roles and group not in proposed]
    tasks.sort(key=lambda group: (group.mentions[0].start >= doc.title_end, -len(group.mentions)))
    field = [g for g in known if g.type in _FIELDS and g not in proposed and g.mentions[0].start < doc.title_end]
    return Paper(
        known=known,
        proposed=proposed,
        others=others,
        subject=_default_subject(known, proposed, title),
        tasks=tuple(dict.fromkeys(group.label for group in (*tasks[:MOST_TASKS], *field[:MOST_TASKS]))),
        data=tuple(group.label for group in proposed if group.type is EntityType.DATASET),
        title=title,
        claims=claims,
    )


def _default_subject(known: Sequence[Group], proposed: Sequence[Group], title: str) -> str | None:
    """What results are about unless said: the proposal named most, else the doer in the title, else the title."""
    doers = [group for group in proposed if group.type is not EntityType.DATASET] or list(proposed)
    if doers:
        return max(
            doers,
            key=lambda g: (is_named(g.label), g.mentions[0].end <= len(title), len(g.mentions), -g.mentions[0].start),
        ).label
    named = [g for g in known if g.type in DOERS and any(c.end <= len(title) for c in g.mentions)]
    return named[0].label if named else next(parts_of(title), None)


def parts_of(title: str) -> Iterator[str]:
    """What stands before a title's colon, or all of it, and what stands behind.

    >>> list(parts_of("Zed: A quick scheme"))
    ['Zed', 'quick scheme']
    """
    for part in title.split(":", 1):
        words = _ARTICLE.sub("", part.strip())
        if words:
            yield words


def is_named(label: str) -> bool:
    """Whether a label is a given name, as "RPTQ", rather than a description."""
    return " " not in label and any(letter.isupper() for letter in label[1:])


def setting_of(text: str, start: int, paper: Paper) -> tuple[str, ...]:
    """The datasets and machines of a sentence that says on what was measured."""
    kinds = (EntityType.DATASET, EntityType.HARDWARE, EntityType.MODEL)
    found = tuple(
        group.label
        for group in paper.known
        if (group.type in kinds or Role.EVALUATES_ON in group.roles) and group not in paper.proposed
        if any(start <= c.start < start + len(text) for c in group.mentions)
    )
    return found[:3] if found and _MEASURED.of(text.lower()) else ()
