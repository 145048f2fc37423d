"""A table of affiliations that are and are not of one organization, all of them right; and what becomes of them."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import pytest

from kg.model import Affiliation, Decision, Extraction, Name, Record, Source, Verdict
from kg.resolve import Resolution, Resolver, Verdicts
from kg.resolve.organization_names import organization_name
from kg.vocabulary import load

ROWS = [
    [cell.strip() for cell in line.split("|")]
    for line in Path(__file__).with_name("organizations.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
KNOWN = load()


def record(number: int, *stated: str) -> Record:
    """A record whose author states these affiliations, a ROR in brackets behind each."""
    parts = [re.fullmatch(r"(.*?)(?:\s*\[(\w+)\])?", each).groups() for each in stated]  # type: ignore[union-attr]
    author = Name("Ada Lovelace", affiliations=tuple(Affiliation(name, ror) for name, ror in parts))
    return Record(id=f"r{number}", title=f"t{number}", authors=(author,), source=Source("x", number + 1))


def resolved(affiliations: list[str], *said: Decision, order: int = 0) -> Resolution:
    """What records resolve to, of one author and one affiliation each."""
    resolver = Resolver(KNOWN, Verdicts(said))
    numbered = list(enumerate(affiliations))
    random.Random(order).shuffle(numbered)  # noqa: S311 a test's order, not a secret
    for number, stated in numbered:
        resolver.add(record(number, stated), Extraction(record=f"r{number}"))
    return resolver.resolve()


def verdict(found: Resolution, left: str, right: str) -> str:
    a, b = found.affiliated.get((left, 1)), found.affiliated.get((right, 1))
    if not a or not b:
        return "none" if not a and not b else "one only"
    if a == b:
        return "same"
    return "undecided" if ("entity", *sorted((a[0], b[0]))) in found.possibly_same() else "different"


@pytest.mark.parametrize("row", ROWS, ids=" | ".join)
def test_pair(row: list[str]) -> None:
    wanted, *affiliations = row
    found = [resolved(affiliations, order=order) for order in range(2)]
    assert [verdict(each, "r0", "r1") for each in found] == [wanted] * 2
    assert found[0].entities == found[1].entities
    assert found[0].decisions == found[1].decisions


def test_the_table_is_of_all_kinds() -> None:
    verdicts = Counter(row[0] for row in ROWS)
    assert len({tuple(row) for row in ROWS}) == len(ROWS) >= 50
    assert min(verdicts["same"], verdicts["different"]) >= 20


def test_all_of_the_table_at_once_joins_no_pair_that_is_different() -> None:
    stated = sorted({each for row in ROWS for each in row[1:]})
    found, at = resolved(stated), {each: f"r{number}" for number, each in enumerate(stated)}
    assert [row for row in ROWS if row[0] == "different" and verdict(found, at[row[1]], at[row[2]]) == "same"] == []


def test_an_organization_has_its_names_its_ror_and_who_states_it() -> None:
    found = resolved(["Iowa State University [04rswrd78]", "Dept. of Agronomy, Iowa State Univ.", "Ames"])
    (entity,) = [each for each in found.entities if each.affiliated]
    assert (entity.key, entity.label, entity.aliases) == (
        "Organization:ror:04rswrd78", "Iowa State University", ("Iowa State Univ.",)
    )  # fmt: skip
    assert entity.matches == ("https://ror.org/04rswrd78",)
    assert entity.affiliated == (("r0", 1), ("r1", 1))
    assert entity.replaces == ("Organization:iowa state university",)
    (decision,) = [each for each in found.decisions if each.kind == "entity"]
    assert (decision.verdict, decision.reasons[0].text) == (Verdict.SAME, "both are 'iowa state university'")


def test_the_order_of_records_makes_no_difference() -> None:
    stated = [
        "Verve Therapeutics [05jqhfh02]", "Verve [05jqhfh02]", "Verve Therapeutics, Boston, MA", "Duke University",
        "Duke Univ. [00py81415]", "Duke [00py81415]", "Dept. of Physics, Duke Univ.", "Miami University",
    ]  # fmt: skip
    found = [resolved(stated, order=order) for order in range(6)]
    assert all(each.entities == found[0].entities and each.decisions == found[0].decisions for each in found)


def test_letters_stay_in_labels() -> None:
    found = resolved(["Département de Mathématiques, Université de Foix, France", "Universite de Foix"])
    (entity,) = [each for each in found.entities if each.affiliated]
    assert (entity.label, entity.aliases) == ("Université de Foix", ("Universite de Foix",))


def test_the_places_of_a_record_are_those_of_its_authors() -> None:
    resolver = Resolver(KNOWN)
    stated = record(0, "Peking University", "Dept. of Physics, Duke University", "Ames")
    resolver.add(stated, Extraction(record="r0"))
    placed = resolver.resolve().placement(stated, Extraction(record="r0"))
    (keys,) = placed.affiliations
    assert [key.rpartition("/")[2] for key in keys] == ["DukeUniversity>", "PekingUniversity>"]


def test_a_person_joins_and_parts_organizations() -> None:
    def said(left: str, right: str, value: str) -> Decision:
        return Decision(kind="entity", left=left, right=right, verdict=Verdict(value), who="ada")

    joined = said("Organization:miami university", "Organization:university miami", "same")
    found = resolved(["Miami University", "University of Miami"], joined)
    assert verdict(found, "r0", "r1") == "same"
    assert joined in found.decisions
    parted = said("Organization:peking university", "Organization:peking university (China)", "different")
    found = resolved(["Peking University", "Peking University, China"], parted)
    assert verdict(found, "r0", "r1") == "different"


@pytest.mark.parametrize("text", ["", " , ;", "(", "University", "x" * 5000, "Univ. ()", "and ", "Univ\0 of X"])
def test_no_text_is_too_strange(text: str) -> None:
    found = organization_name(text)
    assert found is None or found.words
