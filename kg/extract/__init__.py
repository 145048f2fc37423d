"""What the text of a record says: a record in, its entities, results and links out.

An extractor's module has `candidates(doc, known)`, a plain generator over a
`Document` (title and abstract, LaTeX read away) that yields the spans that may name a
thing. What they propose is then settled, joined to entities, and given roles.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import cache
from types import ModuleType

from msgspec import Struct

from kg import registry
from kg.callable_module import callable_as
from kg.extract._alone import standing
from kg.extract._candidate import Candidate
from kg.extract._document import Document, Tagged
from kg.extract._encoder import Encoder
from kg.extract._recognisers import ENCODER, NONE, SIGNATURE, Plugged, recogniser_of
from kg.extract._settle import groups
from kg.extract._trace import Chosen, Explanation, Group, Lost, Reasons, Seen, Trace
from kg.extract._weigh import weighed
from kg.extract._words import annotate, annotate_tagged
from kg.extract.links import links, places
from kg.extract.results import Claim, claims
from kg.model import DocumentEntity, Extraction, Mention, Record, Result, TextField
from kg.plain import Plain, plain
from kg.vocabulary import Vocabulary, load

__all__ = [
    "Chosen",
    "Explanation",
    "Lost",
    "Reasons",
    "Seen",
    "Settings",
    "alone",
    "candidates_of",
    "explain",
    "extract",
    "extractors",
    "read_texts",
    "signatures",
]


class Settings(Struct, frozen=True):
    """How texts are read: the user's vocabularies, which win over ours, and whether to leave out what is slow.

    `recogniser` is `encoder`, `none`, or a folder or package with one of the user's own,
    whose labels mean what the file `labels` says; `fast` has none.
    """

    vocabularies: tuple[str, ...] = ()
    fast: bool = False
    recogniser: str = ENCODER
    labels: str | None = None


class _Text(Struct, frozen=True):
    """A record's text as annotated, with the way back to its fields."""

    record: Record
    title: Plain
    abstract: Plain
    doc: Document

    def mention(self, start: int, end: int, extractor: str, confidence: float) -> Mention:
        """The mention at these characters of `doc.text`, in the field as given."""
        field: TextField
        if start < self.doc.title_end:
            field, text, gap = "title", self.title, 0
        else:
            field, text, gap = "abstract", self.abstract, self.doc.title_end + 2
        first, last = text.back(start - gap, end - gap)
        return Mention(field, first, last, text.given[first:last], extractor, round(confidence, 3))

    def seen(self, c: Candidate) -> Seen:
        """The candidate in the field as given."""
        return Seen(self.mention(c.start, c.end, c.extractor, c.confidence), c.type, c.role, c.concept, c.same_as)


def extractors() -> list[str]:
    """The names of the extractors that propose entities."""
    return [module.__name__.rpartition(".")[2] for module in _modules()]


@cache
def _modules() -> tuple[ModuleType, ...]:
    members = registry.members(sys.modules[__name__]).values()
    return tuple(module for module in members if hasattr(module, "candidates"))


def signatures(recogniser: str = ENCODER) -> list[str]:
    """Every name that may sign a mention: the extractors, the noun phrases, the recogniser's, and the results."""
    plugged = [] if recogniser in {ENCODER, NONE} else [SIGNATURE]
    return sorted([*extractors(), ENCODER, *plugged, "phrases", "results"])


def read_texts(records: Iterable[Record], settings: Settings | None = None) -> Iterator[Extraction]:
    """What each record's text says, in their order; a function of the chunk alone."""
    settings = settings or Settings()
    known = load(*settings.vocabularies)
    judge = None if settings.fast else recogniser_of(settings.recogniser, settings.labels)
    for record in records:
        yield _extraction(_annotated(record, tagged=not settings.fast), known, judge)


def extract(
    record: Record, known: Vocabulary | None = None, *, fast: bool = False, recogniser: str = ENCODER
) -> Extraction:
    """All that the text of one record says; `fast` leaves out parts of speech and all that needs them.

    For every mention, `record.<field>[start:end] == text`. Raises `UnknownName` where there is no such recogniser.
    """
    judge = None if fast else recogniser_of(recogniser)
    return _extraction(_annotated(record, tagged=not fast), known or load(), judge)


