"""Questions to a store's query endpoint: whether it answers, and how much it holds."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from urllib.parse import urlencode

from pyoxigraph import NamedNode

from kg.errors import LoadError
from kg.load._http import Client, Reply, refusal

_FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/sparql-results+json"}


def probe(client: Client, url: str) -> Reply:
    """The answer to a count of a graph that is not there; see `counts`."""
    return _send(client, url, "SELECT (COUNT(*) AS ?n) WHERE { GRAPH <urn:x-kg:none> { ?s ?p ?o } }")


def counts(reply: Reply) -> bool:
    """Whether the reply is a SPARQL result, so that what is loaded there can be counted."""
    return reply.ok and _table(reply) is not None


def counted(client: Client, url: str, names: Iterable[NamedNode]) -> dict[str, int]:
    """How many triples each of these graphs holds there, by its IRI."""
    text = f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ {_among(names)} GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g"
    return {row.get("g", ""): _number(url, row) for row in _rows(client, url, text)}


def total(client: Client, url: str, names: Iterable[NamedNode]) -> int:
    """How many triples these graphs hold there together."""
    text = f"SELECT (COUNT(*) AS ?n) WHERE {{ {_among(names)} GRAPH ?g {{ ?s ?p ?o }} }}"
    return sum(_number(url, row) for row in _rows(client, url, text))


def default_total(client: Client, url: str) -> int:
    """How many triples the default graph holds there."""
    return sum(_number(url, row) for row in _rows(client, url, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"))


def _among(names: Iterable[NamedNode]) -> str:
    return f"VALUES ?g {{ {' '.join(map(str, names))} }}"


def _rows(client: Client, url: str, text: str) -> list[dict[str, str]]:
    """The answer's rows, each a value by its variable's name."""
    reply = _send(client, url, text)
    if not reply.ok or reply.is_page:
        raise refusal(url, reply)
    table = _table(reply)
    if table is None:
        raise LoadError(url, f"its answer is no SPARQL result: {reply.said}", do="check --query-endpoint")
    return table


def _number(url: str, row: dict[str, str]) -> int:
    """The row's count."""
    try:
        return int(row["n"])
    except (LookupError, ValueError) as error:
        raise LoadError(url, f"its count is no number: {row!r}", do="check --query-endpoint") from error


def _table(reply: Reply) -> list[dict[str, str]] | None:
    """The rows of a SPARQL result in JSON; `None` when it is something else."""
    try:
        bindings = json.loads(reply.body)["results"]["bindings"]
        return [{name: str(term["value"]) for name, term in row.items()} for row in bindings]
    except (ValueError, LookupError, TypeError, AttributeError):
        return None


def _send(client: Client, url: str, text: str) -> Reply:
    return client.send("POST", url, body=io.BytesIO(urlencode({"query": text}).encode()), headers=_FORM)
