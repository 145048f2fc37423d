"""Inputs that mean harm: little memory, little time, clear words."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.model import Name, Record, Rejected
from kg.read import Settings, formats, read
from kg.read._text import LONGEST_LINE

BOMB = (
    '<!DOCTYPE {root} [<!ENTITY a0 "lol">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]>"
)
OUTSIDE = '<!DOCTYPE {root} [<!ENTITY x SYSTEM "file://{path}"><!ENTITY % y SYSTEM "http://127.0.0.1:9/y.dtd">]>'
BODIES = {
    "dblp": "<dblp><article key='journals/x/y'><author>&{name};</author><title>&{name};</title></article></dblp>",
    "jats": "<article><front><article-meta><title-group><article-title>&{name};</article-title></title-group>"
    "</article-meta></front></article>",
    "pubmed": "<PubmedArticleSet><PubmedArticle><MedlineCitation><Article><ArticleTitle>&{name};</ArticleTitle>"
    "</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>",
    "acl": '<collection id="2020.x"><volume id="1"><paper id="1"><title>&{name};</title></paper></volume></collection>',
    "tei": '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>&{name};</title></titleStmt>'
    "</fileDesc></teiHeader></TEI>",
    "arxiv-atom": '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/1706.03762</id>'
    "<title>&{name};</title></entry></feed>",
    "arxiv-oai": "<OAI-PMH><record><header><identifier>oai:arXiv.org:1706.03762</identifier></header><metadata><arXiv>"
    "<title>&{name};</title></arXiv></metadata></record></OAI-PMH>",
}
ROOTS = {name: body[1:].split(">")[0].split()[0] for name, body in BODIES.items()}


def test_every_xml_reader_is_tried() -> None:
    assert {
        name for name, reader in formats().items() if ".xml" in reader.SUFFIXES or ".nxml" in reader.SUFFIXES
    } == set(BODIES)


@pytest.mark.parametrize("name", BODIES)
def test_an_entity_bomb_is_refused(name: str, tmp_path: Path) -> None:
    text = BOMB.format(root=ROOTS[name]) + BODIES[name].format(name="a11")
    (tmp_path / "bomb.xml").write_text(text)
    start = time.process_time()
    (found,) = read(tmp_path / "bomb.xml", form=name)
    assert time.process_time() - start < 2
    assert isinstance(found, Rejected)
    assert "declares entities" in found.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", BODIES)
def test_no_other_file_is_read(name: str, encoding: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the secret")
    text = OUTSIDE.format(root=ROOTS[name], path=tmp_path / "secret") + BODIES[name].format(name="x")
    (tmp_path / "out.xml").write_bytes(text.encode(encoding))
    (found,) = read(tmp_path / "out.xml", form=name)
    assert isinstance(found, Rejected)
    assert "declares entities" in found.reason
    assert "secret" not in str(found)


def test_entities_in_attributes_are_not_expanded_without_measure() -> None:
    text = BOMB.format(root="dblp") + "<dblp><article key='&a11;'><title>T</title></article></dblp>"
    stuffed = text.replace(
        "[", "[" + "<!-- " + "x" * 70_000 + " -->", 1
    )  # so that the declarations are not in the head
    start = time.process_time()
    (found,) = formats()["dblp"].readings(io.BytesIO(stuffed.encode()), Settings("x"))
    assert time.process_time() - start < 5
    assert isinstance(found, Rejected)


def test_a_dtd_beside_the_file_is_not_loaded(tmp_path: Path) -> None:
    (tmp_path / "dblp.dtd").write_text('<!ENTITY ouml "wrong">')
    body = "<dblp><article key='journals/x/y'><title>Sch&ouml;n &amp; &unknown;</title></article></dblp>"
    (tmp_path / "a.xml").write_text('<!DOCTYPE dblp SYSTEM "dblp.dtd">' + body)
    (record,) = read(tmp_path / "a.xml")
    assert isinstance(record, Record)
    assert record.title == "Schön & &unknown;"


def test_deep_xml_and_deep_json() -> None:
    deep = "<dblp><article key='a/b'><title>" + "<i>" * 5000 + "x" + "</i>" * 5000 + "</title></article></dblp>"
    found = list(formats()["dblp"].readings(io.BytesIO(deep.encode()), Settings("x")))
    assert [type(each) for each in found] == [Rejected]
    for raw in (b'{"DOI": "x", "title": [' + b"[" * 40_000, b'[{"DOI": ' + b'{"a":' * 40_000):
        found = list(formats()["crossref"].readings(io.BytesIO(raw), Settings("x")))
        assert [type(each) for each in found] == [Rejected]


NAMES = [f"Family{n}, Given" for n in range(4000)]
LONG = {
    "bibtex": "@misc{x, title = {T}, author = {" + " and ".join(NAMES) + "}}",
    "ris": "TY  - JOUR\nTI  - T\n" + "".join(f"AU  - {name}\n" for name in NAMES) + "ER  - \n",
    "medline": "PMID- 1\nTI  - T\n" + "".join(f"FAU - {name}\n" for name in NAMES),
    "csv": 'title,authors\nT,"' + "; ".join(NAMES) + '"\n',
    "csl-json": json.dumps([{"type": "book", "title": "T", "author": [{"family": name} for name in NAMES]}]),
    "crossref": json.dumps([{"DOI": "10.1000/1", "title": ["T"], "author": [{"name": name} for name in NAMES]}]),
    "arxiv-snapshot": json.dumps({"id": "1706.03762", "title": "T", "categories": "x", "authors": ", ".join(NAMES)}),
    "dblp": "<dblp><book key='books/x/y'><title>T</title>"
    + "".join(f"<author>{name}</author>" for name in NAMES)
    + "</book></dblp>",
}  # fmt: skip


@pytest.mark.parametrize("name", LONG)
def test_lists_of_sixty_thousand_characters(name: str) -> None:
    assert len(LONG[name]) > 60_000
    start = time.process_time()
    found = list(formats()[name].readings(io.BytesIO(LONG[name].encode()), Settings("x")))
    assert time.process_time() - start < 3
    (record,) = (each for each in found if isinstance(each, Record))
    assert len(record.authors) >= 4000


NASTY = "\u202eA\x00 title\x07 \ufeffof José’s \ud800".replace("\ud800", "")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bibtex", f"@misc{{x, title = {{{NASTY}}}, author = {{Jose\u0301 N\u0303andu\u0301}}}}"),
        ("ris", f"TY  - JOUR\nTI  - {NASTY}\nAU  - Jose\u0301 N\u0303andu\u0301\nER  - \n"),
        ("medline", f"PMID- 1\nTI  - {NASTY}\nFAU - Jose\u0301 N\u0303andu\u0301\n"),
        ("csv", f"title,authors\n{NASTY},Jose\u0301 N\u0303andu\u0301\n"),
        (
            "csl-json",
            json.dumps([{"type": "book", "title": NASTY, "author": [{"literal": "Jose\u0301 N\u0303andu\u0301"}]}]),
        ),
    ],
)
def test_odd_letters(name: str, text: str) -> None:
    (record,) = (
        each for each in formats()[name].readings(io.BytesIO(text.encode()), Settings("x")) if isinstance(each, Record)
    )
    assert "\x00" not in record.title
    assert "title" in record.title
    assert record.authors == (
        Name("Jose\u0301 N\u0303andu\u0301"),
    )  # as it is written; resolving knows that they are one


def test_lone_surrogates_in_json_are_left_out_or_rejected() -> None:
    raw = b'[{"type": "book", "title": "a \\ud800 b", "issued": {"date-parts": [[2001]]}}]'
    for each in formats()["csl-json"].readings(io.BytesIO(raw), Settings("x")):
        assert isinstance(each, Record | Rejected)
        str(each).encode()


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000, 2_000_000_000))
from kg.read import read
from kg.model import Record
kinds = [type(each).__name__ for each in read(sys.argv[1])]
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(kinds.count("Record"), kinds.count("Rejected"), peak.split()[1])
"""


