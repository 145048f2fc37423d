"""Identifier schemes, one file each: `TITLE`, and `normal(text)`, the one way to write an identifier.

`normal` takes an identifier however it is written, bare, with a prefix or as a web
address, and raises `ValueError`, with what was expected, for what is none.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from types import ModuleType

from kg import registry


@lru_cache
def schemes() -> dict[str, ModuleType]:
    """Every scheme by its name."""
    return registry.members(sys.modules[__name__])


def normal(scheme: str, text: str) -> str:
    """The identifier as all write it alike (`ValueError`: it is none).

    >>> normal("doi", "https://doi.org/10.7717/PeerJ.4375")
    '10.7717/peerj.4375'
    """
    found: str = schemes()[scheme].normal(text)
    return found
