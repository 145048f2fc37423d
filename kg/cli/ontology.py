"""Show what the classes and properties of a graph mean.

  kg ontology -o ontology.html
  kg ontology -f svg -o ontology.svg

Formats: html, a page with a diagram; svg, the diagram alone; ttl, the ontology in OWL;
jsonld, the JSON-LD context. Every build has the page as ontology.html.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

SUMMARY = "show what classes and properties mean"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "-f", "--format", choices=("html", "svg", "ttl", "jsonld"), help="default: by the suffix of -o, else html"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write there instead of to stdout")


def run(args: argparse.Namespace) -> int:
    """Write the form that is asked for."""
    from kg.output import write_atomically

    suffix = args.output.suffix.lower().removeprefix(".") if args.output else ""
    text = _text(args.format or (suffix if suffix in {"svg", "ttl", "jsonld"} else "html"))
    if args.output:
        write_atomically(args.output, text)
    else:
        sys.stdout.write(text)
    return 0


def _text(form: str) -> str:
    from kg.document import diagram, page, read
    from kg.files import shipped

    if form in {"ttl", "jsonld"}:
        name = {"ttl": "kg.ttl", "jsonld": "context.jsonld"}[form]
        return (shipped("ontology") / name).read_text(encoding="utf-8")
    return diagram(read()) if form == "svg" else page()
