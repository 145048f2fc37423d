"""The prefixes that people read in every exported file."""

from __future__ import annotations

import re

KG = "https://w3id.org/paperkg/ontology#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "fabio": "http://purl.org/spar/fabio/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "kg": KG,
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": RDF,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": XSD,
}
"""Prefix to namespace, in order of prefix."""

NAMES = {namespace: prefix for prefix, namespace in PREFIXES.items()}
"""Namespace to prefix."""

_PLAIN = re.compile(r"(.*[/#])([A-Za-z_][A-Za-z0-9_-]*)", re.DOTALL)


def short(iri: str) -> str | None:
    """The IRI as `prefix:name`, where the project has the prefix and every parser takes the name.

    >>> short("http://purl.org/dc/terms/title"), short("http://purl.org/dc/terms/a.b.")
    ('dcterms:title', None)
    """
    plain = _PLAIN.fullmatch(iri)
    return f"{NAMES[plain[1]]}:{plain[2]}" if plain and plain[1] in NAMES else None
