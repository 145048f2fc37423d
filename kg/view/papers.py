"""What papers are about: papers, and the methods, hardware, datasets and so on that they mention."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import networkx as nx

from kg.view._looks import INK, Look
from kg.view._rows import Row, left_out, local_name, ordered, text, year

TITLE = "Papers and what they mention"
SUMMARY = "Papers, and the methods, models, hardware, datasets and tasks they propose, use or compare with."
QUERY = "paper-entity-network"
LEGEND = "Kinds of things"
NODES = ("thing", "things")

LOOKS = {
    "Paper": Look(INK, "page"),
    "Method": Look(1, "circle"),
    "Model": Look(4, "diamond"),
    "Hardware": Look(2, "square"),
    "Dataset": Look(3, "hexagon"),
    "Task": Look(5, "triangle"),
    "Metric": Look(8, "wedge"),
    "Topic": Look(6, "pentagon"),
    "Software": Look(7, "cross"),
    "Venue": Look(9, "star"),
    "Organization": Look(10, "house"),
}
ROLES = ("proposes", "evaluatesOn", "comparesWith", "uses", "addresses", "reports", "about", "mentions")
"""Most telling first; `mentions` is said of every entity and counts only where nothing else is."""

SHORT = 24
"""How many characters a title's name may have to stand for it in the picture."""
LATEX = re.compile(r"\\[A-Za-z]+\s?|[$\\{}^]")


def network(rows: Iterable[Row]) -> nx.Graph[str]:
    """Papers and entities with the roles between them, from the rows of `paper-entity-network`; nodes are IRIs."""
    graph: nx.Graph[str] = nx.Graph()
    found = ordered(rows)
    for row in found:
        paper, entity = text(row.get("paper")), text(row.get("entity"))
        _add_paper(graph, paper, row)
        if entity and entity != paper:
            _add_mention(graph, paper, entity, row)
    for _, _, link in graph.edges(data=True):
        _name_roles(link)
    for node in graph:
        _count(graph, node)
    graph.graph["looks"] = LOOKS
    papers = sum(1 for here in graph.nodes.values() if here["type"] == "Paper")
    graph.graph["notices"] = left_out(found, papers, "paper", "papers", "the newest, with all that they name")
    return graph


def _add_paper(graph: nx.Graph[str], paper: str, row: Row) -> None:
    if paper not in graph:
        issued = text(row.get("issued"))
        facts = [("Issued", issued)] if issued else []
        label = text(row.get("title")) or paper
        graph.add_node(
            paper,
            label=label,
            short=short(label),
            type="Paper",
            group="Paper",
            facts=facts,
            url=text(row.get("page")),
            years=year(issued),
        )


def short(title: str) -> str:
    r"""The name that a title gives its subject before a colon, else the title; without LaTeX.

    >>> short(r"Geo$^\textbf{2}$: Geometry-Guided Cross-view Geo-Localization")
    'Geo2'
    """
    plain = LATEX.sub("", title).strip() or title
    name, colon, _ = plain.partition(":")
    return name.strip() if colon and 1 < len(name.strip()) <= SHORT else plain


def _add_mention(graph: nx.Graph[str], paper: str, entity: str, row: Row) -> None:
    kind = local_name(text(row.get("type"))) or "Entity"
    if entity not in graph:
        graph.add_node(entity, label=text(row.get("label")) or entity, type=kind, group=kind, facts=[], url="")
    if not graph.has_edge(paper, entity):
        graph.add_edge(paper, entity, roles=set(), group=graph.nodes[entity]["group"], notes=[])
    graph.edges[paper, entity]["roles"].add(local_name(text(row.get("role"))) or "mentions")


def _name_roles(link: dict[str, object]) -> None:
    """The link's label, weight and roles in order; a link that says more than "mentions" weighs more."""
    roles = link.pop("roles")
    assert isinstance(roles, set)  # noqa: S101 what `_add_mention` put there
    telling = sorted(roles - {"mentions"}, key=lambda role: (ROLES.index(role) if role in ROLES else len(ROLES), role))
    link["label"] = ", ".join(words(role) for role in telling or ["mentions"])
    link["weight"] = 2.0 if "proposes" in telling else 1.0


def words(role: str) -> str:
    """A role as one says it.

    >>> words("evaluatesOn"), words("compares-with")
    ('evaluates on', 'compares with')
    """
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in role).replace("-", " ").strip()


def _count(graph: nx.Graph[str], node: str) -> None:
    """How many papers an entity is in and as what, or how many things a paper mentions: fact and weight."""
    here, links = graph.nodes[node], graph.adj[node]
    if here["type"] == "Paper":
        here["facts"].append(("Mentions", f"{len(links)} thing" + ("s" if len(links) != 1 else "")))
        here["weight"] = 3.0
        return
    roles = Counter(role for link in links.values() for role in link["label"].split(", "))
    said = [f"{role} ({times})" for role, times in sorted(roles.items(), key=lambda item: (-item[1], item[0]))]
    here["facts"] += [("Papers", str(len(links))), ("Roles", ", ".join(said))]
    here["weight"] = float(len(links))
