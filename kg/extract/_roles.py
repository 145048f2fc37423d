"""What a thing does in a paper, from the words around its mention and from its kind."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from kg.extract._document import Document
from kg.model import EntityType, Role

NEAR, BESIDE, LONG = 120, 30, 400
"""How many characters before a mention, right before it, and of its sentence, are looked at."""

_COMPARED = re.compile(
    r"(?i)\b(?:than|over|versus|vs\.?|against|outperform(?:s|ing|ed)?|surpass(?:es|ing|ed)?|beat(?:s|ing)?|exceed(?:s|ing|ed)?|"
    r"compared? (?:with|to|against)|relative to|baselines?(?: such as| like)?|state-of-the-art(?: \w+){0,3})\s+"
    r"(?:(?:the|a|an|both|all|prior|previous|existing|recent|vanilla|original|"
    r"[\w./+-]+,|[\w./+-]+ and|(?-i:[A-Z])[\w./+-]*|[\w./+-]+ (?:GPUs?|CPUs?))\s+){0,6}$"
)
_COMPARES = (
    "than", "over", "versus", "vs", "against", "outperform", "surpass", "beat", "exceed", "compare", "relative to",
    "baseline", "state-of-the-art",
)  # fmt: skip
"""What is in every way to compare, in small letters."""
_EVALUATED = re.compile(
    r"(?i)\b(?:experiment(?:s|al)?|evaluat\w+|results?|tested|tests?|measured|benchmark(?:s|ed)?|achiev\w+|"
    r"demonstrat\w+|show(?:s|n|ed)?|accura\w+|outperform\w*|implement\w*|deploy\w*|validat\w+|"
    r"train(?:ed|ing)? on|showcas\w+|appl(?:y|ied)|reduc\w+|speed\s?up\w*)\b"
)
_PLACED = re.compile(
    r"(?i)(?:\b(?:(?:on|across|for|including|such as|like|and|both)|e\.g\.|i\.e\.)|,)\s+(?:(?:the|an?)\s+)?$|\($"
)

OF_TYPE = {
    EntityType.METHOD: Role.USES,
    EntityType.MODEL: Role.USES,
    EntityType.HARDWARE: Role.USES,
    EntityType.DATASET: Role.EVALUATES_ON,
    EntityType.TASK: Role.ADDRESSES,
    EntityType.METRIC: Role.REPORTS,
    EntityType.TOPIC: Role.ABOUT,
    EntityType.SOFTWARE: Role.USES,
    EntityType.VENUE: Role.MENTIONS,
    EntityType.ORGANIZATION: Role.MENTIONS,
}
"""The role that a thing of a kind has where the sentence does not say."""
_MEASURED = frozenset({EntityType.MODEL, EntityType.HARDWARE, EntityType.DATASET})
_RIVALS = frozenset({EntityType.METHOD, EntityType.MODEL, EntityType.HARDWARE, EntityType.SOFTWARE})
_MADE = r"(?:proposed|presented|introduced|developed|described)"
_OWN = re.compile(
    r"[WwOoUuHhIiTtAa](?<!\w.)(?:(?<=[Ww])(?:e|as {made}|ere {made})|(?<=[Oo])urs?|(?<=[Uu])s|(?<=[Hh])ere|"
    r"(?<=[Ii])(?:n this|s {made})|(?<=[Aa])re {made}|(?<=[Tt])h(?:e (?:proposed|presented)|is (?:paper|work|article|"
    r"study|thesis|dissertation|report|letter|research|project|survey|manuscript)))\b".replace("{made}", _MADE)
)
"""Words that speak of the paper's own: "we", "this paper", "is proposed". To look for a first letter is quick."""


def own_begins(doc: Document, proposed: Iterable[int]) -> int:
    """Where the first sentence of an abstract begins that speaks of the paper's own work or what it has `proposed`.

    Where none does, that is where the abstract begins.
    """
    found = _OWN.search(doc.text, doc.title_end)
    places = [place for place in proposed if place >= doc.title_end]
    first = min([*places, *([found.start()] if found else [])], default=doc.title_end)
    return doc.begins[max(0, bisect_right(doc.begins, first) - 1)] if doc.begins else 0


def role_of(kind: EntityType, name: str, before: str, sentence: str) -> Role:
    """The role of one mention, from its kind and name, the words before it in its sentence, and the sentence.

    >>> role_of(EntityType.HARDWARE, "V100", "It is 3x faster than the ", "It is 3x faster than the V100.").value
    'compares-with'
    """
    if kind in _RIVALS:
        small = before.lower()  # to look for what a pattern cannot do without is quick
        if any(map(small.__contains__, _COMPARES)) and _COMPARED.search(before):
            return Role.COMPARES_WITH
    is_kind = kind is EntityType.MODEL and name.islower()  # "neural networks": none in particular
    if kind in _MEASURED and not is_kind and _PLACED.search(before[-BESIDE:]) and _EVALUATED.search(sentence):
        return Role.EVALUATES_ON
    return OF_TYPE[kind]
