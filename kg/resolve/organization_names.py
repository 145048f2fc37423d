"""Which organization an affiliation is of: `Dept. of Computer Science, Peking Univ., Beijing` is of Peking University.

Of the parts between commas, the one is taken that names a whole organization, a
university before an institute and that before a hospital or a company; departments,
streets and places are left aside. What names none has no organization.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from kg.keys import normal
from kg.resolve.countries import country_of
from kg.resolve.spelling import american, plain, tidy

_LONGEST = 600
_WRITTEN = {
    "univ": "university", "universitat": "university", "universita": "university", "universidad": "university",
    "universidade": "university", "universite": "university", "universiteit": "university",
    "universitet": "university", "universitetet": "university", "uniwersytet": "university", "univerzita": "university",
    "universitas": "university", "universitatea": "university", "yliopisto": "university", "inst": "institute",
    "tech": "technology", "technol": "technology", "sci": "science", "sciences": "science", "natl": "national",
    "acad": "academy", "coll": "college", "hosp": "hospital", "lab": "laboratory", "labs": "laboratory",
    "laboratories": "laboratory", "ctr": "center", "med": "medical", "int": "international", "intl": "international",
    "res": "research", "polytech": "polytechnic", "technological": "technology", "corp": "corporation",
}  # fmt: skip
_SMALL_WORDS = "of the for at and in de di del della degli studi do da dos des der la le les den fur e et y zu und van"
_LEGAL_WORDS = "inc ltd llc gmbh corporation co ag sa plc limited incorporated bv srl spa kg company"
_SMALL, _LEGAL = (frozenset(words.split()) for words in (_SMALL_WORDS, _LEGAL_WORDS))
_PART_OF = re.compile(
    r"\b(?:dept|department|departamento|dipartimento|departement|school|faculty|faculte|facultad|facolta|fakultat|"
    r"division|section|unit|chair|group|program|programme|graduate|branch|laboratoire|key lab|key laboratory|"
    r"centre for|center for)\b|^(?:and )?college of\b"
)
"""What is a part of an organization, unless it stands alone with a name of its own."""
_KINDS = (
    re.compile(r"\buniversity\b|\binstitute technology\b|\beth zurich\b|\bpolytechnic\b|\becole\b|\bhochschule\b"),
    re.compile(
        r"\bacademy\b|\bnational (?:\w+ ){0,3}laboratory\b|\bcnrs\b|\binserm\b|\binria\b|\bmax planck\b|\bfraunhofer\b"
    ),
    re.compile(
        r"\binstitut\w*\b|\bcollege\b|\bcouncil\b|\bministry\b|\bagency\b|\bfoundation\b|\bsociety\b|\bmuseum\b"
    ),
    re.compile(r"\bhospital\b|\bclinic\b|\bmedical center\b|\bhealth\b|\bobservatory\b|\bcenter\b"),
    re.compile(r"\b(?:inc|ltd|llc|gmbh|corporation|company|technologies|therapeutics|pharmaceuticals|plc|systems)\b"),
    re.compile(r"\bresearch\b|\blaboratory\b"),
)
"""What a whole organization is called, the surest first."""
_CAMPUSES = re.compile(
    r"university (?:california|texas|illinois|wisconsin|maryland|massachusetts|north carolina|colorado|nebraska|"
    r"minnesota|missouri|nevada|tennessee|houston|alabama|arkansas|hawaii|alaska)|california state university|"
    r"(?:state|city) university new york|(?:indian|national) institute technology|max planck institute"
)
"""Bodies of several that are organizations of their own, by the place that follows."""
_UNIVERSITY = re.compile(r"[^\d(]*\b(?:Univ|Institut)[^\d]*", re.IGNORECASE)
_MOST_WORDS = 8
"""A part of more words is no name, but several without a mark between them."""
_SPLIT = re.compile(r"\s*[,;]\s*|\s+[-–—]\s+|(?<=[a-z]{3})\.\s+(?=[A-Z][a-z]{3})")
_ALSO = re.compile(r"\A(?:and|also)(?:,| at|:)? +", re.IGNORECASE)
_RUN_TOGETHER = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2,})")
_PARENTHESIS = re.compile(r"\s*\(([^()]*)\)")
_EMAIL = re.compile(r"\S+@\S+")
_NUMBERED = re.compile(r"\d{3,}|\b(?:road|street|st|ave|avenue|drive|box|floor|building|blvd|strasse)\b")
_NAME = re.compile(r"[^\W_]+(?:&[^\W_]+)?")
_ZIP = re.compile(r"\s+(?:[A-Z]{2}[ -]+)?\d[\d-]{3,}.*$")


class OrganizationName(Struct, frozen=True):
    """An organization as an affiliation names it: its title, the words that are compared, initials, and the country."""

    title: str
    words: tuple[str, ...]
    acronym: str = ""
    country: str = ""


@lru_cache(maxsize=1 << 16)
def organization_name(affiliation: str, known: frozenset[tuple[str, ...]] = frozenset()) -> OrganizationName | None:
    """The organization that an affiliation is of; `known` are the words of names that are organizations'.

    >>> found = organization_name("Dept. of Computer Science, Peking Univ., Beijing 100871, P.R. China")
    >>> found.title, found.words, found.country
    ('Peking Univ.', ('peking', 'university'), 'China')
    >>> organization_name("Department of Chemistry, Boston") is None
    True
    """
    parts = _parts(affiliation)
    country = next((found for found in map(country_of, reversed(parts)) if found), "")
    best: tuple[int, int] | None = None
    for at, part in enumerate(parts):
        if (rank := _rank(part, known)) is not None and (best is None or rank < best[0]):
            best = rank, at
    return None if best is None else _named(parts, best[1], country)


@lru_cache(maxsize=1 << 16)
def possible_words(affiliation: str) -> frozenset[tuple[str, ...]]:
    """The words of all organizations that an affiliation may be of, whatever names are known.

    >>> sorted(map(" ".join, possible_words("Ek Group, Univ. of Ayr, Ayr, UK")))
    ['ek group', 'university ayr']
    """
    parts = _parts(affiliation)
    sure = next((at for at, part in enumerate(parts, 1) if _kind(part) == 0), len(parts))
    return frozenset(_named(parts, at, "").words for at in range(sure))


def _named(parts: list[str], at: int, country: str) -> OrganizationName:
    """The organization that one part of an affiliation names."""
    title, acronym, within = _without_parentheses(_ZIP.sub("", parts[at]))
    title = _with_campus(title, parts[at + 1 :]).removeprefix("The ")
    return OrganizationName(title, words_of(title), acronym, country or within)


def _parts(affiliation: str) -> list[str]:
    """The parts of an affiliation between its commas; of one that was run together, between its capitals."""
    text = _EMAIL.sub(" ", tidy(affiliation))[:_LONGEST]
    if not re.search(r"[,;]", text) and len(_RUN_TOGETHER.findall(text)) > 1:
        text = _RUN_TOGETHER.sub(", ", text)
    parts = [_ALSO.sub("", part.strip()) for part in _SPLIT.split(text)]
    several = [part.split(" and ") for part in parts]
    split = [pieces if all(map(_UNIVERSITY.fullmatch, pieces)) else [" and ".join(pieces)] for pieces in several]
    return [piece for pieces in split for piece in pieces if piece.strip(" .")]


def named_organization(name: str) -> OrganizationName:
    """The organization of a name that is one's as a whole, as a registry states it."""
    title, acronym, country = _without_parentheses(tidy(name))
    title = title.removeprefix("The ")
    return OrganizationName(title, words_of(title), acronym, country)


