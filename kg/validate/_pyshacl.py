"""The shapes checked by pySHACL, in memory: slow, and written by others than us."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import QueryFailed
from kg.files import shipped
from kg.validate._asked import Asked
from kg.validate._shapes import SH
from kg.validate._violation import Violation

if TYPE_CHECKING:
    import rdflib

_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


def violations(graph: Asked) -> set[Violation]:
    """What breaks the shapes, by pySHACL's report on the union of all graphs."""
    import pyshacl
    import rdflib

    answer = graph.answer(_ALL)
    if not isinstance(answer, tuple):
        raise TypeError("a CONSTRUCT that gives no triples")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib, within pySHACL
        given = rdflib.Graph().parse(data=_nt(answer), format="nt")
        shapes = rdflib.Graph().parse(data=(shipped("ontology") / "shapes.ttl").read_bytes(), format="turtle")
        _, report, text = pyshacl.validate(given, shacl_graph=shapes, inference="none")
    if not isinstance(report, rdflib.Graph):
        raise QueryFailed("pySHACL", str(text))
    results = report.objects(None, rdflib.URIRef(SH + "result"))
    return {_violation(result, report) for result in results}


def _violation(result: rdflib.term.Node, report: rdflib.Graph) -> Violation:
    def of(name: str) -> str:
        import rdflib

        node = report.value(result, rdflib.URIRef(SH + name))
        inverse = report.value(node, rdflib.URIRef(SH + "inversePath")) if name == "resultPath" and node else None
        return f"^{inverse.n3()}" if inverse else _plain(node)

    return Violation(
        shape=of("sourceShape"),
        focus=of("focusNode"),
        path=of("resultPath"),
        value=of("value"),
        component=of("sourceConstraintComponent"),
        message=str(report.value(result, _iri("resultMessage")) or ""),
        severity=of("resultSeverity"),
    )


def _iri(name: str) -> rdflib.URIRef:
    import rdflib

    return rdflib.URIRef(SH + name)


def _plain(node: rdflib.term.Node | None) -> str:
    """The term as N-Triples writes it, by the same writer as everywhere."""
    import rdflib

    match node:
        case None:
            return ""
        case rdflib.Literal():
            datatype = ox.NamedNode(str(node.datatype)) if node.datatype and not node.language else None
            return str(ox.Literal(str(node), datatype=datatype, language=node.language))
        case _:
            return node.n3()


def _nt(triples: tuple[ox.Triple, ...]) -> bytes:
    out = io.BytesIO()
    ox.serialize(triples, out, format=ox.RdfFormat.N_TRIPLES)
    return out.getvalue()
