"""Which formats, extractors, pictures, targets and commands there are: the modules of a folder.

Adding one is adding a file. A leading underscore means "shared, not a member".
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType


def names(package: ModuleType) -> list[str]:
    """The members' names as people write them (`author-page` is `author_page.py`), sorted; nothing is imported."""
    return list(_names(package))


@cache
def _names(package: ModuleType) -> tuple[str, ...]:
    found = (module.name for module in pkgutil.iter_modules(package.__path__))
    return tuple(sorted(name.replace("_", "-") for name in found if not name.startswith("_")))


def member(package: ModuleType, name: str) -> ModuleType:
    """The member of that name, imported."""
    return importlib.import_module(f"{package.__name__}.{name.replace('-', '_')}")


def members(package: ModuleType) -> dict[str, ModuleType]:
    """Every member by name, imported, in order of name."""
    return {name: member(package, name) for name in names(package)}
