"""An update that follows a change by marks gives what a build of all inputs anew does, and goes over no more."""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import folder, nearby
from kg.build import build
from kg.past import Past
from kg.settings import Settings
from kg.update import remove, update
from tests.conftest import SAMPLE
from tests.update.test_update import QUICK, Line, bytes_of, stored, written

MANY = 52
"""Records there are at first: of these in two binary digits, some may come and some may go."""
TITLES = [
    "Counting terns by radar", "Counting terns by radars", "Terns counted by radar: a survey", "Gulls and GPUs",
    "SkuaNet: a CNN for skuas", "SkuaNet-2: skuas in the dark", "Auks on edge devices", "A survey of terns",
    "Learning to tell gulls from terns", "Tern migration in figures", "Deep nets for petrels", "Petrels, again",
]  # fmt: skip
ABSTRACTS = [
    "", "We propose SkuaNet, a convolutional neural network (CNN). On ImageNet it reaches an accuracy of 99.2%.",
    "SkuaNet-2 runs 2.5x faster than SkuaNet on a V100 GPU. It is evaluated on TernBench.",
    "We use CNN and convolutional neural networks (CNNs) on an NVIDIA Tesla V100 and on MNIST.",
    "A graph neural network (GNN) and a Gull Net Node (GNN) are compared. Support vector machines do worse.",
    "We train LeNet-5 and a large language model, GPT-4, with the Adam optimizer on TernBench v2.",
    "Radar (Random Auk Detection And Ranging) tells auks from terns. Reinforcement learning does not.",
    "Processing in memory (PIM) helps; our PIM device, AukPIM, saves 40% energy over a Xilinx ZC706 FPGA.",
]  # fmt: skip
AUTHORS: list[Any] = [
    "Ann Ek", "A. Ek", "Bo Li", "Li Bo", "Cy Day", "Cyril Day", "Di Fox", "Wei Zhang", "Zhang Wei", "Eve Ott",
    {"name": "Bo Li", "orcid": "0000-0002-1825-0097"}, {"name": "Ann Ek", "affiliations": [{"name": "MIT"}]},
    {"name": "Di Fox", "affiliations": [{"name": "Univ. of Bergen, Norway"}, {"name": "Stanford University, USA"}]},
]  # fmt: skip
VENUES = [None, None, "NeurIPS", "Advances in Neural Information Processing Systems 35", "Sea Birds", "J. Sea Birds",
          "Journal of Sea Birds", "Proc. 3rd Workshop on Auks (WoA 2020)", "IEEE Trans. on Terns"]  # fmt: skip
CATEGORIES = [None, "cs.CV", "cs.LG", "q-bio.PE", "Ornithology"]


