"""What a difference is said to be, and a patch that makes the new graph of the old one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import msgspec
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.build import build
from kg.cli import main
from kg.diff import as_text, compared, explained
from kg.diff._compared import _differing
from kg.settings import Settings

OLD = [
    {"id": "a", "title": "Terns by Radar", "authors": ["Ann Ek", "Bo Li"], "date": "2020",
     "abstract": "We propose TernNet. On ImageNet, TernNet reaches an accuracy of 91.5%."},
    {"id": "b", "title": "Gulls and Crabs", "authors": ["Cy Day"], "date": "2021"},
    {"id": "c", "title": "Auks at Sea", "authors": ["Cy Day"], "date": "2022"},
]  # fmt: skip
NEW = [
    {**OLD[0], "date": "2020-03", "abstract": "We propose TernNet. On MNIST, TernNet reaches an accuracy of 93%."},
    {"id": "b", "title": "Gulls and Crabs, Revisited", "authors": ["Cy Day"], "date": "2021"},
    {"id": "d", "title": "Puffins in Winter", "authors": ["Dee Fry"], "date": "2023"},
]  # fmt: skip


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    place = tmp_path_factory.mktemp("diff")
    for name, lines in (("old", OLD), ("new", NEW)):
        source = place / f"{name}.jsonl"
        source.write_bytes(b"".join(msgspec.json.encode(line) + b"\n" for line in lines))
        shutil.copy(source, place / "records.jsonl")
        build([place / "records.jsonl"], place / name, Settings(fast=True, views=False, jobs=1))
    return place / "old", place / "new"


def test_it_is_explained(pair: tuple[Path, Path]) -> None:
    with compared(*pair) as found:
        text = "\n".join(as_text(explained(found)))
    for line in (
        "papers: 1 added, 1 removed, 2 changed",
        "  + Puffins in Winter",
        "  - Auks at Sea",
        "  ~ Gulls and Crabs, Revisited",
        "      dcterms:title: Gulls and Crabs -> Gulls and Crabs, Revisited",
        "  ~ Terns by Radar",
        "      dcterms:issued: 2020 -> 2020-03",
        "      kg:evaluatesOn: ImageNet -> MNIST",
        "persons: 1 added, 1 removed, 0 changed",
        "  + Dee Fry",
        "  - Cy Day",
        "  + MNIST",
        "  - ImageNet",
    ):
        assert line in text.splitlines(), text
    claims = text.partition("\nclaims: ")[2]
    assert "  + TernNet accuracy value 93" in claims
    assert "  - TernNet accuracy value 91.5" in claims
    assert "(Terns by Radar)" in claims


def test_the_other_way_round(pair: tuple[Path, Path]) -> None:
    with compared(*pair) as there, compared(*reversed(pair)) as back:
        to, fro = explained(there), explained(back)
    for name in ("papers", "persons", "things", "claims"):
        left, right = getattr(to, name), getattr(fro, name)
        assert (left.added, left.removed) == (right.removed, right.added)
    assert to.statements == fro.statements[::-1]


def test_a_graph_does_not_differ_from_itself(pair: tuple[Path, Path]) -> None:
    with compared(pair[0], pair[0]) as found:
        assert (found.gone, found.come) == ([], [])


def applied(lines: list[bytes], quads: set[ox.Quad]) -> set[ox.Quad]:
    """The quads after a patch, by the letter of the format: a row a line, in one transaction."""
    head, begin, *rows, end = lines
    assert head.startswith(b"H id <urn:uuid:")
    assert (begin, end) == (b"TX .", b"TC .")
    for row in rows:
        (quad,) = ox.parse(row[2:], format=ox.RdfFormat.N_QUADS)
        if row[:2] == b"D ":
            quads.remove(quad)
        else:
            assert row[:2] == b"A "
            assert quad not in quads
            quads.add(quad)
    return quads


@pytest.mark.parametrize("suffix", ["", "graph.nq"])
def test_the_patch_makes_the_new_graph_of_the_old(
    pair: tuple[Path, Path], suffix: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    old, new = (side / suffix for side in pair)
    assert main(["diff", str(old), str(new), "-f", "patch"]) == 0
    lines = capfdbinary.readouterr().out.splitlines()
    before, after = (set(ox.parse(path=side / "graph.nq")) for side in pair)
    assert applied(lines, before) == after
    assert len(lines) > 20


def test_json_has_all_of_it(pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", *map(str, pair), "-f", "json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert [item["label"] for item in made["papers"]["added"]] == ["Puffins in Winter"]
    assert {"property": "dcterms:issued", "removed": ["2020"], "added": ["2020-03"]} in [
        change for paper in made["papers"]["changed"] for change in paper["changes"]
    ]
    assert made["statements"]["added"] > 20


def test_text_is_cut_where_it_is_told(pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", *map(str, pair), "--limit", "1"]) == 0
    assert "... and " in capsys.readouterr().out


@given(old=st.sets(st.integers(0, 60)), new=st.sets(st.integers(0, 60)), size=st.integers(1, 9))
@settings(deadline=None)
def test_any_two_files_are_told_apart(old: set[int], new: set[int], size: int) -> None:
    def batches(numbers: set[int]) -> list[list[bytes]]:
        lines = [b"%02d\n" % number for number in sorted(numbers)]
        return [lines[at : at + size] for at in range(0, len(lines), size)]

    found = list(_differing(iter(batches(old)), iter(batches(new))))
    assert {line for gone, _ in found for line in gone} == {b"%02d\n" % each for each in old - new}
    assert {line for _, come in found for line in come} == {b"%02d\n" % each for each in new - old}
