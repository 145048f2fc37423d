"""CSL-JSON: what may be a number as well as a text."""

from __future__ import annotations

import io
import json

from kg.model import Identifier, Record
from kg.read import Settings, csl_json


def test_numbers_where_the_schema_allows_them() -> None:
    item = {"type": "book", "title": "T", "volume": 3, "issue": 4, "page": 7, "number": 12, "PMID": 29456894}
    (record,) = csl_json.readings(io.BytesIO(json.dumps([item]).encode()), Settings("x"))
    assert isinstance(record, Record)
    assert (record.volume, record.issue, record.pages) == ("3", "4", "7")
    assert record.identifiers == (Identifier("pmid", "29456894"),)