def record(number: int, seed: int) -> Line:
    """A record that may be like others."""
    pick = random.Random(seed)  # noqa: S311 no secret
    made: Line = {"id": f"r{number}", "title": pick.choice(TITLES), "abstract": pick.choice(ABSTRACTS)}
    made["authors"] = pick.sample(AUTHORS, pick.randint(1, 4))
    made["date"] = str(pick.randint(2018, 2023))
    for name, values in (("venue", VENUES), ("category", CATEGORIES)):
        if value := pick.choice(values):
            made[name] = value
    if pick.random() < 0.4:
        made["identifiers"] = {"doi": f"10.1/{pick.randint(1, 30)}"}
    if pick.random() < 0.3:
        made["references"] = [f"doi:10.1/{pick.randint(1, 30)}"]
    return made


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build, with its input beside it."""
    place = tmp_path_factory.mktemp("first")
    build([written(place / "zero.jsonl", [record(at, at) for at in range(MANY)])], place / "made", Settings(**QUICK))
    return place


new = st.builds(record, st.integers(0, MANY + 20), st.integers(1000, 1400))
put = st.tuples(st.sampled_from(["a.jsonl", "zz.jsonl"]), st.lists(new, min_size=1, max_size=3, unique_by=str))
changes = st.lists(st.one_of(put, st.integers(0, MANY - 1)), min_size=1, max_size=3)


SAFE = [HealthCheck.function_scoped_fixture]


@settings(max_examples=4, deadline=None, suppress_health_check=SAFE)
@given(done=changes)
def test_any_sequence_of_small_changes_ends_where_a_build_anew_does(
    done: list[Any], first: Path, tmp_path: Path
) -> None:
    ends_as_anew(done, first, tmp_path)


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=SAFE)
@given(done=changes)
def test_many_sequences_of_small_changes_end_where_a_build_anew_does(
    done: list[Any], first: Path, tmp_path: Path
) -> None:
    ends_as_anew(done, first, tmp_path)


def ends_as_anew(done: list[Any], first: Path, tmp_path: Path) -> None:
    """Check that changes end where a build of all inputs anew does; a number is a record that is withdrawn."""
    made, again = tmp_path / "made", tmp_path / "again"
    shutil.rmtree(made, ignore_errors=True)
    shutil.copytree(first / "made", made)
    sources, without = {"zero.jsonl": first / "zero.jsonl"}, set()
    for each in done:
        if isinstance(each, int):
            if f"r{each}" not in without:
                remove([f"r{each}"], made)
                without.add(f"r{each}")
        else:
            name, lines = each
            sources[name] = written(tmp_path / name, lines)
            update([sources[name]], made)
    shutil.rmtree(again, ignore_errors=True)
    build(sources.values(), again, Settings(**QUICK, without=tuple(sorted(without))))
    assert bytes_of(made) == bytes_of(again)
    assert stored(made) == stored(again)


@pytest.fixture
def made(first: Path, tmp_path: Path) -> Path:
    """A copy of the build."""
    return Path(shutil.copytree(first / "made", tmp_path / "made"))


def as_anew(made: Path, *sources: Path) -> None:
    """Check that the build is the one that is made anew."""
    again = made.with_name("again")
    build(sources, again, Settings(**QUICK))
    assert bytes_of(made) == bytes_of(again)


def refused(*_: object) -> None:
    raise AssertionError("followed")


def test_a_small_change_is_followed(first: Path, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new = written(tmp_path / "own.jsonl", [{"id": "own", "title": "Puffins", "abstract": ABSTRACTS[1]}])
    with monkeypatch.context() as patched:
        patched.setattr(sys.modules["kg.build"], "_anew", refused)
        update([new], made)
    as_anew(made, first / "zero.jsonl", new)


def test_what_is_told_of_a_page_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, new = tmp_path / "made", tmp_path / "new.jsonl"
    build([SAMPLE], made, Settings(**QUICK))
    assert b"is 6 people here" in (made / folder.REPORT).read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(sys.modules["kg.build"], "_anew", refused)
        update([written(new, [{"id": "own", "title": "Puffins", "authors": ["Gro Puf"]}])], made)
    as_anew(made, SAMPLE, new)


def test_a_category_that_nothing_is_known_of_is_no_kind_of_a_thing(
    first: Path, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [{"id": "y", "title": "Auks", "abstract": "We propose SkuaNetwork, which tells auks from terns."}]
    filed = {**record(98, 98), "category": "SkuaNetwork-2"}
    new, other = tmp_path / "new.jsonl", tmp_path / "other.jsonl"
    with monkeypatch.context() as patched:
        patched.setattr(sys.modules["kg.build"], "_anew", refused)
        update([written(new, [filed])], made)
        update([written(other, lines)], made)
    as_anew(made, first / "zero.jsonl", new, other)


@pytest.mark.slow
def test_where_much_changes_all_is_gone_over(
    first: Path, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearby, "MOST", 1)
    monkeypatch.setattr(nearby, "Near", refused)
    new = written(tmp_path / "new.jsonl", [record(at, at) for at in (97, 98, 99)])
    update([new], made)
    as_anew(made, first / "zero.jsonl", new)


def test_without_what_a_change_is_followed_by_all_is_gone_over(
    first: Path, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (folder.MARKS, folder.CASTS, folder.COUNTED, folder.FILED, folder.RANKS):
        held = (made / name).read_bytes()
        (made / name).unlink()
        assert not Past(made).can_be_followed
        (made / name).write_bytes(held)
    assert Past(made).can_be_followed
    (made / folder.MARKS).unlink()
    monkeypatch.setattr(nearby, "changed", refused)
    new = written(tmp_path / "new.jsonl", [record(99, 99)])
    update([new], made)
    as_anew(made, first / "zero.jsonl", new)


@pytest.mark.parametrize(("held", "most"), [(b"", 25), (b"", 0), (b"cut off", 25), (None, 25)])
def test_an_index_that_is_not_of_the_build_is_made_anew(
    made: Path, monkeypatch: pytest.MonkeyPatch, held: bytes | None, most: int
) -> None:
    other = np.frombuffer((made / folder.MARKS).read_bytes(), "<u8").reshape(2, -1) + np.array([[0], [1]], "<u8")
    (made / folder.MARKS).write_bytes(other.tobytes() if held is None else held)
    monkeypatch.setattr(nearby, "MOST", most)
    lines = [record(at, at) for at in range(1, MANY)]
    update([written(made.with_name("zero.jsonl"), lines)], made)
    as_anew(made, made.with_name("zero.jsonl"))


@pytest.mark.slow
def test_registers_and_verdicts_are_gone_by_as_ever(
    first: Path, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearby, "changed", refused)
    kept = tmp_path / "registry.jsonl"
    shutil.copy(made / folder.REGISTRY, kept)
    new = written(tmp_path / "new.jsonl", [record(99, 99)])
    update([new], made, keep=str(kept))
    build([first / "zero.jsonl", new], tmp_path / "again", Settings(**QUICK, keep=str(kept)))
    assert bytes_of(made) == bytes_of(tmp_path / "again")
