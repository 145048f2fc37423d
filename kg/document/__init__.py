"""**document**: the ontology for people, as an HTML page with a diagram, made from `ontology/kg.ttl` alone."""

from __future__ import annotations

from kg.document._diagram import diagram
from kg.document._page import page
from kg.document._terms import Ontology, Term, read

__all__ = ["Ontology", "Term", "diagram", "page", "read"]
