"""The query page: a form that works as it is, an editor where scripts run, and the answer below."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg.ask import catalogue
from kg.ask._guard import checked
from kg.ask._prefixes import with_prefixes
from kg.errors import KgError
from kg.serve._answers import Shown, shown
from kg.serve._formats import OF_FORM
from kg.serve._hangup import while_there
from kg.serve._orders import Question
from kg.serve._pages import page
from kg.serve._problem import problem_of
from kg.serve._site import Site
from kg.store._tokens import form

PATHS = ("/query",)
METHODS = ("GET",)
SUMMARY = "the query page"
EXAMPLE = """PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX kg: <https://w3id.org/paperkg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

# What papers are measured on, by how many are
SELECT ?thing (COUNT(DISTINCT ?paper) AS ?papers) ?thing_iri
WHERE {
  ?paper kg:evaluatesOn ?thing_iri .
  ?thing_iri skos:prefLabel ?thing .
}
GROUP BY ?thing ?thing_iri
ORDER BY DESC(?papers) ?thing
LIMIT 25
"""


async def answer(request: Request) -> Response:
    """The page, with the answer to the query that the URL holds."""
    text = request.query_params.get("query", "")
    found: Shown | str | None = None
    status, told = 200, ""
    if text.strip():
        try:
            found = await while_there(request, _asked(request, with_prefixes(text)))
        except KgError as error:
            problem = problem_of(error)
            status, told = problem.status, problem.detail
    way = request.query_params.get("show", "table")
    response = page(
        request,
        "query.html.j2",
        text=_declared(text) or EXAMPLE,
        found=found if isinstance(found, Shown) else None,
        triples=found if isinstance(found, str) else None,
        told=told,
        way=way if isinstance(found, Shown) and way in found.ways else "table",
        formats=list(OF_FORM.get(form(text), {})),
        topics=_topics(),
    )
    response.status_code = status
    return response


async def _asked(request: Request, text: str) -> Shown | str:
    """The answer: rows, or triples as Turtle."""
    site: Site = request.app.state.site
    checked(text)
    if form(text) in {"CONSTRUCT", "DESCRIBE"}:
        (body,) = await site.pool.ask([Question(text, "ttl")])
        return body.decode()
    (body,) = await site.pool.ask([Question(text)])
    return await shown(site, body)


def _declared(text: str) -> str:
    """The query with the prefixes that it leaves out, a line each."""
    whole = with_prefixes(text)
    return whole[: len(whole) - len(text)].replace("> ", ">\n") + text


def _topics() -> dict[str, list[catalogue.Query]]:
    """The named queries by topic."""
    found: dict[str, list[catalogue.Query]] = {}
    for each in catalogue.queries():
        found.setdefault(each.topic, []).append(each)
    return found
