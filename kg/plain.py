r"""LaTeX and markup read away, with the way back to the text as given.

>>> plain(r"Geo$^\textbf{2}$ is $8.7\times$ faster").text
'Geo^2 is 8.7× faster'
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_left

from msgspec import Struct

SYMBOLS = {
    "times": "×", "cdot": "·", "pm": "±", "mp": "∓", "le": "≤", "leq": "≤", "leqslant": "≤", "ge": "≥", "geq": "≥",
    "geqslant": "≥", "sim": "~", "approx": "≈", "simeq": "≃", "neq": "≠", "ne": "≠", "ll": "≪", "gg": "≫", "to": "→",
    "rightarrow": "→", "infty": "∞", "percent": "%", "ldots": "...", "dots": "...", "cdots": "...", "alpha": "α",
    "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
    "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ",
    "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ",
    "Lambda": "Λ", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "ell": "ℓ", "ss": "ß", "o": "ø", "O": "Ø",
    "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ",
    "textasciitilde": "~", "textbackslash": "\\", "copyright": "©", "degree": "°", "circ": "°",
}  # fmt: skip
ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a",
}  # fmt: skip
_MARKUP = re.compile(
    r"""
      \\(?P<accent>['`^"~=.])\s?(?:\{(?P<braced>\\?[A-Za-z])\}|(?P<bare>\\?[A-Za-z]))
    | \\(?P<mark>[cvuHkr])\{(?P<marked>[A-Za-z])\}
    | \\(?P<drop>cite[pt]?|(?:eq)?ref|label)\*?(?:\[[^\]\n]{0,80}\])?\{[^{}\n]{0,200}\}
    | \\(?P<command>[A-Za-z]+)\*?(?P<gap>[ ]?)
    | \\(?P<escaped>[%&_#${} ,;:!])
    | \\(?P<newline>\\)
    | -(?P<dashes>--?)(?!-)
    | &(?P<entity>(?:[a-zA-Z]{2,8}|\#[0-9]{1,6});)
    | <(?P<tag>/?(?:i|b|em|strong|sub|sup|sc|tt|span|p|inline-formula|tex-math)(?:\s[^<>\n]{0,100})?>)
    | ~(?P<tie>(?<=[^\s~]~)(?=\S))
    | \$ | \{ | \}
    """,
    re.VERBOSE,
)
"""Each way begins with one plain character: the rest of a text is passed over quickly."""
_FIRST = re.compile(r"[\\&<~${}]|--")
_MARKS = ("\\", "&", "<", "~", "$", "{", "}", "--")
"""With what markup begins: to look for this alone is quick."""


class Plain(Struct, frozen=True):
    """A text without markup; of each piece of markup, where its reading stands in the text, and it itself in `given`.

    `pieces` has begin and end of the one, then of the other.
    """

    given: str
    text: str
    pieces: tuple[tuple[int, int, int, int], ...] = ()

    def back(self, start: int, end: int) -> tuple[int, int]:
        r"""Where `text[start:end]` stands in `given`, with the markup that closes what it opens.

        >>> p = plain(r"Geo$^\textbf{2}$: x"); a, b = p.back(0, 5); p.given[a:b]
        'Geo$^\\textbf{2}$'
        """
        if not self.pieces:
            return start, end
        first, last = self._of(start)[0], self._of(end - 1)[1]
        while last < len(self.given) and self.given[last] in "}$" and _open(self.given[first:last], self.given[last]):
            last += 1
        return first, last

    def _of(self, place: int) -> tuple[int, int]:
        """Where what reads as one character begins and ends in `given`."""
        number = bisect_left(self.pieces, (place + 1,)) - 1
        if number < 0:
            return place, place + 1
        _, end, first, last = self.pieces[number]
        return (first, last) if place < end else (place - end + last, place - end + last + 1)


def _open(inside: str, closing: str) -> bool:
    """Whether the character closes a brace or formula that the text leaves open."""
    if closing == "}":
        return inside.count("{") > inside.count("}")
    return closing == "$" and inside.count("$") % 2 == 1


def plain(given: str) -> Plain:
    """The text as a person reads it."""
    first = _FIRST.search(given) if any(map(given.__contains__, _MARKS)) else None
    if first is None:
        return Plain(given, given)
    texts: list[str] = []
    pieces: list[tuple[int, int, int, int]] = []
    at = length = 0
    for found in _MARKUP.finditer(given, first.start()):
        begin, end = found.span()
        read = _read(found)
        texts += (given[at:begin], read)
        length += begin - at
        pieces.append((length, length + len(read), begin, end))
        length += len(read)
        at = end
    texts.append(given[at:])
    return Plain(given, "".join(texts), tuple(pieces))


def _read(found: re.Match[str]) -> str:
    """What one piece of markup reads as."""
    kind = found.lastgroup
    if kind is None:
        return ""
    if found["accent"] or found["mark"]:
        letter = (found["braced"] or found["bare"] or found["marked"]).lstrip("\\")
        return unicodedata.normalize("NFC", letter + ACCENTS[found["accent"] or found["mark"]])
    if found["command"]:
        symbol = SYMBOLS.get(found["command"])
        return symbol + found["gap"] if symbol else ""
    fixed = {"dashes": "–", "tie": " ", "newline": " ", "escaped": found["escaped"] or ""}
    if kind == "entity":
        return html.unescape(found[0])
    return fixed.get(kind, "")
