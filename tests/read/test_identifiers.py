"""Identifier schemes: the one form of each, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read import _identifiers

GOOD = {
    "acl": [("2020.acl-main.463", "2020.acl-main.463"), ("https://www.aclweb.org/anthology/N19-1423.pdf", "N19-1423")],
    "arxiv": [
        ("arXiv:1706.03762v7", "1706.03762"),
        ("https://arxiv.org/pdf/0704.0001.pdf", "0704.0001"),
        ("hep-th/9711200", "hep-th/9711200"),
        ("10.48550/arXiv.1706.03762", "1706.03762"),
        ("oai:arXiv.org:cs.CL/0301012", "cs/0301012"),
    ],
    "dblp": [("https://dblp.org/rec/conf/nips/VaswaniSPUJGKP17.html", "conf/nips/VaswaniSPUJGKP17")],
    "doi": [
        ("http://dx.doi.org/10.1109%2FCVPR.2016.90", "10.1109/cvpr.2016.90"),
        ("DOI: 10.1000/182.", "10.1000/182"),
        ("10.1002/(SICI)1-2(1991)42:5<3::AID-ASI1>3.0.CO;2-9", "10.1002/(sici)1-2(1991)42:5<3::aid-asi1>3.0.co;2-9"),
    ],
    "isbn": [("0-201-89683-4", "9780201896831"), ("978-3-16-148410-0 (print)", "9783161484100")],
    "issn": [("00280836", "0028-0836"), ("1476-4687 (Electronic)", "1476-4687"), ("2434561x", "2434-561X")],
    "openalex": [("w2741809807", "W2741809807")],
    "orcid": [
        ("http://orcid.org/0000-0002-1694-233X", "0000-0002-1694-233X"),
        ("0000000218250097", "0000-0002-1825-0097"),
    ],
    "pmcid": [("PMC3812051.1", "PMC3812051"), ("3812051", "PMC3812051")],
    "pmid": [("PMID: 26017442", "26017442")],
    "ror": [("https://ror.org/05dxps055", "05dxps055"), ("0190AK572", "0190ak572")],
    "s2": [("CorpusID:13756489", "13756489"), ("204E" + "0" * 36, "204e" + "0" * 36)],
}  # fmt: skip
BAD = {
    "acl": ["2020.acl", "P18"],
    "arxiv": ["1713.00001", "1501.0123", "0704.00011", "math", "1706.03762v", "abs/1706.03762"],
    "dblp": ["journals", "http://x/y z"],
    "doi": ["10.1/x", "11.1000/182", "10.1000/", "10.1000", "10.1000/a b"],
    "isbn": ["0-201-89683-5", "978", ""],
    "issn": ["1234-5678", "123"],
    "openalex": ["A2741809807", "W0"],
    "orcid": ["0000-0002-1825-0098", "0000-0002"],
    "pmcid": ["PMCx", "0"],
    "pmid": ["0", "123456789", "PMC1"],
    "ror": ["05dxps056", "5dxps055", "05dxpl055"],
    "s2": ["xyz", "204e3073870fae3d05bcbc2f6a8e263d9b72e77"],
}


def test_every_scheme_is_tested() -> None:
    assert set(_identifiers.schemes()) == set(GOOD) == set(BAD)
    assert all(module.TITLE for module in _identifiers.schemes().values())


@pytest.mark.parametrize(("scheme", "text", "value"), [(s, *pair) for s, pairs in GOOD.items() for pair in pairs])
def test_one_form(scheme: str, text: str, value: str) -> None:
    assert _identifiers.normal(scheme, text) == value
    assert _identifiers.normal(scheme, f" {text}\n") == value
    assert _identifiers.normal(scheme, value) == value


@pytest.mark.parametrize(("scheme", "text"), [(scheme, text) for scheme, texts in BAD.items() for text in texts])
def test_what_is_none(scheme: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"is no .*expected"):
        _identifiers.normal(scheme, text)


@given(st.sampled_from(sorted(GOOD)), st.text(max_size=60))
def test_no_text_breaks_it(scheme: str, text: str) -> None:
    try:
        found = _identifiers.normal(scheme, text)
    except ValueError:
        return
    assert _identifiers.normal(scheme, found) == found
