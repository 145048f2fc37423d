"""What XML 1.0 can hold: what `rdfxml` and `graphml` share (https://www.w3.org/TR/xml/#charsets)."""

from __future__ import annotations

import re

BARRED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""A character that no XML document may hold, not even as a reference."""
