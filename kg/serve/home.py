"""The first page: what the graph holds, and the ways in."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from kg.ask import catalogue
from kg.folder import MANIFEST
from kg.serve._cells import Row
from kg.serve._hangup import while_there
from kg.serve._pages import page
from kg.serve._site import Site
from kg.serve.views import names

PATHS = ("/",)
METHODS = ("GET",)
SUMMARY = "what the graph holds"
_PREFIXES = """PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX kg: <https://w3id.org/paperkg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX void: <http://rdfs.org/ns/void#>
"""
# Of what is sorted, the least that still counts comes first: to compare the IRIs of all takes most of the time.
_COUNTS = """SELECT ?class ?count WHERE {
  ?part void:class ?class ; void:entities ?count . FILTER(STRSTARTS(STR(?class), STR(kg:)))
} ORDER BY ?class"""
_NEWEST = """SELECT ?paper ?paper_iri ?date WHERE {
  { SELECT ?paper_iri ?date WHERE {
      { SELECT ?issued ?date WHERE {
          { SELECT DISTINCT ?issued WHERE { ?any dcterms:issued ?issued } } BIND(STR(?issued) AS ?date) }
        ORDER BY DESC(?date) LIMIT 8 }
      ?paper_iri dcterms:issued ?issued }
    ORDER BY DESC(?date) ?paper_iri LIMIT 8 }
  ?paper_iri dcterms:title ?paper .
} ORDER BY DESC(?date) ?paper"""
_MOST = """SELECT ?thing ?thing_iri ?papers WHERE {
  { SELECT ?thing_iri ?papers WHERE {
      { SELECT (MIN(?often) AS ?least) WHERE { { SELECT ?often WHERE {
        { SELECT ?one (COUNT(*) AS ?often) WHERE { ?by kg:mentions ?one } GROUP BY ?one } }
        ORDER BY DESC(?often) LIMIT 30 } } }
      { SELECT ?thing_iri (COUNT(*) AS ?papers) WHERE { ?paper kg:mentions ?thing_iri } GROUP BY ?thing_iri }
      FILTER(?papers >= ?least) }
    ORDER BY DESC(?papers) ?thing_iri LIMIT 30 }
  ?thing_iri skos:prefLabel ?thing .
} ORDER BY DESC(?papers) ?thing"""


async def answer(request: Request) -> Response:
    """The page; the counts are those that the build wrote down."""
    site: Site = request.app.state.site
    counts, newest, most = await while_there(request, site.once("home", lambda: _found(site)))
    shown = {row["class"].rpartition("#")[2]: int(row["count"]) for row in counts}
    hidden = {"Entity", "Mention", "Authorship", "IdentityDecision"}
    return page(
        request,
        "home.html.j2",
        counts=[(name, number) for name, number in shown.items() if name not in hidden],
        newest=[(row["paper"], site.href(row["paper_iri"]), row["date"]) for row in newest],
        most=[(row["thing"], site.href(row["thing_iri"]), row["papers"]) for row in most],
        views=names(site),
        review=(Path(site.settings.graph) / MANIFEST).is_file(),
        queries=len(catalogue.names()),
    )


async def _found(site: Site) -> list[list[Row]]:
    """The rows of the page's queries."""
    return [await site.rows(_PREFIXES + text) for text in (_COUNTS, _NEWEST, _MOST)]
