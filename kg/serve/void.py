"""The graph as a data set, in VoID and DCAT: https://www.w3.org/TR/void/, section 6.2."""

from __future__ import annotations

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat, Triple
from starlette.requests import Request
from starlette.responses import Response

from kg.ask._labels import PREFIXES
from kg.serve._description import VOID
from kg.serve._formats import GRAPHS, chosen
from kg.serve._hangup import while_there
from kg.serve._orders import Question
from kg.serve._problem import Problem
from kg.serve._site import Site

PATHS = ("/.well-known/void",)
METHODS = ("GET",)
SUMMARY = "the data set's description (VoID, DCAT)"
_TEXT = """PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX void: <http://rdfs.org/ns/void#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX spdx: <http://spdx.org/rdf/terms#>
CONSTRUCT { ?s ?p ?o }
WHERE {
  ?whole a dcat:Dataset ; void:uriSpace ?base .
  { ?whole ?p ?o . BIND(?whole AS ?s) }
  UNION
  {
    ?whole dcat:distribution|void:classPartition|void:propertyPartition|void:subset|(void:subset/void:objectsTarget)
      |prov:wasGeneratedBy|(prov:wasGeneratedBy/(prov:wasAssociatedWith|prov:used|(prov:used/spdx:checksum))) ?s .
    ?s ?p ?o
  }
}"""


async def answer(request: Request) -> Response:
    """What the build wrote of it, and where it can be asked here."""
    site: Site = request.app.state.site
    name = chosen(GRAPHS, request.headers.get("accept", "").replace("text/html", "text/turtle"))
    if name is None:
        raise Problem(406, f"a description comes as {', '.join(each.media for each in GRAPHS.values())}")
    (body,) = await while_there(request, site.pool.ask([Question(_TEXT, "nt")], trusted=True))
    whole = NamedNode(f"{site.about.base}dataset")
    here = str(request.url.replace(path="/", query=""))
    triples = [quad.triple for quad in pyoxigraph.parse(body, RdfFormat.N_TRIPLES)]
    triples += [
        Triple(whole, NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), NamedNode(VOID + "Dataset")),
        Triple(whole, NamedNode(VOID + "sparqlEndpoint"), NamedNode(f"{here}sparql")),
        Triple(whole, NamedNode(VOID + "uriLookupEndpoint"), NamedNode(f"{here}page?iri=")),
    ]
    if (site.state.folder / "graph.nq").is_file():
        triples.append(Triple(whole, NamedNode(VOID + "dataDump"), NamedNode(f"{here}files/graph.nq")))
    format_ = GRAPHS[name].engine
    assert isinstance(format_, RdfFormat)  # noqa: S101 as all of `GRAPHS`
    prefixes = None if name in {"nt", "nq"} else {each: PREFIXES[each] for each in ("void", "dcterms", "rdf", "rdfs")}
    written = pyoxigraph.serialize(sorted(set(triples), key=str), format=format_, prefixes=prefixes) or b""
    return Response(written, media_type=GRAPHS[name].media, headers={"Vary": "Accept"})
