"""Measured claims: what a number of the abstract measures, of what, which way, against what and under what.

Numbers are read as values with units (`_quantity`), those that are no results are left out
(`_worth`), the words around each tell metric, direction and bound (`_reading`), and
phrases and entities in its scope the baseline and contexts (`_scope`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from msgspec import Struct, structs

from kg.extract._baseline import baseline_of
from kg.extract._bound import bound_of
from kg.extract._claim_words import VERB, Direction
from kg.extract._context import contexts_of
from kg.extract._document import Document
from kg.extract._quantity import Quantity, quantities
from kg.extract._reading import metrics_of, reading
from kg.extract._scope import Filled, Named, Scene
from kg.extract._settle import Group
from kg.extract._window import Reading, Window
from kg.extract._worth import claiming, is_candidate, is_result
from kg.model import EntityType, Role

CONFIDENCE = {
    "phrase behind": 0.88,
    "level": 0.87,
    "verb": 0.81,
    "inside": 0.79,
    "noun of change": 0.78,
    "comparative": 0.67,
    "unit": 0.63,
    "as before": 0.59,
    "verb alone": 0.5,
    "share": 0.35,
    "near": 0.29,
}
"""How often a claim whose metric a rule told was right in value, unit, metric and direction."""
MOST_TASKS = 2
_FIELDS = frozenset({EntityType.TASK, EntityType.TOPIC, EntityType.MODEL, EntityType.HARDWARE, EntityType.DATASET})
_OUR_DATA = re.compile(r"(?i)\bour (?:new |proposed |own |\w+ )?(?:dataset|data set|benchmark|corpus|test set|data)\b")
_TRIED = frozenset({EntityType.METHOD, EntityType.MODEL})
_DOERS = frozenset({EntityType.METHOD, EntityType.MODEL, EntityType.SOFTWARE, EntityType.HARDWARE})


_MEASURING = re.compile(
    r"(?i)\b(?:experiments?|evaluat\w+|test\w*|benchmark\w*|appl(?:y|ied)|implement\w*|simulat\w+|"
    r"measur\w+|showcase\w*|prototype\w*|deploy\w*|train\w*)\b"
)


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


class _About(Struct, frozen=True):
    """What is known around a value: where its sentence begins, its paper, what was measured on, its row and bound."""

    offset: int
    paper: _Paper
    setting: tuple[str, ...]
    window: Window
    bound: str | None


class _Paper(Struct, frozen=True):
    """What holds for a whole abstract: what is proposed, the subject where none is named, and the tasks."""

    known: tuple[Group, ...]
    proposed: tuple[Group, ...]
    subject: str | None
    tasks: tuple[str, ...]
    data: tuple[str, ...]


def claims(doc: Document, groups: Iterable[Group]) -> Iterator[Claim]:
    """The measured claims of the abstract, in order of place."""
    paper = _paper(doc, tuple(groups))
    text, spans = doc.text, doc.sentences()
    names = [text[c.start : c.end] for group in paper.proposed for c in group.mentions]
    texts = [text[a:b] for a, b in spans]
    for at, may in enumerate(claiming(texts, names)):
        if may:
            earlier = (_setting(texts[one], spans[one][0], paper) for one in reversed(range(at)))
            yield from _in_sentence(texts[at], spans[at][0], paper, next(filter(None, earlier), ()))


def _paper(doc: Document, known: tuple[Group, ...]) -> _Paper:
    proposed = tuple(group for group in known if Role.PROPOSES in group.roles)
    title = doc.text[: doc.title_end]
    tasks = [group for group in known if Role.ADDRESSES in group.roles and group not in proposed]
    tasks.sort(key=lambda group: (group.mentions[0].start >= doc.title_end, -len(group.mentions)))
    field = [g for g in known if g.type in _FIELDS and g not in proposed and g.mentions[0].start < doc.title_end]
    return _Paper(
        known=known,
        proposed=proposed,
        subject=_default_subject(known, proposed, title),
        tasks=tuple(dict.fromkeys(group.label for group in (*tasks[:MOST_TASKS], *field[:MOST_TASKS]))),
        data=tuple(group.label for group in proposed if group.type is EntityType.DATASET),
    )


def _default_subject(known: Sequence[Group], proposed: Sequence[Group], title: str) -> str | None:
    """What results are about unless said: the proposal named most, else the doer in the title, else the title."""
    doers = [group for group in proposed if group.type is not EntityType.DATASET] or list(proposed)
    if doers:
        return max(
            doers,
            key=lambda g: (_is_named(g.label), g.mentions[0].end <= len(title), len(g.mentions), -g.mentions[0].start),
        ).label
    named = [g for g in known if g.type in _DOERS and any(c.end <= len(title) for c in g.mentions)]
    if named:
        return named[0].label
    return re.sub(r"^(?:An?|The|On the|Towards?)\s", "", title.partition(":")[0].strip()) or None


def _is_named(label: str) -> bool:
    """Whether a label is a given name, as "RPTQ", rather than a description."""
    return " " not in label and any(letter.isupper() for letter in label[1:])


def _setting(text: str, start: int, paper: _Paper) -> tuple[str, ...]:
    """The datasets and machines of a sentence that says on what was measured."""
    kinds = (EntityType.DATASET, EntityType.HARDWARE, EntityType.MODEL)
    found = tuple(
        group.label
        for group in paper.known
        if (group.type in kinds or Role.EVALUATES_ON in group.roles) and group not in paper.proposed
        if any(start <= c.start < start + len(text) for c in group.mentions)
    )
    return found[:3] if found and _MEASURING.search(text) else ()


def _in_sentence(text: str, offset: int, paper: _Paper, setting: tuple[str, ...]) -> Iterator[Claim]:
    found: list[Quantity] = []
    for one in quantities(text):
        if is_candidate(text, one, found[-1] if found else None):
            found.append(one)
    if not found:
        return
    scene = _scene(text, offset, paper, found)
    earlier: Reading | None = None
    bound: str | None = None
    for window in scene.windows:
        told = reading(window, earlier)
        for one, metric in zip(window.row, metrics_of(window, told), strict=True):
            bound = bound_of(window, one, told) or (bound if told.rule == "as before" else None)
            if is_result(window, one, told):
                yield _claim(
                    scene, one, structs.replace(told, metric=metric), _About(offset, paper, setting, window, bound)
                )
        earlier = told


def _scene(text: str, offset: int, paper: _Paper, found: Sequence[Quantity]) -> Scene:
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


def _claim(scene: Scene, one: Quantity, told: Reading, about: _About) -> Claim:
    """The claim that a value makes, every slot with why it is filled so."""
    paper, window = about.paper, about.window
    subject = _subject(scene, window, paper)
    baseline = baseline_of(scene, window, one, told)
    avoid = {each for each in (subject and subject.text, baseline and baseline.text, told.metric) if each}
    if baseline:
        avoid |= {each.thing.label for each in scene.named if scene.text[each.start : each.end] in baseline.text}
    context = {each.text: each.why for each in reversed(_contexts(scene, one, avoid, about))}
    names = tuple(reversed(context))
    return Claim(
        start=about.offset + one.start,
        end=about.offset + one.end,
        sentence=(about.offset, about.offset + len(scene.text.rstrip())),
        subject=subject.text if subject else None,
        metric=told.metric,
        value=one.low,
        value_max=one.high,
        unit=one.unit,
        direction=told.direction,
        bound=about.bound,
        baseline=baseline.text if baseline else None,
        context=names,
        confidence=CONFIDENCE[told.rule],
        why=(
            *((("subject", subject.why),) if subject else ()),
            ("metric", told.rule),
            ("direction", "a word of the text" if told.told else "no word of change"),
            *((("bound", "the words beside the value"),) if about.bound else ()),
            *((("baseline", baseline.why),) if baseline else ()),
            *(("context", context[name]) for name in names),
        ),
    )


def _contexts(scene: Scene, one: Quantity, avoid: set[str], about: _About) -> list[Filled]:
    """What a value holds under: what its sentence says, else the one before, and what the whole paper is about."""
    paper = about.paper
    found = contexts_of(scene, about.window, one, frozenset(avoid))
    if _OUR_DATA.search(scene.text) or (paper.data and len(paper.data) == len(paper.proposed)):
        found += [Filled(each, "the paper's own data") for each in paper.data]
    if not found:
        found += [Filled(each, "from an earlier sentence") for each in about.setting]
    here = {each.thing.label for each in scene.named}
    found += [Filled(each, "what the paper is about") for each in paper.tasks if each not in here]
    return [each for each in found if each.text not in avoid]


def _subject(scene: Scene, window: Window, paper: _Paper) -> Filled | None:
    """What a value is about: the proposal named before it, else the doer before a verb, else that of the paper."""
    before = [one for one in scene.named if one.end <= window.row[0].start]
    proposals = [one for one in before if one.thing in paper.proposed and one.thing.type is not EntityType.DATASET]
    if proposals:
        first = next((one for one in proposals if one.thing.label == paper.subject), proposals[0])
        return Filled(first.thing.label, "a proposal named before the value")
    doers = [one for one in before if one.thing.type in _DOERS and _does(scene.text, one, window.row[0].start)]
    if doers:
        return Filled(doers[-1].thing.label, "the subject of the verb")
    if paper.proposed and all(group.type is EntityType.DATASET for group in paper.proposed):
        used = [one for one in scene.named if one.thing.type in _TRIED]
        near = min(used, key=lambda one: abs(one.start - window.row[-1].end), default=None)
        if near:
            return Filled(near.thing.label, "what is tried on the paper's data")
    return Filled(paper.subject, "what the paper proposes") if paper.subject else None


def _does(text: str, one: Named, end: int) -> bool:
    """Whether a thing is the subject of a claim's verb: nothing that makes it a place before it, a verb behind it."""
    if re.search(
        r"(?i)\b(?:on|in|for|with|than|using|over|by|of|to|from|against|and|via|our|through|or|into|"
        r"outperform\w*)\s(?:(?:the|an?|both|all|other|\w+) )?$",
        text[: one.start],
    ):
        return False
    behind = re.match(r"(?i)(?:\s(?!(?:and|or|on|in|for|of|with|by|to|from)\b)[\w-]+){0,3}?\s", text[one.end : end])
    return bool(behind and VERB.match(text, one.end + behind.end())) and not re.search(
        r"(?i)\b(?:we|our)\b[^,;]*$", text[: one.start]
    )
