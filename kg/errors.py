"""What can go wrong, as a tree.

    KgError                 exit code 1: the run failed
    ├── UsageError          exit code 2: wrong usage
    │   ├── UnknownName     a query, format, view or entity that is not there
    │   └── BadParameter    a value that a parameter does not take
    ├── ReadError           exit code 2: an input that cannot be read at all
    │   └── UnknownFormat   no reader claims it
    ├── UnknownTerm         a class or property that the ontology does not have
    ├── QueryError          exit code 2: a query that cannot be run
    │   ├── QueryRefused    it asks for what is not allowed, such as SERVICE
    │   └── QueryFailed     exit code 1: it was not answered
    │       ├── QueryTimeout    it ran out of time
    │       ├── OutOfMemory     it ran out of memory
    │       ├── AnswerTooLarge  its answer has more rows or bytes than are given
    │       └── ServerBusy      others were before it
    ├── StoreError          a graph that cannot be opened
    ├── OutputError         a file that cannot be written
    └── LoadError           a server that did not take the graph

A message says where, what is wrong, what was expected and what to do. A record
that fails is not an error but a `kg.model.Rejected`; only a failed run raises.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import ClassVar


class KgError(Exception):
    """The run failed; the message is one line for a person."""

    exit_code: ClassVar[int] = 1

    def __init__(self, where: object, what: str, *, expected: str = "", do: str = "") -> None:
        """Say where, what, what was expected and what to do."""
        parts = [f"{where}: {what}", f"expected {expected}" if expected else "", do]
        super().__init__("; ".join(part for part in parts if part))


class UsageError(KgError):
    """The command or call is wrong."""

    exit_code = 2


class UnknownName(UsageError):
    """Nothing of that kind has that name; the message names the nearest and all that are known."""

    def __init__(self, kind: str, name: str, known: Iterable[str] | None, *, do: str = "") -> None:
        """Say what kind of name is unknown, and list the known ones, if they could be listed."""
        names = sorted(set(known or ()))
        folded = {candidate.casefold(): candidate for candidate in names}
        close = [folded[near] for near in difflib.get_close_matches(name.casefold(), folded, n=3, cutoff=0.6)]
        shown = ", ".join(names[:40]) + (f" and {len(names) - 40} more" if len(names) > 40 else "")
        hint = f"did you mean {' or '.join(close)}?" if close else f"known: {shown or 'none'}"
        hints = (hint, do) if known is not None else (do,)
        super().__init__(f"{kind} {name!r}", "not known", do="; ".join(part for part in hints if part))


class BadParameter(UsageError):
    """A parameter has no or a wrong value."""


class ReadError(KgError):
    """An input cannot be read at all."""

    exit_code = 2


class UnknownFormat(ReadError):
    """No reader claims the input."""


class UnknownTerm(KgError):
    """The code names a class or property that `ontology/kg.ttl` does not declare."""


class QueryError(KgError):
    """A query cannot be run."""

    exit_code = 2


class QueryRefused(QueryError):
    """A query asks for what is not allowed."""


class QueryFailed(QueryError):
    """A query ran out of time or memory."""

    exit_code = 1


class QueryTimeout(QueryFailed):
    """A query ran out of time."""


class OutOfMemory(QueryFailed):
    """A query ran out of memory."""


class AnswerTooLarge(QueryFailed):
    """An answer has more rows or bytes than are given out; none of it is."""


class ServerBusy(QueryFailed):
    """A query was not begun, since too many others are before it."""


class StoreError(KgError):
    """A graph cannot be opened."""


class OutputError(KgError):
    """A file cannot be written."""


class LoadError(KgError):
    """A server did not take the graph."""
