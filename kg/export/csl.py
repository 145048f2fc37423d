"""CSL-JSON: the papers as references, for Zotero, Pandoc and citation processors.

https://github.com/citation-style-language/schema/blob/master/schemas/input/csl-data.json
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from pyoxigraph import Quad

from kg.export._bibliography import Author, Reference, references

TITLE = "CSL-JSON: the papers as references, for Zotero and Pandoc"
SUFFIX = ".json"
MEDIA_TYPE = "application/vnd.citationstyles.csl+json"

_SINGLE = {
    "title": "title", "abstract": "abstract", "venue": "container-title", "volume": "volume", "issue": "issue",
    "pages": "page", "publisher": "publisher", "language": "language", "doi": "DOI", "pmid": "PMID", "pmcid": "PMCID",
    "url": "URL", "license": "license",
}  # fmt: skip
_JOINED = {"issn": "ISSN", "isbn": "ISBN", "keywords": "keyword"}


def write(quads: Iterable[Quad], out: BinaryIO) -> None:
    """The papers of all graphs, sorted by key."""
    items = [_item(each) for each in references(quads)]
    out.write(json.dumps(items, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n")


def _item(reference: Reference) -> dict[str, Any]:
    item: dict[str, Any] = {"id": reference.key, "type": reference.type}
    for name, field in _SINGLE.items():
        if value := reference.value(name):
            item[field] = value
    for name, field in _JOINED.items():
        if values := reference.values.get(name):
            item[field] = ("; " if name == "keywords" else " ").join(values)
    if reference.authors:
        item["author"] = [_person(each) for each in reference.authors]
    if issued := reference.value("issued"):
        item["issued"] = {"date-parts": [[int(part) for part in issued.split("-")]]}
    if arxiv := reference.value("arxiv"):
        item["number"] = f"arXiv:{arxiv}"
        item.setdefault("URL", f"https://arxiv.org/abs/{arxiv}")
    return item


def _person(author: Author) -> dict[str, str]:
    if not author.family:
        return {"literal": author.name}
    given, suffix = author.parts()
    return {"family": author.family, "given": given, **({"suffix": suffix} if suffix else {})}
