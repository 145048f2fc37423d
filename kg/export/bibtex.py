r"""BibTeX: the papers as entries, for LaTeX and reference managers.

Formulas between dollars stay as they are; all else that LaTeX would take for a command is escaped.

>>> escaped("50% of $x_1$ & C_2"), escaped("a -- b")
('50\\% of $x_1$ \\& C\\_2', 'a -{}- b')
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from pyoxigraph import Quad

from kg.export._bibliography import Author, Reference, references

TITLE = "BibTeX: the papers as entries"
SUFFIX = ".bib"
MEDIA_TYPE = "application/x-bibtex"

_KINDS = {
    "article-journal": "article", "paper-conference": "inproceedings", "chapter": "incollection", "book": "book",
    "thesis": "phdthesis",
}  # fmt: skip
_FIELDS = ("volume", "issue", "pages", "publisher", "doi", "pmid", "pmcid", "url", "language", "license", "abstract")
_NAMES = {"issue": "number"}
_LISTS = {"issn": " ", "isbn": " ", "keywords": "; "}
_FORMULA = re.compile(r"\$[^$]{1,2000}\$")
_SPECIAL = re.compile(r"[\\{}&%#_$~^]|-(?=-)|`(?=`)|'(?=')")
_ESCAPES = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
            "-": "-{}", "`": "`{}", "'": "'{}"}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def write(quads: Iterable[Quad], out: BinaryIO) -> None:
    """The papers of all graphs, sorted by key."""
    for number, reference in enumerate(references(quads)):
        lines = [f"@{_KINDS.get(reference.type, 'misc')}{{{reference.key},"]
        lines += [f"  {name} = {value}," for name, value in _fields(reference)]
        text = "\n".join([*lines, "}", ""])
        out.write((("\n" if number else "") + text).encode("utf-8", "replace"))


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    if reference.authors:
        names = [_name(author) for author in reference.authors]
        if reference.value("complete") == "false":
            names.append("others")
        yield "author", f"{{{' and '.join(names)}}}"
    yield "title", f"{{{{{escaped(reference.value('title') or '')}}}}}"
    if venue := reference.value("venue"):
        name = {"paper-conference": "booktitle", "chapter": "booktitle"}.get(reference.type, "journal")
        yield name, f"{{{escaped(venue)}}}"
    yield from _date(reference.value("issued"))
    for name in _FIELDS:
        if value := reference.value(name):
            yield _NAMES.get(name, name), f"{{{value if name in ('doi', 'url') else escaped(value)}}}"
    for name, joint in _LISTS.items():
        if values := reference.values.get(name):
            yield name, f"{{{escaped(joint.join(values))}}}"
    if arxiv := reference.value("arxiv"):
        yield "eprint", f"{{{arxiv}}}"
        yield "archiveprefix", "{arXiv}"


def _date(issued: str | None) -> Iterator[tuple[str, str]]:
    """The year and month; a day as BibLaTeX's `date`."""
    if not issued:
        return
    parts = issued.split("-")
    yield "year", f"{{{parts[0]}}}"
    if len(parts) > 1:
        yield "month", _MONTHS[int(parts[1]) - 1]
    if len(parts) > 2:
        yield "date", f"{{{issued}}}"


def _name(author: Author) -> str:
    if author.family:
        given, suffix = author.parts()
        return ", ".join(escaped(part) for part in (author.family, suffix, given) if part)
    return f"{{{escaped(author.name)}}}" if " and " in author.name or "," in author.name else escaped(author.name)


def escaped(text: str) -> str:
    """The text as LaTeX writes it: formulas as they are, if their braces match."""
    pieces, at = [], 0
    for found in _FORMULA.finditer(text):
        if found[0].count("{") == found[0].count("}"):
            pieces += [_escaped(text[at : found.start()]), found[0]]
            at = found.end()
    return "".join([*pieces, _escaped(text[at:])])


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: _ESCAPES.get(found[0], f"\\{found[0]}"), text)
