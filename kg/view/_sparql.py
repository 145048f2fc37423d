"""A page that also holds its graph, and Oxigraph as WebAssembly to ask it: SPARQL of a file, with no network.

Everything is in the page, packed: the library (`_assets/oxigraph`), the quads and the
example queries. A worker made from the page unpacks them when the first query is asked;
ending it ends a query that takes too long. The Content-Security-Policy of the page is
widened by exactly this: our script and sheet by their hashes, a worker from a blob, and
the compiling of WebAssembly; it still lets nothing be fetched.
"""

from __future__ import annotations

import base64
import gzip
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from markupsafe import Markup

from kg.ask import catalogue
from kg.describe.terms import ontology
from kg.errors import BadParameter
from kg.view._island import plain
from kg.view._page import asset, inline, template

DEADLINE = 30
"""After how many seconds a query is ended."""
LARGEST = 200_000_000
"""How many bytes of N-Quads a page may hold: browsers keep some times that in memory."""
END = "</body>"


class Example(NamedTuple):
    """A query that the reader can begin with."""

    name: str
    summary: str
    text: str


def with_sparql(html: str, quads: Iterable[bytes]) -> str:
    """The page with its graph, given as lines of N-Quads, and all that is needed to ask it."""
    style, script = inline(asset("sparql.css")), inline(asset("sparql.js"))
    section = template("sparql.html.j2").render(
        style=style,
        script=script,
        wasm=Markup(_wasm()),  # noqa: S704 base 64
        worker=Markup(asset("oxigraph/worker.min.js")),  # noqa: S704 a file that we ship
        quads=Markup(packed(quads)),  # noqa: S704 base 64
        examples=examples(),
        settings=Markup(plain({"deadline": DEADLINE, "prefixes": _prefixes()})),  # noqa: S704 `plain` escapes it
    )
    page, _, after = html.rpartition(END)
    return _allowed(page, script.hash, style.hash) + section + END + after


def _allowed(page: str, script: str, style: str) -> str:
    """The page whose policy, the first one in it, lets these run as well."""
    head, mark, rest = page.partition("script-src ")
    if not mark:
        head, mark, rest = page.partition("style-src ")
        head, mark = f"{head}script-src {script} 'wasm-unsafe-eval'; worker-src blob:; ", "style-src "
        return head + mark + f"{style} " + rest
    rest = rest.replace("style-src ", f"worker-src blob:; style-src {style} ", 1)
    return f"{head}{mark}{script} 'wasm-unsafe-eval' {rest}"


def examples() -> list[Example]:
    """The named queries that need no parameter, by topic and name."""
    found = [query for query in catalogue.queries() if not any(each.required for each in query.params.values())]
    return [Example(query.name, query.summary, _bare(query.text)) for query in found]


def _bare(text: str) -> str:
    """The query without its header."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("#+")).strip()


def packed(lines: Iterable[bytes]) -> str:
    """The lines compressed, in base 64; the same lines give the same text."""
    text = b"".join(lines)
    if len(text) > LARGEST:
        size, most = (f"{number / 1e6:,.0f} MB" for number in (len(text), LARGEST))
        raise BadParameter("--with-sparql", f"the graph is {size} of N-Quads", expected=f"at most {most} in a page")
    return base64.b64encode(gzip.compress(text, 9, mtime=0)).decode()


@cache
def _wasm() -> str:
    """Oxigraph's library, compressed as it ships, in base 64."""
    return base64.b64encode((files("kg.view") / "_assets" / "oxigraph" / "oxigraph.wasm.gz").read_bytes()).decode()


def _prefixes() -> dict[str, str]:
    return dict(sorted(ontology().prefixes.items()))
