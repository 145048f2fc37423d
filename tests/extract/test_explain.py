"""What `kg extract --explain` says: every candidate, who won and why, on sentences of our own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeAlias

import msgspec
import pytest

from kg import explained
from kg.cli import main
from kg.extract import explain, extract
from kg.extract._candidate import Candidate
from kg.extract._settle import groups
from kg.extract._trace import Trace
from kg.extract._words import annotate
from kg.model import EntityType, Record, Role, Source
from kg.read import read

TOY = Path(__file__).parents[1] / "toy" / "records.jsonl"
TEXT = "zonal kernel folding beats kernel folding"


def record(abstract: str, title: str = "A title") -> Record:
    return Record(id="r", title=title, abstract=abstract, source=Source("x", 1))


def candidate(words: str, extractor: str, at: int = 0, kind: EntityType | None = EntityType.METHOD) -> Candidate:
    start = TEXT.index(words, at)
    return Candidate(start=start, end=start + len(words), extractor=extractor, confidence=0.8, type=kind)


def traced(*found: Candidate) -> Trace:
    trace = Trace()
    groups(annotate(TEXT, ""), found, trace)
    return trace


def test_the_longer_wins() -> None:
    long, short = candidate("zonal kernel folding", "gazetteer"), candidate("kernel", "proposed")
    assert [(loss.candidate, loss.winner, loss.why) for loss in traced(long, short).lost] == [(short, long, "longer")]


def test_the_higher_rank_wins_among_equally_long() -> None:
    first, second = candidate("zonal kernel", "proposed"), candidate("rnel folding", "gazetteer")
    (loss,) = traced(second, first).lost
    assert (loss.candidate, loss.winner, loss.why) == (second, first, "higher rank")


def test_the_earlier_wins_among_equals() -> None:
    first, second = candidate("zonal kernel", "gazetteer"), candidate("rnel folding", "gazetteer")
    (loss,) = traced(second, first).lost
    assert (loss.candidate, loss.winner, loss.why) == (second, first, "earlier")


def test_what_is_said_of_one_span_stands_side_by_side() -> None:
    one, other = candidate("zonal kernel folding", "proposed"), candidate("zonal kernel folding", "gazetteer")
    assert traced(other, one).standing == [(one, other)]


def test_who_tells_the_type() -> None:
    dataset = candidate("kernel folding", "gazetteer", at=25, kind=EntityType.DATASET)
    unsure = candidate("zonal kernel folding", "proposed", kind=None)
    by_group = {choice.group.label: choice.judge for choice in traced(dataset, unsure).choices}
    assert by_group == {"kernel folding": dataset, "zonal kernel folding": None}


def test_why_a_mention_has_its_role() -> None:
    said = explain(record("We propose QuillNet. QuillNet is 3x faster than ResNet-50 on ImageNet."))
    of = {entity.label: chosen.roles for entity, chosen in zip(said.extraction.entities, said.chosen, strict=True)}
    assert of["QuillNet"] == ((Role.PROPOSES, "weights"),) * 2
    assert of["ResNet-50"] == ((Role.COMPARES_WITH, "weights"),)
    assert of["ImageNet"] == ((Role.EVALUATES_ON, "weights"),)


def test_what_is_refused_is_shown() -> None:
    said = explain(record("We reduce the overall latency. It is of interest to the accuracy of time, and so on."))
    kept = {(m.field, m.start, m.end) for entity in said.extraction.entities for m in entity.mentions}
    assert all((s.mention.field, s.mention.start, s.mention.end) not in kept for s in said.refused)


@pytest.mark.parametrize("source", [each for each in read(TOY) if isinstance(each, Record)], ids=lambda each: each.id)
def test_what_is_explained_is_what_is_extracted(source: Record) -> None:
    said = explain(source)
    assert said.extraction == extract(source)
    assert len(said.chosen) == len(said.extraction.entities)
    standing = {(same[0].mention.field, same[0].mention.start) for same in said.standing}
    assert {(m.field, m.start) for entity in said.extraction.entities for m in entity.mentions} <= standing
    seen = [each for same in said.standing for each in same]
    for each in [*seen, *(lost.candidate for lost in said.lost), *(lost.winner for lost in said.lost)]:
        assert getattr(source, each.mention.field)[each.mention.start : each.mention.end] == each.mention.text


def test_it_reads_well() -> None:
    source = record(
        r"We propose zonal kernel folding (ZKF). ZKF is up to $3\times$ faster than ResNet-50 on ImageNet.",
        "Quick layers",
    )
    said = "".join(explained.table([explain(source)]))
    assert said.startswith("Quick layers\n  r\n")
    assert 'by definition  "ZKF" is "zonal kernel folding"' in said
    assert "label  ZKF 2 times, zonal kernel folding once" in said
    assert r'result  3× increase  abstract 53-60 "3\times"' in said
    assert "bound    up to: words of the text, 2 characters before the value" in said


def test_an_empty_record_is_explained() -> None:
    assert "".join(explained.table([explain(record("", "x"))])) == "x\n  r\n\n"


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


Kg: TypeAlias = Callable[..., Done]


@pytest.fixture
def kg(capsys: pytest.CaptureFixture[str]) -> Kg:
    def run(*arguments: str) -> Done:
        code = main(arguments)
        return Done(code, *capsys.readouterr())

    return run


def test_the_command(kg: Kg) -> None:
    done = kg("extract", str(TOY), "--explain")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("  type   ") > 20


def test_the_command_gives_json(kg: Kg) -> None:
    done = kg("extract", str(TOY), "--explain", "--format", "jsonl")
    lines = [msgspec.json.decode(line) for line in done.stdout.splitlines()]
    assert len(lines) == 13
    assert set(lines[0]) == {"record", "extraction", "standing", "lost", "chosen", "refused", "filled"}


def test_it_is_no_page(kg: Kg) -> None:
    done = kg("extract", str(TOY), "--explain", "--format", "html")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--format: html does not go with --explain; expected table or jsonl" in done.stderr
