"""The graph and all stages before it, written from those of an earlier build, by what a change reaches."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from msgspec import Struct

from kg import folder
from kg.describe import Quad, coauthors, line, links, noun
from kg.model import Decision, Entity, Person
from kg.output import atomic
from kg.ranks import by_rank, ranks
from kg.reach import Astray, Reached, by_key, by_pair
from kg.resolve import Resolution
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
    Raises `Astray` where the earlier build is not what the change was told by.
    """
    _stages(found, order, at)
    for name, key, stated in (
        (folder.ENTITIES, by_key, _things),
        (folder.DECISIONS, by_pair, _decisions),
        (folder.REGISTRY, by_key, _registry),
        (folder.OUTCOMES, bytes, _outcomes),
        (folder.RANKS, by_rank, ranks),
    ):
        _put(name, key, [{key(each): each for each in stated(side)} for side in (found.before, found.after)], at)
    change = Change()
    _records(found, [each for each in order if isinstance(each, New)], at, change)
    was, now = _nouns(found.before), _nouns(found.after)
    for pairs, nouns, lines in zip(found.pairs, (was - now, now - was), (change.gone, change.new), strict=True):
        lines.update(_lines(coauthors(pairs, at.how.iris)))
        for each in nouns:
            lines.update(_lines(noun(each, at.how.iris)))
    change.settle()
    _shared(found, at, change)
    return changed(change, at)


def _records(found: Reached, new: Sequence[New], at: At, change: Change) -> None:
    """Describe the records that come or whose names go elsewhere, and, as they were, those and the ones that go."""
    for seats, lines in ((found.gone, change.gone), (found.come, change.new)):
        for seat, placement in seats:
            read = at.past.lines(seat.number) if seat.before else new[seat.number].lines
            lines.update(at.how.lines((*read.read(), placement)))
    change.settle()


def _stages(found: Reached, order: Sequence[int | New], at: At) -> None:
    """Write the records, what they say, both in brief, and where their names go."""
    moved = {seat.number: placement for seat, placement in found.come if seat.before}
    placed = {seat.number: placement for seat, placement in found.come if not seat.before}
    pieces = [*_pieces(order, moved.keys())]
    for row, (name, lines) in enumerate(at.past.stages().items()):
        with atomic(at.stage / name) as out:
            number = 0
            for piece in pieces:
                if isinstance(piece, range) and name == folder.PLACED and piece.start in moved:
                    out.write(folder.placed_line(at.past.content(piece.start), moved[piece.start]))
                elif isinstance(piece, range):
                    lines.copy(piece.start, piece.stop, out)
                elif name == folder.PLACED:
                    out.write(folder.placed_line(piece.content, placed[number]))
                    number += 1
                else:
                    out.write(piece.lines[row])


def _pieces(order: Sequence[int | New], alone: Collection[int]) -> Iterator[range | New]:
    """The records in their order, those that stood behind one another in one piece; those in `alone` by themselves."""
    held = range(0)
    for each in order:
        if isinstance(each, int) and each == held.stop and each not in alone and held.start not in alone:
            held = range(held.start, each + 1)
            continue
        if held:
            yield held
        if isinstance(each, int):
            held = range(each, each + 1)
        else:
            held = range(-1, -1)
            yield each
    if held:
        yield held


def _put(name: str, key: Callable[[bytes], bytes], lines: list[dict[bytes, bytes]], at: At) -> None:
    """Write a sorted file with lines of after in the place of those of before, which are told by what they sort by."""
    old, (was, now), place = Sorted(at.past.folder / name, key=key), lines, 0
    changes = [(each, now.get(each, b"")) for each in sorted(was.keys() | now.keys()) if was.get(each) != now.get(each)]
    for each, _ in changes:
        place = old.place(each, place)
        there = old.piece(place)
        if was.get(each, b"") != (there if key(there) == each else b""):
            raise Astray(f"{name}: {each!r}")
    with atomic(at.stage / name) as out:
        old.spliced(changes, out)
    old.close()


def _shared(found: Reached, at: At, change: Change) -> None:
    """Write the lines that no single record, thing, person or decision has."""
    part = Change()
    part.files(*(_lines(links(each, at.how.iris)) for each in (found.before, found.after)))
    with atomic(at.stage / folder.COMMON) as out:
        Sorted(at.past.folder / folder.COMMON).spliced(part, out)
    change.gone |= part.gone
    change.new |= part.new
    change.settle()


def _nouns(found: Resolution) -> set[Entity | Person | Decision]:
    return {*found.entities, *found.persons, *found.decisions}


def _things(found: Resolution) -> Iterator[bytes]:
    nouns: tuple[Entity | Person, ...] = (*found.entities, *found.persons)
    return map(folder.noun_line, nouns)


def _decisions(found: Resolution) -> Iterator[bytes]:
    return (folder.noun_line(each) for each in found.decisions)


def _registry(found: Resolution) -> Iterator[bytes]:
    return map(folder.entry_line, entries(found))


def _outcomes(found: Resolution) -> Iterable[bytes]:
    return found.outcomes


def _lines(quads: Iterable[Quad]) -> Iterator[bytes]:
    return (line(quad).encode() for quad in quads)
