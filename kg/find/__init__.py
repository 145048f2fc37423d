"""**find**: words in, things out, the best first.

A build has an index of what its graph's things are called and what its papers say
(`search.db`, SQLite's FTS5). `find` asks it once; `Index` keeps it open for many
questions and may be shared by threads; `write` makes it of a store.
"""

from kg.find._index import Hit, Index, find, indexed
from kg.find._write import FILE, KINDS, Earlier, write

__all__ = ["FILE", "KINDS", "Earlier", "Hit", "Index", "find", "indexed", "write"]
