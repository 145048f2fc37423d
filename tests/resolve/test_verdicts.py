"""What persons decide: files of it, what counts of several lines, and what contradicts itself."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ReadError, UsageError
from kg.model import Decision, DecisionKind, Verdict
from kg.resolve.clusters import Clusters
from kg.resolve.verdicts import Verdicts, read_verdicts


def said(left: str, right: str, verdict: str, who: str = "ada", kind: DecisionKind = "person") -> Decision:
    return Decision(kind=kind, left=left, right=right, verdict=Verdict(verdict), who=who)


def test_a_file_is_read_as_it_is_written(tmp_path: Path) -> None:
    lines = [said("a#1", "b#2", "same"), said("x", "y", "different", kind="paper")]
    path = tmp_path / "decisions.jsonl"
    path.write_bytes(b"\n\n".join(map(msgspec.json.encode, lines)) + b"\n")
    assert list(read_verdicts(path)) == lines


def test_a_short_line_is_enough(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_text('{"kind": "person", "left": "a#1", "right": "b#2", "verdict": "same", "who": "ada"}\n')
    assert list(read_verdicts(path)) == [said("a#1", "b#2", "same")]


@pytest.mark.parametrize("line", ["x", "[]", "{}", '{"kind": "star", "left": "a", "right": "b", "verdict": "same"}'])
def test_a_line_that_is_none_is_told(tmp_path: Path, line: str) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_text(f"\n{line}\n")
    with pytest.raises(ReadError, match=r"decisions\.jsonl:2: no decision"):
        list(read_verdicts(path))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="No such file"):
        list(read_verdicts(tmp_path / "none"))


def test_the_last_line_on_a_pair_counts_in_either_order() -> None:
    found = Verdicts([said("a", "b", "same"), said("c", "d", "same"), said("b", "a", "different")])
    assert [(each.left, each.right, each.verdict.value) for each in found.of("person")] == [
        ("b", "a", "different"),
        ("c", "d", "same"),
    ]
    assert found.pairs("person", Verdict.DIFFERENT) == [("a", "b")]
    assert not found.of("entity")


def test_what_the_program_decided_is_no_verdict() -> None:
    assert len(Verdicts([said("a", "b", "same", who="paperkg")])) == 0


def test_verdicts_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(UsageError, match="a and c are different by one verdict and the same by others"):
        Verdicts([said("a", "b", "same"), said("b", "c", "same"), said("c", "a", "different")])


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 7), st.integers(0, 7)), max_size=30))
def test_what_is_parted_is_never_joined(steps: list[tuple[bool, int, int]]) -> None:
    clusters, parted = Clusters(range(8)), set()
    for joins, a, b in steps:
        if joins:
            assert clusters.join(a, b) == (clusters.root(a) == clusters.root(b))
        elif clusters.root(a) != clusters.root(b):
            clusters.part(a, b)
            parted.add((a, b))
    assert all(clusters.root(a) != clusters.root(b) and clusters.parted(b, a) for a, b in parted)
    assert sorted(each for part in clusters.parts() for each in part) == list(range(8))
