"""Compare what is extracted with hand annotations.

  kg evaluate train.json --part rest
  kg evaluate dev.json page.txt --errors | less
  kg evaluate test.conll --format tdmsci
  kg evaluate train.jsonl.xz --format scirex
  kg evaluate aminer110.jsonl --format authors

GOLD is a JSON list of annotated records. Where they carry their abstracts no SOURCE is
needed; else each is paired, by its title, with a record that is read from the sources.
A name matches in any case, with or without hyphens, plural, vendor and generic head;
its type must be one of those that are acceptable. What the gold calls optional counts
neither for nor against.

--errors lists each error under the extractors that made it, behind a table of how often
each is right; --calibration shows whether a confidence of 0.9 means nine in ten.

With --format tdmsci, GOLD is a file of TDMSci, with --format scirex one of SciREX: the
names in its sentences, or in its titles and abstracts, are compared span by span, exactly
and by overlap.

With --format authors, GOLD is a set of papers whose authors of one name are known, in the
form of the AMiner set of 110 names: persons are compared by B-cubed, beside simple ways to
tell them apart.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.evaluate import Evaluation
    from kg.evaluate.gold import GoldRecord
    from kg.model import Extraction, Record
    from kg.report import Tally

SUMMARY = "compare what is extracted with hand annotations"
FORMATS = ("records", "tdmsci", "scirex", "authors")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    from kg.cli._inputs import add_sources

    parser.add_argument("gold", metavar="GOLD", help="the annotations")
    add_sources(parser, count="*")
    parser.add_argument("--format", choices=FORMATS, default="records", help="GOLD's format (default: records)")
    parser.add_argument(
        "--part",
        choices=("dev", "rest"),
        help="only the records whose id has a SHA-1 that ends in 0 to 3 (dev), or the others (rest)",
    )
    parser.add_argument("--errors", action="store_true", help="list the errors by rule")
    parser.add_argument("--calibration", action="store_true", help="show how often each confidence is right")
    parser.add_argument("--json", action="store_true", help="write JSON")


def run(args: argparse.Namespace) -> int:
    """Extract, compare and print; 3 where records of a source were rejected."""
    from kg.cli._inputs import tell
    from kg.report import Tally

    if args.format in WAYS:
        _refuse_unused(args)
        WAYS[args.format](args)
        return 0
    tally = Tally()
    _print(_evaluation(args, tally), args)
    tell(tally.notices, "note")
    tell(tally.rejected, "rejected")
    return 3 if tally.rejected else 0


def _evaluation(args: argparse.Namespace, tally: Tally) -> Evaluation:
    """The evaluation of all records, or of a part."""
    from kg.errors import BadParameter
    from kg.evaluate import evaluate
    from kg.evaluate.gold import part_of, read_gold
    from kg.read import inputs

    gold_files = inputs([args.gold])
    gold = [record for each in gold_files for record in read_gold(each)]
    wanted = part_of(gold, args.part) if args.part else gold
    made = evaluate(wanted, _said(_records(wanted, args, tally), args))
    if not made.found:
        raise BadParameter("SOURCE", "no record of the gold file is there", expected="records with the same titles")
    return made


def _records(gold: list[GoldRecord], args: argparse.Namespace, tally: Tally) -> list[Record]:
    """The records to extract from: those of the sources that are annotated, or the annotated ones themselves."""
    from kg.cli._inputs import as_of
    from kg.evaluate import title_of
    from kg.evaluate.gold import records_of
    from kg.gather import Gathered
    from kg.read import inputs

    if not args.sources:
        return records_of(gold, args.gold)
    titles = {title_of(each) for each in gold}
    read = Gathered(tally).records(inputs(args.sources), args.form, as_of(args))
    return [record for record in read if title_of(record) in titles]


def _said(records: list[Record], args: argparse.Namespace) -> Iterable[tuple[Record, Extraction]]:
    from kg.cli._inputs import texts_settings
    from kg.extract import read_texts
    from kg.progress import steps

    found = read_texts(steps(records, "extracting", len(records)), texts_settings(args))
    return zip(records, found, strict=True)


def _print(made: Evaluation, args: argparse.Namespace) -> None:
    """Write the figures, and what else was asked for."""
    from kg.evaluate import report
    from kg.evaluate.calibration import bins
    from kg.evaluate.errors import errors, trust

    shown, parts = report.values(made), ["\n".join(report.lines(made))]
    if args.calibration:
        found = bins(made.outcomes)
        shown["calibration"] = report.calibration_values(found)
        parts.append("\n".join(report.calibration_lines(found)))
    if args.errors:
        listed, by_rule = list(errors(made.outcomes)), trust(made.outcomes)
        shown |= {"rules": by_rule, "errors": listed}
        parts.append("\n".join(report.error_lines(listed, by_rule)))
    _write(shown, "\n\n".join(parts), args)


def _write(shown: object, text: str, args: argparse.Namespace) -> None:
    import msgspec

    content = msgspec.json.format(msgspec.json.encode(shown), indent=1).decode() if args.json else text
    sys.stdout.write(content + "\n")


def _refuse_unused(args: argparse.Namespace) -> None:
    from kg.errors import BadParameter

    unused = {"SOURCE": args.sources, "--part": args.part, "--errors": args.errors, "--calibration": args.calibration}
    for name, value in unused.items():
        if value:
            raise BadParameter(name, f"not for --format {args.format}", do="leave it out")


def _spans(args: argparse.Namespace) -> None:
    """Compare and print the spans of a file of TDMSci or SciREX."""
    from kg.evaluate import _spans, report, scirex, tdmsci
    from kg.read import inputs

    form = {"tdmsci": tdmsci, "scirex": scirex}[args.format]
    texts = [text for each in inputs([args.gold]) for text in form.read_texts(each)]
    said = (extraction for _, extraction in _said(_spans.records_of(texts, args.gold), args))
    made = _spans.figures(texts, said, form.KINDS)
    _write(report.span_values(made), "\n".join(report.span_lines(made)), args)


def _authors(args: argparse.Namespace) -> None:
    """Compare and print the persons of an author set."""
    from kg.evaluate import authors
    from kg.read import inputs

    made = authors.compared([line for each in inputs([args.gold]) for line in authors.read_lines(each)])
    _write(authors.values_of(made), "\n".join(authors.lines_of(made)), args)


WAYS = {"tdmsci": _spans, "scirex": _spans, "authors": _authors}
"""What each format beside that of records does."""
