"""Which formats there are."""

import io

import pytest

from kg.errors import UnknownName
from kg.export import export, formats


def test_registry() -> None:
    assert formats() == ["bibtex", "csl", "graphml", "jsonld", "nq", "nq12", "nt", "rdfxml", "trig", "ttl", "ttl12"]


def test_an_unknown_format_lists_the_known_ones() -> None:
    with pytest.raises(UnknownName, match=r"export format 'turtel': not known.*ttl"):
        export("turtel", "output", io.BytesIO())


@pytest.mark.parametrize("name", ["_order", "__init__", "../cli/export", ""])
def test_what_is_no_format_is_refused(name: str) -> None:
    with pytest.raises(UnknownName):
        export(name, "output", io.BytesIO())
