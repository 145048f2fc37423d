"""paperkg turns bibliographic records into an RDF knowledge graph: papers, people, and what the abstracts say.

read records from any format, extract what their text says, resolve which names are
the same thing, describe it as RDF, store it, and ask, see, export and load it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["Graph", "Settings", "__version__", "build", "extract"]

if TYPE_CHECKING:
    from kg.build import build
    from kg.extract import extract
    from kg.graph import Graph
    from kg.settings import Settings


def __getattr__(name: str) -> object:
    """The public names, each imported when it is first used: `import kg` alone costs nothing.

    The modules `kg.build` and `kg.extract` can be called as the functions they are named after.
    """
    import importlib

    if name in ("build", "extract"):
        return importlib.import_module(f"kg.{name}")
    homes = {"Graph": "kg.graph", "Settings": "kg.settings"}
    if name not in homes:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(importlib.import_module(homes[name]), name)
