"""A record in the making: each reader puts in what its format says, and the checks are made here, once for all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.keys import readable_key, title_key
from kg.model import (
    Affiliation,
    Citations,
    Identifier,
    Name,
    Notice,
    PartialDate,
    Reading,
    Record,
    Rejected,
    Source,
    Version,
)
from kg.read import _identifiers
from kg.read._dates import date_of
from kg.read._json import shown
from kg.read._text import one_line
from kg.urls import is_url

_DASHES = re.compile(r"\s{0,3}(?:-{1,3}|–|—|−)\s{0,3}")
LONGEST = 1000
"""Characters that are kept of a value of a field that is not known."""
BEST = ("doi", "arxiv", "pmid", "pmcid", "acl", "dblp", "openalex", "s2")
"""The identifiers by which a record is named, the best first."""


class Draft:
    """What is known of a record so far; empty values are no facts and leave no trace."""

    def __init__(self, source: Source, raw: str = "") -> None:
        """Start with the place of the record and its first characters."""
        self.source, self._raw = source, raw
        self._facts: dict[str, Any] = {}
        self._lists: dict[str, dict[Any, None]] = {}
        self._unread: dict[str, list[str]] = {}
        self._notices: list[str] = []

    def state(self, **facts: Any) -> None:
        """Facts under the names of the record's fields; of two statements the first stands.

        A second text that differs is kept among what was not understood.
        """
        for field, value in facts.items():
            fact = (value if field == "abstract" else one_line(value)) if isinstance(value, str) else value
            if fact is None or fact in ("", ()):
                continue
            if field == "pages":
                fact = _DASHES.sub("-", fact)
            known = self._facts.setdefault(field, fact)
            if isinstance(fact, str) and known != fact and field != "abstract":
                self.leave(field, fact)

    def add(self, field: str, values: Iterable[Any]) -> None:
        """Values of a list field, each once, in order."""
        kept = self._lists.setdefault(field, {})
        for value in values:
            fact = one_line(value) if isinstance(value, str) else value
            if fact:
                kept.setdefault(fact)

    def author(
        self,
        name: Name,
        orcid: str | None = None,
        affiliations: Iterable[Affiliation] = (),
        identifiers: Iterable[Identifier] = (),
    ) -> None:
        """An author, with an ORCID iD that is checked; one without a name is left out."""
        if not (written := one_line(name.name)):
            return
        number = self._checked("orcid", orcid) if orcid else None
        places = tuple(dict.fromkeys(each for each in affiliations if each.name)) if affiliations else ()
        self._facts.setdefault("authors", []).append(Name(written, number, places, name.family, tuple(identifiers)))

    def affiliation(self, name: str, ror: str | None = None) -> Affiliation:
        """An author's affiliation, with a ROR identifier that is checked."""
        return Affiliation(one_line(name), self._checked("ror", ror) if ror else None)

    def identify(self, scheme: str, text: object) -> None:
        """An identifier of the paper; one that is none is kept among what was not understood, and noted."""
        if text and (value := self._checked(scheme, str(text))):
            self.add("identifiers", [Identifier(scheme, value)])

    def number(self, scheme: str, text: object) -> None:
        """An ISSN or ISBN."""
        if text and (value := self._checked(scheme, str(text))):
            self.add(scheme, [value])

    def refer(self, scheme: str, text: object) -> None:
        """An identifier of a paper that this one cites; what is none is passed over, for such lists are long."""
        if text and (value := _valid(scheme, str(text))):
            self.add("references", [Identifier(scheme, value)])

    def version(self, relation: str, scheme: str, text: object) -> None:
        """Another version of the paper."""
        if text and (value := self._checked(scheme, str(text))):
            self.add("versions", [Version(relation, Identifier(scheme, value))])  # type: ignore[arg-type]

    def page(self, *addresses: object) -> None:
        """Web pages of the paper; what is no address is kept among what was not understood."""
        for address in addresses:
            text = one_line(str(address or ""))
            if is_url(text):
                self.add("urls", [text])
            else:
                self.leave("urls", text)

    def date(self, text: object) -> None:
        """The date as it is written; one that cannot be read is kept among what was not understood, and noted."""
        written = one_line(str(text or ""))
        if not written or "date" in self._facts:
            return
        if found := date_of(written):
            self._facts["date"] = found
        else:
            self.leave("date", written)
            self._notices.append(f"date {written[:40]!r} not understood; it is left out")

    def cited(self, count: int | None, as_of: PartialDate | None = None) -> None:
        """How often the paper is cited."""
        if count is not None and count >= 0:
            self._facts["citations"] = Citations(count, as_of)

    def leave(self, key: str, value: str) -> None:
        """What was not understood, by the name the source gives it."""
        if text := one_line(value):
            self._unread.setdefault(key, []).append(text)

    def leave_rest(self, found: Mapping[str, object], known: frozenset[str]) -> None:
        """All that a JSON object holds under other names than those that are known, shortened."""
        for key in sorted(found.keys() - known):
            if found[key] not in (None, "", [], {}, False):
                self.leave(one_line(key) or "?", shown(found[key])[:LONGEST])

    def has(self, field: str) -> bool:
        """Whether a field has a value yet."""
        return bool(self._facts.get(field) or self._lists.get(field))

    def _checked(self, scheme: str, text: str) -> str | None:
        try:
            return _identifiers.normal(scheme, text)
        except ValueError as error:
            self.leave(scheme, text)
            self._notices.append(str(error))
            return None

    def readings(self) -> Iterator[Reading]:
        """The record, and what is to be said of it; or why there is none."""
        title = self._facts.get("title", "")
        if not title:
            yield Rejected(self.source, "no title", self._raw)
            return
        facts = {**self._facts, "authors": tuple(self._facts.get("authors", ()))}
        facts |= {field: tuple(values) for field, values in self._lists.items() if values}
        facts["identifiers"] = tuple(sorted(facts.get("identifiers", ())))
        facts["unread"] = tuple(sorted((key, "; ".join(dict.fromkeys(texts))) for key, texts in self._unread.items()))
        yield Record(id=_name(facts["identifiers"], title), source=self.source, **facts)
        for notice in self._notices:
            yield Notice(self.source, notice)


def _valid(scheme: str, text: str) -> str | None:
    try:
        return _identifiers.normal(scheme, text)
    except ValueError:
        return None


def _name(identifiers: tuple[Identifier, ...], title: str) -> str:
    """The best identifier, or a name made from the title."""
    best = min((each for each in identifiers if each.scheme in BEST), key=_rank, default=None)
    return str(best) if best else readable_key(title_key(title))


def _rank(identifier: Identifier) -> int:
    return BEST.index(identifier.scheme)
