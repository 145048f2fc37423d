"""What is measured of a small graph, stated as quads and told to people."""

from __future__ import annotations

from collections import Counter

from kg.describe import Iris, line
from kg.describe.quads import Quad, integer, string, typed
from kg.describe.terms import term
from kg.describe.things import MOST_AUTHORS
from kg.measure import Library, Summary, change, derived, library, subject_of, summary

BASE = "https://example.org/"
GRAPH = f"<{BASE}graph/x>"


def iri(name: str) -> str:
    return f"<{BASE}{name}>"


def fact(subject: str, name: str, value: str) -> str:
    return line(Quad(iri(subject), term(name), value, GRAPH))


def lines() -> list[str]:
    """Two groups of three who write on different things, and Hub who writes with all of them."""
    found = []
    groups = {"ann abe amy": "sorting", "bob bea ben": "parsing", "cid cyd cas": "hashing"}
    for number, (people, topic) in enumerate(groups.items()):
        for year in (2020, 2021, 2022 + number):
            paper = f"paper/{topic}-{year}"
            found += [
                fact(paper, "rdf:type", term("kg:Paper")),
                fact(paper, "dcterms:title", string(f"{topic} {year}")),
            ]
            found += [fact(paper, "dcterms:issued", typed(str(year), "xsd:gYear"))]
            found += [fact(paper, "kg:mentions", iri(topic)), fact(paper, "kg:addresses", iri(topic))]
            found += [fact(paper, "dcterms:creator", iri(f"person/{person}")) for person in ["hub", *people.split()]]
        found += [fact(topic, "rdf:type", term("kg:Task")), fact(topic, "skos:prefLabel", string(f'"{topic}"'))]
        found += [fact(f"person/{p}", "foaf:name", string(p.title())) for p in ("hub", *people.split())]
    cited = [("parsing-2023", "sorting-2020"), ("hashing-2024", "sorting-2020"), ("hashing-2024", "unknown")]
    return found + [fact(f"paper/{paper}", "cito:cites", iri(f"paper/{other}")) for paper, other in cited]


def made() -> Library:
    return library(lines())


def told(made: Library) -> Summary:
    return summary(made, "".join(sorted(map(line, derived(made, Iris(BASE))))).encode())


def said(name: str) -> dict[str, str]:
    quads = [quad for quad in derived(made(), Iris(BASE)) if quad.predicate == term(name)]
    return {quad.subject.removeprefix(f"<{BASE}").removesuffix(">"): quad.object for quad in quads}


def test_the_facts_are_taken_whatever_their_order() -> None:
    assert library(reversed(lines() * 2)) == made()
    assert len(made().papers) == 9
    assert made().label(iri("sorting")) == '"sorting"'


def test_it_is_read_as_it_was_written() -> None:
    written = [*made().lines()]
    assert written == sorted(written, key=subject_of)
    assert Library.read(written) == made()
    assert [*Library.read(written).lines()] == written


def test_what_changes_of_a_subject_takes_the_place_of_all_that_was_known_of_it() -> None:
    paper, person = iri("paper/parsing-2023"), iri("person/bob")
    less = [line for line in lines() if not line.startswith((paper, person))]
    now = [*less, fact("person/bob", "foaf:name", string("Robert"))]
    changed = made()
    changed.replace([paper, person], [now[-1]])
    assert changed == library(now)
    assert changed.line(paper) == b""


def test_people_and_papers_have_measures_and_hubs_no_community() -> None:
    assert said("kg:degree")["person/hub"] == integer(9)
    assert said("kg:degree")["paper/sorting-2020"] == integer(2)
    assert said("kg:communitiesJoined") == {"person/hub": integer(3)}
    assert "person/hub" not in said("kg:community")
    assert said("kg:memberCount") == dict.fromkeys(("community/abe", "community/bea", "community/cas"), integer(3))
    assert "paper/unknown" not in said("kg:pageRank")


def test_papers_with_very_many_authors_link_nobody() -> None:
    for many in (MOST_AUTHORS, MOST_AUTHORS + 1):
        known = library(fact("paper/x", "dcterms:creator", iri(f"person/{number}")) for number in range(many))
        linked = many == MOST_AUTHORS
        assert bool(known.coauthors().links) == linked
        assert len(known.written_with(iri("person/1"))) == (many if linked else 1)


def test_papers_are_counted() -> None:
    counts = Counter(person for authors in made().authors.values() for person in authors)
    assert said("kg:paperCount") == {name[len(BASE) + 1 : -1]: integer(many) for name, many in counts.items()}


def test_communities_are_named_by_what_tells_them_apart() -> None:
    assert said("rdfs:label")["community/abe"] == string('"sorting"')
    assert said("kg:tellingTopic")["community/bea"] == iri("parsing")


def test_what_grows_is_what_recent_papers_name() -> None:
    found = said("kg:growth")
    assert sorted(found) == ["hashing", "parsing", "sorting"]
    assert found["sorting"] < found["parsing"] == found["hashing"]


def test_nothing_is_stated_of_nothing() -> None:
    assert list(derived(library([]), Iris())) == []
    assert told(library([])).lines == ()


def test_the_summary_answers_what_a_reader_asks() -> None:
    answers = {line.question: line.answers for line in told(made()).lines}
    assert answers["Who writes most"][0] == ("Hub", "9")
    assert answers["Who is in the middle"][0] == ("Hub", "9 co-authors")
    assert answers["Who joins groups"] == [("Hub", "3 groups")]
    assert answers["What it wants to solve"][0] == ('"hashing"', "3")
    assert answers["What it cites most of its own"] == [("sorting 2020", "2")]
    assert "On what data" not in answers


def test_all_is_measured_again_where_the_whole_is_another_in_the_digits_that_are_gone_by() -> None:
    def paper(number: int, year: int = 0) -> str:
        dated = fact(f"paper/{number}", "dcterms:issued", typed(str(year), "xsd:gYear")) if year else ""
        return fact(f"paper/{number}", "rdf:type", term("kg:Paper")) + dated

    known = library(paper(number, 2018 if number % 2 else 2020 + number % 4) for number in range(100))
    for number, year, everything in [(100, 0, False), (101, 2022, True), (102, 0, False), (103, 0, True)]:
        found = change(known, [iri(f"paper/{number}")], [paper(number, year)])
        assert (found is None) == everything, number