def candidates_of(title: str, abstract: str, known: Vocabulary) -> tuple[Tagged, list[Candidate]]:
    """The tagged document of a title and abstract, and what the extractors propose of it."""
    doc = annotate_tagged(plain(title).text, plain(abstract).text)
    return doc, list(_candidates(doc, known))


def alone(title: str, abstract: str, known: Vocabulary) -> tuple[Document, list[Candidate]]:
    """The document of a title and abstract without words, and what stands of it by rules and vocabularies alone."""
    doc = annotate(plain(title).text, plain(abstract).text)
    return doc, standing(_candidates(doc, known), doc.text)


def explain(record: Record, settings: Settings | None = None) -> Explanation:
    """What the text of one record says, as `extract` gives it, with every candidate and what became of it."""
    settings = settings or Settings()
    text, trace, known = _annotated(record, tagged=True), Trace(), load(*settings.vocabularies)
    extraction = _extraction(text, known, recogniser_of(settings.recogniser, settings.labels), trace)
    choices = sorted(trace.choices, key=lambda choice: choice.group.mentions[0].start)
    return Explanation(
        record=record,
        extraction=extraction,
        standing=tuple(tuple(map(text.seen, same)) for same in trace.standing),
        lost=tuple(Lost(text.seen(loss.candidate), text.seen(loss.winner), loss.why) for loss in trace.lost),
        refused=tuple(map(text.seen, sorted(trace.refused, key=lambda c: (c.start, c.end, c.extractor)))),
        chosen=tuple(Chosen(text.seen(c.judge) if c.judge else None, c.reasons()) for c in choices),
        filled=tuple(trace.filled),
    )


def _annotated(record: Record, *, tagged: bool) -> _Text:
    title, abstract = plain(record.title), plain(record.abstract)
    doc = (annotate_tagged if tagged else annotate)(title.text, abstract.text)
    return _Text(record, title, abstract, doc)


def _extraction(
    text: _Text, known: Vocabulary, judge: Encoder | Plugged | None, trace: Trace | None = None
) -> Extraction:
    record, candidates = text.record, list(_candidates(text.doc, known))
    if isinstance(judge, Plugged):
        candidates.extend(judge.candidates(text.doc))
    if isinstance(text.doc, Tagged):
        kept = weighed(text.doc, candidates, encoder=judge if isinstance(judge, Encoder) else None)
        if trace is not None:
            places = {(each.start, each.end) for each in kept}
            trace.refused.extend(each for each in candidates if (each.start, each.end) not in places)
        candidates = kept
    else:
        candidates = standing(candidates, text.doc.text)
    found = groups(text.doc, candidates, trace)
    said = list(claims(text.doc, found))
    if trace is not None:
        trace.filled.extend(claim.why for claim in said)
    return Extraction(
        record=record.id,
        entities=tuple(_entity(group, text) for group in found),
        results=tuple(_result(claim, text) for claim in said),
        links=tuple(links(record)),
    )


def _candidates(doc: Document, known: Vocabulary) -> Iterator[Candidate]:
    """What the extractors propose, but nothing that is part of a URL."""
    urls = places(doc.text)
    for module in _modules():
        found: Iterator[Candidate] = module.candidates(doc, known)
        if urls:
            found = (each for each in found if not any(start < each.end and each.start < end for start, end in urls))
        yield from found


def _entity(group: Group, text: _Text) -> DocumentEntity:
    mentions = tuple(text.mention(c.start, c.end, c.extractor, c.confidence) for c in group.mentions)
    names = {text.doc.text[c.start : c.end] for c in group.mentions} - {group.label}
    return DocumentEntity(
        label=group.label,
        aliases=tuple(sorted(names)) if names else (),
        type=group.type,
        roles=group.roles,
        confidence=round(max(c.confidence for c in group.mentions), 3),
        concept=group.concept,
        mentions=mentions,
    )


def _result(claim: Claim, text: _Text) -> Result:
    quote = text.mention(*claim.sentence, "results", claim.confidence).text
    return claim.result(text.mention(claim.start, claim.end, "results", claim.confidence), quote)


callable_as(extract)
