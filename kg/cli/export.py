"""Write the graph in a format that other tools read.

  ttl nt rdfxml      triples, all graphs in one
  trig nq jsonld     quads, the named graphs kept
  graphml            the network of papers, persons and entities, for Gephi and yEd
  nq12 ttl12         RDF 1.2: each mention reifies the statements that it is the evidence of
  bibtex csl         the papers as references, for LaTeX, Zotero and Pandoc

GRAPH is a build folder or an RDF file. The output is sorted, so that two exports
of one graph are the same file. Without -o it goes to stdout.

example:
  kg export ttl -o graph.ttl
  kg export graphml -g output/ -o network.graphml
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

SUMMARY = "write the graph in another format"


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument(
        "format", metavar="FORMAT", help="ttl, trig, nt, nq, jsonld, rdfxml, nq12, ttl12, graphml, bibtex or csl"
    )
    parser.add_argument("-g", "--graph", default="output", metavar="GRAPH", help="default: output")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: stdout")


def run(args: argparse.Namespace) -> int:
    """Write the file, whole or not at all; 0 when it is written."""
    from kg.export import export
    from kg.output import atomic

    if args.output is None:
        export(args.format, args.graph, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    else:
        with atomic(args.output) as out:
            export(args.format, args.graph, out)
    return 0
