"""Where IRIs are minted, and nowhere else: from identity keys, so that they last and no two things share one."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

from msgspec import Struct

from kg.describe.quads import iri
from kg.errors import UsageError
from kg.keys import digest, slug
from kg.model import Entity, Key, Mention, RecordId

BASE = "https://w3id.org/paperkg/id/"
_BASE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*[/#:]")
_CONCEPT = re.compile(r"<.*?([^/#>]+)[/#]?>$")
_IN_PLACE = {"doi", "arxiv", "orcid"}
"""Schemes whose identifiers are good local names as they are."""


class Iris(Struct, frozen=True):
    """The IRIs of one graph, all under its base; each comes in brackets, as N-Quads writes it."""

    base: str = BASE

    def __post_init__(self) -> None:
        """Refuse a base that no IRI can begin with."""
        if not _BASE.fullmatch(self.base):
            raise UsageError(
                f"base {self.base!r}", "not an IRI to build on", expected="such as https://example.org/id/"
            )

    def paper(self, key: Key) -> str:
        """The paper of an identity key such as `doi:10.1145/3579371` or `title:...`."""
        return _of(self.base, "paper", key)

    def person(self, key: Key) -> str:
        """The person of an identity key such as `orcid:...` or `name:...`."""
        return _of(self.base, "person", key)

    def entity(self, key: Key) -> str:
        """The entity of an identity key `Type:form` or `Type:<concept>`."""
        return _entity(self.base, key)

    def authorship(self, record: RecordId, position: int) -> str:
        """One author's place in one record."""
        return iri(f"{self.base}authorship/{_local(record)}/{position}")

    def mention(self, record: RecordId, mention: Mention) -> str:
        """One place in one record's text."""
        return f"{self.mentions(record)}{mention.field}-{mention.start}-{mention.end}>"

    def mentions(self, record: RecordId) -> str:
        """How the IRIs of all places in one record's text begin."""
        return iri(f"{self.base}mention/{_local(record)}/")[:-1]

    def result(self, record: RecordId, index: int) -> str:
        """One claim of one record, counted from 1."""
        return iri(f"{self.base}result/{_local(record)}/{index}")

    def decision(self, kind: str, left: str, right: str) -> str:
        """The decision on a pair of names."""
        pair = "\n".join((kind, left, right))
        return iri(f"{self.base}decision/{digest(pair, 16)}")

    def community(self, first: str) -> str:
        """The community of the person whose IRI (in brackets) this is, the one in it who wrote most."""
        return iri(f"{self.base}community/{first.strip('<>').removeprefix(f'{self.base}person/')}")

    def activity(self, extractor: str) -> str:
        """The run of one extractor."""
        return _activity(self.base, extractor)

    def agent(self) -> str:
        """The program."""
        return iri(f"{self.base}agent/paperkg")

    def dataset(self) -> str:
        """The graph as a data set."""
        return iri(f"{self.base}dataset")

    def build(self) -> str:
        """The build that made it."""
        return iri(f"{self.base}build")

    def input(self, name: str) -> str:
        """An input of the build, by its name."""
        return iri(f"{self.base}input/{_local(name)}")

    def file(self, name: str) -> str:
        """Another file that the build went by, such as a vocabulary."""
        return iri(f"{self.base}file/{_local(name)}")

    def violation(self, what: str) -> str:
        """One finding of a validation, by all that it says; of nothing, the report itself."""
        return iri(f"{self.base}validation{f'/{digest(what, 16)}' if what else ''}")

    def graph(self, name: str) -> str:
        """A named graph: `entities`, `decisions`, `derived`, `ontology` or `about`."""
        return _graph(self.base, name)

    def record_graph(self, record: RecordId) -> str:
        """The named graph of one record."""
        return iri(f"{self.base}graph/record/{_local(record)}")


@lru_cache(maxsize=1 << 17)
def _entity(base: str, key: Key) -> str:
    kind, _, form = key.partition(":")
    concept = _CONCEPT.search(form)
    return iri(f"{base}{kind.lower()}/{_named(concept[1] if concept else form, key)}")


@lru_cache(maxsize=1 << 8)
def _graph(base: str, name: str) -> str:
    return iri(f"{base}graph/{name}")


@lru_cache(maxsize=1 << 17)
def _of(base: str, kind: str, key: Key) -> str:
    scheme, _, value = key.partition(":")
    if scheme in _IN_PLACE:
        return iri(f"{base}{kind}/{scheme}/{_local(value)}")
    words = value.partition("#")[0] if kind == "person" else value  # behind it, which of those with the name
    return iri(f"{base}{kind}/{_named(words, key)}")


@lru_cache(maxsize=1 << 8)
def _activity(base: str, extractor: str) -> str:
    return iri(f"{base}activity/{_local(extractor)}")


def part(whole: str, name: str) -> str:
    """The IRI of a part of a thing, from the thing's."""
    return f"{whole[:-1]}/{name}>"


def _named(words: str, key: Key) -> str:
    """A local name that is readable and the key's alone."""
    return "-".join(each for each in (slug(words), digest(key)) if each)


def _local(text: str) -> str:
    """The text with all that has a meaning in an IRI percent-encoded."""
    return quote(text, safe="", encoding="utf-8", errors="surrogatepass")


def kind_of(entity: Entity) -> str:
    """The class of an entity, as a prefixed name."""
    return f"kg:{entity.type.value}"
