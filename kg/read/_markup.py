"""Markup in titles and abstracts, as plain text: of strings that hold tags and entities, and of XML elements."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.entities import html5
from typing import Any

from lxml import etree

from kg.read._text import clean, one_line

_BLOCKS = frozenset(
    [
        "p",
        "sec",
        "section",
        "title",
        "list",
        "list-item",
        "br",
        "break",
        "div",
        "li",
        "ul",
        "ol",
        "tr",
        "td",
        "head",
        "table",
        "disp-formula",
        "disp-quote",
        "h1",
        "h2",
        "h3",
        "h4",
        "label",
        "abstracttext",
        "verse-group",
        "ab",
    ]
)
_INLINE = frozenset(
    [
        "i",
        "b",
        "em",
        "strong",
        "sub",
        "sup",
        "u",
        "tt",
        "span",
        "scp",
        "sc",
        "italic",
        "bold",
        "a",
        "inf",
        "font",
        "small",
        "big",
        "s",
        "strike",
        "q",
        "cite",
        "code",
        "underline",
        "roman",
        "monospace",
        "styled-content",
        "inline-formula",
        "tex-math",
        "alternatives",
        "ext-link",
        "xref",
        "named-content",
        "sans-serif",
        "overline",
        "inline-graphic",
        "graphic",
        "formula",
        "abbr",
        "dfn",
        "abstract",
        "fixed-case",
        "uri",
        "email",
        "emph",
    ]
)
_MATHS = frozenset(
    [
        "math",
        "mrow",
        "mi",
        "mn",
        "mo",
        "msub",
        "msup",
        "msubsup",
        "mfrac",
        "msqrt",
        "mroot",
        "mtext",
        "mover",
        "munder",
        "munderover",
        "mstyle",
        "mspace",
        "mfenced",
        "mtable",
        "mtr",
        "mtd",
        "semantics",
        "annotation",
        "mpadded",
        "mphantom",
        "menclose",
        "mmultiscripts",
        "mprescripts",
        "none",
        "ms",
        "merror",
    ]
)
_TAG = re.compile(r"</?(?:[A-Za-z]{1,8}:)?([A-Za-z][A-Za-z0-9-]{0,24})(?:\s[^<>]{0,400})?/?>")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_HIGH = "\ue002"
_POWER = re.compile(rf"((?<![^\W\d_])[^\W\d_]|[0-9]){_HIGH}(?=[-−+]?[0-9n])")
_LABELS = frozenset(("abstract", "summary"))


def plain(text: str) -> str:
    """A string with tags and entities as one line of text; what only looks like a tag stays.

    >>> plain("<jats:p>H<jats:sub>2</jats:sub>O &amp;amp; more, a<b</jats:p><jats:p>x</jats:p>")
    'H2O & more, a<b x'
    >>> plain("10<sup>-6</sup> and R<sup>2</sup>, 1<sup>st</sup> of the year<sup>1</sup>")
    '10^-6 and R^2, 1st of the year1'
    """
    return one_line(_raised(_untagged(text)))


def paragraphs(text: str) -> str:
    r"""A string with tags and entities as text, a line a paragraph; a heading that only says "Abstract" is left out.

    >>> paragraphs("<jats:title>Abstract</jats:title><jats:p>One.</jats:p>\n <jats:p>Two.</jats:p>")
    'One.\nTwo.'
    """
    lines = [one_line(line) for line in _raised(_untagged(text.replace("\n", " "))).split("\n")]
    return _without_label([line for line in lines if line])


def _without_label(lines: list[str]) -> str:
    if len(lines) > 1 and lines[0].strip(". :").lower() in _LABELS:
        lines = lines[1:]
    return "\n".join(lines)


def _raised(text: str) -> str:
    """The text with a hat before what is set high after a digit or a single letter, as in 10^6 and x^2."""
    if _HIGH not in text:
        return text
    return _POWER.sub(r"\1^", text).replace(_HIGH, "")


def _untagged(text: str) -> str:
    if "<" in text or "&lt;" in text:
        text = _TAG.sub(_instead, text)
    for _ in range(3):
        if "&" not in text:
            break
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
        text = _TAG.sub(_instead, text)
    return text


def _instead(found: re.Match[str]) -> str:
    name = found[1].lower()
    if name in _BLOCKS:
        return "\n"
    if name == "sup" and not found[0].startswith("</"):
        return _HIGH
    return "" if name in _INLINE or name in _MATHS else found[0]


def element_text(element: Any) -> str:
    """An XML element's text as one line.

    Named entities that the parser left are read as in HTML; of formulas that are given
    twice, in TeX and in MathML, one is taken.
    """
    return one_line(_raised("".join(_pieces(element))))


def element_paragraphs(element: Any) -> str:
    """An XML element's text, a line a paragraph; a heading that only says "Abstract" is left out."""
    lines = "".join(piece if piece == "\n" else piece.replace("\n", " ") for piece in _pieces(element))
    return _without_label([line for line in map(one_line, _raised(lines).split("\n")) if line])


def _pieces(element: Any) -> Iterator[str]:
    """The pieces of text of an element, in order, with a line end on both sides of what is a block.

    It goes without recursion: a nasty input may be deep.
    """
    stack: list[Any] = [element]
    while stack:
        each = stack.pop()
        if isinstance(each, str):
            yield each
        elif each.tag is etree.Entity:
            yield html5.get(f"{each.name};", f"&{each.name};")
        elif isinstance(each.tag, str):
            name = each.tag.rpartition("}")[2].lower()
            if name in ("tex-math", "annotation", "annotation-xml") and _given_twice(each):
                continue
            edge = "\n" if name in _BLOCKS and each is not element else ""
            inside: list[Any] = [_HIGH if name == "sup" else edge, each.text or ""]
            for child in each:
                inside += [child, child.tail or ""]
            stack.extend(reversed([part for part in [*inside, edge] if not isinstance(part, str) or part]))


def _given_twice(element: Any) -> bool:
    parent = element.getparent()
    return parent is not None and len(parent) > 1


def text_or_none(element: Any) -> str | None:
    """An element's text, or `None` where there is no element or nothing in it."""
    return (clean(element_text(element)) or None) if element is not None else None
