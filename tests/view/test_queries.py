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


KG = "https://w3id.org/paperkg/ontology#"


def test_coauthor_network(ask):
    rows = ask("people/coauthor-network.rq")
    for row in rows:
        row.update({name: "\n".join(sorted(row[name].split("\n"))) for name in ("titles", "years") if name in row})
    ada = {"name": "Ada", "papers": "2", "firstYear": "2020", "lastYear": "2022", "page": "https://orcid.org/0000-0001"}
    rest = {"page": "", "topics": "", "of": "4"}
    assert rows == [
        {"person": "a", **rest, **ada},
        {"person": "a", "coauthor": "b", "together": "2", "titles": "One\nTwo", "years": rows[1]["years"]},
        {"person": "a", "coauthor": "c", "together": "1", "titles": "One", "years": "2020"},
        {"person": "b", "name": "B.", "papers": "2", "firstYear": "2020", "lastYear": "2022", **rest},
        {"person": "b", "coauthor": "c", "together": "1", "titles": "One", "years": "2020"},
        {"person": "c", "name": "Cy", "papers": "1", "firstYear": "2020", "lastYear": "2020", **rest},
        {"person": "d", "name": "Di", "papers": "1", **rest},
    ]
    assert sorted(rows[1]["years"].split()) == ["2020", "2022"]


def test_paper_entity_network(ask):
    rows = ask("papers/paper-entity-network.rq")
    one = {"paper": "paper/1", "title": "One", "issued": "2020-05-01", "page": "one", "of": "3"}
    hardware = one | {"entity": "h", "label": "H", "type": f"{KG}Hardware"}
    method = one | {"entity": "m", "label": "M", "type": f"{KG}Method"}
    assert rows == [
        hardware | {"role": "mentions"},
        hardware | {"role": "uses"},
        method | {"role": "mentions"},
        method | {"role": "proposes"},
        {"paper": "paper/2", "title": "Two", "issued": "2022", "of": "3"},
        {"paper": "paper/3", "title": "Three", "issued": "", "of": "3"},
    ]


def test_method_landscape(ask):
    ends = {"from": "m", "fromLabel": "M", "fromType": f"{KG}Method", "to": "h", "toLabel": "H"}
    told = {"toType": f"{KG}Hardware", "role": "uses", "papers": "1", "titles": "One", "years": "2020", "of": "1"}
    assert ask("methods/method-landscape.rq") == [ends | told]


def test_hardware_network(ask):
    told = {"hardware": "h", "hardwareLabel": "H", "role": "uses", "title": "One", "year": "2020", "of": "1"}
    assert ask("hardware/hardware-network.rq") == [told | {"thing": "m", "label": "M", "type": f"{KG}Method"}]


def test_citation_network(ask):
    two, three = {"paper": "paper/2", "title": "Two", "year": "2022"}, {"paper": "paper/3", "title": "Three"}
    one = {"cited": "paper/1", "citedTitle": "One", "citedYear": "2020"}
    assert ask("papers/citation-network.rq") == [
        two | one | {"citedPage": "one", "of": "3"},
        two | one | {"citedPage": "one-again", "of": "3"},
        two | {"cited": "paper/unknown", "of": "3"},
        three | {"cited": "paper/unknown", "of": "3"},
    ]


def test_paper_topics(ask):
    rows = ask("papers/paper-topics.rq")
    assert {(row["paper"], row.get("label", "")) for row in rows} == {
        ("paper/1", "H"), ("paper/1", "M"), ("paper/2", ""), ("paper/3", "")
    }  # fmt: skip


def test_topics_by_year(ask):
    method = {"topic": "m", "label": "M", "type": f"{KG}Method", "year": "2020", "papers": "1", "of": "1"}
    assert ask("topics/topics-by-year.rq") == [method]
