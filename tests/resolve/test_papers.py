"""Which records are of one paper."""

from __future__ import annotations

from itertools import permutations

import pytest

from kg.model import Decision, Identifier, Key, Name, PartialDate, Record, RecordId, Source, Verdict, Version
from kg.resolve.papers import Papers, Resolved, seen
from kg.resolve.verdicts import Verdicts

TITLE = "Counting Gulls over the North Sea by Radar"


def record(name: str, *authors: str, title: str = TITLE, year: int | None = None, **more: object) -> Record:
    return Record(
        id=name,
        title=title,
        authors=tuple(map(Name, authors)),
        date=PartialDate(year) if year else None,
        identifiers=tuple(Identifier(*each.split(":", 1)) for each in str(more.pop("ids", "")).split()),
        source=Source("x", 1),
        **more,  # type: ignore[arg-type]
    )


def resolved(*records: Record, said: Decision | None = None) -> Resolved:
    papers = Papers(Verdicts([said] if said else []))
    for each in records:
        papers.add(seen(each))
    return papers.resolve()


def parts(found: Resolved) -> set[frozenset[RecordId]]:
    by_key: dict[Key, set[RecordId]] = {}
    for name, key in found.paper_of.items():
        by_key.setdefault(key, set()).add(name)
    return set(map(frozenset, by_key.values()))


ONE, TWO = {frozenset("ab")}, {frozenset("a"), frozenset("b")}


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        (record("a", ids="doi:10.1/X"), record("b", title="Otherwise", ids="doi:10.1/x"), ONE),
        (record("a", ids="doi:10.48550/arXiv.2101.00001"), record("b", title="Else", ids="arxiv:2101.00001"), ONE),
        (record("a", "Ann Ek", "Bo Li"), record("b", "A. Ek", year=2020), ONE),
        (record("a", "Ann Ek"), record("b", "Ann Ek", title="Counting gulls over the North Sea by radar."), ONE),
        (record("a", "Ann Ek"), record("b", "Ann Ek", title="Counting Gulls over the Nort Sea by Radar"), ONE),
        (record("a", "Ann Ek"), record("b", "Cy Day"), TWO),
        (record("a", "Ann Ek"), record("b", "Ann Ek", title=f"{TITLE} 2"), TWO),
        (record("a", "Ann Ek", title=f"{TITLE}, Part I"), record("b", "Ann Ek", title=f"{TITLE}, Part II"), TWO),
        (record("a", "Ann Ek", year=2011), record("b", "Ann Ek", year=2019), TWO),
        (record("a", "Ann Ek", ids="doi:10.1/x"), record("b", "Ann Ek", ids="doi:10.1/y"), TWO),
        (record("a", "Ann Ek", ids=f"s2:{'a' * 40}"), record("b", "Ann Ek", ids="s2:17"), ONE),
        (record("a", "Ann Ek", ids=f"s2:{'a' * 40} s2:18"), record("b", "Ann Ek", ids="s2:17"), TWO),
        (record("a", title="Editorial"), record("b", title="Editorial"), TWO),
        (record("a"), record("b"), ONE),
    ],
)
def test_what_is_one_paper(left: Record, right: Record, found: set[frozenset[str]]) -> None:
    assert parts(resolved(left, right)) == parts(resolved(right, left)) == found


def test_a_preprint_and_what_was_published_are_versions() -> None:
    preprint = record("p", "Ann Ek", ids="arxiv:2101.00001", year=2021)
    journal = record("j", "Ann Ek", ids="doi:10.1/x", venue="Sea Birds", year=2022)
    found = resolved(preprint, journal)
    assert len(parts(found)) == 2
    assert found.versions == (("doi:10.1/x", "arxiv:2101.00001"),)


