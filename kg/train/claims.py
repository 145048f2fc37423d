"""Trains what weighs claims: which numbers are results, what they are about, and what they hold under.

From gold files, as `kg evaluate` reads them, without the quarter that the hash of a
record's id sets apart. An abstract's things are those that the phrases' weights find when
learned from the other folds, so that claims are learned from things as good as they are in
new texts, and those that the rules alone find. How good the weights are is told by folds,
each by weights learned from the others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct, structs

from kg.errors import ReadError
from kg.evaluate._forms import same_number, touch, unit
from kg.evaluate._results import same_claim, same_value
from kg.evaluate._tally import Tally, paired
from kg.evaluate.gold import GoldRecord, GoldResult, part_of, read_gold
from kg.extract import alone, candidates_of
from kg.extract._document import Document
from kg.extract._learned import MODEL, Learned, Weights, to_bytes
from kg.extract._number import numbered
from kg.extract._quantity import Quantity
from kg.extract._settle import Group, groups
from kg.extract._weigh import weighed
from kg.extract.results import Claim, Seen, weighed_claims
from kg.model import Mention, Result
from kg.output import atomic
from kg.read import inputs
from kg.train import phrases
from kg.train._weights import Choice, logistic, softmax
from kg.vocabulary import load

SUMMARY = "claims: which numbers are results, of what and under what, learned from annotated abstracts (JSON files)"
STEPS = phrases.STEPS
"""Steps of the phrases' weights that find the things."""
FOLDS = 5
SELDOM = -5.0
"""The bias where nothing was ever so: a chance of 0.7 %."""
_NOTHING = Weights(0.0, {})


class Settings(Struct, frozen=True, kw_only=True):
    """Where the gold is, where the weights go, and how long to learn; nothing here is left to chance."""

    source: Path
    folder: Path
    steps: int = STEPS
    seed: int = 1


class Text(Struct, frozen=True):
    """An annotated abstract, its fold, and each way to find its things: the document, and what it names."""

    gold: GoldRecord
    fold: int
    views: tuple[tuple[Document, tuple[Group, ...]], ...]


def train(settings: Settings, say: Callable[[str], None]) -> Path:
    """The path of the weights, learned from every gold file (`*.json`) of a folder."""
    found = [each for each in inputs([str(settings.source)]) if each.name.endswith(".json")]
    records = [record for each in found for record in read_gold(each) if record.abstract and record.id]
    if not records:
        raise ReadError(settings.source, "no gold with texts in it", expected="*.json files as kg evaluate reads them")
    texts = read(part_of(records, "rest"), settings.steps, say)
    for line in _crossed(texts):
        say(line)
    path = settings.folder / MODEL
    with atomic(path) as out:
        out.write(to_bytes(fitted(texts)))
    return path


def read(records: Sequence[GoldRecord], steps: int, say: Callable[[str], None]) -> list[Text]:
    """The texts, with things by phrases' weights that were learned from the other folds."""
    made: list[Text] = []
    known = load()
    for fold in range(FOLDS):
        others = [record for record in records if _fold(record) != fold]
        models = phrases.weights(others, steps)
        say(f"fold {fold + 1} of {FOLDS}: things as learned from {len(others)} texts")
        for record in records:
            if _fold(record) == fold:
                doc, found = candidates_of(record.title, record.abstract or "", known)
                bare, few = alone(record.title, record.abstract or "", known)
                views = ((doc, groups(doc, weighed(doc, found, models))), (bare, groups(bare, few)))
                made.append(Text(record, fold, tuple((each, tuple(things)) for each, things in views)))
    return made


def _fold(record: GoldRecord) -> int:
    return int(hashlib.sha1(str(record.id).encode(), usedforsecurity=False).hexdigest()[-2], 16) % FOLDS


