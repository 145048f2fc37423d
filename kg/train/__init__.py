"""What the package has learned, learned again: one file a model.

A model's module has `SUMMARY` (one line), `Settings` and `train(settings, tell)`, which
writes the weights and gives their file.
"""

from __future__ import annotations

import sys
from types import ModuleType

from kg import registry
from kg.errors import UnknownName


def model(name: str) -> ModuleType:
    """The module that trains the model of that name (`UnknownName` where there is none)."""
    package = sys.modules[__name__]
    if name not in registry.names(package):
        raise UnknownName("model", name, registry.names(package))
    return registry.member(package, name)
