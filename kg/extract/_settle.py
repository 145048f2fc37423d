"""From candidates to entities: overlaps settled, and the names of one thing put together."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from msgspec import Struct

from kg.extract._candidate import Candidate
from kg.extract._document import Document
from kg.extract._phrases import HEADS
from kg.extract._roles import LONG, NEAR, OF_TYPE, own_begins, role_of
from kg.extract._trace import Choice, Group, Loss, Trace
from kg.extract.proposed import is_name
from kg.keys import name_form, solid
from kg.model import EntityType, Role

__all__ = ["Group", "groups", "without_overlaps"]

_RULES = ("proposed", "gazetteer", "abbreviations", "contributed", "owned", "shaped", "titled")
RANK = {name: place for place, name in enumerate((*_RULES, "recogniser", "phrases", "encoder"))}
"""Whose word on the kind of a thing counts first."""


_NO_MORE = HEADS | {"model", "algorithm", "architecture", "dataset", "benchmark", "corpus"}
"""Nouns behind a name that make no other thing of it, where both are of one kind."""
_MADE = """
accelerator chip compiler engine library network package platform processor protocol simulator suite tool toolkit
mechanism
"""
_OF_OWN = _NO_MORE | set(_MADE.split())
"""Nouns behind the name of what a paper proposes that make no other thing of it."""


class _Text(Struct, frozen=True):
    """A document's text, where its sentences and its abstract begin, and the first that speaks of the paper's own.

    The title is in small letters.
    """

    text: str
    starts: tuple[int, ...]
    abstract: int
    own: int
    title: str

    def name(self, candidate: Candidate) -> str:
        """What is written where a candidate is."""
        return self.text[candidate.start : candidate.end]

    def is_before_own(self, at: int) -> bool:
        """Whether a place is in what the abstract says before the paper speaks of itself."""
        return self.abstract <= at < self.own

    def role(self, candidate: Candidate, kind: EntityType) -> Role:
        """What a candidate of a kind does, from what stands before it in its sentence and the sentence's beginning."""
        at, number = candidate.start, bisect_right(self.starts, candidate.start)
        start = self.starts[number - 1]
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        before, sentence = self.text[max(start, at - NEAR) : at], self.text[start : min(end, start + LONG)]
        return role_of(kind, self.name(candidate), before, sentence)


def groups(doc: Document, found: Iterable[Candidate], trace: Trace | None = None) -> list[Group]:
    """The things that a document names, in the order in which they first appear; a trace is told of each decision."""
    parts: dict[str, list[Candidate]] = defaultdict(list)
    settled = list(without_overlaps(found, trace))
    own = own_begins(doc, (each.start for each in settled if each.role is Role.PROPOSES))
    text = _Text(doc.text, tuple(doc.begins), doc.title_end, own, doc.small[: doc.title_end])
    forms = [name_form(text.name(each)) for each in settled]
    root = _roots(text, settled, forms)
    for candidate, form in zip(settled, forms, strict=True):
        parts[root[form]].append(candidate)
    return sorted((_group(text, part, trace) for part in parts.values()), key=lambda group: group.mentions[0].start)


def without_overlaps(found: Iterable[Candidate], trace: Trace | None = None) -> Iterator[Candidate]:
    """The candidates that stand, by place: the longer wins, then the extractor of higher rank; equal spans are one."""
    order = sorted(found, key=lambda c: (c.start - c.end, RANK[c.extractor], c.start))
    spans: dict[tuple[int, int], list[Candidate]] = {}
    covered: set[int] = set()
    for candidate in order:
        span = (candidate.start, candidate.end)
        if span in spans:
            spans[span].append(candidate)
        elif covered.isdisjoint(range(*span)):
            spans[span] = [candidate]
            covered.update(range(*span))
        elif trace is not None:
            trace.lost.append(_loss(candidate, spans.values()))
    if trace is not None:
        trace.standing.extend(tuple(spans[span]) for span in sorted(spans))
    for span in sorted(spans):
        yield _merged(spans[span])


def _loss(candidate: Candidate, standing: Iterable[list[Candidate]]) -> Loss:
    """The overlapping span that a candidate gave way to, and why that one came first."""
    winner = next(same[0] for same in standing if same[0].start < candidate.end and candidate.start < same[0].end)
    longer = winner.end - winner.start > candidate.end - candidate.start
    ranked = RANK[winner.extractor] < RANK[candidate.extractor]
    return Loss(candidate, winner, "longer" if longer else "higher rank" if ranked else "earlier")


