"""What a graph says with its evidence as the reifier: RDF 1.2 triple terms, from the same model.

A mention whose body is a thing reifies every edge that leads from its paper to the
thing, one whose body is a result that the paper claims it. The mention keeps the
place, the words and the confidence (W3C, "RDF 1.2 Concepts", section 1.5).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Quad, RdfFormat, parse

from kg.describe.terms import term
from kg.export._order import graphs

REIFIES = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies>"
_EDGES = ("proposes", "evaluatesOn", "comparesWith", "uses", "addresses", "reports", "about", "mentions", "claimedBy")


def reified(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The same quads, graph by graph, each graph followed by what its mentions reify."""
    for name, lines in graphs(quads):
        end = f" {name} .\n" if str(name).startswith(("<", "_:")) else " .\n"
        held = [line.decode() for line in lines]
        made = [f"{line.removesuffix(' .' + chr(10))}{end}" for line in [*held, *_statements(held)]]
        yield from parse("".join(made), format=RdfFormat.N_QUADS, lenient=True)


def _statements(lines: list[str]) -> Iterator[str]:
    """The statements of one graph that its mentions are the evidence of."""
    links = {term(name): name for name in ("oa:hasBody", "oa:hasTarget", "oa:hasSource")}
    edges = {term(f"kg:{name}") for name in _EDGES}
    found: dict[str, dict[str, str]] = defaultdict(dict)
    between: dict[tuple[str, str], list[str]] = defaultdict(list)
    for line in lines:
        subject, predicate, rest = line.split(" ", 2)
        thing = rest.removesuffix(" .\n")
        if predicate in links:
            found[links[predicate]][subject] = thing
        elif predicate in edges:
            between[subject, thing].append(f"{subject} {predicate} {thing}")
    for mention, body in found["oa:hasBody"].items():
        paper = found["oa:hasSource"].get(found["oa:hasTarget"].get(mention, ""), "")
        for statement in [*between[paper, body], *between[body, paper]]:
            yield f"{mention} {REIFIES} <<( {statement} )>> .\n"
