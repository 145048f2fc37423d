"""The one way to ask: whatever names a question, on whatever holds a graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.ask import catalogue
from kg.ask._binding import bound
from kg.ask._graph import Graph
from kg.ask._guard import checked
from kg.ask._parameters import Value, terms
from kg.ask._prefixes import with_prefixes
from kg.errors import QueryError, UnknownName
from kg.store import Answer


def ask(
    what: str | Path,
    graph: Graph | str | Path = "output",
    params: Mapping[str, Value] | None = None,
    *,
    timeout: float | None = None,
) -> Answer:
    """The answer: a `Table`, a bool, or triples, as the query's form is.

    `what` is a named query, a `.rq` file or SPARQL text; `timeout`, in seconds
    (60), is for a graph that is opened here. Errors are `kg.errors.UnknownName`,
    `BadParameter`, `QueryError` and `StoreError`.
    """
    question = query(what)
    if isinstance(graph, Graph):
        return graph.answer(bound(question, terms(question, params or {}, graph)))
    with Graph(graph, timeout=60.0 if timeout is None else timeout) as opened:
        return ask(what, opened, params)


def explained(what: str | Path, graph: Graph, params: Mapping[str, Value] | None = None) -> Iterator[str]:
    """The lines of the query as it would be asked, with its parameters bound, and of its plan."""
    from kg.ask._plan import plan

    question = query(what)
    text = bound(question, terms(question, params or {}, graph))
    checked(text)
    yield from "\n".join(line for line in text.splitlines() if not line.startswith("#+")).strip().splitlines()
    yield ""
    yield from plan(text, graph)


def query(what: str | Path) -> catalogue.Query:
    """The query that this names: a file that is there, a named query, or else SPARQL text."""
    if isinstance(what, Path) or what.endswith(".rq"):
        return _stored(Path(what))
    if "{" in what or len(what.split()) > 1:
        return catalogue.parsed("query", with_prefixes(what))
    return catalogue.named(what)


def _stored(path: Path) -> catalogue.Query:
    """The query in a file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        if path.stem in catalogue.names():
            raise QueryError(path, "no such file", do=f"for the named query say {path.stem}") from error
        raise UnknownName("query", str(path), catalogue.names(), do="or name a .rq file that is there") from error
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(path, f"cannot be read ({error})", expected="SPARQL in UTF-8") from error
    return catalogue.parsed(path.stem, text)
