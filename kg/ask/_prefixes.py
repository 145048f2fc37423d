"""The prefixes that a query may use without declaring them: those of the ontology."""

from __future__ import annotations

import re

_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)
_USED = re.compile(r"(?<![\w.:<-])([A-Za-z][\w-]*):(?=[\w.-])")


def with_prefixes(sparql: str) -> str:
    """The query with the known prefixes that it uses and does not declare, on its first line.

    >>> with_prefixes("ASK { ?p a kg:Paper }")
    'PREFIX kg: <https://w3id.org/paperkg/ontology#> ASK { ?p a kg:Paper }'
    """
    from kg.describe.terms import ontology

    declared = set(_DECLARED.findall(sparql))
    used = sorted(set(_USED.findall(sparql)) - declared)
    known = ontology().prefixes
    return "".join(f"PREFIX {name}: <{known[name]}> " for name in used if name in known) + sparql
