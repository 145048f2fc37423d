"""A table of venues that are and are not one series, all of them right; and what becomes of them in a build."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import pytest

from kg.model import Decision, DocumentEntity, EntityType, Extraction, Mention, Record, Role, Source, Verdict
from kg.resolve import Resolution, Resolver, Verdicts
from kg.resolve.venue_names import venue_name
from kg.vocabulary import load

ROWS = [
    [cell.strip() for cell in line.split("|")]
    for line in Path(__file__).with_name("venues.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
KNOWN = load()


def resolved(venues: list[str], *said: Decision, order: int = 0) -> Resolution:
    """What records resolve to that appeared in these venues, an ISSN in brackets behind each."""
    resolver = Resolver(KNOWN, Verdicts(said))
    numbered = list(enumerate(venues))
    random.Random(order).shuffle(numbered)  # noqa: S311 a test's order, not a secret
    for number, stated in numbered:
        venue, issn = re.fullmatch(r"(.*?)(?:\s*\[([\d-]+X?)\])?", stated).groups()  # type: ignore[union-attr]
        record = Record(
            id=f"r{number}",
            title=f"t{number}",
            venue=venue,
            issn=(issn,) if issn else (),
            source=Source("x", number + 1),
        )
        resolver.add(record, Extraction(record=record.id))
    return resolver.resolve()


def verdict(found: Resolution, left: str, right: str) -> Verdict:
    a, b = found.venue_of[left], found.venue_of[right]
    if a == b:
        return Verdict.SAME
    return Verdict.UNDECIDED if ("entity", *sorted((a, b))) in found.possibly_same() else Verdict.DIFFERENT


@pytest.mark.parametrize("row", ROWS, ids=" | ".join)
def test_pair(row: list[str]) -> None:
    wanted, left, right, *more = row
    venues = [left, right, *(each.strip() for others in more for each in others.split(" ; "))]
    found = [resolved(venues, order=order) for order in range(2)]
    assert [verdict(each, "r0", "r1") for each in found] == [Verdict(wanted)] * 2
    assert found[0].entities == found[1].entities
    assert found[0].decisions == found[1].decisions


def test_the_table_is_long_and_of_both_kinds() -> None:
    verdicts = Counter(row[0] for row in ROWS)
    assert len({tuple(row) for row in ROWS}) == len(ROWS) >= 100
    assert min(verdicts["same"], verdicts["different"]) >= 50


def test_all_of_the_table_at_once_joins_no_pair_that_is_different() -> None:
    venues = sorted({venue for row in ROWS for venue in row[1:3] if "[" not in venue})
    found, at = resolved(venues), {venue: f"r{number}" for number, venue in enumerate(venues)}
    rows = [row for row in ROWS if row[0] == "different" and {*row[1:3]} <= at.keys()]
    wrong = [row for row in rows if verdict(found, at[row[1]], at[row[2]]) is Verdict.SAME]
    assert wrong == []


def test_decisions_have_their_reasons() -> None:
    found = resolved(["J. Things Stud.", "Journal of Things Studies", "JTS", "Journal of Things Studies (JTS)"])
    assert [(each.left, each.right, each.reasons[0].feature, each.verdict.value) for each in found.decisions] == [
        ("Venue:j things stud", "Venue:journal of things studies", "abbreviation", "same"),
        ("Venue:journal of things studies", "Venue:jts", "initials", "same"),
    ]
    (venue,) = [each for each in found.entities if each.venue_of]
    assert (venue.key, venue.label) == ("Venue:journal of things studies", "Journal of Things Studies")
    assert venue.aliases == ("J. Things Stud", "JTS")
    assert venue.replaces == ("Venue:j things stud", "Venue:jts")


def test_a_venue_that_a_text_names_is_that_of_the_records() -> None:
    mention = Mention("title", 0, 3, "JTS", "gazetteer", 0.8)
    named = DocumentEntity(
        label="JTS", type=EntityType.VENUE, roles=(Role.MENTIONS,), confidence=0.8, mentions=(mention,)
    )
    resolver = Resolver(KNOWN)
    for number, venue in enumerate(("JTS", "Journal of Things Studies (JTS)")):
        record = Record(id=f"r{number}", title="JTS", venue=venue, source=Source("x", number + 1))
        resolver.add(record, Extraction(record=record.id, entities=(named,) if number else ()))
    found = resolver.resolve()
    (venue,) = found.entities
    assert venue.members == (("r1", 0),)
    assert venue.venue_of == ("r0", "r1")
    assert found.entity_of["r1", 0] == venue.key == "Venue:journal of things studies"
    assert (venue.replaces, found.entity_called["Venue:jts"]) == (("Venue:jts",), venue.key)


def test_a_person_joins_and_parts_venues() -> None:
    venues = ["Journal of Things", "Thing Letters", "Nature", "Nat."]

    def said(left: str, right: str, value: str) -> Decision:
        return Decision(kind="entity", left=left, right=right, verdict=Verdict(value), who="ada")

    joined = said("Venue:journal of things", "Venue:thing letters", "same")
    found = resolved(venues, joined)
    assert found.venue_of["r0"] == found.venue_of["r1"]
    assert joined in found.decisions
    parted = resolved(
        ["ISCA", "International Symposium on Computer Architecture"],
        said("Venue:isca", "Venue:international symposium on computer architecture", "different"),
    )
    assert parted.venue_of["r0"] != parted.venue_of["r1"]


def test_the_order_of_records_makes_no_difference() -> None:
    stated = [
        "ABC 2001", "Annals of Botanical Chemistry (ABC)", "Annals of Botanical Chemistry", "Ann. Bot. Chem.",
        "ANNALS OF BOTANICAL CHEMISTRY", "Advances in Bovine Care (ABC)", "3rd ACM Conference on Things",
        "IEEE Conference on Things", "Conference on Things", "Annals of Botanicel Chemistry",
    ]  # fmt: skip
    found = [resolved(stated, order=order) for order in range(6)]
    assert all(each.entities == found[0].entities and each.decisions == found[0].decisions for each in found)


def test_letters_and_marks_stay_in_labels() -> None:
    found = resolved(["Zeitschrift für Psychologie & Recht"])
    assert [each.label for each in found.entities if each.venue_of] == ["Zeitschrift für Psychologie & Recht"]


def test_what_venues_are_called() -> None:
    names = [
        " ",
        "\u200b",
        "'",
        "2022",
        "The",
        "Proceedings",
        "1",
        "()",
        "…",
        "Proceedings of the 2022",
        "计算机学报",
        "and",
        "IEEE",
    ]
    assert all(venue_name(name).title and venue_name(name).words for name in names)
    assert len(resolved(names).venue_of) == len(names)


def test_a_misspelt_title_is_found_among_many_that_have_another_word_in_its_place() -> None:
    birds = "Auklets Buntings Dunlins Fulmars Gadwalls Jackdaws Kestrels Lapwings Merlins Ospreys Pintails Redstarts"
    found = resolved([f"Reports on {bird}" for bird in ("Whimbrels", "Whimberls", *birds.split())])
    assert verdict(found, "r0", "r1") is Verdict.UNDECIDED
    assert verdict(found, "r0", "r2") is Verdict.DIFFERENT
