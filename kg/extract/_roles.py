"""What a thing does in a paper, from the words around its mention and from its kind."""

from __future__ import annotations

import re

from kg.model import EntityType, Role

NEAR, LONG = 120, 400
"""How many characters before a mention, and of its sentence, are looked at."""

_COMPARED = re.compile(
    r"(?i)\b(?:than|over|versus|vs\.?|against|outperform(?:s|ing|ed)?|surpass(?:es|ing|ed)?|beat(?:s|ing)?|"
    r"compared? (?:with|to|against)|relative to|baselines?(?: such as| like)?|state-of-the-art(?: \w+){0,3})\s+"
    r"(?:(?:the|a|an|both|all|prior|previous|existing|recent|vanilla|original|"
    r"[\w./+-]+,|[\w./+-]+ and|[\w./+-]+ (?:GPUs?|CPUs?))\s+){0,6}$"
)
_EVALUATED = re.compile(
    r"(?i)\b(?:experiment(?:s|al)?|evaluat\w+|results?|tested|tests?|measured|benchmark(?:s|ed)?|achiev\w+|"
    r"demonstrat\w+|show(?:s|n|ed)?|accura\w+|outperform\w*|implement\w*|deploy\w*|validat\w+|"
    r"train(?:ed|ing)? on|reduc\w+|speed\s?up\w*)\b"
)
_PLACED = re.compile(
    r"(?i)(?:\b(?:on|across|for|using|with|over|including|such as|like|and|both|of)|,)\s+(?:(?:the|an?)\s+)?$"
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


def role_of(kind: EntityType, before: str, sentence: str) -> Role:
    """The role of one mention, from its kind, the words before it in its sentence, and the sentence.

    >>> role_of(EntityType.HARDWARE, "It is 3x faster than the ", "It is 3x faster than the V100.").value
    'compares-with'
    """
    if kind in _RIVALS and _COMPARED.search(before):
        return Role.COMPARES_WITH
    if kind in _MEASURED and _PLACED.search(before) and _EVALUATED.search(sentence):
        return Role.EVALUATES_ON
    return OF_TYPE[kind]
