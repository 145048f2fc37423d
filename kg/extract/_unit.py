"""Units of values: how texts write them, and the one name that each has."""

from __future__ import annotations

import re

LONG_UNITS = (
    r"milliseconds?|microseconds?|nanoseconds?|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?"
)
PER = r"[a-z][\w-]{1,30}(?:\s[a-z][\w-]{1,30}){0,3}s\sper\s(?:second|minute|hour|day|month|cycle|joule|watt)\b"
RATE = (
    r"(?:images|frames|tokens|samples|queries|requests|operations|transactions|messages|packets|words|sentences|"
    r"inferences|updates|pixels|steps|bits|bytes|records|items|events)"
    r"\s?(?:/|per\s)\s?(?:second|sec|s|minute|min|hour|cycle|joule|watt|day)\b"
    rf"|{PER}"
)
_OF_WHAT = r"(?:[GCT]PU|[Cc]ore|[Nn]ode|[Mm]an|[Pp]erson)[- ]"
SI = (
    r"(?:[A-Z]{2}[0-9]{0,2}-)?[kMGTP]?(?:FLOPs?|FLOPS|Flops?|OPs?|OPS|Ops?|ops)"
    r"(?:/(?:s|sec|W|mm\^?2|MGE|cycle|J)){0,3}"
    r"|(?:bps|[Bb]its?/s|b/s)/Hz|[kKMGTP]i?[Bb](?:/s|ps|it/s|its?|ytes?)?|[kMGT]bps|[kMGT]?Hz|[mkMGT]?W(?:h|/cm\^?2)?|"
    r"[uμµn]W(?:/MHz)?|[pnuμµmkM]?J(?:/[a-z]{1,10})?|f[Jsps]|"
    r"[mnuμµp]s(?:ecs?)?|s|h|k?fps|FPS|qps|QPS|dB[im]?|°C?|[mcnkuμµ]?m(?:\^?2|²)?|[kmuμµ]?V|[kmuμµ]A|[kMmuμµ]?g|"
    rf"{_OF_WHAT}(?:hours?|days?|months?|years?)|bits?|bytes|degrees?"
)
_IN_WORD = re.compile(
    rf"(?i)(?:{RATE}|{LONG_UNITS}|(?<!\w)\w{{1,40}}[- ](?:hours?|days?|months?|years?)|bytes|degrees?)$"
)
_LONGEST = 120
"""Characters of a unit."""
_NAMES = {
    "msec": "ms", "msecs": "ms", "usec": "us", "usecs": "us", "nsec": "ns", "nsecs": "ns",
    "sec": "second", "secs": "second", "min": "minute", "mins": "minute", "hr": "hour", "hrs": "hour",
    "milliseconds": "ms", "millisecond": "ms", "microsecond": "us", "microseconds": "us", "nanosecond": "ns",
    "nanoseconds": "ns", "FPS": "fps", "QPS": "qps", "bits": "bit", "bytes": "byte", "degree": "°", "degrees": "°",
    "m²": "m^2", "mm2": "mm^2", "mm²": "mm^2", "cm2": "cm^2", "gpu hours": "GPU hour", "years": "years",
    "sec.": "second", "kB": "KB",
}  # fmt: skip
_PLURALS = re.compile(rf"^(second|minute|hour|day|week|month|byte|{_OF_WHAT}(?:hour|day|month|year))s$")


def unit_name(words: str) -> str:
    """A unit under the one name that we use for it.

    >>> unit_name("μs"), unit_name("hours"), unit_name("images per second")
    ('us', 'hour', 'images/second')
    """
    name = re.sub(r"\s?per\s", "/", " ".join(words.split())).replace(" /", "/").replace("/ ", "/")
    name = name.replace("μ", "u").replace("µ", "u").replace("GPU-", "GPU ")
    name = _NAMES.get(name, name)
    plural = _PLURALS.match(name)
    return plural[1] if plural else name


def as_written(unit: str, text: str) -> str:
    """A unit as the text that ends with it writes it, where it is a word: "hours", "images per second".

    >>> as_written("hour", "in 36 hours"), as_written("images/second", "3.1 million images per second")
    ('hours', 'images per second')
    >>> as_written("ms", "36 ms")
    'ms'
    """
    found = _IN_WORD.search(text, max(0, len(text) - _LONGEST))
    words = found[0].split() if found else []
    while words:
        name = " ".join(words)
        if unit_name(name) == unit:
            return name
        words.pop(0)
    return unit
