"""The ontology: a page of its terms for people, the file for programs."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg.files import shipped
from kg.serve._accept import best
from kg.serve._hangup import while_there
from kg.serve._pages import page
from kg.serve._site import Site

PATHS = ("/ontology", "/ontology.ttl")
METHODS = ("GET",)
SUMMARY = "the ontology"
_TEXT = """PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?term ?kind ?label ?comment ?above ?domain ?range WHERE {
  VALUES (?type ?kind) {
    (owl:Class "Classes") (owl:ObjectProperty "Links") (owl:DatatypeProperty "Values")
  }
  ?term a ?type .
  FILTER(STRSTARTS(STR(?term), "https://w3id.org/paperkg/ontology#"))
  OPTIONAL { ?term rdfs:label ?label }
  OPTIONAL { ?term rdfs:comment|skos:definition ?comment }
  OPTIONAL { ?term rdfs:subClassOf|rdfs:subPropertyOf ?above FILTER(isIRI(?above)) }
  OPTIONAL { ?term rdfs:domain ?domain FILTER(isIRI(?domain)) }
  OPTIONAL { ?term rdfs:range ?range FILTER(isIRI(?range)) }
} ORDER BY ?kind ?term ?above ?domain ?range"""


async def answer(request: Request) -> Response:
    """The page for who prefers HTML, else the file as it ships."""
    wanted = best(["text/html", "text/turtle"], request.headers.get("accept", ""))
    if request.url.path.endswith(".ttl") or wanted == "text/turtle":
        text = (shipped("ontology") / "kg.ttl").read_text(encoding="utf-8")
        return Response(text, media_type="text/turtle; charset=utf-8", headers={"Vary": "Accept"})
    site: Site = request.app.state.site
    rows = await while_there(request, site.rows(_TEXT))
    kinds: dict[str, dict[str, dict[str, str]]] = {}
    for row in rows:
        kinds.setdefault(row["kind"], {}).setdefault(row["term"], row)
    return page(request, "ontology.html.j2", kinds={kind: list(terms.values()) for kind, terms in kinds.items()})
