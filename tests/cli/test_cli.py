"""The command line: exit codes, where data and talk go, and inputs that are wrong."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from kg import read, registry
from kg.cli import main

HERE = Path(__file__).parents[1]
SAMPLE = HERE.parent / "kg" / "sample" / "author-page.txt"
HEAD = "Ada Lovelace\nAR\n\nCVOct 12, 2022\nA Title\n\nAda Lovelace\n\nWe use ImageNet.\n"
BROKEN = "\nCVOct 13, 2022\nOnly a title\n"
KNOWN = ", ".join(registry.names(read))
COMMANDS = registry.names(sys.modules["kg.cli"])


def kg(*args: str, cwd: Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "kg", *args]
    env = {**os.environ, **environment}
    return subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, env=env, check=False)


def said(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    return done.stderr.decode().splitlines()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == 0
    assert f"kg {command}" in capsys.readouterr().out.split("options:")[0].split("\n", 1)[1]


def test_help_lists_every_command_and_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    shown = capsys.readouterr().out
    assert all(f"\n  {command}" in shown or f"    {command}" in shown for command in COMMANDS)
    assert "3 done, but some records were rejected" in shown


@pytest.mark.parametrize("args", [[], ["nope"], ["extract"], ["build", "x", "--nope"]])
def test_wrong_usage_is_2(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(args)
    assert left.value.code == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("args", [["build"], ["build", "--update", "-o", "none"]])
def test_a_build_of_nothing_is_2(
    args: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(args) == 2
    assert "no SOURCE" in (said := capsys.readouterr().err) or "no build here, and no sources" in said


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("missing.txt", None, "kg: missing.txt: no such file or folder; check the path"),
        ("empty.txt", b"", "kg: empty.txt: empty; expected records; see kg formats for what can be read"),
        ("a.pdf", b"%PDF-1.7\n", f"kg: a.pdf: is a PDF document; expected one of {KNOWN}; see kg formats"),
        ("a.bin", bytes(range(256)), f"kg: a.bin: is a binary file; expected one of {KNOWN}; see kg formats"),
    ],
)
@pytest.mark.parametrize("command", ["build", "extract"])
def test_unreadable_input_is_2_and_one_line(
    command: str, name: str, content: bytes | None, line: str, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = kg(command, name, cwd=tmp_path)
    assert (done.returncode, said(done), done.stdout) == (2, [line], b"")
    assert [path.name for path in tmp_path.iterdir() if path.name not in (name, "output")] == []


def test_rejected_records_are_3_and_the_good_ones_come_out(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(HEAD + BROKEN + HEAD.partition("\n\n")[2].replace("A Title", "B Title"))
    done = kg("build", "page.txt", "-o", "out", cwd=tmp_path)
    assert done.returncode == 3
    assert "rejected: page.txt:11: title, authors and abstract expected; found 1 of them" in said(done)
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert (report["records"], len(report["rejected"])) == (2, 1)
    assert "page.txt:11" in (tmp_path / "out" / "report.md").read_text()
    extracted = kg("extract", "page.txt", cwd=tmp_path)
    assert extracted.returncode == 3
    assert [json.loads(line)["title"] for line in extracted.stdout.splitlines()] == ["A Title", "B Title"]


@pytest.mark.parametrize(
    "content",
    [
        HEAD.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + HEAD.encode(),
        HEAD.encode("utf-16"),
        HEAD.replace("Ada", "Zoë").encode("latin-1"),
    ],
)
def test_other_encodings_and_line_ends_are_read(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(content)
    done = kg("extract", "page.txt", cwd=tmp_path)
    assert done.returncode == 0
    (record,) = map(json.loads, done.stdout.splitlines())
    assert record["title"] == "A Title"
    assert record["authors"][0].endswith(" Lovelace")
    assert [entity["label"] for entity in record["entities"]] == ["ImageNet"]


def test_extract_writes_the_form_that_is_promised(tmp_path: Path) -> None:
    done = kg("extract", str(SAMPLE), cwd=tmp_path)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(records) == 20
    keys = [
        "authors",
        "authors_truncated",
        "category",
        "code",
        "date",
        "date_inferred",
        "entities",
        "id",
        "results",
        "score",
        "source",
        "title",
        "urls",
    ]
    for record in records:
        assert set(keys) <= set(record)
        for entity in record["entities"]:
            assert entity["iri"].startswith("https://w3id.org/paperkg/id/")
            for mention in entity["mentions"]:
                assert record[mention["field"]][mention["start"] : mention["end"]] == mention["text"]


def test_extract_as_a_table_and_as_marked_text(tmp_path: Path) -> None:
    page = HEAD.replace("A Title", "<script>alert(1)</script> on ImageNet").encode()
    table = kg("extract", "-", "--format", "table", cwd=tmp_path, stdin=page).stdout.decode()
    assert "ImageNet  [" in table
    html = kg("extract", "-", "--format", "html", cwd=tmp_path, stdin=page).stdout.decode()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert ">Dataset<" in html.replace("\n", "").replace(" ", "")
    assert "http://" not in html


def test_a_pipe_gets_no_progress(tmp_path: Path) -> None:
    done = kg("demo", "-o", "out", cwd=tmp_path)
    assert done.returncode == 0
    assert all(line.startswith("note: ") for line in said(done))
    assert b"kg query methods-proposed -g out" in done.stdout


def test_the_commands_that_the_demo_names_work(tmp_path: Path) -> None:
    shown = kg("demo", cwd=tmp_path).stdout.decode()
    commands = [line.strip() for line in shown.splitlines() if line.startswith("  kg query")]
    assert len(commands) == 3
    for command in commands:
        done = kg(*shlex.split(command)[1:], cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert len(done.stdout.splitlines()) > 4


def test_a_reader_that_leaves_is_no_error_message(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "kg", "extract", str(SAMPLE)],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        complaints = process.stderr.read()
    assert b"Traceback" not in complaints
    assert b"BrokenPipe" not in complaints


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (["--as-of", "May 2026"], "kg: --as-of: not a date: 'May 2026'; expected 2022, 2022-10 or 2022-10-12"),
        (["--jobs", "0"], "kg: --jobs: 0 processes; expected 1 or more"),
        (["--from", "jsonlines"], "kg: format 'jsonlines': not known; did you mean jsonl?"),
        (["--base", "nope"], "kg: base 'nope': not an IRI to build on; expected such as https://example.org/id/"),
        (["--vocab", "none.ttl"], "kg: none.ttl: No such file or directory; expected a SKOS file"),
    ],
)
def test_wrong_options_are_one_clear_line(args: list[str], line: str, tmp_path: Path) -> None:
    done = kg("build", str(SAMPLE), *args, cwd=tmp_path)
    assert (done.returncode, said(done)) == (2, [line])


def test_an_unexpected_error_is_a_line_for_people_and_a_traceback_for_developers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("kg.cli.formats.run", lambda _: 1 // 0)
    assert main(["formats"]) == 1
    assert (
        capsys.readouterr().err
        == "kg: unexpected ZeroDivisionError: integer division or modulo by zero; KG_TRACEBACK=1 shows where\n"
    )
    monkeypatch.setenv("KG_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        main(["formats"])
