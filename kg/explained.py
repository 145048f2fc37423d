"""Why a text was read as it was: every candidate, who proposed it, who won, and how results were filled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

import msgspec

from kg.extract import Chosen, Explanation, Lost, Reasons, Seen
from kg.model import DocumentEntity, Mention, Result

Spans: TypeAlias = dict[tuple[str, int, int], tuple[Seen, ...]]
"""What was said of each span that stands."""

WHY = {
    "weights": "weighed over all its mentions",
    "extractor": "its extractor says so",
    "sentence": "from its sentence",
    "type": "usual for its type",
}
"""Who tells a mention's role, in words."""
_ENCODER = msgspec.json.Encoder(decimal_format="number")


def jsonl(found: Iterable[Explanation]) -> Iterator[str]:
    """One JSON object a record."""
    for one in found:
        yield _ENCODER.encode(one).decode() + "\n"


def table(found: Iterable[Explanation]) -> Iterator[str]:
    """A block a record, to read."""
    for one in found:
        for line in _block(one):
            yield f"{line}\n"
        yield "\n"


def _block(one: Explanation) -> Iterator[str]:
    spans = {_place(same[0].mention): same for same in one.standing}
    yield one.record.title
    yield f"  {one.record.id}"
    for entity, chosen in zip(one.extraction.entities, one.chosen, strict=True):
        yield ""
        yield from (f"  {line}" for line in _entity(entity, chosen, spans))
    if one.lost:
        yield ""
        yield "  gave way"
        yield from (f"    {_lost(lost)}" for lost in one.lost)
    if one.refused:
        yield ""
        yield "  not worth a node, or less than what they overlap"
        yield from (f"    {_where(each.mention)}  {_seen(each)}" for each in one.refused)
    for result, reasons in zip(one.extraction.results, one.filled, strict=True):
        yield ""
        yield from (f"  {line}" for line in _result(result, reasons, one))


def _place(mention: Mention) -> tuple[str, int, int]:
    return mention.field, mention.start, mention.end


def _entity(entity: DocumentEntity, chosen: Chosen, spans: Spans) -> Iterator[str]:
    said = [spans[_place(mention)] for mention in entity.mentions]
    yield f"{entity.type.value}  {entity.label}  [{', '.join(entity.roles)}]  {entity.confidence:.2f}"
    yield f"  type   {_type(entity, chosen, said)}"
    yield f"  roles  {_roles(entity, chosen)}"
    yield f"  label  {_label(entity)}"
    yield from (f"  {line}" for line in _joined(said))
    for same in said:
        yield f"  {_where(same[0].mention)}  {' | '.join(map(_seen, same))}"


def _type(entity: DocumentEntity, chosen: Chosen, said: Sequence[tuple[Seen, ...]]) -> str:
    """Who told the type, and who told another."""
    if chosen.judge is None:
        return f"{entity.type.value}: nobody tells one"
    judge = chosen.judge.mention
    told = Counter((seen.type, seen.mention.extractor) for same in said for seen in same if seen.type)
    others = [f"{kind} by {who}" for kind, who in sorted(told) if kind is not entity.type and kind]
    first = f"{entity.type.value}: told by {judge.extractor} at {judge.field} {judge.start}"
    return f"{first}, whose word counts before {', '.join(others)}" if others else first


def _roles(entity: DocumentEntity, chosen: Chosen) -> str:
    """What the mentions told, most often first, and what of it gave way."""
    told = Counter(chosen.roles)
    return "; ".join(
        f"{role.value} {_times(count)}, {WHY[why]}{'' if role in entity.roles else ' (gave way)'}"
        for (role, why), count in sorted(told.items(), key=lambda item: (-item[1], item[0]))
    )


def _label(entity: DocumentEntity) -> str:
    """How often each name is used; the first that is used most is the label."""
    names = Counter(mention.text for mention in entity.mentions)
    return ", ".join(f"{name} {_times(count)}" for name, count in names.most_common())


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _joined(said: Sequence[tuple[Seen, ...]]) -> Iterator[str]:
    """What makes different names one thing."""
    seen = [one for same in said for one in same]
    yield from dict.fromkeys(f'by definition  "{one.mention.text}" is "{one.same_as}"' for one in seen if one.same_as)
    for concept in dict.fromkeys(one.concept for one in seen if one.concept):
        names = dict.fromkeys(f'"{one.mention.text}"' for one in seen if one.concept == concept)
        yield f"by concept  {', '.join(names)} is <{concept}>"


def _where(mention: Mention) -> str:
    return f'{mention.field} {mention.start}-{mention.end} "{mention.text}"'


def _seen(seen: Seen) -> str:
    """What an extractor said of a span."""
    known = [seen.mention.extractor, f"{seen.mention.confidence:.2f}", seen.type, seen.role]
    return " ".join(str(each) for each in known if each)


def _lost(lost: Lost) -> str:
    winner = lost.winner.mention
    gone = f"{_where(lost.candidate.mention)}  {_seen(lost.candidate)}"
    return f'{gone}  to "{winner.text}" of {winner.extractor}: {lost.why}'


def _result(result: Result, reasons: Reasons, one: Explanation) -> Iterator[str]:
    """The value and its quote, then each slot: what fills it, where that stands, and why."""
    value = f"{result.value}" + (f" to {result.value_max}" if result.value_max is not None else "")
    head = f"result  {value}{result.unit or ''} {result.direction}"
    yield f"{head}  {_where(result.mention)}  {result.mention.confidence:.2f}"
    slots = [("subject", result.subject), ("metric", result.metric), ("bound", result.bound)]
    slots += [("baseline", result.baseline), *(("context", each) for each in result.context)]
    why = {name: iter([reason for slot, reason in reasons if slot == name]) for name, _ in reasons}
    for name, filled in slots:
        if filled:
            yield f"  {name:<9}{_filled(filled, result.mention, one)}; {next(why[name], 'not said')}"
        else:
            yield f"  {name:<9}(empty)"


def _filled(filled: str, value: Mention, one: Explanation) -> str:
    """What fills a slot, and where that stands from the value."""
    entity = next((each for each in one.extraction.entities if each.label == filled), None)
    if entity:
        near = [mention for mention in entity.mentions if mention.field == value.field]
        spans = [(mention.start, mention.end) for mention in near]
        what = f"{filled}: {entity.type.value} [{', '.join(entity.roles)}]"
    else:
        spans, what = _found(filled, getattr(one.record, value.field)), f"{filled}: words of the text"
    return f"{what}, {_distance(spans, value)}"


def _found(words: str, text: str) -> list[tuple[int, int]]:
    """Where words stand in a text, whatever their case."""
    folded, sought = text.lower(), words.lower()
    spans, at = [], folded.find(sought)
    while at >= 0:
        spans.append((at, at + len(sought)))
        at = folded.find(sought, at + len(sought))
    return spans


def _distance(spans: Sequence[tuple[int, int]], value: Mention) -> str:
    """How far the nearest span is from the value."""
    away = [(value.start - end, "before") for _, end in spans if end <= value.start]
    away += [(start - value.end, "behind") for start, _ in spans if start >= value.end]
    if not away:
        return f"not in the {value.field} in these words"
    count, side = min(away)
    return f"{count} character{'' if count == 1 else 's'} {side} the value"
