"""What two queries of one form have in common: all but the IRIs, the strings and the numbers."""

from __future__ import annotations

import hashlib

from kg.store._tokens import tokens

_VALUES = frozenset({"iri", "string", "number", "language"})


def shape(sparql: str) -> str:
    """A digest of the query without its values.

    >>> shape("ASK { <http://example.org/a> ?p 1 }") == shape("ASK{<http://example.org/b>?p 2}")
    True
    """
    words = (token.kind if token.kind in _VALUES else token.text for token in tokens(sparql))
    return hashlib.blake2b("\n".join(words).encode("utf-8", "replace"), digest_size=16).hexdigest()
