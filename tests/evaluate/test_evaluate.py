"""The figures, on a record that is known by heart."""

from __future__ import annotations

from kg.evaluate import evaluate
from kg.evaluate._tally import Share, Tally
from kg.evaluate.calibration import bins, calibration_error
from kg.evaluate.errors import Trust, errors, trust
from kg.evaluate.gold import GoldRecord, GoldResult
from kg.evaluate.report import lines, values
from kg.model import EntityType, Extraction, Record, Role

from .conftest import claim, thing, want


def gold_of(*wanted: object, results: tuple[GoldResult, ...] = ()) -> GoldRecord:
    return GoldRecord(title="QuillNet: Layers That Fold", entities=wanted, results=results)  # type: ignore[arg-type]


def test_the_figures(gold: GoldRecord, record: Record, said: Extraction) -> None:
    made = evaluate([gold], [(record, said)])
    assert made.groups["all"] == Tally(right=2, said=4, wanted=5)  # the optional one is not counted
    assert made.groups["named"] == Tally(right=2, said=3, wanted=4)
    assert made.groups["concept"] == Tally(right=0, said=1, wanted=1)
    assert made.groups["named-untyped"] == Tally(right=3, said=3, wanted=4)
    assert made.groups["proposes"] == Tally(right=1, said=2, wanted=1)
    assert made.groups["result"] == made.groups["result-full"] == Tally(right=1, said=1, wanted=1)
    assert made.types[EntityType.DATASET] == Tally(right=1, said=1, wanted=2)
    assert made.types[EntityType.MODEL] == Tally(right=0, said=1, wanted=1)
    assert (made.core, made.roles) == (Share(2, 2), Share(2, 2))


def test_the_best_type_counts_whichever_was_said(record: Record) -> None:
    gold = gold_of(want("ImageNet", EntityType.DATASET, EntityType.SOFTWARE))
    made = evaluate([gold], [(record, Extraction(record="q", entities=(thing("ImageNet", EntityType.SOFTWARE),)))])
    assert made.types[EntityType.DATASET] == Tally(1, 1, 1)
    assert made.types[EntityType.SOFTWARE] == Tally()


def test_two_things_made_one_match_nothing(record: Record) -> None:
    gold = gold_of(want("ImageNet", EntityType.DATASET), want("CIFAR-10", EntityType.DATASET))
    both = thing("ImageNet", EntityType.DATASET, also="CIFAR-10")
    made = evaluate([gold], [(record, Extraction(record="q", entities=(both,)))])
    assert made.groups["all"] == Tally(right=0, said=1, wanted=2)
    assert [error.kind for error in errors(made.outcomes)] == ["merged", "missed", "missed"]


def test_what_is_required_is_matched_before_what_is_optional(record: Record) -> None:
    gold = gold_of(
        want("ImageNet-1k", EntityType.DATASET, aliases=("ImageNet",), optional=True),
        want("ImageNet", EntityType.DATASET),
    )
    made = evaluate([gold], [(record, Extraction(record="q", entities=(thing("ImageNet", EntityType.DATASET),)))])
    assert made.groups["all"] == Tally(1, 1, 1)


def test_a_proposal_that_may_be_none_is_free(record: Record) -> None:
    one = want("QuillNet", EntityType.METHOD)
    either = type(one)(label="QuillNet", types=(EntityType.METHOD,), roles=(Role.USES, Role.PROPOSES))
    entities = (thing("QuillNet", EntityType.METHOD, Role.PROPOSES),)
    made = evaluate([gold_of(either)], [(record, Extraction(record="q", entities=entities))])
    assert made.groups["proposes"] == Tally(0, 0, 0)


def test_a_record_that_is_not_there_is_all_missed(gold: GoldRecord) -> None:
    made = evaluate([gold], [])
    assert made.groups["all"] == Tally(0, 0, 5)
    assert (made.found, sum(made.fields.values())) == (0, 0)
    assert [(error.kind, error.type) for error in errors(made.outcomes)] == [("missed", "record")]


