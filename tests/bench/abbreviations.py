"""Long and short forms found on MED1250, beside what is published and measured of others.

A pair counts where both strings are exactly those of the gold, once a record. The
records are two halves by the hash of their numbers. The errors of the first were read
to make the rules; of the second only scores and counts of errors by shape were looked
at, but some choices followed them, so it too says a little more than unseen text would.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from kg.extract.abbreviations import pairs
from tests.bench import NotHere, Rows, cpu, shared

TITLE = "abbreviations on MED1250"
PEERS = (
    ("Ab3P (measured elsewhere)", ".900"),
    ("`abbreviations` of PyPI, Schwartz-Hearst (likewise)", ".837"),
)

Found = set[tuple[str, str]]
Gold = dict[str, tuple[str, Found]]


def rows() -> Rows:
    """Precision, recall and F1 of the halves and the whole, the peers' F1, and the time an abstract takes."""
    gold = read(shared("data/abbreviations/med1250.txt"))
    seconds, said = cpu(lambda: {number: found(text) for number, (text, _) in gold.items()})
    yield "", "pairs", "precision", "recall", "F1"
    for name, numbers in (
        ("the half whose errors were read", [number for number in gold if first_half(number)]),
        ("the other half", [number for number in gold if not first_half(number)]),
        ("all", list(gold)),
    ):
        yield name, *scores([(said[number], gold[number][1]) for number in numbers])
    for name, f1 in PEERS:
        yield name, "", "", "", f1
    yield "CPU time an abstract", f"{seconds / len(gold) * 1000:.3f} ms"


def found(text: str) -> Found:
    """The pairs that we find, as strings: short form, long form."""
    return {(plain(text[slice(*pair.short)]), plain(text[slice(*pair.long)])) for pair in pairs(text)}


def scores(records: list[tuple[Found, Found]]) -> tuple[str, ...]:
    """Pairs in the gold, precision, recall and F1."""
    right = sum(len(said & true) for said, true in records)
    claimed, wanted = sum(len(said) for said, _ in records), sum(len(true) for _, true in records)
    shares = (right / claimed, right / wanted, 2 * right / (claimed + wanted))
    return (str(wanted), *(f"{share:.3f}" for share in shares))


def read(path: Path) -> Gold:
    """The text and the pairs of each record: a line with its number, lines of text, indented lines `short|long`."""
    gold: Gold = {}
    for number, lines in blocks(path.read_text(encoding="cp1252", errors="replace")):
        marked = [line for line in lines if line.startswith("  ") and "|" in line]
        text = "\n".join(line for line in lines if line not in marked)
        true = {(plain(short), plain(long)) for short, _, long in (line.partition("|") for line in marked)}
        gold.setdefault(number, (text, true))
    return gold


def blocks(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each record's number and the lines below it."""
    _, *rest = re.split(r"(?m)^(\d+)\s*$", text)
    for number, block in zip(rest[::2], rest[1::2], strict=True):
        yield number, [line for line in block.splitlines() if line.strip()]


def plain(text: str) -> str:
    return " ".join(text.split())


def first_half(number: str) -> bool:
    return int(hashlib.sha1(number.encode(), usedforsecurity=False).hexdigest()[-1], 16) % 2 == 0


if __name__ == "__main__":
    from tests.bench.__main__ import say, show

    try:
        show(rows())
    except NotHere as reason:
        say(f"  left out: {reason}")
