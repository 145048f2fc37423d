"""The URLs in a text, and whether they lead to code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Link, Mention, Record
from kg.urls import is_url

_URL = re.compile(
    r"(?:https?://|www\.|(?<![\w./@])(?:github|gitlab)\.com/)[^\s<>\"{}|^`\u00a0“”]{1,1000}", re.IGNORECASE
)
_PARTS = ("://", "www.", "lab.com/", "hub.com/")
"""What is in every URL, in small letters."""
_TAIL = re.compile(r"[.,;:!?'’\\$*]+$")
_CODE = re.compile(
    r"https?://(?:www\.)?(?:(?:github|gitlab|codeberg|bitbucket|gitee|sourceforge)\.(?:com|org|net)|gitlab\.[\w.]+|anonymous\.4open\.science)(?:/|$)",
    re.IGNORECASE,
)


def links(record: Record) -> Iterator[Link]:
    """The links of a record's abstract and title, each address once, in order of place."""
    seen: set[str] = set()
    for field, text in (("title", record.title), ("abstract", record.abstract)):
        for found in _urls(text):
            written = trimmed(found[0])
            url = written if "://" in written else f"https://{written}"
            if url.rstrip("/") in seen or not is_url(url):
                continue
            seen.add(url.rstrip("/"))
            start = found.start()
            mention = Mention(field, start, start + len(written), written, "links", 1.0)  # type: ignore[arg-type]
            yield Link(url=url, kind="code" if _CODE.match(url) else "page", mention=mention)


def places(text: str) -> list[tuple[int, int]]:
    """Where the URLs of a text begin and end, in order."""
    return [(found.start(), found.start() + len(trimmed(found[0]))) for found in _urls(text)]


def _urls(text: str) -> Iterator[re.Match[str]]:
    small = text.lower()  # to look for what all have is quick
    return _URL.finditer(text) if any(map(small.__contains__, _PARTS)) else iter(())


def trimmed(url: str) -> str:
    """The URL without the marks of the sentence around it; a bracket it opens stays closed.

    >>> trimmed("https://a.org/x)."), trimmed("https://a.org/x_(y)")
    ('https://a.org/x', 'https://a.org/x_(y)')
    """
    before = None
    while url != before:
        before = url
        url = _TAIL.sub("", url)
        for opening, closing in ("()", "[]"):
            if url.endswith(closing) and url.count(closing) > url.count(opening):
                url = url[:-1]
    return url
