"""The graph and all stages before it, written from those of an earlier build, by what a change reaches."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain

from msgspec import Struct

from kg import folder
from kg.describe import Quad, coauthors, line, links, noun
from kg.output import atomic
from kg.reach import Reached, TooFar, by_key, by_pair
from kg.resolve.lasting import entries
from kg.sorted_file import Sorted
from kg.write._difference import At, Change, changed
from kg.write._job import Written

class New(Struct, frozen=True):
    """A record that was not there: the digest of its content, and its lines."""

    content: str
    lines: folder.Lines


def near(found: Reached, order: Sequence[int | New], at: At) -> Written:
    """Write the graph, its readable form and the store, and the stages before.

    `order` has all records in their order, those that were there before by their number.
    Raises `TooFar` where the earlier build is not what the change was told by.
    """
    new = [each for each in order if isinstance(each, New)]
    _stages(found, order, at)
    change = Change()
    for seats, lines in ((found.gone, change.gone), (found.come, change.new)):
        for seat, placement in seats:
            read = at.past.lines(seat.number) if seat.before else new[seat.number].lines
            lines.update(at.how.lines((*read.read(), placement)))
    change.settle()
    for pairs, lines in zip(found.pairs, (change.gone, change.new), strict=True):
        lines.update(_lines(coauthors(pairs, at.how.iris)))
    for each, lines in ((found.before, change.gone), (found.after, change.new)):
        nouns = (*each.entities, *each.persons, *each.decisions)
        lines.update(chain.from_iterable(_lines(noun(one, at.how.iris)) for one in nouns))
    change.settle()
    _shared(found, at, change)
    return changed(change, at)


def _stages(found: Reached, order: Sequence[int | New], at: At) -> None:
    """Write the records, what they say, both in brief, where their names go, and what is decided."""
    moved = {seat.number: placement for seat, placement in found.come if seat.before}
    placed = iter([placement for _, placement in sorted((s.number, p) for s, p in found.come if not s.before)])
    pieces = [*_pieces(order, moved.keys())]
    for row, (name, lines) in enumerate(at.past.stages().items()):
        with atomic(at.stage / name) as out:
            for piece in pieces:
                if isinstance(piece, New):
                    out.write(piece.lines[row] if row < len(piece.lines) else folder.placed_line(piece.content, next(placed)))
                elif piece.start in moved and name == folder.PLACED:
                    out.write(folder.placed_line(at.past.content(piece.start), moved[piece.start]))
                else:
                    lines.copy(piece.start, piece.stop, out)
    before, after = found.before, found.after
    nouns = [[*each.entities, *each.persons] for each in (before, after)]
    _put(folder.ENTITIES, by_key, [[*map(folder.noun_line, each)] for each in nouns], at)
    _put(folder.DECISIONS, by_pair, [[*map(folder.noun_line, each.decisions)] for each in (before, after)], at)
    _put(folder.REGISTRY, by_key, [[*map(folder.entry_line, entries(each))] for each in (before, after)], at)
    _put(folder.OUTCOMES, bytes, [before.outcomes, after.outcomes], at)


def _pieces(order: Sequence[int | New], alone: Collection[int]) -> Iterator[range | New]:
    """The records in their order, those that stood behind one another in one piece; those in `alone` by themselves."""
    start, stop = 0, 0
    for each in order:
        if isinstance(each, int) and each == stop and each not in alone and stop - 1 not in alone:
            stop += 1
            continue
        if stop > start:
            yield range(start, stop)
        if isinstance(each, int):
            start, stop = each, each + 1
        else:
            yield each
            start = stop = -1
    if stop > start:
        yield range(start, stop)


def _put(name: str, key: Callable[[bytes], bytes], lines: list[Sequence[bytes]], at: At) -> None:
    """Write a sorted file with lines of after in the place of those of before."""
    old = Sorted(at.past.folder / name, key=key)
    was, now = ({key(line): line for line in each} for each in lines)
    changes = [(each, now.get(each, b"")) for each in sorted(was.keys() | now.keys()) if was.get(each) != now.get(each)]
    place = 0
    for each, _ in changes:
        place = old.place(each, place)
        piece = old.piece(place)
        if was.get(each, b"") != (piece if key(piece) == each else b""):
            raise TooFar(f"{name}: {each!r} is not as it was told")
    with atomic(at.stage / name) as out:
        old.spliced(changes, out)
    old.close()


def _shared(found: Reached, at: At, change: Change) -> None:
    """Write the lines that no single record, thing, person or decision has."""
    was, now = (set(_lines(links(each, at.how.iris))) for each in (found.before, found.after))
    part = Change()
    part.files(was, now)
    with atomic(at.stage / folder.COMMON) as out:
        Sorted(at.past.folder / folder.COMMON).spliced(part, out)
    change.files(was, now)


def _lines(quads: Iterable[Quad]) -> Iterator[bytes]:
    return (line(quad).encode() for quad in quads)
