"""Texts as numbers: one table of counts holds words, names, venues, categories and places."""

from __future__ import annotations

from zlib import crc32

BUCKETS = 1 << 22


def bucket(kind: str, text: str) -> int:
    """The number of a text in the table of counts; one kind's `a` is not another's."""
    return crc32(f"{kind}:{text}".encode("utf-8", "surrogatepass")) % BUCKETS
