"""Addresses of web pages: which texts are one."""

from __future__ import annotations

import re

_HOST = r"(?:[^\W_](?:[\w-]{0,62}[^\W_])?\.){1,8}[^\W\d_]{2,24}\.?|localhost|[0-9]{1,3}(?:\.[0-9]{1,3}){3}"
_URL = re.compile(rf"https?://(?:{_HOST})(?::[0-9]{{1,5}})?(?:[/?#][^\s<>\"{{}}|\\^`]*)?", re.IGNORECASE)


def is_url(text: str) -> bool:
    """Whether the text is the address of a web page, and of nothing else.

    >>> is_url("https://github.com/a/b"), is_url("javascript:alert(1)"), is_url("https://a:b/")
    (True, False, False)
    """
    return _URL.fullmatch(text) is not None
