"""The one place where the spaCy pipeline is made: blank English, no model, our own words and sentences."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.lang.en import English
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.extract._layout import LAYOUT, TITLE_END, Layout
from kg.extract._tags import tag

_TOKEN = re.compile(
    r"""
      (?P<space>\s+)
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


class Reader:
    """A spaCy tokenizer that also sets sentences, by patterns whose time grows with the text and no faster.

    Names, versions, numbers and units stay whole (`GPT-3.5`, `3D-DRAM`, `pass@1`,
    `C++`, `Geo^2`). spaCy's own affix rules take time that grows with the square of a
    run of brackets, and so does setting `Token.is_sent_start` one by one.
    """

    def __init__(self, vocab: Vocab) -> None:
        """Make documents with this vocabulary."""
        self.vocab = vocab

    def __call__(self, text: str, title_end: int = 0) -> Doc:
        """The text as a document whose words and blanks make it up again; a sentence ends where the title does."""
        words: list[str] = []
        spaces: list[bool] = []
        begins: list[bool | int | None] = []
        places: list[int] = []
        starts = sentence_starts(text, title_end)
        waiting, following = False, iter([*starts, len(text) + 1])
        start = next(following)
        for found in _TOKEN.finditer(text):
            word, place, is_word = found[0], found.start(), found.lastindex is None
            while start <= place:
                waiting, start = True, next(following)
            if not is_word and word[0] == " " and words and not spaces[-1]:
                spaces[-1] = True
                if len(word) == 1:
                    continue
                word, place = word[1:], place + 1
            words.append(word)
            places.append(place)
            spaces.append(False)
            begins.append(waiting and is_word)
            waiting = waiting and not is_word
        doc = Doc(self.vocab, words=words, spaces=spaces, sent_starts=begins)
        first = [number for number, begin in enumerate(begins) if begin or not number]
        doc.user_data[LAYOUT] = Layout(text, words, places, first)
        return doc


def sentence_starts(text: str, title_end: int) -> list[int]:
    """Where sentences begin: at the start, after the title, and after a mark that ends one."""
    starts = {0, title_end}
    for found in _END.finditer(text):
        if found.end() > title_end and not _NO_END.search(text[max(0, found.start() - 8) : found.start() + 1]):
            starts.add(found.end())
    return sorted(starts)


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """The pipeline: blank English with our words and sentences."""
    nlp = English()
    nlp.tokenizer = Reader(nlp.vocab)
    return nlp


def annotate(title: str, abstract: str, *, tagged: bool = False) -> Doc:
    """The title and abstract as one document of words and sentences, with parts of speech where `tagged`.

    No sentence spans both.
    """
    reader = pipeline().tokenizer
    assert isinstance(reader, Reader)  # noqa: S101 for the type: the pipeline is ours
    doc = reader(f"{title}\n\n{abstract}" if abstract else title, len(title))
    doc.user_data[TITLE_END] = len(title)
    if tagged:
        tag(doc)
    return doc
