"""What a build did, for people (`report.md`) and for programs (`report.json`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from kg.measure import Summary
from kg.model import Notice, Profile, Record, Rejected
from kg.resolve import Brief, Resolution

MOST = 10


class Tally(Struct):
    """What is counted while a build goes on."""

    inputs: int = 0
    records: int = 0
    entities: int = 0
    mentions: int = 0
    results: int = 0
    papers: int = 0
    triples: int = 0
    summary: Summary = field(default_factory=Summary)
    validity: str = ""
    profiles: list[Profile] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    years: Counter[str] = field(default_factory=Counter)
    proposed: set[str] = field(default_factory=set)

    def take(self, record: Record) -> None:
        """Count a record."""
        self.records += 1
        self.years[_year(record)] += 1

    def said(self, brief: Brief) -> None:
        """Count what a text says."""
        self.entities += len(brief.named)
        self.mentions += brief.mentions
        self.results += brief.results
        self.proposed.update(brief.proposed)


def _year(record: Record) -> str:
    return str(record.date.year) if record.date else "no date"


class Top(Struct, frozen=True):
    """A name and how many records it is in."""

    label: str
    records: int


class Report(Struct, frozen=True, kw_only=True):
    """A build in figures, with every record that was rejected and all that is odd about the inputs."""

    inputs: int
    records: int
    rejected: list[Rejected]
    notices: list[Notice]
    profiles: list[Profile]
    papers: int
    persons: int
    entities: dict[str, int]
    mentions: int
    results: int
    decisions: dict[str, int]
    triples: int
    years: dict[str, int]
    summary: Summary
    validity: str
    proposed: list[str]
    top: dict[str, list[Top]]


def report(tally: Tally, resolution: Resolution, top: dict[str, list[Top]]) -> Report:
    """The report of a build, with the names that most records have."""
    kinds = Counter(entity.type.value for entity in resolution.entities if entity.members)
    return Report(
        inputs=tally.inputs,
        records=tally.records,
        rejected=tally.rejected,
        notices=tally.notices,
        profiles=tally.profiles,
        papers=len(set(resolution.paper_of.values())),
        persons=len(resolution.persons),
        entities=dict(sorted(kinds.items())),
        mentions=tally.mentions,
        results=tally.results,
        decisions=dict(sorted(Counter(decision.verdict.value for decision in resolution.decisions).items())),
        triples=tally.triples,
        years=dict(sorted(tally.years.items())),
        summary=tally.summary,
        validity=tally.validity,
        proposed=sorted(tally.proposed),
        top=top,
    )


class Figures(Struct, frozen=True):
    """What is counted of records and of what was decided of them."""

    records: int
    mentions: int
    results: int
    papers: int
    persons: int
    entities: Counter[str]
    decisions: Counter[str]
    years: Counter[str]

    @classmethod
    def of(cls, briefs: Collection[Brief], resolution: Resolution) -> Figures:
        """Those of some records, and of all that was decided."""
        return cls(
            records=len(briefs),
            mentions=sum(each.mentions for each in briefs),
            results=sum(each.results for each in briefs),
            papers=len({*resolution.paper_of.values()}),
            persons=len(resolution.persons),
            entities=Counter(each.type.value for each in resolution.entities if each.members),
            decisions=Counter(each.verdict.value for each in resolution.decisions),
            years=Counter(_year(each.record) for each in briefs),
        )


def changed(old: Report, tally: Tally, before: Figures, after: Figures) -> Report:
    """The report of a build that differs from an earlier one in these figures; `tally` is of what was read."""
    return replace(
        old,
        inputs=tally.inputs,
        rejected=tally.rejected,
        notices=tally.notices,
        profiles=tally.profiles,
        triples=tally.triples,
        summary=tally.summary,
        validity=tally.validity,
        records=old.records - before.records + after.records,
        mentions=old.mentions - before.mentions + after.mentions,
        results=old.results - before.results + after.results,
        papers=old.papers - before.papers + after.papers,
        persons=old.persons - before.persons + after.persons,
        entities=_counted(old.entities, before.entities, after.entities),
        decisions=_counted(old.decisions, before.decisions, after.decisions),
        years=_counted(old.years, before.years, after.years),
    )


def _counted(old: dict[str, int], before: Counter[str], after: Counter[str]) -> dict[str, int]:
    """The counts, without those of before and with those of after."""
    counts = Counter(old)
    counts.subtract(before)
    counts.update(after)
    return {name: count for name, count in sorted(counts.items()) if count}


def as_json(made: Report) -> str:
    """The report as JSON, indented."""
    return msgspec.json.format(msgspec.json.encode(made), indent=1).decode() + "\n"


def as_markdown(made: Report) -> str:
    """The report as a page to read."""
    things, pairs = sum(made.entities.values()), sum(made.decisions.values())
    became = (
        f"{_count(made.records, 'record')} of {_count(made.inputs, 'input')} became {_count(made.papers, 'paper')}, "
        f"{_count(made.persons, 'person', 'persons')} and {_count(things, 'thing')} that the texts name in "
        f"{_count(made.mentions, 'place')}; {_count(made.results, 'result')}; {_count(made.triples, 'triple')}."
    )
    compared = (
        f"{_count(pairs, 'pair')} of names {'was' if pairs == 1 else 'were'} compared and logged in "
        f"`3-decisions.jsonl`; undecided: {made.decisions.get('undecided', 0)}."
    )
    most = [(kind, ", ".join(f"{_cell(top.label)} ({top.records})" for top in tops)) for kind, tops in made.top.items()]
    sections = (
        ("# What this build made", [became]),
        ("", _table(("what", "how many"), [*made.entities.items()])),
        ("", _table(("year", "records"), [*made.years.items()])),
        ("## The library in short", _table(("asked", "answered"), _answers(made.summary))),
        ("## Proposed", [", ".join(map(_cell, made.proposed)) or "Nothing."]),
        ("## Named most", _table(("kind", "names (records)"), most)),
        ("## Identity", [compared]),
        ("## To know about the inputs", _listed(made.notices) or ["Nothing."]),
        ("## Validity", [_cell(made.validity)]),
        ("## Rejected records", _listed(made.rejected) or ["None."]),
    )
    blocks = ["\n".join(lines) for head, body in sections for lines in ([head], body) if any(lines)]
    return "\n\n".join(blocks) + "\n"


def _answers(summary: Summary) -> list[tuple[str, str]]:
    """The questions of the summary, each with its answers in a row."""
    return [
        (line.question, ", ".join(f"{_cell(name)} ({_cell(figure)})" for name, figure in line.answers))
        for line in summary.lines
    ]


def _listed(lines: list[Notice] | list[Rejected]) -> list[str]:
    return [f"- {_cell(str(line))}" for line in lines]


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _table(head: tuple[str, str], rows: Sequence[tuple[str, object]]) -> list[str]:
    body = [f"| {left} | {right} |" for left, right in rows]
    return [f"| {head[0]} | {head[1]} |", "| --- | --- |", *body] if body else []


def _cell(text: str) -> str:
    """The text as Markdown shows it letter by letter, also in a table."""
    for mark in "\\`*_[]<>|$~#":
        text = text.replace(mark, f"\\{mark}")
    return " ".join(text.split())


def summary(made: Report) -> list[str]:
    """The build in a few lines, for a terminal."""
    kinds = ", ".join(f"{number} {kind}" for kind, number in made.entities.items())
    counts = (
        _count(made.papers, "paper"),
        _count(made.persons, "person", "persons"),
        _count(made.triples, "triple"),
    )
    shown = ", ".join(made.proposed[:MOST]) + (", ..." if len(made.proposed) > MOST else "")
    return [
        f"{_count(made.records, 'record')}: {', '.join(counts)}",
        f"named in the texts: {kinds or 'nothing'}; {_count(made.results, 'result')}",
        *([f"proposed: {shown}"] if shown else []),
    ]