def limited(path: Path) -> tuple[int, int]:
    """How many records and rejected there are, read in another process that uses less than 500 MB."""
    done = subprocess.run([sys.executable, "-c", LIMITED, str(path)], capture_output=True, check=True, timeout=120)
    records, rejected, kilobytes = map(int, done.stdout.split())
    assert kilobytes < 500_000
    return records, rejected


@pytest.fixture(scope="module")
def gigabyte() -> bytes:
    """A gigabyte of one letter, compressed to a megabyte."""
    out = io.BytesIO()
    with gzip.open(out, "wb", compresslevel=6) as file:
        for _ in range(1024):
            file.write(b"x" * 2**20)
    return out.getvalue()


@pytest.mark.parametrize("start", ['{"title": "', "@misc{x, title = {", "TY  - JOUR\nTI  - ", 'title,authors\nA,"'])
def test_a_megabyte_of_gzip_that_is_a_line_of_a_gigabyte(start: str, gigabyte: bytes, tmp_path: Path) -> None:
    whole = gzip.compress(start.encode()) + gigabyte
    assert len(whole) < 1_100_000
    (tmp_path / "bomb.gz").write_bytes(whole)
    _, rejected = limited(tmp_path / "bomb.gz")
    assert rejected >= 1


@pytest.mark.parametrize("name", ["jsonl", "bibtex", "ris", "medline", "csv"])
def test_a_line_that_is_too_long_costs_no_more_than_its_record(name: str) -> None:
    start = {
        "jsonl": ('{"title": "A"}\n', '{"title": "', '{"title": "B"}\n'),
        "bibtex": ("@misc{a, title={A}}\n", "% ", "@misc{b, title={B}}\n"),
        "ris": ("TY  - JOUR\nTI  - A\nER  - \n", "AB  - ", "TY  - JOUR\nTI  - B\nER  - \n"),
        "medline": ("PMID- 1\nTI  - A\n\n", "AB  - ", "PMID- 2\nTI  - B\n"),
        "csv": ("title,abstract\nA,x\n", "x,", "B,y\n"),
    }[name]
    raw = (start[0] + start[1] + "x" * LONGEST_LINE + "\n" + start[2]).encode()
    found = list(formats()[name].readings(io.BytesIO(raw), Settings("x")))
    assert [each.title for each in found if isinstance(each, Record)] == ["A", "B"]
    if name != "bibtex":  # a comment may be as long as it likes
        assert any("MiB" in str(each) for each in found)


def test_a_large_dblp_goes_by_in_little_memory(tmp_path: Path) -> None:
    one = b"<article key='journals/x/%d'><author>Bo Ek</author><title>Title %d.</title><year>2001</year>\n</article>\n"
    with (tmp_path / "dblp.xml").open("wb") as out:
        out.write(b"<dblp>\n")
        for number in range(40_000):
            out.write(one % (number, number))
        out.write(b"</dblp>\n")
    program = LIMITED + "\n*_, last = read(sys.argv[1])\nassert last.source.line == 2 + 2 * 39_999, last.source"
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "dblp.xml")], capture_output=True, check=True, timeout=120
    )
    records, rejected, kilobytes = map(int, done.stdout.split())
    assert (records, rejected) == (40_000, 0)
    assert kilobytes < 100_000
