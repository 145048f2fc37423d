"""The graphs, read whole; and put, added to and taken away where that is allowed.

SPARQL 1.1 Graph Store HTTP Protocol, https://www.w3.org/TR/sparql11-http-rdf-update/. A
graph is named in the URL (`?graph=`); `?default` reads the union of all, and writes to
the graph that has no name.
"""

from __future__ import annotations

import uuid
from email.message import Message
from email.parser import BytesParser

from pyoxigraph import NamedNode, RdfFormat
from starlette.requests import Request
from starlette.responses import Response

from kg.serve._formats import GRAPHS, chosen
from kg.serve._hangup import while_there
from kg.serve._orders import Done, Put, Question
from kg.serve._problem import Problem
from kg.serve._protocol import body, pairs
from kg.serve._site import Site
from kg.serve._update import allowed

PATHS = ("/store",)
METHODS = ("GET", "PUT", "POST", "DELETE")
SUMMARY = "graphs as a whole (SPARQL 1.1 Graph Store HTTP Protocol)"
_BODY = 64 << 20


async def answer(request: Request) -> Response:
    """The graph in the format that is wanted; what became of a change."""
    graph = _graph(request)
    if request.method in {"GET", "HEAD"}:
        if graph is None:
            raise Problem(400, "no graph is named", headers={})
        return await read(request, graph)
    return await _changed(request, graph)


def _graph(request: Request) -> str | None:
    """The IRI of the graph that the URL names, "" for the default one; `None` when it names none."""
    fields = pairs(request.url.query)
    graphs = [value for name, value in fields if name == "graph"]
    default = any(name == "default" for name, _ in fields)
    if len(graphs) + default > 1:
        raise Problem(400, "several graphs; expected ?graph=IRI or ?default")
    if default or not graphs:
        return "" if default else None
    try:
        NamedNode(graphs[0])
    except ValueError as error:
        raise Problem(400, f"{graphs[0]!r} is no absolute IRI") from error
    return graphs[0]


async def read(request: Request, graph: str, named: str | None = None) -> Response:
    """All triples of a graph ("" is the union of all), in the wanted format; 404 when there is none of them."""
    site: Site = request.app.state.site
    name = chosen(GRAPHS, request.headers.get("accept", ""), named)
    if name is None:
        raise Problem(406, f"a graph comes as {', '.join(f.media for f in GRAPHS.values())}")
    pattern = f"GRAPH {NamedNode(graph)} {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
    asked = [Question(f"ASK {{ {pattern} }}")]
    if request.method == "GET":
        asked.append(Question(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}", name))
    there, *found = await while_there(request, site.pool.ask(asked))
    if b"true" not in there and graph:
        raise Problem(404, f"no graph <{graph}>")
    return Response(found[0] if found else b"", media_type=GRAPHS[name].media, headers={"Vary": "Accept"})


async def _changed(request: Request, graph: str | None) -> Response:
    """201 for a graph that was not there, else 204; a POST that names no graph makes one and says where."""
    site = allowed(request)
    made = graph is None and request.method == "POST"
    if graph is None and not made:
        raise Problem(400, "no graph is named; expected ?graph=IRI or ?default")
    where = graph if graph is not None else f"urn:uuid:{uuid.uuid4()}"
    if request.method == "DELETE":
        done = await site.change(Put(where, ""))
        if not done.was_there:
            raise Problem(404, f"no graph <{where}>")
        return Response(status_code=204)
    replace, done = request.method == "PUT", Done()
    for number, (media, read_) in enumerate(
        _parts(request.headers.get("content-type", ""), await body(request, _BODY))
    ):
        now = await site.change(Put(where, "", read_, media, replace and number == 0))
        done = now if number == 0 else done
    headers = {"Location": where} if made else {}
    return Response(status_code=204 if done.was_there else 201, headers=headers)


def _parts(media: str, read_: bytes) -> list[tuple[str, bytes]]:
    """The type and content of each part of a body; one that is no `multipart/form-data` is its only part."""
    if not media.lower().startswith("multipart/form-data"):
        return [(_rdf(media), read_)]
    message = BytesParser().parsebytes(b"Content-Type: " + media.encode("latin-1") + b"\r\n\r\n" + read_)
    parts = [part for part in message.walk() if not part.is_multipart()]
    return [(_rdf(str(part["Content-Type"] or "")), _content(part)) for part in parts]


def _content(part: Message) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _rdf(media: str) -> str:
    if RdfFormat.from_media_type(media) is None:
        raise Problem(415, f"a body of the type {media or 'that is not said'}; expected RDF, such as text/turtle")
    return media