def test_a_claim_in_another_context_is_not_whole(record: Record) -> None:
    def wanted(value: float, place: str) -> GoldResult:
        return GoldResult(
            metric="speed", value=value, unit="×", direction="increase", context=(place,), subject="QuillNet"
        )

    gold = gold_of(results=(wanted(3, "V100"), wanted(4, "Jetson TX2")))
    right, mixed = claim(3, context=("V100",)), claim(4, context=("Jetson TX2", "V100"))
    made = evaluate([gold], [(record, Extraction(record="q", results=(right, mixed)))])
    assert made.groups["result"] == Tally(2, 2, 2)
    assert made.groups["result-full"] == Tally(1, 2, 2)


def test_lists_hold_what_is_acceptable(record: Record) -> None:
    either = GoldResult(
        value=3,
        unit="x",
        subjects=("other", "QuillNet"),
        metrics=(None,),
        directions=("value", "increase"),
        bounds=("up to", None),
    )
    gold = gold_of(results=(either,))
    made = evaluate([gold], [(record, Extraction(record="q", results=(claim(3),)))])
    assert made.groups["result-full"] == Tally(1, 1, 1)


def test_fields(gold: GoldRecord, record: Record, said: Extraction) -> None:
    made = evaluate([gold], [(record, said)])
    assert made.fields == dict.fromkeys(
        ("authors", "authors_truncated", "date", "score", "code", "category", "urls"), 1
    )


def test_errors_name_the_rule_the_kind_and_the_sentence(gold: GoldRecord, record: Record, said: Extraction) -> None:
    found = {(error.kind, error.label): error for error in errors(evaluate([gold], [(record, said)]).outcomes)}
    assert set(found) == {
        ("wrong type", "CIFAR 10"),
        ("extra", "layer"),
        ("missed", "ResNet-50"),
        ("missed", "latency"),
    }
    wrong, missed = found["wrong type", "CIFAR 10"], found["missed", "latency"]
    assert (wrong.rule, wrong.type, wrong.note, wrong.confidence) == ("gazetteer", "Model", "wanted Dataset", 0.8)
    assert (missed.rule, missed.type, missed.note) == ("nobody", "Metric", "")
    assert missed.sentence == "On ImageNet and CIFAR-10 it halves the latency of ResNets."


def test_what_was_said_in_the_place_of_what_was_missed(record: Record) -> None:
    made = evaluate(
        [gold_of(want("sparse layer", EntityType.METHOD), want("hexagons", EntityType.METHOD))],
        [(record, Extraction(record="q", entities=(thing("layer", EntityType.TOPIC),)))],
    )
    notes = {error.label: error.note for error in errors(made.outcomes)}
    assert notes == {"layer": "", "sparse layer": "there gazetteer said layer Topic", "hexagons": "not in these words"}


def test_how_far_a_rule_can_be_trusted(gold: GoldRecord, record: Record, said: Extraction) -> None:
    made = trust(evaluate([gold], [(record, said)]).outcomes)
    assert made == {"gazetteer": Trust(right=2, extra=1, wrong_type=1), "results": Trust(right=1)}


def test_calibration(gold: GoldRecord, record: Record, said: Extraction) -> None:
    found = [one for one in bins(evaluate([gold], [(record, said)]).outcomes) if one.said]
    assert [(one.low, one.said, one.right) for one in found] == [(0.8, 3, 1), (0.9, 1, 1)]
    assert calibration_error(found) == round((3 * (0.8 - 1 / 3) + 0.05) / 4, 6)


def test_the_table_says_what_the_values_say(gold: GoldRecord, record: Record, said: Extraction) -> None:
    made = evaluate([gold], [(record, said)])
    shown = values(made)
    assert shown["all"] == {"precision": 0.5, "recall": 0.4, "f1": 0.4444, "said": 4, "wanted": 5}
    assert shown["fields"] == {"found": "1/1", **{f"{name} ok": "1/1" for name in made.fields}}
    assert "all              0.5000 0.4000 0.4444       4       5" in list(lines(made))
