"""Verdicts of persons: whom and what they are on, where they are kept, that they hold, and that they can be undone."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from kg.build import build
from kg.cli import main
from kg.decide import Made, Saying, decide, doubts, pair, undo, why_same, write
from kg.errors import UnknownName, UsageError
from kg.model import Decision, Verdict
from kg.settings import Settings
from kg.update import update
from kg.verdicts import OWN, own_verdicts

SAME, DIFFERENT = Saying(Verdict.SAME, "ada"), Saying(Verdict.DIFFERENT, "ada", "another  face")
SUNS = (
    "a-full-stack-performance-evaluation-54b2cc9257#-1",
    "origen-enhancing-rtl-code-generation-with-code-f21bfd271d#-1",
)
"""Two of one name, of whom nobody can say whether they are one."""
V100S = ("Hardware:nvidia tesla v100", "Hardware:nvidia v100 gpu")


def written(folder: Path) -> list[tuple[str, str, str, str]]:
    return [(each.left, each.right, each.verdict.value, each.who) for each in own_verdicts(folder)]


@pytest.mark.parametrize(
    ("left", "right", "references"),
    [
        ("Nikita Kitaev", "Ashish Vaswani", ("kitaev2020#1", "vaswani2017#1")),
        ("kitaev2020#1", "Ashish Vaswani", ("kitaev2020#1", "vaswani2017#1")),
        ("attention is all you need", "arxiv:2001.04451", ("kitaev2020", "vaswani2017")),
        ("https://w3id.org/paperkg/id/paper/arxiv/1706.03762", "2001.04451", ("kitaev2020", "vaswani2017")),
        (V100S[1], V100S[0], V100S),
        ("nvidia v100 GPU", "Nvidia Tesla-V100", V100S),
    ],
)
def test_names_identifiers_iris_and_references_lead_to_the_two(
    made: Path, left: str, right: str, references: tuple[str, str]
) -> None:
    done = decide(Made(made), left, right, DIFFERENT)
    assert (done.left, done.right) == references
    assert written(made) == [(*references, "different", "ada")]
    assert done.reasons[0].text == "another face"


def test_an_iri_leads_to_a_person_and_to_a_thing(made: Path) -> None:
    build_ = Made(made)
    for left, right in (("Ashish Vaswani", "Lukasz Kaiser"), ("BERT", "CIFAR-10")):
        a, b = pair(build_, left, right)
        assert [each.key for each in pair(build_, a.iri, b.iri)] == [a.key, b.key]


def test_who_is_called_as_others_is_asked_for_again_with_choices(made: Path) -> None:
    with pytest.raises(UsageError, match="called so") as told:
        decide(Made(made), "Guangyu Sun", "Lukasz Kaiser", SAME)
    lines = str(told.value).splitlines()[1:]
    assert len(lines) >= 3
    assert all("/id/person/guangyu-sun-" in line and "record" in line for line in lines)
    assert not (made / OWN).exists()


def test_what_nobody_is_called_and_two_kinds_are_refused(made: Path) -> None:
    with pytest.raises(UnknownName, match="'Quokka': not known; kg find looks for names"):
        decide(Made(made), "Quokka", "Lukasz Kaiser", SAME)
    with pytest.raises(UsageError, match="of different kinds"):
        decide(Made(made), "Lukasz Kaiser", "CIFAR-10", SAME)
    with pytest.raises(UsageError, match="one Dataset here"):
        decide(Made(made), "CIFAR-10", "CIFAR10", DIFFERENT)
    with pytest.raises(UsageError, match="no record names it"):
        decide(Made(made), "BERT", "GPT", SAME)
    with pytest.raises(UsageError, match="no name of a person"):
        decide(Made(made), *V100S, Saying(Verdict.SAME, "paperkg"))


def test_a_verdict_is_changed_and_undone(made: Path) -> None:
    build_ = Made(made)
    decide(build_, "Nikita Kitaev", "Ashish Vaswani", SAME)
    decide(build_, *V100S, DIFFERENT)
    decide(build_, "Ashish Vaswani", "Nikita Kitaev", Saying(Verdict.UNDECIDED, "bob"))
    assert written(made) == [(*V100S, "different", "ada"), ("kitaev2020#1", "vaswani2017#1", "undecided", "bob")]
    assert undo(build_, V100S[1], V100S[0]).verdict is Verdict.DIFFERENT
    undo(build_, "Ashish Vaswani", "Nikita Kitaev")
    assert written(made) == []
    with pytest.raises(UsageError, match="no person has decided"):
        undo(build_, "Ashish Vaswani", "Nikita Kitaev")


def test_verdicts_that_contradict_each_other_are_not_written(made: Path) -> None:
    build_ = Made(made)
    for left, right in (("Ashish Vaswani", "Lukasz Kaiser"), ("Lukasz Kaiser", "Nikita Kitaev")):
        decide(build_, left, right, SAME)
    before = (made / OWN).read_bytes()
    with pytest.raises(UsageError, match="different by one verdict and the same by others"):
        decide(build_, "Ashish Vaswani", "Nikita Kitaev", DIFFERENT)
    assert (made / OWN).read_bytes() == before


def _many(folder: Path, start: int) -> None:
    for number in range(start, start + 20):
        said = Decision(kind="paper", left=f"a{number}", right=f"b{number}", verdict=Verdict.SAME, who="ada")
        write(Made(folder), [said])


def test_no_verdict_is_lost_between_two_who_write(made: Path) -> None:
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(_many, [made, made], [0, 20]))
    assert len(written(made)) == 40


def test_why_two_are_one_or_not(made: Path) -> None:
    build_ = Made(made)
    found = why_same(build_, *SUNS)
    assert (found.one, [each.verdict.value for each in found.decisions]) == (False, ["undecided"])
    assert found.decisions[0].reasons[-1].feature == "one name"
    assert found.left.iri.endswith(found.left.iri.rpartition("/")[2])
    found = why_same(build_, *V100S)
    assert (found.one, found.decisions[0].verdict.value) == (True, "same")
    assert why_same(build_, "Nvidia Tesla-V100", "Nvidia Tesla-V100").decisions == found.decisions


@pytest.mark.parametrize(
    ("left", "right", "why"),
    [
        ("Ashish Vaswani", "Lukasz Kaiser", "filed under 'kaiser l' and 'vaswani a'"),
        ("BERT", "CIFAR-10", "share no name"),
        ("vaswani2017", "kitaev2020", "no identifier in common, and titles alike by 0.00"),
    ],
)
def test_why_two_were_never_compared(made: Path, left: str, right: str, why: str) -> None:
    found = why_same(Made(made), left, right)
    assert found.decisions == ()
    assert why in found.never


def test_the_most_doubtful_come_first_with_what_is_known_of_both(made: Path) -> None:
    found = doubts(Made(made), 100)
    open_ = [each.decision.verdict is Verdict.UNDECIDED for each in found]
    assert open_ == sorted(open_, reverse=True)
    assert 0 < sum(open_) < len(open_)
    kaiser = next(each for each in found if each.decision.left == "kitaev2020#2")
    assert [paper.title for paper in kaiser.right.papers] == ["Attention Is All You Need"]
    assert "Ashish Vaswani" in dict(kaiser.right.facts)["writes with"]
    v100 = next(each for each in found if each.decision.left == V100S[0])
    assert {each.title() for each in (v100.left, v100.right)} == {v100.decision.left_name, v100.decision.right_name}
    assert any("V100" in paper.quote for side in (v100.left, v100.right) for paper in side.papers)
    assert {each.decision.kind for each in doubts(Made(made), 9, ["entity"])} == {"entity"}
    assert doubts(Made(made), 100, decided=True) == []


def test_the_commands(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph = ["-g", str(made)]
    assert main(["why-same", *SUNS, *graph]) == 0
    assert "undecided, score -" in capsys.readouterr().out
    assert main(["why-same", "BERT", "CIFAR-10", *graph, "-f", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["never"].startswith("never compared")
    assert main(["decide", "Nikita Kitaev", "Ashish Vaswani", "same", "--who", "ada", *graph]) == 0
    said = capsys.readouterr()
    assert said.out == "same, by ada: Nikita Kitaev [kitaev2020#1] and Ashish Vaswani [vaswani2017#1]\n"
    assert f"kg build --update -o {made}" in said.err
    assert main(["decide", "Nikita Kitaev", "Ashish Vaswani", "undo", *graph]) == 0
    assert capsys.readouterr().out.startswith("taken back: same, by ada")
    assert main(["review", "-n", "2", *graph]) == 0
    assert capsys.readouterr().out.count("score ") == 2
    assert main(["review", "--kind", "person", "-f", "json", *graph]) == 0
    assert {each["decision"]["kind"] for each in json.loads(capsys.readouterr().out)} == {"person"}
    assert main(["review", "-g", str(made.parent)]) == 2
    assert "no build here" in capsys.readouterr().err


LINES = (
    {
        "id": "a",
        "title": "Weaving with Looms",
        "authors": ["Wei Zhang", "Bo Li"],
        "category": "cs.AR",
        "date": "1999",
        "abstract": "We use a Tesla V100.",
    },
    {
        "id": "b",
        "title": "Reading Poems Aloud",
        "authors": ["Wei Zhang", "Ola Nor"],
        "category": "q-bio.NC",
        "date": "2024",
        "abstract": "We use an NVIDIA V100.",
    },
    {"id": "c", "title": "Sums of Many Numbers", "authors": ["Carl Gauss"], "date": "1999"},
    {"id": "d", "title": "Sums of Many Numbers", "authors": ["Carl Gauss"], "date": "2009"},
)


@pytest.mark.slow
def test_verdicts_hold_over_rebuilds_and_updates_until_they_are_undone(tmp_path: Path) -> None:
    source, folder = tmp_path / "records.jsonl", tmp_path / "build"
    source.write_text("".join(json.dumps(line) + "\n" for line in LINES))
    settings = Settings(jobs=1, fast=True, views=False)
    build([source], folder, settings)

    def one() -> list[bool]:
        pairs = (("a#1", "b#1"), ("Hardware:tesla v100", "Hardware:nvidia v100"), ("c", "d"))
        return [why_same(Made(folder), *each).one for each in pairs]

    before, graph = one(), (folder / "graph.nq").read_bytes()
    assert before == [False, True, False]
    decide(Made(folder), "a#1", "b#1", SAME)
    decide(Made(folder), "Tesla V100", "NVIDIA V100", DIFFERENT)
    decide(Made(folder), "c", "d", SAME)
    write(Made(folder), [Decision(kind="person", left="gone#1", right="a#1", verdict=Verdict.SAME, who="ada")])
    updated = update([], folder, jobs=1).report
    assert updated is not None
    assert [each.text for each in updated.notices] == [
        "a verdict without effect, for one of the two is not here: gone#1 and a#1"
    ]
    assert one() == [True, False, True]
    changed = (folder / "graph.nq").read_bytes()
    assert b"another face" in changed
    build([source], folder, settings)
    assert (folder / "graph.nq").read_bytes() == changed
    for left, right in (("a#1", "b#1"), ("Hardware:tesla v100", "Hardware:nvidia v100"), ("c", "d")):
        undo(Made(folder), left, right)
    undo(Made(folder), "gone#1", "a#1")
    assert not (folder / OWN).exists()
    update([], folder, jobs=1)
    assert one() == before
    assert (folder / "graph.nq").read_bytes() == graph


def _pressed(keys: str, made: Path, *options: str) -> str:
    """What a person sees who presses these keys at a terminal."""
    command = [sys.executable, "-m", "kg", "review", "-g", str(made), "--who", "ada", *options]
    own, its = pty.openpty()
    process = subprocess.Popen(command, stdin=its, stdout=its, stderr=its)
    os.close(its)
    seen = b""
    for key in keys:
        while not seen.endswith(b"> "):
            seen += os.read(own, 1 << 12)
        os.write(own, key.encode())
        seen += b"|"
    while True:
        try:
            more = os.read(own, 1 << 12)
        except OSError:  # Linux' way of telling that the other end is closed
            break
        if not more:
            break
        seen += more
    os.close(own)
    assert process.wait(timeout=60) == 0
    return seen.decode()


@pytest.mark.slow
def test_a_key_each_at_a_terminal(made: Path) -> None:
    pairs = [(each.decision.left, each.decision.right) for each in doubts(Made(made), 3)]
    shown = _pressed("sbnnbuq", made, "-n", "3")
    assert "2 written; they hold from the next build on" in shown
    assert shown.count("(you said: same)") == 1
    assert [each[2] for each in written(made)] == ["same", "undecided"]
    assert [each[:2] for each in written(made)] == pairs[:2]
    _pressed("d\x04", made, "-n", "2")
    assert [each[2] for each in written(made)] == ["same", "undecided", "different"]
