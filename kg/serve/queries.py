"""The named queries: a list, and a page for each with its parameters and its answer."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from kg.ask import catalogue
from kg.errors import KgError
from kg.serve._answers import Shown, shown
from kg.serve._formats import OF_FORM
from kg.serve._hangup import while_there
from kg.serve._named import text_of
from kg.serve._orders import Question
from kg.serve._pages import page
from kg.serve._problem import problem_of
from kg.serve._site import Site
from kg.serve.query import _topics
from kg.store._tokens import form

PATHS = ("/queries", "/queries/{name}")
METHODS = ("GET",)
SUMMARY = "the named queries, for people"


async def answer(request: Request) -> Response:
    """The list; or a query's page, with the answer as soon as it has what it needs."""
    if "name" not in request.path_params:
        return page(request, "queries.html.j2", topics=_topics())
    query = catalogue.named(request.path_params["name"])
    given = {name: request.query_params.get(name, "") for name in query.params}
    needs = [name for name, each in query.params.items() if each.required and not given[name]]
    found: Shown | None = None
    status, told = 200, ""
    if not needs:
        try:
            found = await while_there(request, _asked(request, query, given))
        except KgError as error:
            problem = problem_of(error)
            status, told = problem.status, problem.detail
    way = request.query_params.get("show") or "table"
    fields = {name: value for name, value in given.items() if value}
    response = page(
        request,
        "named.html.j2",
        query=query,
        given=given,
        needs=needs,
        found=found,
        told=told,
        way=way if found and way in found.ways else "table",
        formats=list(OF_FORM[form(query.text)]),
        fields=urlencode(fields),
    )
    response.status_code = status
    return response


async def _asked(request: Request, query: catalogue.Query, given: dict[str, str]) -> Shown:
    site: Site = request.app.state.site
    text = await text_of(site, query, given)
    (body,) = await site.pool.ask([Question(text)])
    return await shown(site, body)
