"""The forms in which the outcome of a validation is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import msgspec

from kg.describe import Iris
from kg.describe.quads import string
from kg.validate._shapes import SH
from kg.validate._violation import Outcome, Violation

SHOWN = 20
"""How many violations of a shape the table shows."""
_SHAPE = "https://w3id.org/paperkg/shapes#"


def written(outcome: Outcome, form: str) -> str:
    """The outcome in the format of that name: `table` for people, `json`, or `ttl`, a sh:ValidationReport."""
    return FORMATS[form](outcome)


def _table(outcome: Outcome) -> str:
    """A line for the outcome; for each shape that is broken, what it says and by what it is broken."""
    if outcome.conforms:
        return f"valid: every shape holds ({_ENGINES[outcome.engine]})\n"
    broken = Counter(each.shape for each in outcome.violations)
    total = sum(broken.values())
    lines = [f"not valid: {total:,} {'violation' if total == 1 else 'violations'} ({_ENGINES[outcome.engine]})"]
    for shape, number in sorted(broken.items()):
        found = [each for each in outcome.violations if each.shape == shape]
        lines += ["", f"{shape.strip('<>').removeprefix(_SHAPE)}: {found[0].message} ({number:,})"]
        lines += [f"  {_line(each)}" for each in found[:SHOWN]]
        lines += [f"  and {number - SHOWN:,} more; -f json and -f ttl list all"] if number > SHOWN else []
    return "\n".join(lines) + "\n"


_ENGINES = {"pyshacl": "checked by pySHACL", "sparql": "checked by SPARQL compiled from the shapes"}


def _line(violation: Violation) -> str:
    return " ".join(each for each in (violation.focus, violation.path, violation.value) if each)


def _json(outcome: Outcome) -> str:
    made = {
        "conforms": outcome.conforms,
        "engine": outcome.engine,
        "shapes": outcome.shapes,
        "violations": [msgspec.to_builtins(each) for each in outcome.violations],
    }
    return msgspec.json.format(msgspec.json.encode(made), indent=1).decode() + "\n"


def _turtle(outcome: Outcome) -> str:
    """A validation report of SHACL, each result under an IRI of its own, sorted."""
    iris = Iris()
    results = {iris.violation("\n".join(msgspec.structs.astuple(each))): each for each in outcome.violations}
    head = f"{iris.violation('')} a sh:ValidationReport ; sh:conforms {'true' if outcome.conforms else 'false'}"
    lines = [f"@prefix sh: <{SH}> .", "", " ;\n    sh:result ".join([head, *sorted(results)]) + " ."]
    for name, each in sorted(results.items()):
        facts = [
            ("focusNode", each.focus),
            ("resultPath", f"[ sh:inversePath {each.path[1:]} ]" if each.path.startswith("^") else each.path),
            ("value", each.value),
            ("sourceShape", each.shape),
            ("sourceConstraintComponent", each.component),
            ("resultMessage", string(each.message)),
            ("resultSeverity", each.severity),
        ]
        stated = "".join(f" ;\n    sh:{name} {value}" for name, value in facts if value)
        lines += ["", f"{name} a sh:ValidationResult{stated} ."]
    return "\n".join(lines) + "\n"


FORMATS: dict[str, Callable[[Outcome], str]] = {"json": _json, "table": _table, "ttl": _turtle}
