"""**ask**: a question and a graph in, an answer out.

`ask` is the one function: a named query, a file or SPARQL text, on a build, a
file, a store or an endpoint, with parameters bound as terms. `Graph` keeps a
graph open for many questions.
"""

from kg.ask._ask import ask, explained, query
from kg.ask._formats import FORMATS, harmless, written
from kg.ask._graph import Graph
from kg.ask._labels import labels
from kg.store import Answer, Table

__all__ = ["FORMATS", "Answer", "Graph", "Table", "ask", "explained", "harmless", "labels", "query", "written"]
