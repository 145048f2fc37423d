"""The formats that answers are given in, by the names used between the processes and in `?format=`."""

from __future__ import annotations

from msgspec import Struct
from pyoxigraph import QueryResultsFormat, RdfFormat

from kg.errors import BadParameter
from kg.serve._accept import best


class Format(Struct, frozen=True):
    """A format: what the engine calls it, its media type and, of what is said in place of it, the other types."""

    engine: QueryResultsFormat | RdfFormat
    media: str
    also: tuple[str, ...] = ()
    suffix: str = ""


RESULTS = {
    "json": Format(
        QueryResultsFormat.JSON, "application/sparql-results+json", ("application/json", "text/json"), "srj"
    ),
    "xml": Format(QueryResultsFormat.XML, "application/sparql-results+xml", ("application/xml", "text/xml"), "srx"),
    "csv": Format(QueryResultsFormat.CSV, "text/csv; charset=utf-8", (), "csv"),
    "tsv": Format(QueryResultsFormat.TSV, "text/tab-separated-values; charset=utf-8", (), "tsv"),
}
"""For the rows of a SELECT; the first two also for the yes or no of an ASK. Who does not choose gets the first."""
GRAPHS = {
    "ttl": Format(RdfFormat.TURTLE, "text/turtle; charset=utf-8", ("application/x-turtle",), "ttl"),
    "jsonld": Format(RdfFormat.JSON_LD, "application/ld+json", ("application/json",), "jsonld"),
    "nt": Format(RdfFormat.N_TRIPLES, "application/n-triples", ("text/plain",), "nt"),
    "rdfxml": Format(RdfFormat.RDF_XML, "application/rdf+xml", ("application/xml", "text/xml"), "rdf"),
    "trig": Format(RdfFormat.TRIG, "application/trig", (), "trig"),
    "nq": Format(RdfFormat.N_QUADS, "application/n-quads", (), "nq"),
    "n3": Format(RdfFormat.N3, "text/n3; charset=utf-8", (), "n3"),
}
"""For triples."""
TRUTHS = {name: RESULTS[name] for name in ("json", "xml")}
ALL = RESULTS | GRAPHS
OF_FORM = {"SELECT": RESULTS, "ASK": TRUTHS, "CONSTRUCT": GRAPHS, "DESCRIBE": GRAPHS}


def chosen(formats: dict[str, Format], accept: str, named: str | None = None) -> str | None:
    """The format that a request wants most, by name: the one it names, else by its Accept header; or `None`.

    `BadParameter` when it names one that does not fit.
    """
    if named is not None:
        if named not in formats:
            raise BadParameter("format", f"{named!r} does not fit this answer", expected=", ".join(formats))
        return named
    offers = {media.partition(";")[0]: name for name, each in formats.items() for media in (each.media, *each.also)}
    preferred = [each.media.partition(";")[0] for each in formats.values()]
    media = best([*preferred, *(offer for offer in offers if offer not in preferred)], accept)
    return offers[media] if media is not None else None
