"""What README and the pages under docs/ say: every example is run, every answer shown is compared, every name is real.

An example's files are those that the page shows with a file name behind the language of
the block; `output/` is a build of the shipped sample. A line `...` stands for any lines.
`make golden` writes the answers anew, as many lines of them as are shown.
"""

from __future__ import annotations

import io
import itertools
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

import kg
from kg import cli, registry
from kg.cli import parser
from kg.describe.terms import term
from kg.model import Record
from kg.read import Settings, jsonl

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "kg" / "sample" / "author-page.txt"
PAGES = ("README.md", "docs/graph.md", "docs/decisions.md", "docs/queries.md", "docs/adding.md")
BIN = Path(sys.executable).parent
SERVER = "127.0.0.1:7878"
"""The address that the page gives the server, in place of the one that is free here."""
LAZY = (
    "jinja2",
    "msgspec",
    "networkx",
    "numpy",
    "pyoxigraph",
    "pyvis",
    "rdflib",
    "rich",
    "spacy",
    "starlette",
    "uvicorn",
    "yaml",
)
BLOCK = re.compile(r"^```(?P<language>\w+)(?: (?P<file>[\w.-]+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A fenced block: the page and line it begins at, its language, the file it is saved as, and its text."""

    page: str
    line: int
    language: str
    file: str | None
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def blocks(page: str, *languages: str) -> list[Block]:
    text = (ROOT / page).read_text(encoding="utf-8")
    found = [
        Block(page, text.count("\n", 0, m.start()) + 1, m["language"], m["file"], m["text"])
        for m in BLOCK.finditer(text)
    ]
    return [block for block in found if block.language in languages or not languages]


def of_all_pages(*languages: str) -> list[Block]:
    return [block for page in PAGES for block in blocks(page, *languages)]


class Step(NamedTuple):
    """A command, over all its lines, and the lines of its answer that the page shows."""

    command: list[str]
    shown: list[str]


def steps(block: Block) -> list[Step]:
    found: list[Step] = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            found.append(Step([line[2:]], []))
        elif line.startswith("> ") and not found[-1].shown:
            found[-1].command.append(line[2:])
        else:
            found[-1].shown.append(line)
    return found


def agrees(shown: list[str], said: list[str]) -> bool:
    pattern = "".join(r"(?:.*\n)*?" if line == "..." else re.escape(line) + r"\n" for line in shown)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in said)) is not None


def as_much_of(said: list[str], shown: list[str]) -> list[str]:
    """The answer, cut where the page cuts it; all of it where the page shows none."""
    if "..." not in shown:
        return said
    head = shown.index("...")
    tail = len(shown) - head - 1
    return said if len(said) <= head + tail else [*said[:head], "...", *said[len(said) - tail :]]


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as `page.txt`, what is built from it, and the files that the pages show."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copy(SAMPLE, folder / "page.txt")
    for block in of_all_pages():
        if block.file:
            (folder / block.file).write_text(block.text, encoding="utf-8")
    kg.build([folder / "page.txt"], folder / "output", kg.Settings(jobs=1))
    return folder


