"""The venues that a vocabulary knows, by words and by initials: which one a name can only be."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from kg.model import EntityType
from kg.resolve.venue_names import VenueName, abbreviates, letters, shorter, venue_name
from kg.vocabulary import Vocabulary

_KINDS = (" conference", " symposium", " journal", " workshop")
"""What the vocabulary puts behind a name that would be taken for another word."""


class KnownVenues:
    """The venues of the vocabulary, by their words and by their initials."""

    def __init__(self, known: Vocabulary) -> None:
        """Take in those of a vocabulary."""
        self.titled: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self.short: dict[str, set[str]] = defaultdict(set)
        self.named: dict[str, list[VenueName]] = defaultdict(list)
        self.concepts = {iri: each for iri, each in known.concepts.items() if each.type is EntityType.VENUE}
        for iri, concept in self.concepts.items():
            for form in concept.forms():
                bare = next((form[: -len(kind)] for kind in _KINDS if form.endswith(kind)), form)
                for name in {venue_name(form), *((venue_name(bare),) if " " not in bare else ())}:
                    self.named[iri].append(name)
                    if name.acronym:
                        self.short[name.acronym].add(iri)
                    if not name.bare:
                        self.titled[name.words].add(iri)
        self.lettered: dict[str, list[tuple[tuple[str, ...], set[str]]]] = defaultdict(list)
        for words, iris in sorted(self.titled.items()):
            self.lettered[letters(words)].append((words, iris))

    def of(self, name: VenueName) -> str:
        """The concept that a name can only be; empty where there is none, or more than one."""
        if name.bare:
            return _only(self.short.get(name.acronym, set()))
        for words in shorter(name):
            if found := _only({iri for iri in self.titled.get(words, ()) if self._sponsored(iri, name)}):
                return found
        return ""

    def written_out(self, iri: str) -> bool:
        """Whether a concept has a name that is more than initials."""
        return any(not name.bare for name in self.named.get(iri, ()))

    def abbreviated(self, name: VenueName) -> set[str]:
        """The concepts that an abbreviated name may be short for."""
        found: set[str] = set()
        for words in shorter(name):
            fitting = (iris for full, iris in self.lettered.get(letters(words), ()) if abbreviates(words, full))
            found.update(*fitting)
        return found

    def _sponsored(self, iri: str, name: VenueName) -> bool:
        """Whether a concept is sponsored by one of those that the name has, if both say by whom."""
        own = {sponsor for each in self.named[iri] for sponsor in each.sponsors}
        return not own or not name.sponsors or bool(own & name.sponsors)


def _only(found: set[str]) -> str:
    return next(iter(found)) if len(found) == 1 else ""


@lru_cache(maxsize=8)
def known_venues(known: Vocabulary) -> KnownVenues:
    """Those of a vocabulary, each of which is taken in once."""
    return KnownVenues(known)
