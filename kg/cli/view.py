"""Draw the graph: one HTML file a picture, which needs no network and no other file.

  kg view                                             all pictures, and an index page
  kg view coauthors -o people.html
  kg view papers --focus 'ImageNet' --hops 2 -o imagenet.html
  kg view coauthors -g graph.ttl --limit 200 -o -     to stdout

Without NAME, all pictures go into the folder views/ and a list of them into
index.html: in the build's folder if GRAPH is one, else in the current folder, or
where -o says. With NAME and without -o, the picture goes into views/ as well.
The paths of the files written are printed.

--focus shows what is within --hops links of what has that label, in any case;
--limit shows the nodes that are linked most. The page says what it leaves out.
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
    parser.add_argument("name", nargs="?", metavar="NAME", help="which picture (default: all, and an index page)")
    parser.add_argument("-g", "--graph", default="output", help="what to draw (default: output/)")
    parser.add_argument("-o", "--output", metavar="FILE.html", help="where to; `-` is stdout; without NAME, a folder")
    parser.add_argument("--focus", metavar="LABEL", help="only what is linked with this")
    parser.add_argument("--hops", type=int, default=1, metavar="N", help="over how many links (default: 1)")
    parser.add_argument("--limit", type=int, metavar="N", help="at most so many nodes (default: 1000)")


def run(args: argparse.Namespace) -> int:
    """Draw what is asked for."""
    from kg import view
    from kg.ask import Graph
    from kg.errors import BadParameter
    from kg.graph import rows_of

    if args.name is None and args.focus is not None:
        raise BadParameter("--focus", "no picture is named", expected=f"NAME before it: {', '.join(view.names())}")
    limit = view.LIMIT if args.limit is None else args.limit
    with Graph(args.graph) as graph:
        rows = rows_of(graph)
        if args.name is None:
            folder = Path(args.output) if args.output else _home(args.graph)
            _write_all([view.page(name, rows, limit=limit) for name in view.names()], folder)
        else:
            page = view.page(args.name, rows, focus=args.focus, hops=args.hops, limit=limit)
            _write_one(page, args)
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
        _write(folder / VIEWS / f"{page.name}.html", page.html)
        _tell(page)
    files = [name for name in view.FILES if (folder / name).is_file()]
    _write(folder / INDEX, view.index(pages, files))


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
    print(f"{page.name}: {', '.join(page.counts)}", *page.notices, sep="\n  ", file=sys.stderr)
