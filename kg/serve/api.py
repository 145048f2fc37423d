"""The named queries for programs: their parameters are those of the URL, their answers come in all formats."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from kg.ask import catalogue
from kg.errors import UnknownName
from kg.serve._formats import ALL, OF_FORM, chosen
from kg.serve._hangup import while_there
from kg.serve._named import text_of
from kg.serve._orders import Question
from kg.serve._pages import page
from kg.serve._problem import Problem
from kg.serve._site import Site
from kg.store._tokens import form

PATHS = ("/api", "/api/queries", "/api/queries/{name}")
METHODS = ("GET",)
SUMMARY = "the named queries, for programs"


async def answer(request: Request) -> Response:
    """A page; the list as JSON; or a query's answer in the format that is wanted."""
    if request.url.path == "/api":
        return page(request, "apis.html.j2", queries=list(catalogue.queries()))
    if "name" not in request.path_params:
        return Response(msgspec.json.encode(_all()), media_type="application/json")
    query = catalogue.named(request.path_params["name"])
    fitting = OF_FORM[form(query.text)]
    given = dict(request.query_params)
    named = given.pop("format", None)
    name = chosen(fitting, request.headers.get("accept", ""), named)
    if name is None:
        raise Problem(406, f"an answer comes as {', '.join(each.media for each in fitting.values())}")
    body = await while_there(request, _body(request.app.state.site, query, given, name))
    return Response(body, media_type=ALL[name].media, headers={"Vary": "Accept"})


async def _body(site: Site, query: catalogue.Query, given: dict[str, str], name: str) -> bytes:
    try:
        text = await text_of(site, query, given)
    except UnknownName as error:  # the query is there: what is wrong is what it was given
        raise Problem(400, str(error)) from error
    (body,) = await site.pool.ask([Question(text, name)])
    return body


def _all() -> list[dict[str, object]]:
    return [
        {
            "name": query.name,
            "topic": query.topic,
            "summary": query.summary,
            "url": f"/api/queries/{query.name}",
            "parameters": {name: msgspec.to_builtins(each) for name, each in query.params.items()},
        }
        for query in catalogue.queries()
    ]
