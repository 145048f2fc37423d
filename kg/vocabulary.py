"""What we know by name: the concepts of SKOS vocabularies, ours and a user's.

A concept's kind is its `rdf:type` in our ontology, else its scheme's `kg:conceptType`,
else Topic (so that CSO and MeSH in SKOS work as they come). All labels without a
language or in English count: `skos:prefLabel`, `skos:altLabel`, `skos:hiddenLabel`,
and `skos:notation`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox
from msgspec import Struct

from kg.errors import ReadError
from kg.files import shipped, walk
from kg.model import EntityType

SKOS = "http://www.w3.org/2004/02/skos/core#"
KG = "https://w3id.org/paperkg/ontology#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_TYPES = frozenset(EntityType)
_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}

Facts: TypeAlias = dict[str, dict[str, list[str]]]
"""Subject, predicate, objects, as strings."""


class Concept(Struct, frozen=True, kw_only=True):
    """A concept: its IRI, kind, preferred label, other labels to show, labels only to match, and broader concepts.

    `matches` are the IRIs of other vocabularies' concepts that are the same, such as Wikidata's.
    """

    iri: str
    type: EntityType
    label: str
    aliases: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    notation: str | None = None
    broader: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()

    def forms(self) -> tuple[str, ...]:
        """Every label that a text may use for it."""
        return (self.label, *self.aliases, *self.hidden)


class Vocabulary(Struct, frozen=True, eq=False):
    """All concepts that are known, by IRI, in the order in which they win: a user's first. Equal to itself alone.

    `own` are the IRIs of the user's.
    """

    concepts: dict[str, Concept]
    own: frozenset[str] = frozenset()

    def ancestors(self, iri: str) -> Iterator[Concept]:
        """The concepts above one, nearest first, each once."""
        waiting, seen = [iri], {iri}
        while waiting:
            for above in self.concepts[waiting.pop(0)].broader:
                if above in self.concepts and above not in seen:
                    seen.add(above)
                    waiting.append(above)
                    yield self.concepts[above]

    def category(self, code: str) -> Concept | None:
        """The arXiv category that a code such as `cs.CV` or `CV` means; of several, computer science's comes first."""
        found = [
            c for c in self.concepts.values() if c.notation and code in (c.notation, c.notation.rpartition(".")[2])
        ]
        order = ("cs", "eess", "stat", "math")
        rank = {archive: place for place, archive in enumerate(order)}
        return min(
            found,
            key=lambda c: (c.notation != code, rank.get((c.notation or "").partition(".")[0], len(order)), c.iri),
            default=None,
        )


@lru_cache(maxsize=8)
def load(*more: str) -> Vocabulary:
    """Our vocabularies and those of the files in `more`, which win over ours.

    Raises `ReadError` for a file that is not RDF or holds no concept.
    """
    concepts: dict[str, Concept] = {}
    for path in more:
        found = list(_concepts(_parsed(Path(path).name, _bytes(path), Path(path).suffix)))
        if not found:
            raise ReadError(path, "no skos:Concept in it", expected="a SKOS vocabulary")
        concepts.update((concept.iri, concept) for concept in found)
    own = frozenset(concepts)
    for name, file in walk(shipped("ontology") / "vocabulary", ".ttl"):
        for concept in _concepts(_parsed(name, file.read_bytes(), ".ttl")):
            concepts.setdefault(concept.iri, concept)
    return Vocabulary(concepts, own)


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise ReadError(path, error.strerror or str(error), expected="a SKOS file") from error


def _parsed(name: str, content: bytes, suffix: str) -> Facts:
    facts: Facts = defaultdict(lambda: defaultdict(list))
    form = _FORMATS.get(suffix.lower())
    if form is None:
        raise ReadError(name, f"{suffix or 'no'} suffix", expected=f"RDF as {', '.join(_FORMATS)}")
    if form is ox.RdfFormat.RDF_XML and b"<!DOCTYPE" in content:
        raise ReadError(name, "RDF/XML with a document type", do="convert it to Turtle")
    try:
        for triple in ox.parse(content, format=form):
            if isinstance(triple.object, ox.Literal) and (triple.object.language or "en").split("-")[0] != "en":
                continue
            facts[_text(triple.subject)][_text(triple.predicate)].append(_text(triple.object))
    except (SyntaxError, ValueError) as error:
        raise ReadError(name, f"not readable as RDF: {error}") from error
    return facts


def _text(term: object) -> str:
    return str(getattr(term, "value", term))


def _concepts(facts: Facts) -> Iterator[Concept]:
    """The concepts among the facts, in order of IRI."""
    for iri in sorted(facts):
        about = facts[iri]
        labels = sorted(about.get(SKOS + "prefLabel", []))
        if SKOS + "Concept" not in about.get(TYPE, []) or not labels:
            continue
        aliases = sorted({*about.get(SKOS + "altLabel", []), *labels[1:]} - {labels[0]})
        yield Concept(
            iri=iri,
            type=_type(iri, facts),
            label=labels[0],
            aliases=tuple(aliases),
            hidden=tuple(sorted(about.get(SKOS + "hiddenLabel", []))),
            notation=min(about.get(SKOS + "notation", []), default=None),
            broader=tuple(sorted(about.get(SKOS + "broader", []))),
            matches=tuple(sorted(set(about.get(SKOS + "exactMatch", [])) - {iri})),
        )


def _type(iri: str, facts: Facts) -> EntityType:
    about = facts[iri]
    schemes = [facts[scheme] for scheme in about.get(SKOS + "inScheme", []) if scheme in facts]
    stated = [*about.get(TYPE, []), *_all(scheme.get(KG + "conceptType", []) for scheme in schemes)]
    known = [name.removeprefix(KG) for name in stated if name.removeprefix(KG) in _TYPES]
    return EntityType(known[0]) if known else EntityType.TOPIC


def _all(lists: Iterable[list[str]]) -> list[str]:
    return [each for one in lists for each in one]
