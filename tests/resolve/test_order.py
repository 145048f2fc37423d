"""Which things are one does not depend on the order of records, and what persons say of things holds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Decision, DocumentEntity, Entity, EntityType, Extraction, Mention, Record, Role, Source, Verdict
from kg.resolve import Resolution, Resolver, Verdicts
from kg.vocabulary import load

KNOWN = load()
NAMES = ("PIM", "processing-in-memory", "partial information maximisation", "ResNet-50", "ResNet50", "ResNet-18", "Pim")
FIELDS = ("cs.AR", "stat.ML", "cond-mat.soft", None)
KINDS = (EntityType.METHOD, EntityType.MODEL, EntityType.DATASET)
THING = st.tuples(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True),
    st.sampled_from(KINDS),
    st.sampled_from(FIELDS),
)


def record(number: int, names: list[str], kind: EntityType, field: str | None) -> tuple[Record, Extraction]:
    entity = DocumentEntity(
        label=names[0],
        aliases=tuple(names[1:]),
        type=kind,
        roles=(Role.USES,),
        confidence=0.8,
        mentions=(Mention("title", 0, 1, "x", "gazetteer", 0.8),),
    )
    made = Record(id=f"r{number}", title=f"Paper {number}", category=field, source=Source("x", number))
    return made, Extraction(record=made.id, entities=(entity,))


def resolved(pairs: list[tuple[Record, Extraction]], *said: Decision) -> Resolution:
    resolver = Resolver(KNOWN, Verdicts(said))
    for pair in pairs:
        resolver.add(*pair)
    return resolver.resolve()


def entities(found: Resolution) -> tuple[Entity, ...]:
    return tuple(entity for entity in found.entities if entity.members)


@settings(deadline=None, max_examples=40)
@given(st.lists(THING, min_size=1, max_size=9), st.randoms(use_true_random=False))
def test_the_order_of_records_makes_no_difference(things: list, random) -> None:  # type: ignore[no-untyped-def, type-arg]
    pairs = [record(number, *thing) for number, thing in enumerate(things, 1)]
    found = resolved(pairs)
    random.shuffle(pairs)
    again = resolved(pairs)
    assert (again.entities, again.decisions) == (found.entities, found.decisions)
    members = [member for entity in found.entities for member in entity.members]
    assert sorted(members) == sorted((each.id, 0) for each, _ in pairs)


def said(left: str, right: str, verdict: Verdict) -> Decision:
    return Decision(kind="entity", left=left, right=right, verdict=verdict, who="ada")


def test_a_person_joins_what_names_keep_apart() -> None:
    pairs = [record(1, ["ResNet-18"], EntityType.METHOD, None), record(2, ["QuxNet"], EntityType.METHOD, None)]
    assert len(entities(resolved(pairs))) == 2
    word = said("Method:quxnet", "Model:resnet 18", Verdict.SAME)
    found = resolved(pairs, word)
    assert len(entities(found)) == 1
    assert word in found.decisions


def test_a_person_parts_what_names_join() -> None:
    pairs = [record(1, ["quxel parsing"], EntityType.METHOD, None), record(2, ["quxel parsing"], EntityType.TASK, None)]
    assert len(entities(resolved(pairs))) == 1
    word = said("Method:quxel parsing", "Task:quxel parsing", Verdict.DIFFERENT)
    assert len(entities(resolved(pairs, word))) == 2


def test_a_merged_thing_knows_the_keys_that_its_parts_had_alone() -> None:
    pairs = [record(1, ["quxel parsing"], EntityType.METHOD, None), record(2, ["quxel parsing"], EntityType.TASK, None)]
    (found,) = entities(resolved(pairs))
    assert {found.key, *found.replaces} == {"Method:quxel parsing", "Task:quxel parsing"}
