"""The terms of the ontology as values: what each is called and means, and how it hangs together with others."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from msgspec import Struct

from kg.describe.terms import ontology

OURS = "https://w3id.org/paperkg/ontology"
_OWL = "http://www.w3.org/2002/07/owl#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_MATCHES = {
    "exactMatch": "same as",
    "closeMatch": "close to",
    "relatedMatch": "related to",
    "broadMatch": "narrower than",
}


class Term(Struct, frozen=True, kw_only=True):
    """A class or property of ours; other terms are given by their IRIs.

    `kind` is `class`, `object property` or `datatype property`; `traits` are such as `symmetric`.
    `matches` are pairs of how near a term elsewhere is and which.
    """

    iri: str
    name: str
    kind: str
    label: str
    definition: str
    comment: str
    traits: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    disjoint: tuple[str, ...]
    matches: tuple[tuple[str, str], ...]


class Ontology(Struct, frozen=True, kw_only=True):
    """The ontology: what it says of itself, its classes and properties by name, and the vocabularies that it reuses."""

    label: str
    comment: str
    version: str
    version_iri: str
    licence: str
    classes: tuple[Term, ...]
    properties: tuple[Term, ...]
    prefixes: dict[str, str]
    reused: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def read() -> Ontology:
    """The ontology that ships with the package."""
    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    back: dict[str, list[str]] = defaultdict(list)
    for triple in ontology().triples:
        subject, thing = _text(triple.subject), _text(triple.object)
        facts[subject][triple.predicate.value].append(thing)
        if triple.predicate.value in {f"{_RDFS}subClassOf", f"{_RDFS}subPropertyOf"}:
            back[thing].append(subject)
    own = [_term(iri, about, back[iri]) for iri, about in sorted(facts.items()) if iri.startswith(f"{OURS}#")]
    head = {name.rpartition("#")[2].rpartition("/")[2]: values[0] for name, values in facts[OURS].items()}
    return Ontology(
        label=head["label"],
        comment=head["comment"],
        version=head["versionInfo"],
        version_iri=head["versionIRI"],
        licence=head["license"],
        classes=tuple(term for term in own if term.kind == "class"),
        properties=tuple(term for term in own if term.kind != "class"),
        prefixes=ontology().prefixes,
        reused=_reused(facts),
    )


def short(iri: str) -> str:
    """The IRI as a prefixed name, where the ontology has a prefix for it.

    >>> short("http://purl.org/dc/terms/title")
    'dcterms:title'
    """
    for prefix, space in ontology().prefixes.items():
        if iri.startswith(space):
            return f"{prefix}:{iri.removeprefix(space)}"
    return iri


def _term(iri: str, about: dict[str, list[str]], below: list[str]) -> Term:
    kinds = {each.removeprefix(_OWL) for each in about[_TYPE]}
    kind = {"Class": "class", "ObjectProperty": "object property"}
    return Term(
        iri=iri,
        name=iri.partition("#")[2],
        kind=next((kind[each] for each in sorted(kinds) if each in kind), "datatype property"),
        label=about[f"{_RDFS}label"][0],
        definition=about[f"{_SKOS}definition"][0],
        comment=" ".join(about[f"{_RDFS}comment"]),
        traits=tuple(sorted(each.removesuffix("Property").lower() for each in kinds - {"Class"} - _PLAIN)),
        domain=tuple(sorted(about[f"{_RDFS}domain"])),
        range=tuple(sorted(about[f"{_RDFS}range"])),
        above=tuple(sorted([*about[f"{_RDFS}subClassOf"], *about[f"{_RDFS}subPropertyOf"]])),
        below=tuple(sorted(below)),
        disjoint=tuple(sorted(about[f"{_OWL}disjointWith"])),
        matches=tuple((said, each) for name, said in _MATCHES.items() for each in sorted(about[_SKOS + name])),
    )


_PLAIN = {"ObjectProperty", "DatatypeProperty"}


def _reused(facts: dict[str, dict[str, list[str]]]) -> dict[str, tuple[str, ...]]:
    """The terms of others that a graph may use, by the prefix of their vocabulary."""
    found: dict[str, list[str]] = defaultdict(list)
    for iri, about in facts.items():
        if not iri.startswith(OURS) and _TYPE in about:
            prefix, _, name = short(iri).partition(":")
            found[prefix].append(name)
    return {prefix: tuple(sorted(found[prefix])) for prefix in sorted(found)}


def _text(node: object) -> str:
    return str(getattr(node, "value", node))
