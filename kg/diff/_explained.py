"""A change in people's terms: which papers, persons, things and claims there are now, and which no longer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

import pyoxigraph as ox
from msgspec import Struct

from kg.describe.terms import ontology, term
from kg.diff._compared import Compared
from kg.model import EntityType
from kg.write import Sorted

TYPE = term("rdf:type")
NAMES = tuple(term(name) for name in ("skos:prefLabel", "foaf:name", "dcterms:title"))
KINDS = {term("kg:Paper"): "paper", term("kg:Person"): "person", term("kg:Result"): "claim"}
KINDS |= {term(f"kg:{kind.value}"): "thing" for kind in EntityType}
_EVIDENCE = term("kg:Mention")
_OF_ALL = ("/graph/about> .\n", "/graph/decisions> .\n", "/graph/derived> .\n", "/graph/ontology> .\n")
"""How the lines of graphs end that follow from the others or tell about them."""
_NOT_TOLD = {TYPE, term("kg:authorship")}
_RECORD = "/graph/record/"


class Item(Struct, frozen=True, order=True):
    """A thing by its name and IRI."""

    label: str
    iri: str


class Change(Struct, frozen=True, order=True):
    """What was said of a thing by one property, and is no longer, and what is now."""

    property: str
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


class Side(Struct, frozen=True):
    """The things of a kind that are new, gone, and said to be otherwise."""

    added: list[Item] = []
    removed: list[Item] = []
    changed: list[tuple[Item, list[Change]]] = []


class Difference(Struct, frozen=True):
    """What is different; `statements` counts lines that came and went, `evidence` places in texts that did."""

    papers: Side
    persons: Side
    things: Side
    claims: Side
    evidence: tuple[int, int]
    statements: tuple[int, int]


class Facts:
    """What a graph says of a subject, whatever the named graph, and what things are called there."""

    def __init__(self, lines: Sorted) -> None:
        """Ask this file."""
        self._lines = lines
        self.label = lru_cache(maxsize=1 << 16)(self._label)

    def of(self, subject: str) -> dict[str, set[str]]:
        """Objects by property, as N-Triples writes them, and the record graphs under the empty name."""
        found: dict[str, set[str]] = defaultdict(set)
        for line in self._lines.beginning(f"{subject} ".encode()):
            text = line.decode()
            if not text.endswith(_OF_ALL):
                _, predicate, rest = text.split(" ", 2)
                thing, _, graph = rest.rpartition(" <")
                found[predicate].add(thing)
                found[""] |= {graph} if _RECORD in graph else set()
        return found

    def _label(self, thing: str) -> str:
        """What a thing is called, or a value as people write it."""
        if not thing.startswith("<"):
            return _literal(thing)
        facts = self.of(thing)
        names = [name for property_ in NAMES for name in sorted(facts.get(property_, ()))]
        return _literal(names[0]) if names else _short(thing)


def explained(found: Compared) -> Difference:
    """What the lines by which two graphs differ mean."""
    old, new = Facts(found.old), Facts(found.new)
    subjects = _subjects([*found.gone, *found.come])
    kinds = {subject: _kind(old.of(subject), new.of(subject)) for subject in subjects}
    sides = {
        kind: _side([each for each in subjects if kinds[each] == kind], old, new)
        for kind in ("paper", "person", "thing")
    }
    came, went = (sum(f" {TYPE} {_EVIDENCE} ".encode() in line for line in lines) for lines in (found.come, found.gone))
    return Difference(
        papers=sides["paper"],
        persons=sides["person"],
        things=sides["thing"],
        claims=_claims([each for each in subjects if kinds[each] == "claim"], old, new),
        evidence=(came, went),
        statements=(len(found.come), len(found.gone)),
    )


def _subjects(lines: Iterable[bytes]) -> list[str]:
    """What the lines are about, but for those of graphs that follow from the others."""
    ends = tuple(map(str.encode, _OF_ALL))
    return sorted({line.partition(b" ")[0].decode() for line in lines if not line.endswith(ends)})


def _kind(*facts: dict[str, set[str]]) -> str:
    return next((KINDS[kind] for each in facts for kind in sorted(each.get(TYPE, ())) if kind in KINDS), "")


def _side(subjects: list[str], old: Facts, new: Facts) -> Side:
    """What became of things of one kind; one that goes on under another IRI, by its record, has changed."""
    pairs = {subject: (old.of(subject), new.of(subject)) for subject in subjects}
    gone = {graph: name for name, (before, after) in pairs.items() if not after for graph in before.get("", ())}
    made = Side([], [], [])
    moved = set()
    for name, (before, after) in pairs.items():
        was = next((gone[graph] for graph in sorted(after.get("", ())) if graph in gone), None) if not before else name
        if was is None:
            made.added.append(Item(new.label(name), name[1:-1]))
        elif after:
            moved |= {was} - {name}
            if changes := _changes(pairs[was][0], after, old, new):
                made.changed.append((Item(new.label(name), name[1:-1]), changes))
    left = [name for name, (_, after) in pairs.items() if not after and name not in moved]
    made.removed.extend(sorted(Item(old.label(name), name[1:-1]) for name in left))
    made.added.sort()
    made.changed.sort()
    return made


def _changes(before: dict[str, set[str]], after: dict[str, set[str]], old: Facts, new: Facts) -> list[Change]:
    """Property by property, what is said otherwise."""
    found = []
    for name in sorted({*before, *after} - _NOT_TOLD - {""}):
        went, came = before.get(name, set()) - after.get(name, set()), after.get(name, set()) - before.get(name, set())
        removed, added = sorted(map(old.label, went)), sorted(map(new.label, came))
        if removed != added:
            found.append(Change(_short(name), tuple(removed), tuple(added)))
    return found


def _claims(subjects: list[str], old: Facts, new: Facts) -> Side:
    """The claims that are new and those that are gone, told apart by what they say."""
    before, after = ({_claim(each, side) for each in subjects if side.of(each)} for side in (old, new))
    return Side(sorted(after - before), sorted(before - after), [])


def _claim(subject: str, facts: Facts) -> Item:
    """A claim in a line, under the IRI of its paper: its number among the claims of a record is no identity."""
    said = facts.of(subject)

    def words(*names: str) -> str:
        return ", ".join(sorted({facts.label(thing) for name in names for thing in said.get(term(f"kg:{name}"), ())}))

    value = "–".join(filter(None, (words("value", "minValue"), words("maxValue"))))
    amount = " ".join(filter(None, (words("bound"), f"{value}{words('unit')}")))
    parts = [words("subject", "subjectText"), words("metric", "metricText"), words("direction"), amount]
    against, where = words("baseline", "baselineText"), words("context", "contextText")
    text = " ".join(filter(None, parts)) + (f" vs {against}" if against else "") + (f" on {where}" if where else "")
    paper = min(said.get(term("kg:claimedBy"), {subject}))
    return Item(f"{text} ({facts.label(paper)})", paper[1:-1])


def _literal(text: str) -> str:
    """The value of a literal that N-Triples writes."""
    (triple,) = ox.parse(f"<a:a> <a:a> {text} .\n", format=ox.RdfFormat.N_TRIPLES)
    return " ".join(str(getattr(triple.object, "value", text)).split())


def _short(iri: str) -> str:
    """The IRI as a prefixed name, where the ontology has the prefix."""
    text = iri.strip("<>")
    for prefix, space in ontology().prefixes.items():
        if text.startswith(space):
            return f"{prefix}:{text.removeprefix(space)}"
    return text
