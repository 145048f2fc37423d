"""Quads come out of whatever holds a graph, and errors name the file and the place."""

from __future__ import annotations

import gzip
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from kg.errors import KgError, ReadError, StoreError
from kg.store import _rdf_file as rdf_file
from kg.store import build_store, connect, quads

TURTLE = '<http://e/s> <http://e/p> "Zoë" .'
FORMATS = {
    "ttl": TURTLE,
    "trig": f"{{ {TURTLE} }}",
    "nt": TURTLE,
    "nq": TURTLE,
    "jsonld": '{"@id": "http://e/s", "http://e/p": "Zoë"}',
    "rdf": """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">
        <rdf:Description rdf:about="http://e/s"><e:p>Zoë</e:p></rdf:Description></rdf:RDF>""",
}
FORMATS["xml"] = FORMATS["owl"] = FORMATS["rdf"]


@pytest.mark.parametrize("packed", ["", ".gz"])
@pytest.mark.parametrize("suffix", [*FORMATS, "TTL"])
def test_every_format_plain_and_packed(tmp_path: Path, suffix: str, packed: str) -> None:
    path = tmp_path / f"graph.{suffix}{packed}"
    content = FORMATS[suffix.lower()].encode()
    path.write_bytes(gzip.compress(content) if packed else content)
    assert [str(quad.triple) for quad in quads(path)] == ['<http://e/s> <http://e/p> "Zoë"']


def test_a_build_and_a_store_give_the_same_quads(build: Path) -> None:
    from_build = sorted(map(_without_number, quads(build)))
    assert from_build == sorted(map(_without_number, quads(str(build / "store"))))
    assert len(from_build) > 200
    assert any(quad.graph_name.value.endswith("/graph/record/one") for quad in quads(build))  # type: ignore[union-attr]


def _without_number(quad: pyoxigraph.Quad) -> str:
    """The quad but for its object, where that is a number: a store keeps 1.0 as 1, a nonNegativeInteger as integer."""
    number = isinstance(quad.object, pyoxigraph.Literal) and quad.object.value.replace(".", "").isdigit()
    return f"{quad.subject} {quad.predicate} {'a number' if number else quad.object} {quad.graph_name}"


def test_quads_are_streamed(tmp_path: Path) -> None:
    path = tmp_path / "long.nq"
    path.write_text(f"{TURTLE}\n" * 5000 + "broken")
    found = quads(path)
    assert str(next(found).subject) == "<http://e/s>"
    with pytest.raises(ReadError, match="line 5001"):
        list(found)


@pytest.mark.parametrize(
    ("suffix", "content", "message"),
    [
        ("ttl", f"{TURTLE}\n<http://e/s> nonsense .", "line 2, column 14: nonsense"),
        ("nq", f"{TURTLE}\n\n<http://e/s> <http://e/p> .", "line 3, column 27"),
        ("jsonld", '{"@id": }', "line 1, column 9"),
        ("rdf", "<rdf:RDF", "expected well-formed RDF/XML"),
        ("nt", b"<http://e/s> <http://e/p> \xff .", "line 1"),
        ("ttl", "<relative> <http://e/p> <", "line 1"),
    ],
)
def test_what_does_not_parse_names_file_line_and_column(
    tmp_path: Path, suffix: str, content: str | bytes, message: str
) -> None:
    path = tmp_path / f"graph.{suffix}"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ReadError) as error:
        list(quads(path))
    assert str(error.value).startswith(f"{path}: ")
    assert message in str(error.value)
    assert error.value.exit_code == 2


DTD = '<!DOCTYPE rdf:RDF [<!ENTITY lol "ha"><!ENTITY lol2 "&lol;&lol;&lol;">]>'