@lru_cache(maxsize=1 << 16)
def words_of(title: str) -> tuple[str, ...]:
    """The words of a name as they are compared: in full, in small letters, without small ones and legal forms.

    >>> words_of("Univ. of Michigan"), words_of("University of Michigan"), words_of("Huawei Technologies Co., Ltd.")
    (('university', 'michigan'), ('university', 'michigan'), ('huawei', 'technologies'))
    """
    words = [_WRITTEN.get(word, word) for word in (each.casefold() for each in _NAME.findall(plain(title)))]
    kept = [american(word) for word in words if word not in _SMALL]
    while len(kept) > 1 and kept[-1] in _LEGAL:
        kept.pop()
    return tuple(kept or words or [normal(title)])


def turned(words: Iterable[str]) -> str:
    """The words in an order that is the same however they stand."""
    return " ".join(sorted(words))


def _rank(part: str, known: frozenset[tuple[str, ...]]) -> int | None:
    """How surely a part of an affiliation is the organization; the less the surer, `None` for none."""
    return 0 if words_of(_bare(part)) in known else _kind(part)


def _bare(part: str) -> str:
    return _PARENTHESIS.sub("", _ZIP.sub("", part))


@lru_cache(maxsize=1 << 16)
def _kind(part: str) -> int | None:
    """The same of a part that is no known name."""
    bare = _bare(part)
    words = words_of(bare)
    text, folded = " ".join(words), normal(plain(bare))
    if country_of(bare) or not 1 < len(words) <= _MOST_WORDS:
        return None
    if bare.endswith(" Tech"):
        return 0
    if _PART_OF.search(folded) and not re.match(r"\w+ (?:\w+ )?(?:university|institute technology)", text):
        return None
    rank = next((rank for rank, kind in enumerate(_KINDS) if kind.search(text)), None)
    return None if rank is None or (rank > 0 and _NUMBERED.search(folded)) else rank


def _without_parentheses(text: str) -> tuple[str, str, str]:
    """A name without what stands in parentheses, and of that the initials and the country."""
    acronym = country = ""
    for inner in _PARENTHESIS.findall(text):
        country = country or country_of(inner)
        if inner.isupper() and inner.isalpha() and 2 <= len(inner) <= 10 and not country_of(inner):
            acronym = acronym or inner
    return " ".join(_PARENTHESIS.sub("", text).split()), acronym, country


def _with_campus(title: str, behind: list[str]) -> str:
    """The name of one of several bodies of a name, with the place that stands behind it."""
    words = " ".join(words_of(title))
    if behind and _CAMPUSES.fullmatch(words):
        place = _ZIP.sub("", behind[0])
        if place and not country_of(place) and not any(map(str.isdigit, place)):
            return f"{title}, {place}"
    return title
