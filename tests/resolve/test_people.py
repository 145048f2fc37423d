"""Which authors and which records are one."""

from __future__ import annotations

from kg.model import Extraction, Identifier, Name, Person, Profile, Record, Source, Verdict
from kg.resolve import Resolution, Resolver
from kg.vocabulary import Vocabulary


def record(name: str, *authors: Name, title: str = "t", identifiers: dict[str, str] | None = None) -> Record:
    found = tuple(Identifier(scheme, value) for scheme, value in (identifiers or {}).items())
    return Record(id=name, title=title, authors=authors, identifiers=found, source=Source("x", 1))


def resolved(*records: Record, profiles: tuple[Profile, ...] = ()) -> Resolution:
    resolver = Resolver(Vocabulary({}))
    for each in records:
        resolver.add(each, Extraction(record=each.id))
    return resolver.resolve(profiles)


def persons(*records: Record) -> list[Person]:
    return list(resolved(*records).persons)


def test_one_name_is_one_person_in_all_its_spellings() -> None:
    (person,) = persons(
        record("a", Name("ChaoChao Chen")), record("b", Name("Chaochao Chen")), record("c", Name("Chaochao Chen"))
    )
    assert (person.name, person.aliases) == ("Chaochao Chen", ("ChaoChao Chen",))
    assert person.members == (("a", 1), ("b", 1), ("c", 1))


def test_spellings_are_logged() -> None:
    (decision,) = resolved(record("a", Name("Bo Ek")), record("b", Name("BO EK"), title="u")).decisions
    assert (decision.kind, decision.left, decision.right, decision.verdict) == (
        "person",
        "BO EK",
        "Bo Ek",
        Verdict.SAME,
    )


def test_other_names_are_other_people() -> None:
    assert len(persons(record("a", Name("Bo Ek"), Name("B. Ek"), Name("Bo Eck")))) == 3


def test_two_authors_of_one_record_are_two_people() -> None:
    found = persons(record("a", Name("Wei Wang"), Name("Wei Wang")), record("b", Name("Wei Wang")))
    assert [person.members for person in found] == [(("a", 1), ("b", 1)), (("a", 2),)]


def test_orcids_join_and_part() -> None:
    one, two = "0000-0002-1825-0097", "0000-0001-5109-3700"
    found = persons(record("a", Name("Bo Ek", one)), record("b", Name("B. Ek", one)), record("c", Name("Bo Ek", two)))
    assert sorted(person.members for person in found) == [(("a", 1), ("b", 1)), (("c", 1),)]
    assert {person.orcid for person in found} == {one, two}


def test_a_name_without_orcid_is_the_one_person_of_that_name() -> None:
    one, two = "0000-0002-1825-0097", "0000-0001-5109-3700"
    assert len(persons(record("a", Name("Bo Ek", one)), record("b", Name("Bo Ek")))) == 1
    parted = persons(record("a", Name("Bo Ek", one)), record("b", Name("Bo Ek")), record("c", Name("Bo Ek", two)))
    assert len(parted) == 3


def test_a_profile_is_its_names() -> None:
    profile = Profile(name="bo  ek", h_index=27, citations=1452, source=Source("x", 1))
    found = {
        person.name: person
        for person in resolved(record("a", Name("Bo Ek"), Name("Cy Dunn")), profiles=(profile,)).persons
    }
    assert (found["Bo Ek"].h_index, found["Bo Ek"].citations) == (27, 1452)
    assert found["Cy Dunn"].h_index is None


def test_records_that_share_an_identifier_are_one_paper() -> None:
    both = {"doi": "10.1/X", "arxiv": "2101.1"}
    found = resolved(
        record("a", identifiers={"arxiv": "2101.1"}),
        record("b", identifiers=both),
        record("c", identifiers={"doi": "10.1/x"}, title="another"),
        record("d", identifiers={"doi": "10.1/y"}),
        record("e"),
    ).paper_of
    assert found["a"] == found["b"] == found["c"] == "doi:10.1/x"
    assert len({found["d"], found["e"], found["a"]}) == 3


def test_without_identifiers_the_title_decides() -> None:
    found = resolved(
        record("a", title="On Maps: Part 1"),
        record("b", title="On maps - part 1"),
        record("c", title="On Maps: Part 2"),
    ).paper_of
    assert found["a"] == found["b"] != found["c"]
