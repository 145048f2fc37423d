"""The one place where the spaCy pipeline is made: blank English, no model, our own words and sentences."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.lang.en import English
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

TITLE_END = "title_end"
"""The key in `Doc.user_data` that says how many characters the title has."""

_OPENING = [
    r"\(",
    r"\[",
    r"\{",
    r"<",
    r"\"",
    r"“",
    r"‘",
    r"'",
    r"`",
    r"\*",
    r"…",
    r"–",
    r"—",
    r"~(?=\d)",
    r"≈",
    r"[$€£](?=\d)",
]
_CLOSING = [
    r"\)",
    r"\]",
    r"\}",
    r">",
    r"\"",
    r"”",
    r"’",
    r"'s",
    r"’s",
    r"'",
    r",",
    r";",
    r":",
    r"!",
    r"\?",
    r"\*",
    r"…",
    r"–",
    r"—",
]
_CLOSING += [r"(?<=[\w\)\]%+”\"])\.", r"(?<=\d)%", r"(?<=\d)×"]
_INSIDE = [
    r"–",
    r"—",
    r"…",
    r"(?<=[A-Za-z0-9\)])[:;](?=[A-Z])",
    r"(?<=[a-z]{3})\.(?=[A-Z][a-z])",
    r"(?<=[A-Za-z]),(?=[A-Za-z])",
    r"\(",
    r"\)",
]
_ABBREVIATED = (
    "e.g.",
    "i.e.",
    "etc.",
    "al.",
    "vs.",
    "cf.",
    "w.r.t.",
    "resp.",
    "Fig.",
    "Eq.",
    "Sec.",
    "approx.",
    "No.",
    "Dr.",
    "Prof.",
    "St.",
)
_END = re.compile(r"[.?!][\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z0-9À-Þ$])")
_NO_END = re.compile(r"(?:\b(?:e\.g|i\.e|al|vs|cf|w\.r\.t|resp|Fig|Figs|Eq|Sec|approx|No|Dr|Prof|St|[A-Z]))\.$")


@Language.component("kg_sentences")
def sentences(doc: Doc) -> Doc:
    """Set where sentences begin: after the title, and after a mark that ends one."""
    text, title_end = doc.text, doc.user_data.get(TITLE_END, 0)
    starts = {0, title_end}
    for found in _END.finditer(text):
        if found.end() > title_end and not _NO_END.search(text[max(0, found.start() - 8) : found.start() + 1]):
            starts.add(found.end())
    waiting = False
    for token in doc:
        waiting = waiting or token.idx in starts
        token.is_sent_start = waiting and not token.is_space
        waiting = waiting and token.is_space
    return doc


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """The pipeline: hyphenated names, versions and units stay whole (`GPT-3.5`, `3D-DRAM`, `pass@1`, `C++`)."""
    nlp = English()
    nlp.tokenizer = Tokenizer(
        nlp.vocab,
        rules={word: [{65: word}] for word in _ABBREVIATED},
        prefix_search=compile_prefix_regex(_OPENING).search,
        suffix_search=compile_suffix_regex(_CLOSING).search,
        infix_finditer=compile_infix_regex(_INSIDE).finditer,
        url_match=re.compile(r"https?://\S+").match,
    )
    nlp.add_pipe("kg_sentences")
    return nlp


def annotate(title: str, abstract: str) -> Doc:
    """The title and abstract as one document of words and sentences; no sentence spans both."""
    nlp = pipeline()
    doc = nlp.make_doc(f"{title}\n\n{abstract}" if abstract else title)
    doc.user_data[TITLE_END] = len(title)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc
