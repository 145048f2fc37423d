"""Train a model that ships with the package anew.

  kg train tagger --data ewt/ -o models/
  kg train claims --data gold/ -o models/
  kg train recogniser --data gold/ --encoder all-MiniLM-L6-v2/ -o models/

tagger: parts of speech. DIR holds CoNLL-U files, perhaps compressed with xz: those with
`train` in their names are learned from, those with `dev` are scored on. phrases, claims,
recogniser: which noun phrases are worth a node; which numbers are results, of what and
under what; the encoder that reads whole abstracts, with the phrases' weights that go with
it. DIR holds gold as `kg evaluate` reads it. For the recogniser, --encoder names a folder
with all-MiniLM-L6-v2, and steps are epochs; --texts names records without annotations:
what is said of them by encoders that have learned from the gold is learned from too. The
same files, steps and seed give the same bytes on one machine. The path of what is written
goes to stdout, all else to stderr.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

SUMMARY = "train a model that ships with the package anew"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("model", metavar="MODEL", help="tagger, phrases, claims or recogniser")
    parser.add_argument("--data", required=True, type=Path, metavar="DIR", help="the files to learn from")
    parser.add_argument("-o", "--output", default=Path(), type=Path, metavar="FOLDER", help="default: this folder")
    parser.add_argument("--encoder", type=Path, metavar="DIR", help="what the recogniser begins with")
    parser.add_argument("--texts", nargs="+", default=[], metavar="SOURCE", help="more texts for the recogniser")
    parser.add_argument("--steps", type=int, metavar="N", help="how long to learn (default: as the shipped model)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="what all chance comes from (default: 1)")


def run(args: argparse.Namespace) -> int:
    """Train and write the weights; 0 when they are written."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one order of sums; more threads gain nothing at these sizes
    from kg import train
    from kg.errors import BadParameter

    module = train.model(args.model)
    steps = module.STEPS if args.steps is None else args.steps
    for name, value in (("--steps", steps), ("--seed", args.seed)):
        if value < 1:
            raise BadParameter(name, str(value), expected="a number from 1")
    more = {name: given for name, given in (("encoder", args.encoder), ("texts", tuple(args.texts))) if given}
    for name in more:
        if name not in module.Settings.__struct_fields__:
            raise BadParameter(f"--{name}", str(getattr(args, name)), do=f"leave it out: {args.model} takes none")
    settings = module.Settings(source=args.data, folder=args.output, steps=steps, seed=args.seed, **more)
    print(module.train(settings, lambda line: print(line, file=sys.stderr, flush=True)))
    return 0
