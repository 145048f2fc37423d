"""Measured claims: what a number of the abstract measures, of what, which way, against what and under what.

Numbers are read as values with units (`_quantity`), and weighed for whether they are
results (`_number`). The words around each tell metric, direction and bound (`_reading`),
and what it is compared with (`_baseline`); what it is about (`_subject`) and what it holds
under (`_setting`) is weighed among all that the abstract names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from msgspec import Struct, structs

from kg.extract._baseline import baseline_of
from kg.extract._bound import bound_of
from kg.extract._claim_words import Direction
from kg.extract._document import Document
from kg.extract._learned import Learned, shipped
from kg.extract._listed_metrics import metrics_of
from kg.extract._number import numbered
from kg.extract._option import Option
from kg.extract._paper import About, Paper, Place, paper_of, setting_of
from kg.extract._quantity import Quantity
from kg.extract._reading import reading
from kg.extract._scope import Filled, Named, Scene
from kg.extract._setting import Phrase, phrases_of, settings, settings_of
from kg.extract._settle import Group
from kg.extract._subject import subject_of, subjects
from kg.extract._window import Reading, Window
from kg.extract._worth import compares
from kg.model import Mention, Result

CONFIDENCE = {
    "level": 0.86,
    "phrase behind": 0.85,
    "elided": 0.85,
    "verb": 0.83,
    "noun of change": 0.72,
    "listed": 0.67,
    "comparative": 0.67,
    "inside": 0.65,
    "unit": 0.62,
    "as before": 0.5,
    "verb alone": 0.5,
    "share": 0.39,
    "near": 0.31,
    "none": 0.08,
}
"""How often a claim whose metric a rule told was right in value, unit, metric and direction."""


_ADDS = re.compile(r"(?:Furthermore|Moreover|Additionally|In addition|Besides|Also)\b")
"""With what a sentence begins that says something else than the one before it."""


class Claim(Struct, frozen=True, kw_only=True):
    """A result whose value is a span of the document's text, and its sentence; `why` says who filled each slot."""

    start: int
    end: int
    sentence: tuple[int, int]
    subject: str | None
    metric: str | None
    value: Decimal
    value_max: Decimal | None
    unit: str
    direction: Direction
    bound: str | None
    baseline: str | None
    context: tuple[str, ...]
    confidence: float
    why: tuple[tuple[str, str], ...]

    @property
    def rule(self) -> str:
        """The rule that told the metric."""
        return dict(self.why)["metric"]

    def result(self, mention: Mention, quote: str | None = None) -> Result:
        """The claim in the words of the model, with its place and its sentence there."""
        return Result(
            subject=self.subject,
            metric=self.metric,
            value=self.value,
            value_max=self.value_max,
            unit=self.unit,
            direction=self.direction,
            bound=self.bound,
            baseline=self.baseline,
            context=self.context,
            quote=quote,
            mention=mention,
        )


class Seen(Struct, frozen=True):
    """What was weighed for one claim: the candidates for its subject and its contexts."""

    claim: Claim
    subjects: tuple[Option, ...]
    settings: tuple[Option, ...]


def claims(doc: Document, groups: Iterable[Group], learned: Learned | None = None) -> Iterator[Claim]:
    """The measured claims of the abstract, in order of place."""
    return (each.claim for each in weighed_claims(doc, groups, learned or shipped()))


def weighed_claims(doc: Document, groups: Iterable[Group], learned: Learned) -> Iterator[Seen]:
    """The measured claims of the abstract, in order of place, with what was weighed for each."""
    known = tuple(groups)
    numbers = numbered(doc, known)
    found = {at: results for at, each in numbers.items() if (results := each.results(learned.result))}
    if not found:
        return
    spans = doc.sentences()
    texts = [doc.text[start:end] for start, end in spans]
    paper = paper_of(doc, known, sum(map(len, found.values())))
    last, rival = -1, None
    for at, results in found.items():
        earlier = (setting_of(texts[one], spans[one][0], paper) for one in reversed(range(at)))
        setting = next(filter(None, earlier), ())
        scene = _scene(texts[at], spans[at][0], paper, results)
        place = Place(spans[at][0], setting, rival if last == at - 1 else None)
        made = list(_in_sentence(scene, place, paper, learned))
        rival = next((each.claim.baseline for each in reversed(made) if each.claim.baseline), None)
        last = at
        yield from made


def _in_sentence(scene: Scene, place: Place, paper: Paper, learned: Learned) -> Iterator[Seen]:
    phrases = phrases_of(scene)
    earlier: Reading | None = None
    bound: str | None = None
    for window in scene.windows:
        told = reading(window, earlier)
        about = About(place, paper, window)
        for one, metric in zip(window.row, metrics_of(window, told), strict=True):
            bound = bound_of(window, one, told) or (bound if told.rule == "as before" else None)
            if told.rule != "none" or compares(one):
                told_here = structs.replace(told, metric=metric)
                yield _claim(scene, one, told_here, bound, phrases, about, learned)
        earlier = told


def _scene(text: str, offset: int, paper: Paper, found: Sequence[Quantity]) -> Scene:
    rows = [tuple(row) for _, row in groupby(found, key=lambda one: one.row)]
    ends = [0, *(row[-1].end for row in rows)]
    starts = [*(row[0].start for row in rows), len(text)]
    windows = tuple(Window(text, row, ends[at], starts[at + 1]) for at, row in enumerate(rows))
    named = sorted(
        (
            Named(c.start - offset, c.end - offset, group)
            for group in paper.known
            for c in group.mentions
            if offset <= c.start and c.end <= offset + len(text)
        ),
        key=lambda one: one.start,
    )
    return Scene(text, tuple(named), windows, frozenset(group.label for group in paper.proposed))


def _claim(  # noqa: PLR0913 a claim hangs on all of these
    scene: Scene,
    one: Quantity,
    told: Reading,
    bound: str | None,
    phrases: Mapping[str, Phrase],
    about: About,
    learned: Learned,
) -> Seen:
    """The claim that a value makes, every slot with why it is filled so."""
    baseline = baseline_of(scene, about.window, one, told)
    if baseline is None and about.place.rival and told.direction != "value" and not _ADDS.match(scene.text):
        baseline = Filled(about.place.rival, "compared with it in the sentence before")
    candidates = subjects(scene, one, told, baseline.text if baseline else None, about)
    subject = subject_of(candidates, learned.subject)
    avoid = {each for each in (subject and subject.text, baseline and baseline.text, told.metric) if each}
    if baseline:
        avoid |= {each.thing.label for each in scene.named if scene.text[each.start : each.end] in baseline.text}
    under = settings(scene, one, avoid, phrases, about)
    context = settings_of(under, learned)
    claim = Claim(
        start=about.place.start + one.start,
        end=about.place.start + one.end,
        sentence=(about.place.start, about.place.start + len(scene.text.rstrip())),
        subject=subject.text if subject else None,
        metric=told.metric,
        value=one.low,
        value_max=one.high,
        unit=one.said,
        direction=told.direction,
        bound=bound,
        baseline=baseline.text if baseline else None,
        context=tuple(each.text for each in context),
        confidence=CONFIDENCE[told.rule],
        why=(
            *((("subject", subject.why),) if subject else ()),
            ("metric", told.rule),
            ("direction", "a word of the text" if told.told else "no word of change"),
            *((("bound", "the words beside the value"),) if bound else ()),
            *((("baseline", baseline.why),) if baseline else ()),
            *(("context", each.why) for each in context),
        ),
    )
    return Seen(claim, tuple(candidates), tuple(under))
