"""Draw the graph: one HTML file a picture, which needs no network and no other file.

  kg view                                             all pictures, and an index page
  kg view coauthors -o people.html
  kg view papers --focus 'ImageNet' --hops 2 -o imagenet.html
  kg view ego --focus 'GPU' --hops 2                   what is around anything
  kg view mine.rq                                     a query of your own
  kg view coauthors --with-sparql -o mail.html        the graph is in the file as well
  kg view coauthors -g graph.ttl --limit 200 -o -     to stdout

Without NAME, all pictures go into the folder views/ and a list of them into
index.html: in the build's folder if GRAPH is one, else in the current folder, or
where -o says. With NAME and without -o, the picture goes into views/ as well.
The paths of the files written are printed.

NAME may be a file with a query of your own: a CONSTRUCT, whose triples are drawn, or
a SELECT, whose first two columns are. A picture with nothing to show is left out.

--focus shows what is within --hops links of what has that label, in any case;
--limit shows the nodes that are linked most. The page says what it leaves out.
--with-sparql adds 2 MB and the graph to the file, so that whoever has it can ask it,
with no network.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.view import Page

SUMMARY = "draw the graph: pictures as HTML files that need no network"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "name", nargs="?", metavar="NAME", help="which picture, or a query in a file (default: all, and an index)"
    )
    parser.add_argument("-g", "--graph", default="output", help="what to draw (default: output/)")
    parser.add_argument("-o", "--output", metavar="FILE.html", help="where to; `-` is stdout; without NAME, a folder")
    parser.add_argument("--focus", metavar="LABEL", help="only what is linked with this")
    parser.add_argument("--hops", type=int, default=1, metavar="N", help="over how many links (default: 1)")
    parser.add_argument("--limit", type=int, metavar="N", help="at most so many nodes (default: 1000)")
    parser.add_argument("--with-sparql", action="store_true", help="the file holds its graph, to be asked with SPARQL")


def run(args: argparse.Namespace) -> int:
    """Draw what is asked for."""
    from kg import view
    from kg.ask import Graph
    from kg.errors import BadParameter
    from kg.graph import drawn, lines_of

    if args.name is None and args.focus is not None:
        raise BadParameter("--focus", "no picture is named", expected=f"NAME before it: {', '.join(view.names())}")
    part = view.Part(args.focus, args.hops, view.LIMIT if args.limit is None else args.limit)
    with Graph(args.graph) as graph:
        pages = [drawn(graph, name, part) for name in ([args.name] if args.name else view.whole())]
    if args.with_sparql:
        pages = [view.with_sparql(page, lines_of(args.graph)) for page in pages]
    if args.name is None:
        _write_all(pages, Path(args.output) if args.output else _home(args.graph))
    else:
        _write_one(pages[0], args)
    return 0


def _home(graph: str) -> Path:
    """Where pictures go unless said: into the build's folder, or here."""
    from kg.folder import GRAPH

    folder = Path(graph)
    return folder if (folder / GRAPH).is_file() else Path()


def _write_all(pages: list[Page], folder: Path) -> None:
    """Write the pictures, then the index page that links to them and to what else the folder has."""
    from kg import view
    from kg.folder import INDEX, VIEWS

    for page in pages:
        if not page.empty:
            _write(folder / VIEWS / f"{page.name}.html", page.html)
        _tell(page)
    files = [name for name in view.FILES if (folder / name).is_file()]
    _write(folder / INDEX, view.index([page for page in pages if not page.empty], files))


def _write_one(page: Page, args: argparse.Namespace) -> None:
    """Write one picture; one with a focus has it in its name and leaves the whole one as it is."""
    from kg.folder import VIEWS
    from kg.keys import slug

    if args.output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(page.html.encode())
    else:
        part = f"-{slug(args.focus) or 'focus'}" if args.focus is not None else ""
        _write(Path(args.output or _home(args.graph) / VIEWS / f"{page.name}{part}.html"), page.html)
    _tell(page)


def _write(path: Path, text: str) -> None:
    from kg.output import write_atomically

    write_atomically(path, text)
    print(path)


def _tell(page: Page) -> None:
    """Say on stderr what the picture shows and what it leaves out."""
    said = "nothing to show" if page.empty else ", ".join(page.counts)
    print(f"{page.name}: {said}", *page.notices, sep="\n  ", file=sys.stderr)
