"""What the graph says of a thing, as RDF: its own statements, its parts, and the names of what they lead to."""

from __future__ import annotations

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from kg.serve._formats import GRAPHS
from kg.serve._hangup import while_there
from kg.serve._orders import Question
from kg.serve._problem import Problem
from kg.serve._site import Site
from kg.serve.id import local_of
from kg.serve.store import read

PATHS = ("/data/{local:path}",)
METHODS = ("GET",)
SUMMARY = "data of things, for programs"
_SUFFIXES = {each.suffix: name for name, each in GRAPHS.items()}
_TEXT = """PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX kg: <https://w3id.org/paperkg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
CONSTRUCT { ?s ?p ?o . ?o ?naming ?name }
WHERE {
  { BIND(%IT% AS ?s) ?s ?p ?o }
  UNION { %IT% kg:authorship ?s . ?s ?p ?o }
  UNION { ?s kg:claimedBy %IT% . ?s ?p ?o }
  OPTIONAL { VALUES ?naming { skos:prefLabel foaf:name dcterms:title } ?o ?naming ?name }
}"""


async def answer(request: Request) -> Response:
    """The data in the format that the suffix says; all of a graph, where the IRI names one."""
    site: Site = request.app.state.site
    local, dot, suffix = local_of(request, "/data/").rpartition(".")
    if not dot or suffix not in _SUFFIXES:
        raise Problem(404, f"no such format; expected one of .{', .'.join(_SUFFIXES)}")
    try:
        term = NamedNode(site.about.base + local)
    except ValueError as error:
        raise Problem(400, "no IRI") from error
    name = _SUFFIXES[suffix]
    if local.startswith("graph/"):
        return await read(request, term.value, name)
    asked = [Question(f"ASK {{ {term} ?p ?o }}"), Question(_TEXT.replace("%IT%", str(term)), name)]
    there, found = await while_there(request, site.pool.ask(asked, trusted=True))
    if b"true" not in there:
        raise Problem(404, f"the graph says nothing of {term}")
    link = f'<{term.value}>; rel="describes", </page/{local}>; rel="alternate"; type="text/html"'
    return Response(found, media_type=GRAPHS[name].media, headers={"Link": link})
