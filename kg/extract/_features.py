"""What is known of a noun phrase where it stands: its words, neighbours, place, and what the extractors say of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from kg.extract._candidate import Candidate
from kg.extract._document import Tagged
from kg.extract._phrases import longest_phrases, phrases
from kg.extract._roles import LONG, NEAR, role_of
from kg.keys import name_form
from kg.model import EntityType

EDGE = "^"
"""What stands before a sentence's first word, and behind the last of all."""
_VALUE = re.compile(r"[0-9][0-9.,]*(?:x|×|%)?(?:[-–][0-9][0-9.,]*(?:x|×|%)?)?")
"""A number, with a unit of change or without: what begins so is a value, not a name."""
_SYMBOL = re.compile(r"[^\W\d_](?:[_^][\w^]*)?")
"""A letter of a formula."""
_GOES_ON = frozenset({"using", "including", "via", "such"})
"""What stands before something more, and ends no name."""
_RUNS = re.compile(r"(.)\1+")
_BEHIND = 8
"""How many words before a phrase its role is read from."""


class Span(Struct, frozen=True):
    """A place that may be worth a node: its characters, tokens and form, and the candidates that are just there."""

    start: int
    end: int
    first: int
    last: int
    form: str
    said: tuple[Candidate, ...]


class Surroundings:
    """A tagged document, made ready for asking about many spans of it."""

    def __init__(self, doc: Tagged, candidates: Iterable[Candidate]) -> None:
        """Find the spans: the document's noun phrases, and what the extractors propose."""
        self.text, self.words, self.starts, self.sentences = doc.text, doc.words, doc.places, doc.firsts
        self.low = [word.lower() for word in self.words]
        self.tags, self.title_end = doc.tags, doc.title_end
        self.longest = set(longest_phrases(doc))
        self.candidates = list(candidates)
        self.spans = list(self._spans(doc))
        self.counts = Counter(span.form for span in self.spans)
        self.in_title = {span.form for span in self.spans if span.start < self.title_end}
        self._shapes = [_shape(word) for word in self.words]
        self._covering = self._cover()
        self._told: dict[tuple[int, int], list[str]] = {}
        self._of_begin: dict[int, tuple[str, ...]] = {}
        self._of_end: dict[int, tuple[str, ...]] = {}

    def _spans(self, doc: Tagged) -> Iterator[Span]:
        said: dict[tuple[int, int], list[Candidate]] = {}
        for candidate in self.candidates:
            said.setdefault((candidate.start, candidate.end), []).append(candidate)
        named = ((a, b) for a, b in phrases(doc) if not self._is_no_name(a, b))
        tokens = {(self._at(a), self._to(b)): (a, b) for a, b in named}
        for start, end in said:
            first = bisect_right(self.starts, start) - 1
            last = bisect_right(self.starts, end - 1)
            tokens.setdefault((start, end), (first, last))
        for (start, end), (first, last) in sorted(tokens.items()):
            yield Span(start, end, first, last, name_form(self.text[start:end]), tuple(said.get((start, end), ())))

    def _is_no_name(self, first: int, last: int) -> bool:
        """Whether words from a token up to another begin with a value, end with what goes on, or are one symbol."""
        ends = self.low[last - 1]
        return bool(
            _VALUE.fullmatch(self.low[first]) or ends in _GOES_ON or (last - first == 1 and _SYMBOL.fullmatch(ends))
        )

    def _at(self, token: int) -> int:
        return self.starts[token]

    def _to(self, token: int) -> int:
        return self.starts[token - 1] + len(self.words[token - 1])

    def _cover(self) -> dict[int, list[Candidate]]:
        """The candidates that cover each token."""
        covering: dict[int, list[Candidate]] = {}
        for candidate in self.candidates:
            first = bisect_right(self.starts, candidate.start) - 1
            for token in range(first, bisect_right(self.starts, candidate.end - 1)):
                covering.setdefault(token, []).append(candidate)
        return covering

    def sentence_start(self, token: int) -> int:
        """The first token of a token's sentence."""
        return self.sentences[bisect_right(self.sentences, token) - 1]

    def _word(self, token: int) -> str:
        return self.low[token] if 0 <= token < len(self.low) else EDGE

    def features(self, span: Span) -> list[str]:
        """What tells whether a span is worth a node, and of which type."""
        place = (span.start, span.end)
        if place not in self._told:
            self._told[place] = [*self._of_words(span), *self._of_place(span), *self._of_candidates(span)]
        return self._told[place]

    def _of_words(self, span: Span) -> list[str]:
        words, head, last = self.low[span.first : span.last], self.low[span.last - 1], span.last - 1
        found = [f"h={name_form(self.words[last])}", f"h4={head[-4:]}", f"h3={head[-3:]}"]
        if len(words) > 1:
            found += (f"m={words[0]}", f"b2={words[-2]} {head}")
            found += [f"in={word}" for word in words[:-1]]
        found += (f"len={min(len(words), 6)}", f"sh={self._shapes[last]}", f"sh0={self._shapes[span.first]}")
        written = self.text[span.start : span.end]
        if written.isupper():
            found.append("allcaps")
        if "-" in written:
            found.append("hyph")
        return found

    def _of_place(self, span: Span) -> list[str]:
        found = [*self._before(span.first), *self._behind(span.last)]
        found += (
            f"pos={self.tags[span.first - 1] if span.first else EDGE}",
            f"npos={self.tags[span.last] if span.last < len(self.tags) else EDGE}",
            "longest" if (span.first, span.last) in self.longest else "sub",
            f"cnt={min(self.counts[span.form], 4)}",
        )
        if span.start < self.title_end:
            found.append("title")
            return found
        found.append("abs")
        if span.form in self.in_title:
            found.append("alsotitle")
        number = bisect_right(self.sentences, span.first) - 1
        if span.first != self.sentences[number] and all(
            word[:1].isupper() for word in self.words[span.first : span.last]
        ):
            found.append("allcap1")
        found.append(f"sent={min(3, 4 * number // max(1, len(self.sentences)))}")
        return found

    def _before(self, token: int) -> tuple[str, ...]:
        """The words before a token, as all spans have them that begin there."""
        if token not in self._of_begin:
            before = EDGE if token == self.sentence_start(token) else self._word(token - 1)
            self._of_begin[token] = (f"p1={before}", f"p2={self._word(token - 2)}_{before}")
        return self._of_begin[token]

    def _behind(self, token: int) -> tuple[str, ...]:
        """The words from a token on, as all spans have them that end before it."""
        if token not in self._of_end:
            after = self._word(token)
            self._of_end[token] = (f"n1={after}", f"n2={after}_{self._word(token + 1)}")
        return self._of_end[token]

    def _of_candidates(self, span: Span) -> Iterator[str]:
        for candidate in span.said:
            yield f"ex={candidate.extractor}"
            yield f"exT={candidate.extractor}:{_type(candidate)}"
            if candidate.role:
                yield f"exR={candidate.role}"
        near = {id(c): c for token in range(span.first, span.last) for c in self._covering.get(token, ())}
        for candidate in near.values():
            if (candidate.start, candidate.end) == (span.start, span.end):
                continue
            if span.start <= candidate.start and candidate.end <= span.end:
                yield f"inT={candidate.extractor}:{_type(candidate)}"
                if candidate.end == span.end:
                    yield f"hdT={_type(candidate)}"
            elif candidate.start <= span.start and span.end <= candidate.end:
                yield f"ovT={candidate.extractor}:{_type(candidate)}"

    def role_features(self, span: Span, kind: EntityType) -> list[str]:
        """What tells the role of a thing of a kind at a span."""
        begin = self.sentence_start(span.first)
        behind = sorted(set(self.low[max(begin, span.first - _BEHIND) : span.first]))
        end = next((s for s in self.sentences[bisect_right(self.sentences, span.first) :]), len(self.words))
        sentence = self.text[self.starts[begin] : self._to(end)][:LONG]
        before = self.text[max(self.starts[begin], span.start - NEAR) : span.start]
        name = self.text[span.start : span.end]
        told = [f"T={kind}", f"rr={role_of(kind, name, before, sentence)}"]
        own = [*self.features(span), *(f"w={word}" for word in behind), *told]
        telling = ("p1=", "n1=", "w=", "title", "alsotitle", "cnt=", "sent=", "exR", "p2=")
        return own + [f"{kind}|{each}" for each in own if each.startswith(telling)]


def _type(candidate: Candidate) -> str:
    return candidate.type or "none"


@lru_cache(maxsize=1 << 14)
def _shape(word: str) -> str:
    """The word's capitals, digits and small letters, each run as one.

    >>> _shape("GPT-3.5"), _shape("ImageNet")
    ('Xxdxd', 'XxXx')
    """
    classes = ("X" if c.isupper() else "d" if c.isdigit() else "x" for c in word[:8])
    return _RUNS.sub(r"\1", "".join(classes))