def _merged(same: list[Candidate]) -> Candidate:
    """What several extractors say of one span, as one: the first to know a thing says it."""
    first = same[0]
    if len(same) == 1:
        return first
    return Candidate(
        start=first.start,
        end=first.end,
        extractor=first.extractor,
        confidence=max(c.confidence for c in same),
        type=next((c.type for c in same if c.type), None),
        role=next((c.role for c in same if c.role), None),
        concept=next((c.concept for c in same if c.concept), None),
        same_as=next((c.same_as for c in same if c.same_as), None),
        weighed=first.weighed,
    )


def _roots(text: _Text, settled: list[Candidate], forms: list[str]) -> dict[str, str]:
    """For each form, the form that stands for its thing: forms are joined by definition and by concept."""
    root = {form: form for form in forms}
    of_concept: dict[str, str] = {}

    def find(form: str) -> str:
        while (above := root.setdefault(form, form)) != form:
            form = above
        return form

    def join(form: str, other: str) -> None:
        one, two = find(form), find(other)
        root[max(one, two)] = min(one, two)

    for candidate, form in zip(settled, forms, strict=True):
        if candidate.same_as:
            join(form, name_form(candidate.same_as))
        if candidate.concept and (other := of_concept.setdefault(candidate.concept, form)) != form:
            join(form, other)
    for form, name in chain(_with_nouns(text, settled, forms), _apart(list(root))):
        join(form, name)
    return {form: find(form) for form in root}


def _with_nouns(text: _Text, settled: list[Candidate], forms: list[str]) -> Iterator[tuple[str, str]]:
    """The forms that are a name with a noun behind it which says no more, and the name: "CNN model", "CNN"."""
    kinds = {form: each.type for each, form in zip(settled, forms, strict=True)}
    for form, kind in kinds.items():
        name, _, noun = form.rpartition(" ")
        if noun in _OF_OWN and name in kinds:
            alike = noun in _NO_MORE and kinds[name] is kind
            if alike or any(
                one == name and each.role is Role.PROPOSES and is_name(text.name(each))
                for each, one in zip(settled, forms, strict=True)
            ):
                yield form, name


def _apart(forms: list[str]) -> Iterator[tuple[str, str]]:
    """The forms that differ in where they are parted only, but not within a number: "data center", "datacenter"."""
    whole: dict[str, str] = {}
    for form in forms:
        if (other := whole.setdefault(solid(form), form)) != form:
            yield form, other


def _group(text: _Text, part: list[Candidate], trace: Trace | None = None) -> Group:
    typed = [c for c in part if c.type]
    sure = typed[0] if len(typed) == 1 else None
    judge = sure or min(typed, key=lambda c: (-c.confidence, RANK[c.extractor], c.start), default=None)
    kind = (judge and judge.type) or EntityType.METHOD
    told = [c.role or text.role(c, kind) for c in part]
    if all(text.is_before_own(c.start) and c.role is None and text.name(c).lower() not in text.title for c in part):
        told = [Role.MENTIONS if role in (OF_TYPE[kind], Role.EVALUATES_ON) else role for role in told]
    roles = _roles(told, kind)
    group = Group(
        label=_label(text, part, given=Role.PROPOSES in roles),
        type=kind,
        roles=roles,
        concept=next((c.concept for c in part if c.concept), None),
        mentions=tuple(part),
    )
    if trace is not None:
        trace.choices.append(Choice(group, judge, tuple(told)))
    return group


def _roles(told: list[Role], kind: EntityType) -> tuple[Role, ...]:
    """What a thing of a kind does, given what each of its mentions tells."""
    if len(told) == 1:
        return (told[0],)
    roles = set(told)
    if Role.PROPOSES in roles:
        return (Role.PROPOSES,)
    if len(roles) > 1:  # a role that the sentences give says more than what the kind alone suggests
        roles.discard(OF_TYPE[kind])
    return tuple(role for role in Role if role in roles)


def _label(text: _Text, part: list[Candidate], *, given: bool) -> str:
    """The name that is used most; of equals the first.

    What is proposed goes by the name that it is given, if any; all else as the title calls it, if it does.
    """
    names = [text.name(c) for c in part]
    if len(part) == 1:
        return names[0]
    if given:
        looks = [name for name in names if " " not in name and is_name(name)] or names
    else:
        looks = [text.name(c) for c in part if c.end <= text.abstract] or names
    counts = Counter(names)
    return max(looks, key=lambda name: (counts[name], -names.index(name)))
