"""The named queries: one `.rq` file each, in a folder by topic, with a header of `#+` lines in YAML.

The header is that of grlc (https://github.com/CLARIAH/grlc): it is a comment to
any SPARQL engine, so the file runs as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources.abc import Traversable

import msgspec
from msgspec import Struct

from kg.errors import QueryError, UnknownName
from kg.files import shipped, walk

LIMIT = "limit"
"""The type of a parameter that says how many: the number of the query's every LIMIT."""


class Parameter(Struct, frozen=True, forbid_unknown_fields=True):
    """What a query takes: a type (see `kg.ask._parameters`), and an example; without value it may stay unbound."""

    type: str = "string"
    default: str | None = None
    example: str | None = None
    required: bool = False
    description: str = ""


class _Header(Struct, frozen=True, forbid_unknown_fields=True):
    summary: str = ""
    description: str = ""
    params: dict[str, Parameter] = {}
    view: str | None = None


class Query(Struct, frozen=True):
    """A question: its SPARQL text and what its header says. `view` names a picture that suits the answer."""

    name: str
    topic: str
    text: str
    summary: str
    description: str
    params: dict[str, Parameter]
    view: str | None


def names() -> list[str]:
    """The names of all named queries, sorted."""
    return sorted(_files())


def queries() -> Iterator[Query]:
    """All named queries, by topic, then by name."""
    for name, (topic, _) in sorted(_files().items(), key=lambda item: (item[1][0], item[0])):
        yield named(name, topic=topic)


def named(name: str, *, topic: str | None = None) -> Query:
    """The query of that name; `UnknownName` with the nearest when there is none."""
    files = _files()
    if name not in files:
        raise UnknownName("query", name, files, do="`kg queries` lists them")
    folder, file = files[name]
    return parsed(name, file.read_text(encoding="utf-8"), topic=topic or folder)


def parsed(name: str, text: str, *, topic: str = "") -> Query:
    """The query that a text holds, with or without a header; `QueryError` when the header is malformed."""
    lines = [line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+")]
    header = _header(name, "\n".join(lines)) if lines else _Header()
    return Query(name, topic, text, header.summary, header.description.strip(), header.params, header.view)


def _header(name: str, lines: str) -> _Header:
    import yaml

    try:
        values = yaml.load(lines, Loader=yaml.BaseLoader)
        return msgspec.convert(values, _Header, strict=False)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        reason = " ".join(str(error).split())
        raise QueryError(name, f"header: {reason}", expected="YAML with summary, description, params, view") from error


@cache
def _files() -> dict[str, tuple[str, Traversable]]:
    """Topic and file of each name; a name stands once in the whole catalogue."""
    found: dict[str, tuple[str, Traversable]] = {}
    for path, file in walk(shipped("queries"), ".rq"):
        topic, _, last = path.rpartition("/")
        name = last.removesuffix(".rq")
        if name in found:
            raise QueryError(path, f"a second query of the name {name!r}; the first is in {found[name][0]}")
        found[name] = (topic, file)
    return found
