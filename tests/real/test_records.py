"""The real records, where this machine has them: what is read against what a plain search counts in the files."""

from __future__ import annotations

import json
import lzma
import re
import time
from collections import Counter
from pathlib import Path

import pytest

from kg.model import Notice, Record, Rejected
from kg.read import Input, formats, inputs, read
from kg.read._text import head_of

SNAPSHOT = "snapshot-50k.jsonl.xz"
FOLDERS = {
    "acl": ("acl", rb"<paper "),
    "arxiv": ("", rb"<entry>|^\{"),
    "bibtex": ("bibtex", rb"^\s*@\w+\s*\{"),
    "crossref": ("crossref", rb'"indexed":'),
    "csl": ("csl-json", rb'"standard_citation"'),
    "dblp": ("dblp", rb"<(?:article|inproceedings|proceedings|book|incollection|phdthesis|mastersthesis|data) "),
    "jats": ("jats", rb"<article[ >]"),
    "openalex": ("openalex", rb'"abstract_inverted_index"'),
    "pubmed": ("", rb"<PubmedArticle>|^PMID-"),
    "ris": ("ris", rb"^(?:\xef\xbb\xbf)?TY  - "),
    "semantic-scholar": ("semantic-scholar", rb'^\{"paperId"'),
    "tei": ("tei", rb"<TEI "),
}
"""How a record begins in the files of a folder, and the one format that they are in."""


@pytest.fixture(scope="module")
def found(shared: Path) -> list[Input]:
    return [each for each in inputs([str(shared / "records")]) if not each.name.endswith(SNAPSHOT)]


def test_each_file_has_one_reader_but_for_the_dtd(found: list[Input]) -> None:
    for each in found:
        with each.open() as stream:
            head = head_of(stream, each.name)
        claims = [name for name, reader in formats().items() if reader.is_mine(head)]
        folder = each.name.split("/")[0]
        if each.name == "dblp/dblp.dtd":
            assert claims == []
        else:
            assert len(claims) == 1, each.name
            assert claims[0] == FOLDERS.get(folder, ("author-page", b""))[0] or not FOLDERS[folder][0], each.name


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_record_comes_out_or_is_rejected_with_its_reason(folder: str, found: list[Input]) -> None:
    files = [each for each in found if each.name.startswith(f"{folder}/") and not each.name.endswith(".dtd")]
    assert files
    for each in files:
        raw = Path(each.path).read_bytes()
        counted = len(re.findall(FOLDERS[folder][1], raw, re.MULTILINE))
        readings = list(read(each))
        records = [one for one in readings if isinstance(one, Record)]
        rejected = [one for one in readings if isinstance(one, Rejected)]
        assert len(records) + len(rejected) == counted, each.name
        assert all(one.reason for one in rejected)
        last = raw.count(b"\n") + 1
        assert all(1 <= one.source.line <= last for one in readings), each.name
        assert [one.source.line for one in records] == sorted(one.source.line for one in records)


def test_few_are_rejected_and_for_good_reasons(found: list[Input]) -> None:
    rejected = [
        one for each in found if not each.name.endswith(".dtd") for one in read(each) if isinstance(one, Rejected)
    ]
    assert Counter(one.reason.split(":")[0] for one in rejected) == {
        "no title": 2,  # two of Crossref's have none
        "an answer of the API's, no paper": 1,
    }


def test_titles_of_bibtex_are_those_of_the_file(found: list[Input]) -> None:
    for each in found:
        if each.name.startswith("bibtex/nime"):
            text = Path(each.path).read_text(encoding="utf-8")
            stated = re.findall(r"(?m)^\s*title\s*=\s*\{(.*)\},?$", text)
            plain = [re.sub(r"[{}\\]", "", title) for title in stated if "\\" not in title and "--" not in title]
            titles = {one.title for one in read(each) if isinstance(one, Record)}
            missing = [
                title for title in plain if " ".join(title.replace("~", " ").split()) not in titles and "`" not in title
            ]
            assert missing == []


def test_identifiers_that_are_none_are_few(found: list[Input]) -> None:
    noted = [
        one.text for each in found if not each.name.endswith(".dtd") for one in read(each)
        if isinstance(one, Notice) and " is no " in one.text
    ]  # fmt: skip
    assert len(noted) <= 3, noted


def test_the_snapshot_whole(shared: Path) -> None:
    (given,) = inputs([str(shared / "records" / "arxiv" / SNAPSHOT)])
    kinds = Counter(type(one).__name__ for one in read(given))
    assert (kinds["Record"], kinds["Rejected"]) == (50_000, 0)
    assert kinds["Notice"] < 20


def test_the_snapshot_is_read_fast(shared: Path) -> None:
    from kg.read import Settings, arxiv_snapshot

    with lzma.open(shared / "records" / "arxiv" / SNAPSHOT) as file:
        raw = [file.readline() for _ in range(5000)]
    import io

    start = time.process_time()
    records = list(arxiv_snapshot.readings(io.BytesIO(b"".join(raw)), Settings("x")))
    assert len(records) / (time.process_time() - start) > 10_000  # measured: over 40,000; slow machines halve it twice


def test_abstracts_of_openalex_read_as_text(shared: Path) -> None:
    path = shared / "records" / "openalex" / "W2741809807.json"
    (record,) = read(path)
    assert isinstance(record, Record)
    index = json.loads(path.read_bytes())["abstract_inverted_index"]
    assert len(record.abstract.split()) == sum(len(places) for places in index.values())
    first = {place: word for word, places in index.items() for place in places}
    assert record.abstract.split()[:9] == [first[place] for place in range(9)]