@pytest.mark.parametrize(
    "content",
    [
        DTD + FORMATS["rdf"],
        DTD.lower() + FORMATS["rdf"],
        FORMATS["rdf"].replace("<e:p>", DTD + "<e:p>"),
        '<!DOCTYPE rdf:RDF SYSTEM "file:///etc/passwd">' + FORMATS["rdf"],
        " " * ((1 << 16) - 4) + DTD + FORMATS["rdf"],
        " " * ((1 << 13) - 5) + DTD + FORMATS["rdf"],
    ],
    ids=["prolog", "lower case", "within an element", "external", "across chunks", "across small chunks"],
)
@pytest.mark.parametrize("suffix", ["rdf", "xml", "owl.gz"])
def test_document_types_are_refused_by_name(tmp_path: Path, suffix: str, content: str) -> None:
    path = tmp_path / f"bomb.{suffix}"
    path.write_bytes(gzip.compress(content.encode()) if suffix.endswith("gz") else content.encode())
    with pytest.raises(ReadError, match="DOCTYPE"):
        list(quads(path))
    with pytest.raises(ReadError, match="DOCTYPE"):
        connect(path)


def test_a_declaration_cut_by_a_read_is_seen_however_it_is_cut(tmp_path: Path) -> None:
    import io

    for size in range(1, 12):
        checked = rdf_file._WithoutEntities(io.BytesIO(b"<?xml?> <!DoCtYpE x>"), tmp_path)
        with pytest.raises(ReadError):
            _drain(checked, size)


def test_a_remote_context_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "remote.jsonld"
    path.write_text('{"@context": "http://127.0.0.1:9/context", "name": "x"}')
    with pytest.raises(ReadError, match="remote context"):
        list(quads(path))


def test_a_damaged_packed_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "graph.nt.gz"
    path.write_bytes(gzip.compress(f"{TURTLE}\n".encode() * 100)[:-12])
    with pytest.raises(ReadError, match=r"graph\.nt\.gz: damaged gzip"):
        list(quads(path))
    path.write_text(TURTLE)
    with pytest.raises(ReadError, match="damaged gzip"):
        list(quads(path))


def test_where_there_is_no_graph_the_error_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    cases: list[tuple[str | Path, str]] = [
        (tmp_path / "missing", "kg build"),
        (tmp_path, "kg build"),
        (tmp_path / "notes.txt", r"\.ttl"),
        ("ftp://example.org/x", "http"),
        ("http://127.0.0.1:9/sparql", "does not list"),
    ]
    for where, message in cases:
        with pytest.raises(StoreError, match=message):
            quads(where)


def test_an_empty_graph_says_to_build_first(tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text("")
    assert list(quads(tmp_path)) == []
    with pytest.raises(StoreError, match="kg build"):
        connect(tmp_path)


def test_a_build_without_its_store_is_asked_from_its_file(build: Path, tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_bytes((build / "graph.nq").read_bytes())
    assert connect(tmp_path).reply("ASK { GRAPH ?g { ?s ?p ?o } }").answer() is True


def test_a_damaged_store_says_to_build_again(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "CURRENT").write_text("MANIFEST-000009\n")
    with pytest.raises(StoreError, match="kg build"):
        connect(tmp_path)


def test_build_store_counts_and_reopens(build: Path, tmp_path: Path) -> None:
    count = build_store(build / "graph.nq", tmp_path / "new" / "store")
    lines = set((build / "graph.nq").read_text(encoding="utf-8").splitlines())
    assert count == len(lines)
    assert len(pyoxigraph.Store.read_only(str(tmp_path / "new" / "store"))) == count


def test_build_store_leaves_no_tables_that_overlap(
    build: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, done = pyoxigraph.Store, []

    class Store:
        def __init__(self, folder: Path) -> None:
            self.real = real(folder)

        def __getattr__(self, name: str) -> object:
            done.append(name)
            return getattr(self.real, name)

        def __len__(self) -> int:
            return len(self.real)

    monkeypatch.setattr("pyoxigraph.Store", Store)
    build_store(build / "graph.nq", tmp_path / "store")
    assert done == ["bulk_load", "flush", "optimize"]


def test_build_store_takes_a_bad_line_for_an_error_and_a_full_folder_for_another(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_text(f"{TURTLE}\n<http://e/s> <no iri> 1 .\n")
    with pytest.raises(ReadError, match="line 2"):
        build_store(path, tmp_path / "store")
    with pytest.raises(StoreError, match="not empty"):
        build_store(path, tmp_path)


def test_every_error_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text("@prefix")
    with pytest.raises(KgError) as error:
        list(quads(path))
    assert "\n" not in str(error.value)
    assert RdfFormat.TURTLE.name in str(error.value)


def _drain(source: rdf_file._WithoutEntities, size: int) -> None:
    while source.read(size):
        pass
