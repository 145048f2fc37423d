"""The files of a person's verdicts that a build goes by: those that are named, and the one in its own folder."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec.structs import replace

from kg.errors import UsageError
from kg.model import PROGRAM, Decision, Notice, Source
from kg.output import atomic
from kg.resolve import Verdicts, read_verdicts
from kg.settings import Settings

OWN = "decisions.jsonl"
"""The file in a build's folder to which `kg decide` writes; a build reads it and leaves it as it is."""
MOST = 10
"""So many verdicts on what is not there are told one by one."""


def with_own_verdicts(settings: Settings, output: Path) -> Settings:
    """The settings with the verdicts that stand in the output folder, which win over those of other files."""
    own = output / OWN
    return replace(settings, decisions=(*settings.decisions, str(own))) if own.is_file() else settings


def verdicts_of(settings: Settings) -> Verdicts:
    """What persons decided, from all files; raises `ReadError` or, where they contradict each other, `UsageError`."""
    return Verdicts(decision for path in settings.decisions for decision in read_verdicts(Path(path)))


def idle(verdicts: Verdicts, decisions: Iterable[Decision]) -> Iterator[Notice]:
    """The verdicts that are not among what was decided, since one of the pair is not there."""
    if not len(verdicts):
        return
    done = {(each.kind, each.left, each.right) for each in decisions if each.who != PROGRAM}
    left = [each for each in verdicts if (each.kind, each.left, each.right) not in done]
    where = Source("decisions", 1)
    for each in left[:MOST]:
        pair = f"{each.left} and {each.right}"
        yield Notice(where, f"a verdict without effect, for one of the two is not here: {pair}")
    if len(left) > MOST:
        yield Notice(where, f"{len(left) - MOST} more verdicts without effect")


def own_verdicts(output: Path) -> list[Decision]:
    """The verdicts that stand in a build's folder, in their order, the last on each pair."""
    own = output / OWN
    last = {_pair(each): each for each in read_verdicts(own)} if own.is_file() else {}
    return [each for each in last.values() if each.who != PROGRAM]


def write_verdicts(output: Path, decisions: Iterable[Decision]) -> None:
    """Put verdicts into a build's folder, each in the place of an earlier one on its pair.

    Raises `UsageError`, and writes nothing, where verdicts then contradict each other.
    """
    new = {_pair(each): each for each in decisions}
    with _held(output):
        kept = [each for each in own_verdicts(output) if _pair(each) not in new]
        _write(output, [*kept, *new.values()])


def withdraw_verdict(output: Path, decision: Decision) -> bool:
    """Take the verdict on a decision's pair out of a build's folder; whether there was one."""
    with _held(output):
        every = own_verdicts(output)
        kept = [each for each in every if _pair(each) != _pair(decision)]
        if len(kept) < len(every):
            _write(output, kept)
    return len(kept) < len(every)


def _pair(decision: Decision) -> tuple[str, str, str]:
    left, right = sorted((decision.left, decision.right))
    return decision.kind, left, right


def _write(output: Path, decisions: list[Decision]) -> None:
    """Write the whole file; where there are no verdicts, there is none."""
    for each in decisions:
        if each.left == each.right:
            raise UsageError("decisions", f"{each.left} is one thing; a verdict is on two")
    Verdicts(decisions)
    if not decisions:
        (output / OWN).unlink(missing_ok=True)
        return
    with atomic(output / OWN) as out:
        out.writelines(msgspec.json.encode(each) + b"\n" for each in decisions)


@contextlib.contextmanager
def _held(output: Path) -> Iterator[None]:
    """Keep other writers of verdicts waiting; a build does not wait, it reads the file as it then is."""
    try:
        import fcntl
    except ImportError:  # no such locks on this system
        yield
        return
    handle = os.open(output / f".{OWN}.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
