"""Words that patterns cannot do without."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.extract._cues import Cues

SETS = (("ab", "ba"), ("a", "abc"), ("c ", "ab"), ("dd",))


@given(st.text(alphabet="abcd ", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_a_span_has_the_sets_of_the_words_in_it(text: str, one: int, two: int) -> None:
    first, last = sorted((one, two))
    spans = [(0, first), (first, last), (last, len(text))] if last < len(text) else [(0, len(text))]
    expected = [
        sum(1 << number for number, words in enumerate(SETS) if any(word in text[a:b] for word in words))
        for a, b in spans
    ]
    cues = Cues()
    assert [cues.add(words) for words in SETS] == [1, 2, 4, 8]
    assert cues.of(text, spans) == expected


def test_what_stands_between_spans_or_across_their_ends_counts_for_none() -> None:
    cues = Cues()
    cues.add(["wren"])
    assert cues.of("wren and a wren, wren", [(2, 8), (17, 21)]) == [0, 1]


def test_sets_may_be_added_after_a_text_was_read() -> None:
    cues = Cues()
    cues.add(["wren"])
    assert cues.of("wren, finch", [(0, 11)]) == [1]
    cues.add(["finch"])
    assert cues.of("wren, finch", [(0, 11)]) == [3]
