"""What the service is, as RDF: https://www.w3.org/TR/sparql11-service-description/."""

from __future__ import annotations

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat, Triple
from starlette.requests import Request

from kg.serve._formats import GRAPHS, RESULTS
from kg.serve._site import Site

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_FORMAT = "http://www.w3.org/ns/formats/"
_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle",
    "jsonld": "JSON-LD",
    "nt": "N-Triples",
    "rdfxml": "RDF_XML",
    "trig": "TriG",
    "nq": "N-Quads",
    "n3": "N3",
}


def service(request: Request, name: str) -> bytes:
    """The description of the endpoint at the request's own URL, in a format of `GRAPHS`."""
    site: Site = request.app.state.site
    here = str(request.url.replace(path="/sparql", query=""))
    asked = str(request.url.replace(query=""))
    dataset, default = f"{here}#dataset", f"{here}#default-graph"
    facts = [
        (asked, _RDF_TYPE, SD + "Service"),
        (asked, SD + "endpoint", asked),
        (asked, SD + "supportedLanguage", SD + "SPARQL11Query"),
        *([(asked, SD + "supportedLanguage", SD + "SPARQL11Update")] if site.settings.writable else []),
        (asked, SD + "feature", SD + "UnionDefaultGraph"),
        *((asked, SD + "resultFormat", _FORMAT + _NAMES[each]) for each in (*RESULTS, *GRAPHS)),
        (asked, SD + "defaultDataset", dataset),
        (dataset, _RDF_TYPE, SD + "Dataset"),
        (dataset, SD + "defaultGraph", default),
        (default, _RDF_TYPE, SD + "Graph"),
        (site.about.base + "dataset", _RDF_TYPE, VOID + "Dataset"),
        (site.about.base + "dataset", VOID + "sparqlEndpoint", asked),
    ]
    triples = sorted({Triple(*(NamedNode(part) for part in fact)) for fact in facts}, key=str)
    format_ = GRAPHS[name].engine
    assert isinstance(format_, RdfFormat)  # noqa: S101 as all of `GRAPHS`
    prefixes = {"sd": SD, "void": VOID} if format_ not in {RdfFormat.N_TRIPLES, RdfFormat.N_QUADS} else None
    return pyoxigraph.serialize(triples, format=format_, prefixes=prefixes) or b""
