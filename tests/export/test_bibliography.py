"""BibTeX and CSL-JSON: what was read, described and exported is read again as the same facts."""

from __future__ import annotations

import io

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kg.describe import Iris, describe, line, shared
from kg.export import format_of
from kg.export.bibtex import escaped
from kg.model import Extraction, Identifier, Name, PartialDate, Record, Source
from kg.read import Settings, formats
from kg.read._latex import readable
from kg.resolve import Resolver
from kg.vocabulary import load

ARTICLE = Record(
    id="a", title="Counting 50% of the gulls & terns over C_2 {North} -- by $x_1$", abstract="A ~ B ^ C.",
    authors=(Name("Ann van Ek", family="van Ek"), Name("Bo Li", family="Li"), Name("The Gull Group")),
    date=PartialDate(2021, 3, 4), type="article-journal", venue="Sea Birds", volume="2", issue="5", pages="1-9",
    publisher="Sea Press", issn=("0317-8471",), keywords=("gulls", "terns"),
    identifiers=(Identifier("doi", "10.1000/x_(y)"),), language="en", source=Source("x", 1),
)  # fmt: skip
PREPRINT = Record(
    id="p", title="Terns", authors=(Name("Cy Day", family="Day"),), authors_truncated=True, date=PartialDate(2020),
    identifiers=(Identifier("arxiv", "2101.00001"),), source=Source("x", 2),
)  # fmt: skip
FACTS = ("title", "abstract", "authors", "date", "venue", "volume", "issue", "pages", "publisher", "issn", "keywords",
         "language")  # fmt: skip


def exported(name: str, *records: Record) -> bytes:
    resolver, iris = Resolver(load()), Iris()
    pairs = [(each, Extraction(record=each.id)) for each in records]
    for pair in pairs:
        resolver.add(*pair)
    resolution = resolver.resolve()
    lines = [each for pair in pairs for each in describe(*pair, resolution.placement(*pair), iris)]
    out = io.BytesIO()
    text = "".join([*lines, *map(line, shared(resolution, [], iris))])
    format_of(name).write(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS), out)
    return out.getvalue()


def read_again(name: str, data: bytes) -> list[Record]:
    reader = formats()[name]
    return [each for each in reader.readings(io.BytesIO(data), Settings("x")) if isinstance(each, Record)]


@pytest.mark.parametrize(("export", "reader"), [("bibtex", "bibtex"), ("csl", "csl-json")])
def test_the_same_facts_come_back(export: str, reader: str) -> None:
    article, preprint = read_again(reader, exported(export, ARTICLE, PREPRINT))
    if preprint.title != "Terns":
        article, preprint = preprint, article
    for name in FACTS:
        assert getattr(article, name) == getattr(ARTICLE, name), name
    assert article.type == "article-journal"
    assert set(ARTICLE.identifiers) <= set(article.identifiers)
    assert PREPRINT.identifiers == preprint.identifiers
    assert preprint.date == PREPRINT.date


@pytest.mark.parametrize(("export", "reader"), [("bibtex", "bibtex"), ("csl", "csl-json")])
def test_names_come_back_in_their_parts(export: str, reader: str) -> None:
    names = (
        Name("Lianne Li", family="Li"),
        Name("Martin Luther King Jr.", family="King"),
        Name("Jan van den Berg", family="van den Berg"),
        Name("Barnes and Noble, Inc."),
    )
    (found,) = read_again(reader, exported(export, replace(ARTICLE, authors=names)))
    assert found.authors == names


def test_bibtex_says_that_there_are_more_authors() -> None:
    (preprint,) = read_again("bibtex", exported("bibtex", PREPRINT))
    assert (preprint.authors, preprint.authors_truncated) == (PREPRINT.authors, True)


def test_keys_are_unique_and_say_what_they_are() -> None:
    data = exported("bibtex", PREPRINT, Record(id="q", title="Terns!", authors=PREPRINT.authors[:1],
                                               date=PartialDate(2020), identifiers=(Identifier("arxiv", "2101.00002"),),
                                               source=Source("x", 3))).decode()  # fmt: skip
    assert [text.split("{")[1].strip(",") for text in data.splitlines() if text.startswith("@")] == [
        "day2020terns",
        "day2020terns-2",
    ]


def test_an_empty_graph_is_an_empty_file() -> None:
    for name, text in (("bibtex", b""), ("csl", b"[]\n")):
        out = io.BytesIO()
        format_of(name).write([], out)
        assert out.getvalue() == text


@given(st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="$"), min_size=1))
def test_any_text_comes_back_from_bibtex(text: str) -> None:
    assert readable(escaped(text)) == text
