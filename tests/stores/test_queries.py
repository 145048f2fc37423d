"""The named queries run unchanged in Jena and in Virtuoso, and give the rows that Oxigraph gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from kg.ask import Graph, Table, catalogue
from kg.ask._binding import bound
from kg.ask._parameters import terms
from kg.cli import main
from kg.store import connect
from tests.stores.engines import by_jena, virtuoso

pytestmark = pytest.mark.slow
ASKED = Path(__file__).parents[1] / "ask"
CASES: dict[str, list[dict[str, str]]] = yaml.safe_load((ASKED / "cases.yaml").read_text(encoding="utf-8"))


class Asked(NamedTuple):
    """A query with values for its parameters, its text, and the rows that Oxigraph gives."""

    said: str
    text: str
    rows: list[str]


class Questions(NamedTuple):
    """A graph's file, and what is asked of it."""

    graph: Path
    asked: list[Asked]


@pytest.fixture(scope="module", params=["toy", "sample"])
def questions(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Questions:
    """Every query's cases on the graph that is known by heart; its header's example on a build of the sample."""
    if request.param == "sample":
        return _questions(request.getfixturevalue("toy_build") / "graph.nq", _examples())
    whole = tmp_path_factory.mktemp("asked") / "toy.trig"
    whole.write_bytes(b"".join((ASKED / name).read_bytes() for name in ("toy.trig", "fuller.trig")))
    return _questions(whole, [(name, case) for name in catalogue.names() for case in CASES.get(name, [{}])])


def _examples() -> Iterator[tuple[str, dict[str, str]]]:
    for query in catalogue.queries():
        needed = {name: parameter.example for name, parameter in query.params.items() if parameter.required}
        yield query.name, {name: value for name, value in needed.items() if value}


def _questions(graph: Path, wanted: Iterable[tuple[str, dict[str, str]]]) -> Questions:
    with Graph(graph, timeout=30) as opened:
        found = []
        for name, values in wanted:
            query = catalogue.named(name)
            text = bound(query, terms(query, values, opened))
            found.append(Asked(f"{name} {values}", text, _rows(opened.answer(text))))
    return Questions(graph, found)


def _rows(answer: object) -> list[str]:
    """The rows in an order of our own, as text that is the same for numbers that are equal."""
    assert isinstance(answer, Table)
    return sorted(str([_shown(value) for value in row.values()]) for row in answer.plain())


def _shown(value: object) -> object:
    """Virtuoso has 1 and 0 for true and false; what GROUP_CONCAT puts together stands in no order."""
    if isinstance(value, bool | int | float | Decimal):
        return float(value)
    return " ".join(sorted(value.split())) if isinstance(value, str) else value


def _differing(asked: list[Asked], answers: Sequence[object]) -> list[str]:
    """What is asked with another answer, and one row more and one less."""
    found = [(one, Counter(_rows(answer)), Counter(one.rows)) for one, answer in zip(asked, answers, strict=True)]
    return [f"{one.said}: {[*(its - ours)][:1]} for {[*(ours - its)][:1]}" for one, its, ours in found if its != ours]


def test_jena_gives_the_same_rows(questions: Questions, jena: str, tmp_path: Path) -> None:
    answers = by_jena(jena, questions.graph, [one.text for one in questions.asked], tmp_path)
    assert _differing(questions.asked, answers) == []


def test_virtuoso_gives_the_same_rows(questions: Questions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LOAD_PASSWORD", "dba")
    with virtuoso(tmp_path) as url:
        to = ["--to", f"{url}/sparql-graph-crud-auth", "--query-endpoint", f"{url}/sparql", "--user", "dba"]
        assert main(["load", "sparql", *to, "-g", str(questions.graph)]) == 0
        store = connect(f"{url}/sparql")
        answers = [store.reply(one.text).answer() for one in questions.asked]
    assert _differing(questions.asked, answers) == []