@pytest.fixture
def here(built: Path, tmp_path: Path) -> Path:
    """A folder of its own for an example, as a reader has it who has come so far."""
    shutil.copytree(built, tmp_path / "here")
    return tmp_path / "here"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Starts the Oxigraph server that an example talks to, empty, and gives its address."""
    running: list[subprocess.Popen[bytes]] = []

    def start() -> str:
        program = BIN / "oxigraph"
        if not program.exists():
            pytest.skip("no oxigraph binary: pip install oxigraph")
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            port = int(taken.getsockname()[1])
        command = [str(program), "serve", "--location", str(tmp_path / "db"), "--bind", f"127.0.0.1:{port}"]
        running.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        for _ in itertools.takewhile(lambda _: running[0].poll() is None, range(500)):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                return f"127.0.0.1:{port}"
            except OSError:
                time.sleep(0.02)
        pytest.fail("the Oxigraph server does not answer")

    yield start
    for one in running:
        one.terminate()
        one.wait(timeout=10)


@pytest.mark.parametrize("block", of_all_pages("console"), ids=str)
def test_the_commands_run_and_say_what_is_shown(
    block: Block, here: Path, server: Callable[[], str], request: pytest.FixtureRequest
) -> None:
    address = server() if SERVER in block.text else SERVER
    answers = []
    for step in steps(block):
        done = run("\n".join(step.command).replace(SERVER, address), here)
        assert done.returncode == 0, done.stdout
        said = done.stdout.replace(address, SERVER).splitlines()
        answers.append((step, said))
    if request.config.getoption("--update-golden"):
        rewrite(block, answers)
        return
    for step, said in answers:
        if step.shown:
            assert agrees(step.shown, said), "\n".join([f"{block}: {step.command[0]} says", *said, "`make golden`"])


def rewrite(block: Block, answers: list[tuple[Step, list[str]]]) -> None:
    """Put the answers into the page, where it shows any."""
    lines: list[str] = []
    for step, said in answers:
        lines += [f"$ {step.command[0]}", *(f"> {line}" for line in step.command[1:])]
        lines += as_much_of(said, step.shown) if step.shown else []
    path = ROOT / block.page
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(block.text, "".join(f"{line}\n" for line in lines)), encoding="utf-8", newline="\n")


@pytest.mark.parametrize("block", of_all_pages("python"), ids=str)
def test_the_python_runs(block: Block, here: Path) -> None:
    for library in ("pandas", "polars"):
        if f"to_{library}" in block.text:
            pytest.importorskip(library, reason=f"{library} is not installed")
    (here / "example.py").write_text(block.text, encoding="utf-8")
    done = run(f"{sys.executable} example.py", here)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("block", of_all_pages("sparql"), ids=str)
def test_the_queries_have_answers(block: Block, here: Path) -> None:
    table = kg.Graph(here / "output").query(block.text)
    assert len(table) > 0  # type: ignore[arg-type]  # these are SELECTs


@pytest.mark.parametrize("block", [block for block in of_all_pages("json") if block.file != "gold.json"], ids=str)
def test_the_records_can_be_read(block: Block) -> None:
    (record,) = jsonl.readings(io.BytesIO(block.text.encode()), Settings(str(block)))
    assert isinstance(record, Record), record
    assert {*msgspec.json.decode(block.text)} <= {*jsonl.schema()["$defs"]["Line"]["properties"]}


def test_every_command_is_in_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in registry.names(cli) if f"kg {name}" not in text] == []


@pytest.mark.parametrize("name", registry.names(cli))
def test_every_commands_help_has_an_example(name: str) -> None:
    commands = next(action for action in parser()._actions if isinstance(action.choices, dict))
    assert isinstance(commands.choices, dict)
    said = commands.choices[name].format_help().partition("\n\n")[2]  # behind the usage line
    assert re.search(rf"^ *kg {name}\b", said, re.MULTILINE)


def test_what_make_is_asked_for_is_there() -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for page in PAGES:
        wanted = set(re.findall(r"\bmake ([a-z]+)", "\n".join(each.text for each in blocks(page, "sh"))))
        assert wanted <= {*targets}, page


@pytest.mark.parametrize("page", [*PAGES, "CHANGELOG.md"])
def test_every_path_leads_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [target for target in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in target]
    files = re.findall(r"`((?:kg|docs|tests|queries|ontology)/[\w./-]+)`", text)
    gone = [name for name in links if not (ROOT / page).parent.joinpath(name).exists()]
    assert gone + [name for name in files if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_term_of_ours_is_declared(page: str) -> None:
    for name in re.findall(r"`(kg:\w+)`", (ROOT / page).read_text(encoding="utf-8")):
        assert term(name)


def test_the_help_imports_nothing_heavy() -> None:
    code = f"import sys; from kg.cli import parser; parser().format_help(); print(*({{*{LAZY}}} & {{*sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == []


@pytest.mark.parametrize(
    ("shown", "said", "agree"),
    [
        (["a"], ["a"], True),
        (["a"], ["a", "b"], False),
        (["a", "..."], ["a", "b", "c"], True),
        (["a", "...", "c"], ["a", "c"], True),
        (["a", "...", "d"], ["a", "b", "c"], False),
        (["a.c"], ["abc"], False),
    ],
)
def test_what_is_compared(shown: list[str], said: list[str], agree: bool) -> None:  # noqa: FBT001
    assert agrees(shown, said) is agree
    assert agrees(as_much_of(said, shown), said)
