"""LaTeX read away, and the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.plain import plain

READ = [
    (r"Geo$^\textbf{2}$: Words", "Geo^2: Words"),
    (r"up to $168\times$ and 8.7$\times$", "up to 168× and 8.7×"),
    (r"\textbf{AttentionDSE} is \emph{new}", "AttentionDSE is new"),
    (r"Erd\H{o}s, M\"uller, \'{e}t\'e, Ho\v{s}ek", "Erdős, Müller, été, Hošek"),
    (r"a 10\% gain of A\&B, $\le$ 5~GB", "a 10% gain of A&B, ≤ 5 GB"),
    (r"as shown \cite{knuth} by us~\citep[p.~3]{a,b}", "as shown  by us "),
    ("<i>Escherichia coli</i> &amp; CO<sub>2</sub>", "Escherichia coli & CO2"),
    ("one--two --- three", "one–two – three"),
    (r"$O(n^2)$ and $\alpha$-divergence", "O(n^2) and α-divergence"),
    ("about ~10 GPUs", "about ~10 GPUs"),
    ("plain text stays", "plain text stays"),
    ("a < b and c > d", "a < b and c > d"),
]


@pytest.mark.parametrize(("given_", "read"), READ)
def test_what_a_person_reads(given_: str, read: str) -> None:
    assert plain(given_).text == read


@pytest.mark.parametrize(
    ("given_", "read", "stands"),
    [
        (r"Geo$^\textbf{2}$: Words", "Geo^2", r"Geo$^\textbf{2}$"),
        (r"is \textbf{AttentionDSE} here", "AttentionDSE", "AttentionDSE"),
        (r"by $168\times$ over", "168×", r"168\times"),
        (r"M\"uller", "Müller", r"M\"uller"),
        (r"{\bf A}{\em B} C", "C", "C"),
    ],
)
def test_the_way_back(given_: str, read: str, stands: str) -> None:
    text = plain(given_)
    start = text.text.index(read)
    first, last = text.back(start, start + len(read))
    assert given_[first:last] == stands


@given(st.text(alphabet=st.sampled_from(list("ab {}$\\^~-&;<i>/'\"cvé2")), max_size=60), st.data())
def test_every_span_has_a_place_in_the_text_as_given(given_: str, data: st.DataObject) -> None:
    text = plain(given_)
    if text.text:
        start = data.draw(st.integers(0, len(text.text) - 1))
        end = data.draw(st.integers(start + 1, len(text.text)))
        first, last = text.back(start, end)
        assert 0 <= first < last <= len(given_)


@given(st.text(alphabet="abc {}$\\%&", max_size=40))
def test_reading_what_is_read_changes_nothing_without_markup(given_: str) -> None:
    once = plain(given_).text
    if not any(mark in once for mark in "\\{}$&"):
        assert plain(once).text == once
