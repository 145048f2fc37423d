"""The graph written from that of an earlier build, by what has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from kg import folder, measure, store
from kg.describe import Quad, coauthors, dataset, line, noun
from kg.describe.terms import term
from kg.export import ttl
from kg.output import atomic
from kg.past import Past
from kg.sorted_file import Sorted
from kg.write._job import How, Job, Written
from kg.write._moves import Moves

_COMMUNITY = term("kg:community").encode()
MOST = 0.15
"""A store or an index of which a greater part changes is built anew, which is quicker then."""


class At(Struct, frozen=True):
    """The build that is made, how it is described, and the earlier one."""

    stage: Path
    how: How
    past: Past


class Change:
    """Lines that go and lines that come."""

    def __init__(self) -> None:
        self.gone: set[bytes] = set()
        self.new: set[bytes] = set()

    def files(self, old: Iterable[bytes], new: Iterable[bytes]) -> None:
        """Take in what one has and the other has not."""
        before, after = set(old), set(new)
        self.gone |= before - after
        self.new |= after - before

    def settle(self) -> None:
        """Leave out what goes and comes again."""
        both = self.gone & self.new
        self.gone -= both
        self.new -= both

    def iris(self) -> frozenset[str]:
        """The IRIs that the lines are of or lead to."""
        triples = (each[: each.rindex(b" <")].split(b" ", 2) for lines in (self.gone, self.new) for each in lines)
        ends = {end for subject, _, thing in triples for end in (subject, thing)}
        return frozenset(end[1:-1].decode() for end in ends if end.startswith(b"<"))

    def __len__(self) -> int:
        return len(self.gone) + len(self.new)

    def __iter__(self) -> Iterator[tuple[bytes, bytes]]:
        """The changes in order, as `Sorted.spliced` takes them."""
        yield from sorted([*((line, b"") for line in self.gone), *((line, line) for line in self.new)])


def difference(job: Job, past: Past) -> Written:
    """Write the graph, its readable form and the store, where all of the stages before is there."""
    change, at = Change(), At(job.stage, job.how, past)
    _people(job, _records(job, past, change), change)
    _nouns(job, past, change)
    _compared(folder.COMMON, job.common(), at, change)
    return changed(change, at)


def changed(change: Change, at: At) -> Written:
    """Write the graph, its readable form and the store, with a change of records and of what they share."""
    old, found = Sorted(at.past.folder / folder.GRAPH), change.iris()
    library = _measured(old, change, at)
    counts = folder.read_counts(at.past.folder)
    with (at.past.folder / folder.DATASET).open("rb") as lines:
        blocks = list(_blocks(old, change, frozenset(lines)))
    counts.replace([line for before, _ in blocks for line in before], [line for _, after in blocks for line in after])
    folder.write_counts(at.stage, counts)
    _compared(folder.DATASET, dataset(counts, at.how.origin, at.how.iris), at, change)
    _spliced(old, change, at.stage / folder.GRAPH)
    _readable(at, blocks)
    little = len(change) <= MOST * counts.triples
    _store(at, change if little else None)
    told = measure.summary(library, (at.stage / folder.MEASURES).read_bytes())
    return Written(counts.triples, told, found if little else None)


def _records(job: Job, past: Past, change: Change) -> Moves:
    """Describe the records that are new or changed, and, as they were, those that are changed or gone."""
    moves, going = Moves(), set(past.contents())
    for content, known in job.placed():
        before = past.known(content)
        if before == known:
            going.discard(content)
        else:
            described = known.read()
            change.new.update(job.how.lines(described))
            moves.new.append(described[-1])
    for content in going:
        before = past.known(content)
        if before:
            described = before.read()
            change.gone.update(job.how.lines(described))
            moves.old.append(described[-1])
    change.settle()
    return moves


def _people(job: Job, moves: Moves, change: Change) -> None:
    """Take in who has written with whom since, and who no more has."""
    for pairs, lines in zip(moves.pairs(job.resolution), (change.gone, change.new), strict=True):
        lines.update(line(quad).encode() for quad in coauthors(pairs, job.how.iris))


def _nouns(job: Job, past: Past, change: Change) -> None:
    """Describe the things, persons and decisions that are new or changed, and, as they were, those changed or gone."""
    for name, read in ((folder.ENTITIES, folder.thing), (folder.DECISIONS, folder.decision)):
        with (past.folder / name).open("rb") as old, (job.stage / name).open("rb") as new:
            before, after = set(old), set(new)
        for stated, lines in ((before - after, change.gone), (after - before, change.new)):
            lines.update(line(quad).encode() for each in stated for quad in noun(read(each), job.how.iris))
    change.settle()


def _compared(name: str, quads: Iterable[Quad], at: At, change: Change) -> None:
    """Write lines that no single record has, and take in how they differ from what they were."""
    new = sorted(line(quad).encode() for quad in quads)
    with atomic(at.stage / name) as out:
        out.write(b"".join(new))
    with (at.past.folder / name).open("rb") as old:
        change.files(old, new)
    change.settle()


def _measured(old: Sorted, change: Change, at: At) -> measure.Library:
    """The facts that are measured and the measures, as they were, but for what changes; for a later update, too."""
    with (at.past.folder / folder.LIBRARY).open("rb") as lines:
        known = measure.Library.read(lines)
    blocks = list(_blocks(old, change, frozenset()))
    subjects = [(before or after)[0].partition(b" ")[0].decode() for before, after in blocks]
    before = {subject for subject in subjects if known.line(subject)}
    around = measure.change(known, subjects, (b"".join(after).decode() for _, after in blocks))
    now = {subject: known.line(subject) for subject in subjects}
    _spliced(
        Sorted(at.past.folder / folder.LIBRARY, key=measure.subject_of),
        [(subject.encode(), line) for subject, line in now.items() if line or subject in before],
        at.stage / folder.LIBRARY,
    )
    new = measure.derived(known, at.how.iris, around)
    if around:
        _measured_again((around, new), at, change)
    else:
        _compared(folder.MEASURES, new, at, change)
    return known


def _measured_again(measured: tuple[measure.Around, Iterable[Quad]], at: At, change: Change) -> None:
    """Write the measures, with those in the place of what there was on the same subjects; take in how they differ."""
    around, quads = measured
    measures, differing = Sorted(at.past.folder / folder.MEASURES), Change()
    before = _on({subject.encode() for subject in (*around.people, *around.papers, *around.things)}, measures)
    communities = {each.split(b" ", 3)[2] for each in before if each.split(b" ", 2)[1] == _COMMUNITY}
    differing.files([*before, *_on(communities, measures)], (line(quad).encode() for quad in quads))
    change.gone |= differing.gone
    change.new |= differing.new
    change.settle()
    _spliced(measures, differing, at.stage / folder.MEASURES)


def _on(subjects: Iterable[bytes], text: Sorted) -> list[bytes]:
    """The lines on these subjects."""
    found: list[bytes] = []
    at = 0
    for subject in sorted(subject + b" " for subject in subjects):
        at = text.place(subject, at)
        found += text.beginning(subject, at)
    return found


def _spliced(old: Sorted, changes: Iterable[tuple[bytes, bytes]], path: Path) -> None:
    """Write a sorted file with changes, and let go of the earlier one."""
    with atomic(path) as out:
        old.spliced(changes, out)
    old.close()


def _blocks(old: Sorted, change: Change, but: frozenset[bytes]) -> Iterator[tuple[list[bytes], list[bytes]]]:
    """All lines of every subject that changes, before and after, in order of subject; lines in `but` do not count."""
    gone, new, at = _by_subject(change.gone), _by_subject(change.new), 0
    for subject in sorted(gone.keys() | new.keys()):
        at = old.place(subject + b" ", at)
        before = [line for line in old.beginning(subject + b" ", at) if line not in but]
        yield before, sorted({*before, *new[subject]} - gone[subject])


def _by_subject(lines: Iterable[bytes]) -> defaultdict[bytes, set[bytes]]:
    found: defaultdict[bytes, set[bytes]] = defaultdict(set)
    for each in lines:
        found[each.partition(b" ")[0]].add(each)
    return found


def _readable(at: At, blocks: list[tuple[list[bytes], list[bytes]]]) -> None:
    """Write the readable form, with the blocks of the subjects that changed."""
    kept = folder.is_readable(at.how.iris)
    changes = []
    for before, after in blocks:
        old, new = list(filter(kept, before)), list(filter(kept, after))
        if old != new:
            changes.append(((old or new)[0].partition(b" ")[0], ttl.block(new)))
    text = Sorted(at.past.folder / folder.READABLE, end=ttl.END, head=len(ttl.HEAD), key=ttl.subject)
    _spliced(text, changes, at.stage / folder.READABLE)


def _store(at: At, change: Change | None) -> None:
    """Make the store: from the earlier one where it is there and little has changed."""
    old, new = at.past.folder / folder.STORE, at.stage / folder.STORE
    if change is not None and old.is_dir():
        store.change_store(old, new, change.gone, change.new)
    else:
        store.build_store(at.stage / folder.GRAPH, new)
