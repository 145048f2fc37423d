"""What a record's statement of where it appeared says: the series, apart from which edition of it.

`Proceedings of the 49th Annual International Symposium on Computer Architecture`,
`ISCA '22` and `2022 IEEE Symposium on Computer Architecture (ISCA)` name one series. Ordinals, years,
volumes and the word proceedings are of the edition; sponsors, `annual` and
`international` are often left out of a meeting's name, but never of a journal's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from kg.keys import normal
from kg.resolve.forms import singular
from kg.resolve.spelling import american, plain, tidy

_SMALL_WORDS = "of on in for the a an to with by at"
_SPONSOR_WORDS = "ieee acm cvf usenix ifip rsj iapr eurasip embs asme spie"
_MEETING_WORDS = "conference symposium workshop meeting congress colloquium convention seminar summit"
_SHORTENED_WORDS = """
j int intl proc trans conf symp annu am amer eur natl acad lett rev adv clin med phys chem biol eng comput technol appl
exp assoc bull mag mater environ res soc syst sci opt mech mol neurosci psychol surg oncol cardiol pharmacol
"""
_SMALL, _SPONSORS, _MEETINGS, _SHORTENED = (
    frozenset(words.split()) for words in (_SMALL_WORDS, _SPONSOR_WORDS, _MEETING_WORDS, _SHORTENED_WORDS)
)
_SIG = re.compile(r"sig[a-z]{2,}")
_OPTIONAL = frozenset({"annual", "international", "biennial"})
"""Words of a meeting's name that are left out as one likes."""
_WRITTEN = {
    "int": "international", "intl": "international", "conf": "conference", "symp": "symposium", "annu": "annual",
    "proc": "proceedings", "trans": "transactions", "j": "journal", "wkshp": "workshop", "lett": "letters",
    "mag": "magazine", "natl": "national",
}  # fmt: skip
"""What an abbreviation of a serial's kind is in full (ISO 4)."""
_TENS = "twent(?:y|ieth)|thirt(?:y|ieth)|fort(?:y|ieth)|fift(?:y|ieth)|sixt(?:y|ieth)|sevent(?:y|ieth)|eight(?:y|ieth)"
_UNITS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\\w+teenth"
_ORDINAL = re.compile(rf"\b(?:\d+(?:st|nd|rd|th)|(?:(?:{_TENS})[- ]?)?(?:{_UNITS})|(?:{_TENS}))\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\w.])(?:19|20)\d\d(?![\w.])|['’‘`´]\s?\d\d(?!\d)|(?<=[A-Za-z])(?:19|20)\d\d(?!\d)")
_GLUED = re.compile(r"(?<=[A-Z]{3})-?\d\d(?=\W*$)")
_VOLUME = re.compile(
    r"[(,\s-]*\b(?:vol(?:ume)?|part|track|issue|no)\b\.?\s*(?:\d+|[IVX]+)\b(?!\s*:\s*journal).*$|\s\(\d{1,2}\)$|(?<=\w{5}),?\s\d{1,3}$",
    re.IGNORECASE,
)
_PROCEEDINGS = re.compile(
    r"^(?:in:?\s+)?(?:conference\s+)?(?:proc(?:eedings|\.)|record)(?:\s+of)?(?:\s+the)?\s+", re.IGNORECASE
)
_ARTICLE = re.compile(r"^(?:the|in)\s+", re.IGNORECASE)
_PARENTHESIS = re.compile(r"\s*[(\[]\s*([^()\[\]]*?)\s*[)\]]\s*")
_SUBTITLE = re.compile(
    r"(?:\s:\s|:\s+(?=(?:an?\s+|the\s+)?(?:official|open access|monthly|international journal of))).*$", re.IGNORECASE
)
_LABELLED = re.compile(r"^([A-Z][\w+&/-]{1,14})(?:\s?['’]?\d{2,4})?\s*(?::|\s[-–—])\s+(?=\S)")
_ARXIV = re.compile(r"(?:arxiv|corr)(?![\w-])(?!.*\bjournal\b)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*(\.?)")
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9&+-]{1,13}")

_LONG = 6
"""Letters of a word in which one may be a slip."""
_COUNTRY = (("usa",), ("united", "state", "america"), ("u", "s", "a"))


