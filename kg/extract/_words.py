"""Texts cut into sentences and words, by patterns whose time grows with the text and no faster.

Names, versions, numbers and units stay whole (`GPT-3.5`, `3D-DRAM`, `pass@1`, `C++`,
`Geo^2`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate

from kg.extract._document import Document, Tagged, small_letters
from kg.extract._tags import tags_of

_TOKEN = re.compile(
    r"""
      \s+
    | https?://[^\s<>"“”]{1,1000}
    | (?:e\.g|i\.e|w\.r\.t|etc|et\ al|vs|cf|resp|Fig|Figs|Eq|Sec|No|approx)\.(?!\w)
    | [^\W_]                                                   # a word begins with a letter or digit, and holds
      (?: \w | [-‐‑/@^&*](?=[^\W_]) | [.](?=[a-z0-9]) | ,(?=[0-9]{3}(?![0-9])) | ['’](?!s\b)(?=[^\W_]) )*
      (?: \+\+? (?!\w) | \#(?!\w) )?                           # C++, C#, HBM2+
    | ['’]s\b
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
_END = re.compile(r"[.?!][\"”’)\]]{0,3}\s+(?=[\"“‘(\[]?[A-Z0-9À-Þ$])")
_NO_END = re.compile(r"\b(?:e\.g|i\.e|al|vs|cf|w\.r\.t|resp|Figs?|Eq|Sec|approx|No|Dr|Prof|St|[A-Z])\.$")
_VISIBLE = re.compile(r"\S")


def annotate(title: str, abstract: str) -> Document:
    """The title and abstract as one document of sentences."""
    text, title_end = _joined(title, abstract)
    return Document(text, title_end, sentence_begins(text, title_end), small_letters(text))


def annotate_tagged(title: str, abstract: str) -> Tagged:
    """The title and abstract as one document of sentences, words and parts of speech."""
    text, title_end = _joined(title, abstract)
    begins = sentence_begins(text, title_end)
    words, places = words_of(text)
    firsts = [bisect_left(places, begin) for begin in begins]
    tags, forms = tags_of(words, firsts)
    return Tagged(text, title_end, begins, small_letters(text), words, places, firsts, tags, forms)


def _joined(title: str, abstract: str) -> tuple[str, int]:
    """The whole text, and where its title ends."""
    return f"{title}\n\n{abstract}" if abstract else title, len(title)


def words_of(text: str) -> tuple[list[str], list[int]]:
    r"""The words of a text and where they begin; of blanks, all but the one behind a word count as a word.

    >>> words_of("A  title\n")
    (['A', ' ', 'title', '\n'], [0, 2, 3, 8])
    """
    words: list[str] = []
    places: list[int] = []
    found = _TOKEN.findall(text)  # each begins where the one before it ends
    for word, place in zip(found, accumulate(map(len, found), initial=0), strict=False):
        if word[0] == " " and words:
            if len(word) == 1:
                continue
            word, place = word[1:], place + 1
        words.append(word)
        places.append(place)
    return words, places


def sentence_begins(text: str, title_end: int) -> list[int]:
    """Where sentences begin: at the start, and with what stands behind the title and each mark that ends one."""
    begins = {0} if text else set()
    begins.update(visible.start() for start in (0, title_end) if (visible := _VISIBLE.search(text, start)))
    marks = (found.span() for found in _END.finditer(text, title_end))
    begins.update(end for mark, end in marks if not _NO_END.search(text, max(0, mark - 8), mark + 1))
    return sorted(begins)