def fitted(texts: Sequence[Text]) -> Learned:
    """What the texts teach: first which numbers are results, then of what, then under what."""
    numbers = [each for text in texts for each in _numbers(text)]
    learned = Learned(logistic(numbers, strength=0.1, least=5), _NOTHING, _NOTHING, _NOTHING)
    subjects = [_choice(want, seen) for want, seen, _ in _pairs(texts, learned)]
    learned = structs.replace(learned, subject=softmax(subjects, penalty=18.0, least=6))
    holds, elsewhere = [], []
    for want, seen, others in _pairs(texts, learned):
        for each in seen.settings:
            is_right = any(touch(one, each.name) for one in want.context)
            holds.append((each.features, is_right))
            elsewhere.append((each.features, not is_right and any(touch(one, each.name) for one in others)))
    return structs.replace(
        learned,
        holds=_weights(holds),
        elsewhere=_weights(elsewhere),
    )


def _weights(contexts: Sequence[tuple[list[str], bool]]) -> Weights:
    """The weights of contexts; where none is so, that none is likely to be."""
    return logistic(contexts, strength=0.01, least=8) if any(so for _, so in contexts) else Weights(SELDOM, {})


def _numbers(text: Text) -> Iterator[tuple[list[str], bool]]:
    """The numbers of a text by their features, and whether they are results; not those whose unit is read otherwise."""
    doc, things = text.views[0]
    found = numbered(doc, things, conditions=True).values()
    numbers = [one for each in found for one in each.numbers]
    right = set(paired(text.gold.results, numbers, _is_value).values())
    left = [want for want in text.gold.results if not any(_is_value(want, numbers[at]) for at in right)]
    for at, features in enumerate(features for each in found for features in each.features):
        if at in right or not any(same_number(want.value, numbers[at].low) for want in left):
            yield features, at in right


def _is_value(want: GoldResult, one: Quantity) -> bool:
    return (
        same_number(want.value, one.low) and same_number(want.value_max, one.high) and unit(want.unit) == unit(one.said)
    )


def _pairs(texts: Sequence[Text], learned: Learned) -> Iterator[tuple[GoldResult, Seen, frozenset[str]]]:
    """What is wanted with what was weighed for it, in each view, and the contexts of the record's other results."""
    for text in texts:
        for doc, things in text.views:
            seen = list(weighed_claims(doc, things, learned))
            said = [_result(each.claim) for each in seen]
            for want, at in paired(text.gold.results, said, same_value).items():
                own = text.gold.results[want]
                others = {one for each in text.gold.results if each is not own for one in each.context}
                yield own, seen[at], frozenset(others - set(own.context))


def _choice(want: GoldResult, seen: Seen) -> Choice:
    wanted = want.subjects or (want.subject,)
    return Choice(
        tuple(each.features for each in seen.subjects),
        tuple(any(touch(one, each.name) for one in wanted) for each in seen.subjects),
    )


def _crossed(texts: Sequence[Text]) -> Iterator[str]:
    """How good the weights are on folds that they were not learned from, for each view."""
    tallies = [(Tally(), Tally()) for _ in texts[0].views]
    for fold in range(FOLDS):
        learned = fitted([text for text in texts if text.fold != fold])
        for text in (text for text in texts if text.fold == fold):
            for (doc, things), (values, whole) in zip(text.views, tallies, strict=True):
                said = [_result(each.claim) for each in weighed_claims(doc, things, learned)]
                _count(values, text.gold.results, len(said), paired(text.gold.results, said, same_value))
                _count(whole, text.gold.results, len(said), _whole(text.gold.results, said))
    for name, (values, whole) in zip(("weights", "rules alone"), tallies, strict=True):
        yield f"left out in turn, things by {name}: results F1 {values.f1:.3f}, with all slots {whole.f1:.3f}"


def _whole(wanted: Sequence[GoldResult], said: Sequence[Result]) -> dict[int, int]:
    """The pairs that are alike in every slot."""
    return paired(wanted, said, lambda want, one: same_claim(want, one, wanted))


def _count(tally: Tally, wanted: Iterable[GoldResult], said: int, pairs: dict[int, int]) -> None:
    tally.add(right=len(pairs), said=said, wanted=sum(1 for _ in wanted))


def _result(claim: Claim) -> Result:
    """The claim as a result whose mention is a place of the document."""
    return claim.result(Mention("abstract", claim.start, claim.end, "", "results", claim.confidence))