class VenueName(Struct, frozen=True):
    """A series by name: its title without the edition, what it is known by for short, and its words.

    `words` are compared: in small letters, singular, without the small ones and, of a
    meeting, without `sponsors` and what may be left out; `exact` are those by which full
    names are one: of a journal, `and` is among them. `short` says that they may be
    abbreviated; a name that is initials only has them as its title and as `acronym`.
    """

    title: str
    words: tuple[str, ...]
    exact: tuple[str, ...]
    acronym: str = ""
    sponsors: frozenset[str] = frozenset()
    meeting: bool = False
    short: bool = False

    @property
    def reference(self) -> str:
        """How decisions call it."""
        return f"Venue:{normal(self.title)}"

    @property
    def bare(self) -> bool:
        """Whether it is initials only."""
        return bool(self.acronym) and normal(self.title) == normal(self.acronym)


@lru_cache(maxsize=1 << 16)
def venue_name(stated: str) -> VenueName:
    """The series that a statement names.

    >>> venue_name("Proceedings of the 49th Annual International Symposium on Computer Architecture (ISCA '22)").title
    'Annual International Symposium on Computer Architecture'
    >>> [venue_name(each).acronym for each in ("ISCA '22", "ISCA 2022", "Proc. ISCA", "ISCA22")]
    ['ISCA', 'ISCA', 'ISCA', 'ISCA']
    >>> venue_name("Proceedings of the IEEE").title, venue_name("Social science & medicine (1982)").words
    ('Proceedings of the IEEE', ('social', 'science', 'medicine'))
    """
    text = tidy(stated).strip(" .,;") or stated
    if _ARXIV.match(text):
        return VenueName("arXiv", ("arxiv",), ("arxiv",))
    text, acronym = _without_label(_without_edition(text))
    text, within = _without_parentheses(text)
    text = _SUBTITLE.sub("", text).strip(" ,;:-–—") or text
    whole = _words(text)
    held = _PROCEEDINGS.sub("", text)
    named = _ACRONYM.fullmatch(held) and not _sponsors(held.casefold())
    if held and held != text and (_is_meeting(whole) or named or _edition(stated)):
        text = held
    text = _ARTICLE.sub("", text) or text
    exact, meeting = _words(text), _is_meeting(whole)
    words = [singular(word) for word in exact if word != "and"]
    sponsors = frozenset(word for word in words if _sponsors(word))
    if not acronym and (own := _initials_of(text)):
        return VenueName(text, tuple(words), tuple(words), own, sponsors, meeting, short=False)
    left = tuple(word for word in words if not (meeting and (word in sponsors or word in _OPTIONAL)))
    short = any(mark for mark in _dots(stated)) or bool(_SHORTENED.intersection(normal(text).split()))
    left = left or tuple(words) or (normal(text) or stated,)
    return VenueName(text, left, left if meeting else tuple(exact) or left, acronym or within, sponsors, meeting, short)


def _without_edition(text: str) -> str:
    """The text without ordinals, years and volumes."""
    text = _VOLUME.sub("", text) or text
    without = _YEAR.sub(" ", _ORDINAL.sub(" ", text))
    without = _GLUED.sub("", re.sub(r"\s*[(\[]\s*[)\]]", "", without))
    return " ".join(without.split()).strip(" ,;:-–—") or text


def _edition(stated: str) -> bool:
    return bool(_ORDINAL.search(stated) or _YEAR.search(stated))


def _without_label(text: str) -> tuple[str, str]:
    """The text without initials and a colon before it, and these initials."""
    found = _LABELLED.match(text)
    if found and sum(map(str.isupper, found[1])) >= 2 and _spelled(found[1], text[found.end() :]):
        return text[found.end() :], found[1].upper().rstrip("-0123456789")
    return text, ""


def _without_parentheses(text: str) -> tuple[str, str]:
    """The text without what stands in parentheses, and that where it is initials of the rest."""
    acronym = ""
    left = _PARENTHESIS.sub(" ", text).strip()
    for found in _PARENTHESIS.finditer(text):
        inner = re.split(r"[\s:,'’]", found[1])[0].rstrip("0123456789-")
        if len(left) > len(inner) and 2 <= len(inner) <= 14 and (inner.isupper() or _spelled(inner, left)):
            acronym = acronym or inner.upper()
    return left or text, acronym


def _spelled(initials: str, text: str) -> bool:
    """Whether the letters of initials stand in a text, in order, the first at the beginning of a word."""
    letters = [letter for letter in initials.casefold() if letter.isalpha()]
    rest = iter(text.casefold())
    begins = any(word.startswith(letters[0]) for word in text.casefold().split()) if letters else False
    return begins and all(letter in rest for letter in letters)


