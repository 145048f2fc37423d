"""Where a reader may be led."""

from __future__ import annotations

from urllib.parse import urlsplit

SCHEMES = frozenset({"http", "https", "mailto"})


def safe_url(url: str) -> str:
    """The URL if its scheme is http, https or mailto and it holds nothing unprintable, else nothing.

    >>> safe_url("https://arxiv.org/abs/2210.06223")
    'https://arxiv.org/abs/2210.06223'
    >>> safe_url("JavaScript:alert(1)"), safe_url(" https://arxiv.org"), safe_url("//arxiv.org")
    ('', '', '')
    """
    try:
        scheme = urlsplit(url).scheme
    except ValueError:
        return ""
    starts = url.lower().startswith(f"{scheme}:")  # urlsplit forgives outer blanks and inner tabs, browsers as well
    return url if scheme in SCHEMES and starts and url.isprintable() else ""
