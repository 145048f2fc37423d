"""The SPARQL endpoint: queries by GET and POST, updates by POST where they are allowed, else what the service is.

SPARQL 1.1 Protocol, https://www.w3.org/TR/sparql11-protocol/, and Service Description,
https://www.w3.org/TR/sparql11-service-description/.
"""

from __future__ import annotations

from urllib.parse import urlencode

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.ask._guard import checked
from kg.errors import QueryRefused
from kg.serve import _description
from kg.serve._accept import best
from kg.serve._formats import ALL, GRAPHS, OF_FORM, chosen
from kg.serve._hangup import while_there
from kg.serve._orders import Question
from kg.serve._problem import Problem
from kg.serve._protocol import Operation, operation
from kg.serve._site import Site
from kg.serve._update import updated
from kg.store._tokens import form

PATHS = ("/sparql", "/sparql/", "/query/sparql")
METHODS = ("GET", "POST")
SUMMARY = "SPARQL 1.1 queries"


async def answer(request: Request) -> Response:
    """The answer to a query, in the format that is wanted; 204 after an update; else the service's description."""
    asked = await operation(request)
    if asked.kind == "update":
        return await updated(request, asked)
    if not asked.kind:
        return _about(request)
    site: Site = request.app.state.site
    if request.method == "GET" and asked.format is None and _by_a_person(request):
        return RedirectResponse(f"/query?{urlencode({'query': asked.text})}", 303, headers={"Vary": "Accept"})
    graphs = await while_there(request, _foreign(site, asked, checked(asked.text)))
    name = _format(request, asked)
    question = Question(asked.text, name, *_dataset(asked), base=str(request.url.replace(query="")))
    (body,) = await while_there(request, site.pool.ask([question]))
    return Response(body, media_type=ALL[name].media, headers={"Vary": "Accept", **graphs})


def _by_a_person(request: Request) -> bool:
    """Whether HTML is wanted rather than any answer."""
    media = [media.partition(";")[0] for each in ALL.values() for media in (each.media, *each.also)]
    return best([*media, "text/html"], request.headers.get("accept", "")) == "text/html"


def _format(request: Request, asked: Operation) -> str:
    fitting = OF_FORM[form(asked.text)]
    name = chosen(fitting, request.headers.get("accept", ""), asked.format)
    if name is None:
        raise Problem(
            406, f"none of the types that are wanted; expected {', '.join(f.media for f in fitting.values())}"
        )
    return name


def _dataset(asked: Operation) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """The graphs that the request names, or none: then the query's FROM counts, or all graphs are one."""
    for graph in (*asked.default, *asked.named):
        _check_graph(graph)
    if not asked.default and not asked.named:
        return None, None
    return asked.default, asked.named


def _check_graph(graph: str) -> None:
    if not graph.lower().startswith(("http:", "https:", "urn:", "tag:", "info:")):
        raise QueryRefused("query", f"the graph <{graph}> is refused: a query reads no files and fetches nothing")
    try:
        NamedNode(graph)
    except ValueError as error:
        raise Problem(400, f"the graph {graph!r} is no IRI") from error


async def _foreign(site: Site, asked: Operation, named: tuple[str, ...]) -> dict[str, str]:
    """A header that tells of graphs that the request names and that are not here; `QueryRefused` if the query does."""
    own = not asked.default and not asked.named
    unknown = []
    for graph in named if own else (*asked.default, *asked.named):
        _check_graph(graph)
        found = await site.pool.ask([Question(f"ASK {{ GRAPH {NamedNode(graph)} {{ ?s ?p ?o }} }}")], trusted=True)
        if b"true" not in found[0]:
            unknown.append(graph)
    if unknown and own:
        raise QueryRefused("query", f"FROM <{unknown[0]}>: no such graph here; nothing is fetched")
    notice = f"{len(unknown)} of the graphs that are named are not here and count as empty"
    return {"X-Notice": notice} if unknown else {}


def _about(request: Request) -> Response:
    if request.method == "POST":
        raise Problem(400, "no query and no update; expected one")
    if best(
        [*(f.media.partition(";")[0] for f in GRAPHS.values()), "text/html"], request.headers.get("accept", "")
    ) == ("text/html"):
        return RedirectResponse("/query", 303, headers={"Vary": "Accept"})
    name = chosen(GRAPHS, request.headers.get("accept", ""))
    if name is None:
        raise Problem(406, f"a description comes as {', '.join(f.media for f in GRAPHS.values())}")
    body = _description.service(request, name)
    return Response(body, media_type=GRAPHS[name].media, headers={"Vary": "Accept"})
