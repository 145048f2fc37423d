"""Named queries, asked of the server's own processes."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import cast

from kg.ask import Graph, Table, catalogue
from kg.ask._binding import bound
from kg.ask._parameters import terms
from kg.find import Index
from kg.serve._orders import Question
from kg.serve._site import Site


class _Asker:
    """The graph as `kg.ask` wants it, to look up the names that parameters give; used in a thread beside the loop."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._loop = asyncio.get_running_loop()

    @property
    def index(self) -> Index:
        """The search index, which knows all names."""
        return asyncio.run_coroutine_threadsafe(self._site.index(), self._loop).result()

    def answer(self, sparql: str) -> Table:
        asked = self._site.pool.ask([Question(sparql)], trusted=True)
        (body,) = asyncio.run_coroutine_threadsafe(asked, self._loop).result()
        return Table(body)


async def text_of(site: Site, query: catalogue.Query, given: Mapping[str, str]) -> str:
    """The query's text with its parameters bound as terms; `UnknownName` or `BadParameter` as in `kg.ask`."""
    asker = cast("Graph", _Asker(site))
    values = {name: value for name, value in given.items() if value != ""}
    found = await asyncio.to_thread(terms, query, values, asker)
    return bound(query, found)
