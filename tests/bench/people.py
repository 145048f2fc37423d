"""What it costs to find out who is who among synthetic papers whose authors have real names as often as in life."""

from __future__ import annotations

import lzma
import os
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import accumulate
from typing import TypeAlias, TypeVar

import msgspec

from kg.evaluate.authors import bcubed
from kg.model import Affiliation, Name, PartialDate, Record, Source
from kg.parallel import chunks
from kg.resolve.people import People
from kg.resolve.people.names import COMMON
from tests.bench import ROOT, NotHere, Rows, cpu, shared

TITLE = "who is who, by number of authors of papers; one process"
SIZES = (10_000, 100_000, 1_000_000)
SNAPSHOT = "records/arxiv/snapshot-50k.jsonl.xz"
GROUP, PAPERS, AUTHORS = 20, 25, 4
"""People who write together, how many papers they write, and by how many a paper is at the mean: five papers each."""
GUESTS = 0.1
"""The share of authors who are from another group."""
GIVEN = """
wei li yang jing min hui john david maria anna peter thomas michael j a m s wen yu xin hao lei jun martin robert paul
daniel laura elena ivan sergey hiroshi kenji ravi sanjay ali omar jose carlos pierre marie hans
"""
WORDS, OF_GROUP, IN_TITLE, IN_ABSTRACT = 30_000, 40, 8, 80

CHUNK = 1_000
T = TypeVar("T")
Draw: TypeAlias = "tuple[list[str], list[float]]"


class Line(msgspec.Struct):
    """What is used of a line of arXiv's metadata."""

    authors_parsed: list[list[str]] = []


class Figures(msgspec.Struct):
    """What a run measured: seconds, mebibytes, how many persons came out, and B-cubed of what is known of them."""

    wall: float
    cpu: float
    memory: float
    persons: int
    precision: float
    recall: float


def rows() -> Rows:
    """Each size in a process of its own, so that its peak of memory is its own."""
    yield "names", names()[0], "", "", "", "", "", ""
    yield "authors of papers", "wall s", "CPU s", "a wall s", "peak MiB", "persons", "precision", "recall"
    for size in SIZES:
        ran = subprocess.run(
            [sys.executable, "-m", "tests.bench.people", str(size)], stdout=subprocess.PIPE, check=True, cwd=ROOT
        )
        made = msgspec.json.decode(ran.stdout, type=Figures)
        spent = f"{made.wall:.1f}", f"{made.cpu:.1f}", f"{size / made.wall:,.0f}", f"{made.memory:,.0f}"
        yield f"{size:,}", *spent, f"{made.persons:,}", f"{made.precision:.3f}", f"{made.recall:.3f}"


def names() -> tuple[str, Draw, Draw]:
    """Where names are from, and given and family names, each with how many have it."""
    families: Counter[str] = Counter()
    given: Counter[str] = Counter()
    try:
        with lzma.open(shared(SNAPSHOT)) as lines:
            decoder = msgspec.json.Decoder(Line)
            people = {(each[0], each[1]) for line in lines for each in decoder.decode(line).authors_parsed}
    except NotHere:
        tail = [f"{start}{middle}{end}" for start in COMMON for middle in "aeiou" for end in ("", "n", "sson", "ov")]
        ranked = [*sorted(COMMON), *sorted(tail)]
        return "a short list with a long tail", _zipf(GIVEN.split()), _zipf(ranked)
    for family, first in sorted(people):
        if family and first:
            families[family] += 1
            given[first] += 1
    return "those of arXiv's authors", _drawn(given), _drawn(families)


def _zipf(ranked: list[str]) -> Draw:
    return _drawn(Counter({name: len(ranked) // rank + 1 for rank, name in enumerate(ranked, 1)}))


def _drawn(counts: Counter[str]) -> Draw:
    return list(counts), list(accumulate(counts.values()))


def papers(size: int) -> Iterator[tuple[Record, list[int]]]:
    """Papers of so many authors in all, one of each group after the other, and the number of each author's person."""
    _, *draws = names()
    groups = max(1, size // (PAPERS * AUTHORS))
    said = number = 0
    while said < size:
        draw = random.Random(number)  # noqa: S311 a benchmark's draw, not a secret
        group = number % groups
        many = min(1 + int(draw.expovariate(1 / (AUTHORS - 0.5))), GROUP // 2, size - said)
        people = _authors(draw, group, groups, many)
        said, number = said + len(people), number + 1
        yield _paper(number, group, draw, [_name(each, *draws) for each in people]), people


def _authors(draw: random.Random, group: int, groups: int, many: int) -> list[int]:
    """So many people of a group, the first of it more often, each once; now and then one from elsewhere."""
    found: dict[int, None] = {}
    while len(found) < many:
        home = draw.randrange(groups) if draw.random() < GUESTS else group
        found[home * GROUP + int(draw.random() ** 1.5 * GROUP)] = None
    return list(found)


def _name(person: int, given: Draw, families: Draw) -> Name:
    """A person's name, and the place where they are in a third of all cases."""
    draw = random.Random(f"person {person}")  # noqa: S311
    (first,), (last,) = (draw.choices(each, cum_weights=weights) for each, weights in (given, families))
    there = (Affiliation(f"Institute {person // GROUP}, City {person // GROUP % 997}"),) if person % 3 == 0 else ()
    return Name(f"{first} {last}", affiliations=there)


def _paper(number: int, group: int, draw: random.Random, authors: list[Name]) -> Record:
    own = random.Random(f"group {group}")  # noqa: S311
    subject = [_word(own) for _ in range(OF_GROUP)]
    title = [draw.choice(subject) if draw.random() < 0.5 else _word(draw) for _ in range(IN_TITLE)]
    abstract = [draw.choice(subject) if draw.random() < 0.3 else _word(draw) for _ in range(IN_ABSTRACT)]
    return Record(
        id=f"r{number}",
        title=" ".join(title),
        abstract=" ".join(abstract),
        authors=tuple(authors),
        date=PartialDate(2000 + draw.randrange(20)),
        category=f"field {group % 40}",
        venue=f"venue {(group * 7 + draw.randrange(5)) % 500}",
        source=Source("made", number),
    )


def _word(draw: random.Random) -> str:
    """A word, the first of them the more often."""
    return f"word{int(WORDS ** draw.random())}x"


def measured(size: int) -> Figures:
    """What it takes to resolve so many; making the papers is not counted in the seconds."""
    people, true = People(), {}
    wall = spent = 0.0
    for chunk in chunks(papers(size), CHUNK):
        true.update({(made.id, at): who for made, authors in chunk for at, who in enumerate(authors, 1)})
        took, taken, _ = timed(partial(add, people, [made for made, _ in chunk]))
        wall, spent = wall + took, spent + taken
    took, taken, resolved = timed(people.resolve)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    of = {place: at for at, person in enumerate(resolved.persons) for place in person.members}
    precision, recall, _ = bcubed(list(true.values()), [of[place] for place in true])
    return Figures(wall + took, spent + taken, memory, len(resolved.persons), precision, recall)


def timed(work: Callable[[], T]) -> tuple[float, float, T]:
    """The seconds by the clock and of the CPU that a call takes, and what it gives."""
    began = time.perf_counter()
    spent, made = cpu(work)
    return time.perf_counter() - began, spent, made


def add(people: People, records: list[Record]) -> None:
    for record in records:
        people.add(record)


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.stdout.buffer.write(msgspec.json.encode(measured(int(sys.argv[1]))))
