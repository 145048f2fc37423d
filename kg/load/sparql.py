"""Any store that speaks the SPARQL 1.1 Graph Store HTTP Protocol (https://www.w3.org/TR/sparql11-http-rdf-update/).

Each graph is PUT, which replaces the one of that name and nothing else. A body is
spooled, so that it has a length (not every store takes chunks), can be sent again,
and needs no memory. Then our graphs are counted at the query endpoint, some at a
time, because stores cut long answers without an error (Virtuoso after 10,000 rows).
"""

from __future__ import annotations

import itertools
import shlex
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import quote, urlunsplit

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad
from tqdm import tqdm

from kg.errors import LoadError
from kg.export._order import GraphName, graphs
from kg.load import Access, Loaded
from kg.load._http import Client, checked, refusal
from kg.load._query import counted, counts, default_total, probe, total

TITLE = "any SPARQL store, over the Graph Store HTTP Protocol"

IN_MEMORY = 4 * 1024 * 1024
"""Bytes of a graph that are held in memory; a larger one goes to a temporary file."""
AT_ONCE = 200
"""How many graphs are counted in one query."""
_AGAIN = "load again; if it stays so, something else writes there, or the store takes 1.5 and 1.50 for one value"


def load(quads: Iterable[Quad], access: Access) -> Loaded:
    """Put every graph in place and count it there; raises `LoadError` where the counts differ."""
    store = _store_address(access.url)
    with Client(access.user, access.password) as client:
        endpoint = _query_address(client, store, access.query)
        sent = {}
        for name, lines in tqdm(graphs(quads), desc="load", unit=" graphs", disable=None, leave=False):
            sent[name] = _put(client, store, name, lines)
        if not sent:
            raise LoadError(store, "nothing to load: the graph is empty", do="check -g")
        _verify(client, endpoint, sent)
    return Loaded(store, len(sent), sum(sent.values()))


def recipe(graph: Path) -> str:
    """The commands that load the graph into an Oxigraph server in bulk, several times as fast as over HTTP."""
    file = graph / "graph.nq" if graph.is_dir() or not graph.suffix else graph
    return (
        "# the server must not run meanwhile; what the store holds already stays\n"
        f"oxigraph load --location oxigraph-store --file {shlex.quote(str(file))}\n"
        "oxigraph serve --location oxigraph-store --bind 127.0.0.1:7878 --union-default-graph\n"
    )


def _store_address(url: str) -> str:
    """The Graph Store address: the one given, or `/store` of a server given without a path."""
    parts = checked("--to", url)
    bare = parts.path in {"", "/"} and not parts.query
    return urlunsplit(parts._replace(path="/store") if bare else parts)


def _query_address(client: Client, store: str, given: str | None) -> str:
    """The query endpoint, which has answered a first query: nothing is written that could not be counted."""
    if given is not None:
        address = urlunsplit(checked("--query-endpoint", given))
        reply = probe(client, address)
        if not counts(reply):
            raise refusal(address, reply) if not reply.ok or reply.is_page else _no_endpoint(address, reply.said)
        return address
    tried = []
    for address in _beside(store):
        reply = probe(client, address)
        if counts(reply):
            return address
        if reply.status == 401:
            raise refusal(address, reply)
        tried.append(f"{address} ({'a web page' if reply.is_page else reply.said})")
    raise _no_endpoint(store, "tried " + ", ".join(tried))


def _no_endpoint(address: str, what: str) -> LoadError:
    return LoadError(
        address,
        f"no SPARQL query endpoint answers: {what}",
        do="check --to (for Oxigraph http://HOST:7878/store) or give --query-endpoint URL",
    )


def _beside(store: str) -> list[str]:
    """Where a store of this Graph Store address may answer queries.

    >>> _beside("http://127.0.0.1:7878/store")[0]
    'http://127.0.0.1:7878/query'
    """
    parts = checked("--to", store)
    path = parts.path.rstrip("/")
    folder = path.rpartition("/")[0]
    repository = path.removesuffix("/rdf-graphs/service")  # RDF4J and GraphDB; for others the address itself
    return [urlunsplit(parts._replace(path=found)) for found in (f"{folder}/query", f"{folder}/sparql", repository)]


def _put(client: Client, store: str, name: GraphName, lines: Iterator[bytes]) -> int:
    """Replace one graph; the number of its triples."""
    if isinstance(name, BlankNode):
        raise LoadError(store, f"the graph {name} has no IRI", expected="named graphs", do="name it in the file")
    where = f"graph={quote(name.value, safe='')}" if isinstance(name, NamedNode) else "default"
    address = f"{store}{'&' if '?' in store else '?'}{where}"
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY, prefix="kg-load-") as spool:
        body = cast("BinaryIO", spool)
        count = 0
        for count, line in enumerate(lines, start=1):  # noqa: B007 the last number is how many there are
            body.write(line)
        reply = client.send("PUT", address, body=body, headers={"Content-Type": "application/n-triples"})
    if not reply.ok or (reply.is_page and reply.status == 200):
        raise refusal(store, reply)
    return count


def _verify(client: Client, endpoint: str, sent: dict[GraphName, int]) -> None:
    """Compare what is there with what was sent."""
    there: dict[str, int] = {}
    named = [name for name in sent if isinstance(name, NamedNode)]
    for names in _batches(named, AT_ONCE):
        found = counted(client, endpoint, names)
        together = total(client, endpoint, names)
        if sum(found.values()) != together:
            said = f"counts {sum(found.values()):,} triples graph by graph but {together:,} together"
            raise LoadError(endpoint, said, do=_AGAIN)
        there |= found
    compared = [(str(name), there.get(name.value, 0), sent[name]) for name in named]
    if DefaultGraph() in sent:
        compared.append(("the default graph", default_total(client, endpoint), sent[DefaultGraph()]))
    wrong = [f"{name} holds {held:,} triples of {ours:,}" for name, held, ours in compared if held != ours]
    if wrong:
        raise LoadError(
            endpoint, f"{len(wrong)} of {len(sent)} graphs differ from what was sent: {wrong[0]}", do=_AGAIN
        )


def _batches(names: list[NamedNode], size: int) -> Iterator[list[NamedNode]]:
    source = iter(names)
    while batch := list(itertools.islice(source, size)):
        yield batch
