"""The rows that pictures are drawn from, asked of a graph that says some things twice; in two engines."""

from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from kg.files import shipped

TOY = Path(__file__).parent / "toy.trig"
HERE = "https://example.org/"


def oxigraph(query):
    store = pyoxigraph.Store()
    store.load(path=str(TOY))
    found = store.query(query, use_default_graph_as_union=True)
    columns = [variable.value for variable in found.variables]
    return [{name: row[name].value for name in columns if row[name] is not None} for row in found]


def rdflib_union(query):
    triples = {quad.triple for quad in pyoxigraph.parse(path=str(TOY))}
    graph = rdflib.Graph().parse(data="".join(f"{triple} .\n" for triple in triples), format="nt")
    found = graph.query(query)
    names = [str(name) for name in found.vars]
    return [{name: str(row[name]) for name in names if row[name] is not None} for row in found]


@pytest.fixture(params=[oxigraph, rdflib_union])
def ask(request):
    def rows(path):
        query = (shipped("queries") / path).read_text(encoding="utf-8")
        return [{name: value.removeprefix(HERE) for name, value in row.items()} for row in request.param(query)]

    return rows


def test_coauthor_network(ask):
    rows = ask("people/coauthor-network.rq")
    ada = {"person": "a", "name": "Ada", "papers": "2", "firstYear": "2020", "lastYear": "2022"}
    ada["page"] = "https://orcid.org/0000-0001"
    bo = {"person": "b", "name": "B.", "papers": "2", "firstYear": "2020", "lastYear": "2022"}
    for row in rows:
        row["titles"] = "\n".join(sorted(row["titles"].split("\n"))) if "titles" in row else ""
    assert rows == [
        ada | {"coauthor": "b", "coauthorName": "B.", "together": "2", "titles": "One\nTwo"},
        ada | {"coauthor": "c", "coauthorName": "Cy", "together": "1", "titles": "One"},
        bo | {"coauthor": "c", "coauthorName": "Cy", "together": "1", "titles": "One"},
        {"person": "c", "name": "Cy", "papers": "1", "firstYear": "2020", "lastYear": "2020", "titles": ""},
        {"person": "d", "name": "Di", "papers": "1", "titles": ""},
    ]


def test_paper_entity_network(ask):
    rows = ask("papers/paper-entity-network.rq")
    one = {"paper": "paper/1", "title": "One", "issued": "2020-05-01", "page": "one"}
    kg = "https://w3id.org/paperkg/ontology#"
    hardware = one | {"entity": "h", "label": "H", "type": f"{kg}Hardware"}
    method = one | {"entity": "m", "label": "M", "type": f"{kg}Method"}
    assert rows == [
        hardware | {"role": "mentions"},
        hardware | {"role": "uses"},
        method | {"role": "mentions"},
        method | {"role": "proposes"},
        {"paper": "paper/2", "title": "Two", "issued": "2022"},
        {"paper": "paper/3", "title": "Three"},
    ]
