"""The page of an organization: who states it, and the papers that they wrote there."""

from __future__ import annotations

from pathlib import Path

from tests.serve.conftest import client

GRAPH = """
@prefix kg: <https://w3id.org/paperkg/ontology#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@base <https://w3id.org/paperkg/id/> .
<organization/x> a kg:Organization, kg:Entity ; skos:prefLabel "University of X" .
<person/ada> a kg:Person ; foaf:name "Ada Lovelace" . <person/eve> a kg:Person ; foaf:name "Eve Else" .
<paper/p> a kg:Paper ; dcterms:title "On Looms" ; dcterms:creator <person/ada>, <person/eve> ;
  kg:authorship <authorship/1>, <authorship/2> .
<authorship/1> a kg:Authorship ; kg:person <person/ada> ; kg:organization <organization/x> .
<authorship/2> a kg:Authorship ; kg:person <person/eve> .
"""


def test_who_is_affiliated_and_what_they_wrote(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text(GRAPH)
    with client(tmp_path / "graph.ttl") as found:
        page = found.get("/page/organization/x").text
    main = page[page.index("<main") :]
    assert "Who is affiliated" in main
    assert "Ada Lovelace" in main
    assert "Eve Else" not in main
    assert "On Looms" in main
