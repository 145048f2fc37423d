"""What the folders hold, frozen: a member that vanishes, by a slip in packaging or an import error, is noticed here."""

from __future__ import annotations

from kg import cli, export, load, measure, read, registry, serve, view
from kg.extract import extractors
from kg.read import _identifiers


def test_readers() -> None:
    found = [
        "acl", "arxiv-atom", "arxiv-oai", "arxiv-snapshot", "author-page", "bibtex", "crossref", "csl-json", "csv",
        "dblp", "jats", "jsonl", "medline", "openalex", "pubmed", "ris", "semantic-scholar", "tei",
    ]  # fmt: skip
    assert registry.names(read) == found


def test_identifier_schemes() -> None:
    found = ["acl", "arxiv", "dblp", "doi", "isbn", "issn", "openalex", "orcid", "pmcid", "pmid", "ror", "s2"]
    assert registry.names(_identifiers) == found


def test_extractors() -> None:
    assert extractors() == ["abbreviations", "contributed", "gazetteer", "owned", "proposed", "shaped", "titled"]


def test_measures() -> None:
    found = ["betweenness", "communities-joined", "core-number", "degree", "growth", "page-rank"]
    assert registry.names(measure) == found


def test_pictures() -> None:
    found = ["citations", "claims", "coauthors", "ego", "hardware", "landscape", "map", "papers", "results", "topics"]
    assert registry.names(view) == found


def test_export_formats() -> None:
    assert registry.names(export) == [
        "bibtex",
        "csl",
        "graphml",
        "jsonld",
        "nq",
        "nq12",
        "nt",
        "rdfxml",
        "trig",
        "ttl",
        "ttl12",
    ]


def test_load_targets() -> None:
    assert registry.names(load) == ["sparql"]


def test_routes() -> None:
    assert registry.names(serve) == [
        "api", "data", "health", "home", "id", "ontology", "openapi", "page", "queries", "query", "review", "search",
        "sparql", "static", "store", "views", "void",
    ]  # fmt: skip


def test_commands() -> None:
    found = [
        "build", "completion", "decide", "demo", "diff", "evaluate", "export", "extract", "find", "formats", "load",
        "ontology", "queries", "query", "remove", "review", "serve", "train", "validate", "view", "why", "why-same",
    ]  # fmt: skip
    assert registry.names(cli) == found


def test_every_reader_says_what_it_is() -> None:
    for name, reader in read.formats().items():
        assert reader.TITLE, name
        assert all(suffix.startswith(".") for suffix in reader.SUFFIXES), name
        assert "title" in reader.CARRIES, name
