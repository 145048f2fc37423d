"""`kg view`, from a graph file to pages on disk."""

import shutil
from pathlib import Path

import pytest

from kg.cli import main

TOY = Path(__file__).parent / "toy.trig"


@pytest.fixture
def build(tmp_path):
    """A folder that a build could have left."""
    import pyoxigraph

    folder = tmp_path / "out"
    folder.mkdir()
    store = pyoxigraph.Store()
    store.load(path=str(TOY))
    store.dump(str(folder / "graph.nq"), pyoxigraph.RdfFormat.N_QUADS)
    (folder / "report.md").write_text("# Report\n", encoding="utf-8")
    return folder


def test_all_pictures_go_into_the_build(build, capsys):
    assert main(["view", "-g", str(build)]) == 0
    shown = ("citations", "coauthors", "hardware", "landscape", "map", "papers")
    pages = [build / "views" / f"{name}.html" for name in shown]
    written = [*pages, build / "index.html"]
    said = capsys.readouterr()
    assert said.out.split("\n")[:-1] == [str(path) for path in written]
    assert "coauthors: 4 people, 3 links" in said.err
    assert "topics: nothing to show" in said.err
    assert sorted(path.stem for path in (build / "views").iterdir()) == sorted(shown)
    assert all(path.read_text(encoding="utf-8").startswith("<!doctype html>") for path in written)
    index = written[-1].read_text(encoding="utf-8")
    assert 'href="report.md"' in index
    assert "manifest.json" not in index


def test_a_second_run_writes_the_same_bytes(build):
    main(["view", "-g", str(build)])
    first = {path: path.read_bytes() for path in build.rglob("*.html")}
    shutil.rmtree(build / "views")
    main(["view", "-g", str(build)])
    assert first == {path: path.read_bytes() for path in build.rglob("*.html")}


def test_one_picture_goes_where_it_is_wanted(tmp_path, capsys):
    target = tmp_path / "people.html"
    assert main(["view", "coauthors", "-g", str(TOY), "-o", str(target)]) == 0
    assert "Ada" in target.read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["people.html"]
    assert capsys.readouterr().out == f"{target}\n"


def test_a_focus_leaves_the_whole_picture_as_it_is(build, capsys):
    main(["view", "coauthors", "-g", str(build)])
    whole = (build / "views" / "coauthors.html").read_bytes()
    assert main(["view", "coauthors", "-g", str(build), "--focus", "cy"]) == 0
    assert (build / "views" / "coauthors.html").read_bytes() == whole
    assert (build / "views" / "coauthors-cy.html").is_file()
    assert "Only what is within 1 link of “cy”." in capsys.readouterr().err


def test_stdout_gets_the_page_alone(capfdbinary):
    assert main(["view", "papers", "-g", str(TOY), "-o", "-", "--limit", "2"]) == 0
    page = capfdbinary.readouterr().out
    assert page.startswith(b"<!doctype html>")
    assert page.endswith(b"</html>")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["nothing"], "view 'nothing': not known; known: citations, claims, coauthors, ego, "),
        (["--focus", "Ada"], "--focus: no picture is named; expected NAME before it: citations, claims, "),
        (["coauthors", "--focus", "Adda"], "did you mean Ada?"),
        (["coauthors", "--limit", "0"], "--limit, --hops: are 0 and 1; expected from 1 and 0 on"),
    ],
)
def test_wrong_usage_is_one_line_and_writes_nothing(build, args, message, capsys):
    before = sorted(build.rglob("*"))
    assert main(["view", *args, "-g", str(build)]) == 2
    said = capsys.readouterr().err
    assert message in said
    assert said.count("\n") == 1
    assert sorted(build.rglob("*")) == before