@pytest.mark.parametrize(
    "said",
    [
        {"ids": "openalex:W1 doi:10.48550/arxiv.2101.00001", "venue": "arXiv (A University)", "type": "article"},
        {"ids": "dblp:journals/corr/x", "venue": "CoRR", "type": "article"},
        {"ids": "doi:10.1101/2021.01.01.1", "venue": "bioRxiv", "type": "article"},
        {"ids": "s2:1", "venue": "arXiv preprint arXiv:2101.00001", "type": "article-journal"},
    ],
)
def test_a_preprint_server_is_no_venue_of_publication(said: dict[str, str]) -> None:
    preprint = record("p", "Ann Ek", year=2021, **said)
    journal = record("j", "Ann Ek", ids="doi:10.1/x dblp:conf/sea/x", venue="Sea Birds", year=2022)
    found = resolved(preprint, journal)
    assert found.versions == (("doi:10.1/x", found.paper_of["p"]),)


def test_a_journal_of_a_like_name_is_published() -> None:
    served = record("a", "Ann Ek", ids="arxiv:2101.00001", year=2021)
    journal = record("b", "Ann Ek", ids="doi:10.1101/gr.1", venue="Corrosion", type="article-journal", year=2022)
    assert resolved(served, journal).versions == (("doi:10.1101/gr.1", "arxiv:2101.00001"),)


def test_versions_that_a_record_states() -> None:
    stated = (Version("published", Identifier("doi", "10.1/x")),)
    preprint = record("p", ids="arxiv:2101.00001", versions=stated)
    journal = record("j", title="Gulls", ids="doi:10.1/x", venue="Sea Birds")
    assert resolved(preprint, journal).versions == (("doi:10.1/x", "arxiv:2101.00001"),)


def test_one_that_joins_two_does_not_join_what_a_registry_tells_apart() -> None:
    records = [
        record("a", "Ann Ek", ids="doi:10.1/x", venue="Sea"),
        record("b", "Ann Ek", ids="doi:10.1/y", venue="Sea"),
        record("c", "Ann Ek"),
    ]
    found = {frozenset(parts(resolved(*order))) for order in permutations(records)}
    assert found == {frozenset({frozenset("ac"), frozenset("b")})}


def test_the_fullest_record_is_preferred() -> None:
    page = record("page", "Ann Ek")
    full = record("full", "Ann Ek", "Bo Li", ids="doi:10.1/x", venue="Sea", year=2021)
    assert resolved(page, full).preferred == {"doi:10.1/x": "full"}


def test_papers_that_share_a_title_have_keys_of_their_own() -> None:
    found = resolved(record("a", "Ann Ek"), record("b", "Cy Day"))
    assert len(set(found.paper_of.values())) == 2


def test_what_was_decided_is_told() -> None:
    (same,) = resolved(record("a", "Ann Ek"), record("b", "Ann Ek")).decisions
    assert (same.kind, same.verdict, same.left, same.left_name) == ("paper", Verdict.SAME, "a", TITLE)
    (other,) = resolved(record("a", "Ann Ek"), record("b", "Cy Day")).decisions
    assert (other.verdict, other.reasons[0].feature) == (Verdict.DIFFERENT, "authors")


def test_a_person_overrules() -> None:
    one, other = record("a", "Ann Ek", ids="doi:10.1/x"), record("b", "Cy Day", title="Else", ids="doi:10.1/x")
    for verdict in (Verdict.DIFFERENT, Verdict.UNDECIDED):
        said = Decision(kind="paper", left="a", right="b", verdict=verdict, who="ada")
        found = resolved(one, other, said=said)
        assert len(parts(found)) == 2
        assert found.decisions == (said,)
    joined = Decision(kind="paper", left="b", right="a", verdict=Verdict.SAME, who="ada")
    assert parts(resolved(record("a", title="Gulls"), record("b", title="Terns"), said=joined)) == ONE


def test_many_records_of_one_title_are_soon_done() -> None:
    records = [record(f"{n}", f"A{n} Name{n}", title="Untitled") for n in range(5000)]
    assert len(parts(resolved(*records))) == 5000
