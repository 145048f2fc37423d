"""**store**: quads in, bindings out.

`build_store` makes an Oxigraph store of N-Quads, `change_store` one from another by what
has changed, `quads` gives the quads of
whatever holds a graph, and `connect` answers SPARQL on it: a build folder, an
Oxigraph store, an RDF file or an endpoint's URL. All of them behave as one
`Store`, whose default graph is the union of its graphs.
"""

from kg.store._answer import Answer, Reply, Table, Term
from kg.store._names import LABELS
from kg.store._place import Place, locate
from kg.store._quads import build_store, change_store, local, quads
from kg.store._store import Store, connect

__all__ = [
    "LABELS",
    "Answer",
    "Place",
    "Reply",
    "Store",
    "Table",
    "Term",
    "build_store",
    "change_store",
    "connect",
    "local",
    "locate",
    "quads",
]
