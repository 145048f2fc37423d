"""An evaluation for people and, as plain values, for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.evaluate import Evaluation
from kg.evaluate._spans import Figures
from kg.evaluate._tally import Tally
from kg.evaluate.calibration import Bin, calibration_error
from kg.evaluate.errors import Error, Trust
from kg.model import EntityType

_HEAD = f"{'':<16} {'P':>6} {'R':>6} {'F1':>6} {'said':>7} {'wanted':>7}"


def values(made: Evaluation) -> dict[str, object]:
    """The figures, rounded to four digits; a type that is neither said nor wanted is left out."""
    count = len(made.outcomes)
    fields = {"found": made.found, **{f"{name} ok": right for name, right in made.fields.items()}}
    return {
        **{name: _row(tally) for name, tally in made.groups.items()},
        "types": {kind.value: _row(tally) for kind, tally in _used(made)},
        "core recall": round(made.core.value, 4),
        "role accuracy": round(made.roles.value, 4),
        "fields": {name: f"{right}/{count}" for name, right in fields.items()},
    }


def _row(tally: Tally) -> dict[str, float]:
    return {
        "precision": round(tally.precision, 4),
        "recall": round(tally.recall, 4),
        "f1": round(tally.f1, 4),
        "said": tally.said,
        "wanted": tally.wanted,
    }


def _used(made: Evaluation) -> list[tuple[EntityType, Tally]]:
    return [(kind, tally) for kind, tally in made.types.items() if tally.said or tally.wanted]


def lines(made: Evaluation) -> Iterator[str]:
    """The figures as a table."""
    yield _HEAD
    yield from (_line(name, tally) for name, tally in made.groups.items())
    yield ""
    yield from (_line(kind.value, tally) for kind, tally in _used(made))
    yield ""
    for name, share in (("core recall", made.core), ("role accuracy", made.roles)):
        yield f"{name:<16} {share.value:>6.4f} of {share.of}"
    count = len(made.outcomes)
    yield f"records {made.found} of {count} found; fields right: " + ", ".join(
        f"{name} {right}" for name, right in made.fields.items()
    )


def _line(name: str, tally: Tally) -> str:
    return f"{name:<16} {tally.precision:>6.4f} {tally.recall:>6.4f} {tally.f1:>6.4f} {tally.said:>7} {tally.wanted:>7}"


def calibration_values(found: list[Bin]) -> dict[str, object]:
    """The bins that anything was said in, and the expected calibration error."""
    rows = [
        {
            "low": one.low,
            "high": one.high,
            "said": one.said,
            "right": one.right,
            "confidence": round(one.confidence, 4),
            "precision": round(one.precision, 4),
        }
        for one in found
        if one.said
    ]
    return {"bins": rows, "expected calibration error": round(calibration_error(found), 4)}


def calibration_lines(found: list[Bin]) -> Iterator[str]:
    """The bins as a table, and the expected calibration error."""
    yield f"{'confidence':<16} {'mean':>6} {'right':>6} {'said':>7} {'are right':>10}"
    for one in found:
        if one.said:
            span = f"{one.low:.1f} to {one.high:.1f}"
            yield f"{span:<16} {one.confidence:>6.4f} {one.right:>6} {one.said:>7} {one.precision:>10.4f}"
    yield f"expected calibration error {calibration_error(found):.3f}"


def error_lines(found: Iterable[Error], of: dict[str, Trust]) -> Iterator[str]:
    """A table of rules, then the errors, grouped by rule, the rule with most errors first, what nobody said last."""
    yield f"{'rule':<40} {'P':>6} {'right':>6} {'extra':>6} {'wrong type':>11} {'merged':>7}"
    for rule, one in of.items():
        precision = one.right / one.said if one.said else 0.0
        yield f"{rule:<40} {precision:>6.4f} {one.right:>6} {one.extra:>6} {one.wrong_type:>11} {one.merged:>7}"
    order = {rule: place for place, rule in enumerate(of)}
    heading = ""
    for error in sorted(found, key=lambda e: (order.get(e.rule, len(order)), e.rule, e.kind, e.type)):
        title = f"{error.rule}: {error.kind} {error.type}"
        if title != heading:
            heading = title
            yield f"\n{title}"
        yield from _error(error)


def _error(error: Error) -> Iterator[str]:
    confidence = "" if error.confidence is None else f"  {error.confidence:.2f}"
    note = f"  ({error.note})" if error.note else ""
    yield f"  {error.label}{confidence}{note}  [{error.record[:60]}]"
    if error.sentence:
        yield f"      {error.sentence}"


def span_values(made: dict[EntityType, Figures]) -> dict[str, object]:
    """The figures of marked spans, exact and overlapping, of each kind and of all."""
    return {name: {"exact": _row(of.exact), "overlapping": _row(of.overlapping)} for name, of in _with_all(made)}


def span_lines(made: dict[EntityType, Figures]) -> Iterator[str]:
    """The figures of marked spans as two tables."""
    yield f"exact\n{_HEAD}"
    yield from (_line(name, of.exact) for name, of in _with_all(made))
    yield f"\noverlapping\n{_HEAD}"
    yield from (_line(name, of.overlapping) for name, of in _with_all(made))


def _with_all(made: dict[EntityType, Figures]) -> list[tuple[str, Figures]]:
    """The figures of each kind, and of all kinds together."""
    total = Figures(Tally(), Tally())
    for of in made.values():
        total.exact.add(right=of.exact.right, said=of.exact.said, wanted=of.exact.wanted)
        total.overlapping.add(right=of.overlapping.right, said=of.overlapping.said, wanted=of.overlapping.wanted)
    return [*((kind.value, of) for kind, of in made.items()), ("all", total)]
