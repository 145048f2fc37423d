"""XML, element by element: no external file is ever opened, no entity of the input's own is expanded.

Files that declare entities are refused (they are how a small file grows to fill the
memory, or reads files of the machine); a reference to an entity that is declared
elsewhere stays in the tree as it is, for `kg.read._markup` to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from lxml import etree

from kg.model import Rejected, Source
from kg.read._text import HEAD, Head

_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]{0,1000}\[")
_ROOT = re.compile(r"<([A-Za-z_][\w.-]{0,60}:)?([A-Za-z_][\w.-]{0,60})[^<>]{0,4000}")


def root(head: Head) -> tuple[str, str]:
    r"""The local name of the root element and its start tag; both empty where the input is no XML.

    >>> root(Head("x", b"", '<?xml version="1.0"?>\n<!-- a --><dblp mdate="x">'))[0]
    'dblp'
    """
    text, at = head.text, 0
    while True:
        at += len(text[at : at + 2000]) - len(text[at : at + 2000].lstrip("\ufeff \t\r\n"))
        end = next((close for start, close in _ASIDE if text.startswith(start, at)), "")
        if not end:
            break
        if end == ">" and 0 <= text.find("[", at) < text.find(">", at):
            end = "]>"
        stop = text.find(end, at)
        if stop < 0:
            return "", ""
        at = stop + len(end)
    found = _ROOT.match(text, at)
    return (found[2], found[0]) if found else ("", "")


_ASIDE = (("<?", "?>"), ("<!--", "-->"), ("<!DOCTYPE", ">"), ("<!doctype", ">"))


def elements(stream: BinaryIO, name: str, *tags: str) -> Iterator[Any | Rejected]:
    """Each element with one of these local names, whole, as it ends; it is let go when the next is asked for.

    Where the XML is broken, what is lost is rejected, with the line; so is all of an
    input that declares entities.
    """
    start = stream.read(HEAD)
    stream.seek(0)
    doctype = _DOCTYPE.search(start)
    if doctype and b"<!ENTITY" in start[doctype.end() :]:
        yield _refused(name)
        return
    events = etree.iterparse(
        stream, events=("end",), tag=[f"{{*}}{tag}" for tag in tags], resolve_entities=False, no_network=True,
        load_dtd=False, dtd_validation=False, huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    first = True
    try:
        for _, element in events:
            if first and _declares_entities(element):
                yield _refused(name)
                return
            first = False
            yield element
            element.clear(keep_tail=False)
            _let_go(element)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        yield Rejected(Source(name, line), f"broken XML, the rest is not read: {error.msg}", "")


def _let_go(element: Any) -> None:
    """Drop what stands before an element, so that the tree does not grow with the file."""
    parent = element.getparent()
    if parent is not None:
        while len(parent) and parent[0] is not element:
            del parent[0]


def _declares_entities(element: Any) -> bool:
    internal = element.getroottree().docinfo.internalDTD
    return internal is not None and any(True for _ in internal.iterentities())


def _refused(name: str) -> Rejected:
    why = "declares entities, which could fill the memory or read other files; nothing of it is read"
    return Rejected(Source(name, 1), why, "")


def child(element: Any, path: str) -> Any:
    """The first element at a path of local names, in any namespace, or `None`.

    >>> child(etree.fromstring('<a xmlns="urn:x"><b><c/></b></a>'), "b/c").tag
    '{urn:x}c'
    """
    return element.find("/".join(f"{{*}}{name}" for name in path.split("/")))


def children(element: Any, path: str) -> list[Any]:
    """All elements at a path of local names, in any namespace."""
    found: list[Any] = element.findall("/".join(f"{{*}}{name}" for name in path.split("/")))
    return found


def local(element: Any) -> str:
    """An element's name without namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
