"""The fields of a record: which are read as they should be."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kg.evaluate.gold import GoldRecord
from kg.model import Extraction, Record


def urls(record: Record, extraction: Extraction) -> set[str]:
    """The addresses that the record gives and its text names, without what may end them."""
    return _bare([*record.urls, *(link.url for link in extraction.links)])


def _bare(found: Iterable[str]) -> set[str]:
    return {url.rstrip("/.") for url in found}


RIGHT: dict[str, Callable[[GoldRecord, Record, Extraction], bool]] = {
    "authors": lambda want, record, _: want.authors == tuple(name.name for name in record.authors),
    "authors_truncated": lambda want, record, _: want.authors_truncated == record.authors_truncated,
    "date": lambda want, record, _: want.date == (str(record.date) if record.date else None),
    "score": lambda want, record, _: want.score == record.score,
    "code": lambda want, record, _: want.code == bool(record.code),
    "category": lambda want, record, _: want.category == (record.category or "").rpartition(".")[2],
    "urls": lambda want, record, extraction: _bare(want.urls) == urls(record, extraction),
}
"""For each field, whether it is as wanted; of a category its last part counts (`cs.AR` is AR)."""
