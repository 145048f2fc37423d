"""Names that are neither proposed nor known: by their looks, and by what the words around them say of their kind.

"on the DunlinBank and GullSet datasets", "tools such as nestIt", "compared with SandNet".
Where words have parts of speech, noun phrases are weighed instead, and nothing is said here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract._candidate import Candidate
from kg.extract._document import Document, Tagged
from kg.extract.proposed import is_name
from kg.model import EntityType
from kg.vocabulary import Vocabulary

CONFIDENCE = 0.6
NEAR = 100
"""How many characters before and behind a name are looked at."""
WORD = r"[A-Za-z](?:[\w+]|-(?=\w)|\.(?=[0-9])){1,30}"
_NAME = re.compile(rf"(?<![\w@./\\^-])(?=[A-Za-z][a-z.+-]{{0,30}}[A-Z0-9]){WORD}(?![\w@^/])")
_KEY = re.compile(r"[A-Z0-9](?<=[A-Za-z.+-].)")
_SPACE = re.compile(r"\s")
NO_NAME = re.compile(r"[a-z]{1,30}-.{1,30}|SOTA|.{0,30}(?:Hz|FLOPS?|OPS|Bps|dB)|(?:[0-9]-)?[A-Z]?D")
"""What looks like a name and is none: "post-ASR", units."""
_KINDS = {
    EntityType.DATASET: "data ?sets?|benchmarks?|corpus|corpora|test ?sets?|collections?|treebanks?|suites?",
    EntityType.MODEL: "models?|networks?|LLMs?|LMs?|transformers?|encoders?",
    EntityType.HARDWARE: (
        "GPUs?|CPUs?|FPGAs?|processors?|boards?|SoCs?|chips?|microcontrollers?|supercomputers?|clusters?|sensors?|"
        "devices?|cores?|robots?"
    ),
    EntityType.SOFTWARE: (
        "tools?|toolkits?|libraries|library|packages?|simulators?|compilers?|engines?|languages?|software|platforms?|"
        "services?|applications?|apps?|databases?|operating systems?"
    ),
    EntityType.METHOD: "methods?|approach(?:es)?|algorithms?|frameworks?|techniques?|schemes?|protocols?|systems?",
}
_OF_NOUN = {kind: re.compile(rf"(?:{nouns})\Z", re.IGNORECASE) for kind, nouns in _KINDS.items()}
_NOUNS = "|".join(_KINDS.values()).lower()
_MORE = rf"(?:(?:,? (?:and|or|to)|,|/) ?{WORD}){{0,4}}"
_BEHIND = re.compile(rf"{_MORE} (?:[a-z]+[ -])?(?P<noun>{_NOUNS})\b")
_BEFORE = re.compile(
    rf"\b(?P<noun>{_NOUNS}),? ?(?:such as|like|including|namely|called|named|e\.g\.,?|i\.e\.,?|:|\()\s"
    rf"(?:the )?(?:{WORD}(?:, (?:and |or )?| and | or |/)){{0,6}}\Z"
)
"""Both are for small letters."""
_LEADS = ("such as", "like", "including", "namely", "called", "named", "e.g.", "i.e.", ":", "(")
"""What is in every way to lead from a noun to names, in small letters."""
_JUST_BEFORE = (*_LEADS, ",", " and", " or", "/", " the")
"""What stands just before a name in every such way, but for blanks."""
_WRITTEN = re.compile(
    r"\b(?:implement|written|writ|built|develop|simulat)\w*(?: \w+){0,2} (?:in|with|using|on top of|on) (?:the )?\Z"
)
_BY = tuple(f" {word} {the}" for word in ("in", "with", "using", "of", "on") for the in ("", "the "))
"""With what every way ends to say in what a thing is written."""
_COMPARES = ("than", "over", "against", "versus", "vs", "outperform", "surpass", "compare", "baseline")
"""What is in every way to compare."""
_RIVALS = re.compile(
    r"\b(?:than|over|against|versus|vs\.?|outperform\w*|surpass\w*|compared? (?:with|to|against)|baselines?)"
    rf"(?: the| state-of-the-art| existing| both| methods?)* (?:{WORD}(?:, (?:and )?| and )){{0,4}}\Z"
)


def candidates(doc: Document, known: Vocabulary) -> Iterator[Candidate]:  # noqa: ARG001 every extractor is called alike
    """Every word with the looks of a name whose kind the words around it tell."""
    if isinstance(doc, Tagged):
        return
    for found in _names(doc.text, doc.title_end):
        if is_name(found[0]) and not NO_NAME.fullmatch(found[0]) and (kind := _kind(doc, *found.span())):
            yield Candidate(start=found.start(), end=found.end(), extractor="shaped", confidence=CONFIDENCE, type=kind)


def _names(text: str, start: int) -> Iterator[re.Match[str]]:
    """What has the looks of a name from a place on: in words with a capital or digit behind their first letter.

    To look for those first is quick.
    """
    done = start
    for found in _KEY.finditer(text, start):
        at = found.start()
        if at >= done:
            space = _SPACE.search(text, at)
            end = space.start() if space else len(text)
            begin = max(done, text.rfind(" ", done, at), text.rfind("\n", done, at))
            yield from _NAME.finditer(text, begin, end)
            done = end


def _kind(doc: Document, start: int, end: int) -> EntityType | None:
    """The kind that the words around a name tell."""
    first = max(0, start - NEAR)
    before, small = doc.text[first:start], doc.small[first:start]
    noun = _BEHIND.match(doc.small, end, end + NEAR)
    if not noun and small.rstrip().endswith(_JUST_BEFORE) and any(map(small.__contains__, _LEADS)):
        noun = _BEFORE.search(small)
    if noun:
        return next(kind for kind, nouns in _OF_NOUN.items() if nouns.match(noun["noun"]))
    if before.endswith(_BY) and _WRITTEN.search(before):
        return EntityType.SOFTWARE
    return EntityType.METHOD if any(map(before.__contains__, _COMPARES)) and _RIVALS.search(before) else None