def _initials_of(text: str) -> str:
    """The initials that a name is, with or without a sponsor before them or a kind behind; empty for any other name."""
    parts = [part for part in re.split(r"[\s/]+", text) if not _sponsors(part.casefold())]
    kinds = {"conference", "symposium", "workshop"}
    parts = parts[:-1] if len(parts) == 2 and parts[1].casefold() in kinds else parts
    name = parts[0] if len(parts) == 1 else ""
    proper = sum(map(str.isupper, name)) >= 2 and _ACRONYM.fullmatch(name)
    return name.upper() if proper and not text.casefold().endswith("workshop") else ""


def _sponsors(word: str) -> bool:
    return word in _SPONSORS or bool(_SIG.fullmatch(word))


def _dots(text: str) -> list[str]:
    return [found[1] for found in _WORD.finditer(text) if len(found[0]) > 2]


def _words(text: str) -> list[str]:
    """The words, but for small ones; a capital `A` behind the first word is no article."""
    words: list[str] = []
    for found in _WORD.finditer(plain(text)):
        word = found[0].rstrip(".").casefold()
        if word not in _SMALL or (found[0] == "A" and words):
            words.append(american(_WRITTEN.get(word, word)))
    return words


def _is_meeting(words: list[str]) -> bool:
    return any(singular(word) in _MEETINGS for word in words)


def abbreviates(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether each word is the beginning, or first and last letters, of the word in its place.

    >>> abbreviates(("trans", "comput", "syst"), ("transaction", "computer", "system"))
    True
    >>> abbreviates(("trans", "comput"), ("transaction", "computer", "system"))
    False
    """
    return len(short) == len(full) and all(map(_shortens, short, full))


def _shortens(word: str, full: str) -> bool:
    if word == full or full.startswith(word):
        return True
    rest = iter(full)
    contracted = word[0] == full[0] and word[-1] == full[-1] and len(word) > 2
    return contracted and all(letter in rest for letter in word)


def slips(name: VenueName) -> Iterator[tuple[str, ...]]:
    """The words of a name, one long word of which is cut: two names that differ by a slip in it have one in common.

    A slip leaves the first two letters as they are, or the last three. What may be abbreviated has none.

    >>> [" ".join(words) for words in slips(venue_name("Review of Ecology"))]
    ['re* ecology', '*iew ecology', 'review ec*', 'review *ogy']
    """
    for at, word in enumerate(name.words if not name.short and len(name.words) > 1 else ()):
        if len(word) >= _LONG:
            for cut in (f"{word[:2]}*", f"*{word[-3:]}"):
                yield *name.words[:at], cut, *name.words[at + 1 :]


def _is_slip(a: str, b: str) -> bool:
    """Whether two words differ in one letter that is left out, put in, wrong or swapped with the next.

    >>> _is_slip("psychology", "pyschology"), _is_slip("american", "americal"), _is_slip("biology", "ecology")
    (True, True, False)
    """
    short, long = sorted((a, b), key=len)
    at = next((at for at, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    if len(long) > len(short):
        return short[at:] == long[at + 1 :]
    return short != long and (
        short[at + 1 :] == long[at + 1 :]
        or (short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :])
    )


def slip(one: VenueName, other: VenueName) -> tuple[str, str] | None:
    """The words in which two names of as many words differ, where that is by a slip in the first of them."""
    pairs = zip(one.words, other.words, strict=True)
    first = next((pair for pair in pairs if pair[0] != pair[1]), None)
    return first if first and _is_slip(*first) else None


def shorter(name: VenueName) -> Iterator[tuple[str, ...]]:
    """The words of a name, and those without sponsors, subtitle, country or a first `Advances in`."""
    yield name.words
    without = tuple(word for word in name.words if word not in name.sponsors)
    if len(without) > 1:
        yield without
    head, colon, _ = name.title.partition(": ")
    if colon and name.meeting:
        yield venue_name(head).words
    if name.words[0] == "advance" and len(name.words) > 3:
        yield name.words[1:]
    for country in _COUNTRY:
        if name.words[-len(country) :] == country:
            yield name.words[: -len(country)]


def letters(words: tuple[str, ...]) -> str:
    """The first letters of words, which those of their abbreviations are too."""
    return "".join(word[0] for word in words)
