r"""LaTeX in names and titles: accents and letters become characters, protecting braces go; formulas stay as given.

>>> readable(r"{\'E}variste {G}alois and Jos{\'{e}} \v{S}koda: {$x_{1}$}")
'Évariste Galois and José Škoda: $x_{1}$'
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_COMBINING = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å",
    "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ",
    "textendash": "–", "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“",
    "textquotedblright": "”", "textquotesingle": "'",
    "textregistered": "®", "texttrademark": "™", "textcopyright": "©", "ldots": "…",
    "dots": "…", "textellipsis": "…", "textasciitilde": "~", "textasciicircum": "^", "textbackslash": "\\",
    "textunderscore": "_",
    "textdegree": "°", "P": "¶", "S": "§", "pounds": "£", "euro": "€", "guillemotleft": "«", "guillemotright": "»",
    "textperiodcentered": "·", "textbullet": "•", "slash": "/", "LaTeX": "LaTeX", "TeX": "TeX",
}  # fmt: skip
_ACCENT = re.compile(
    r"\\(?P<mark>[`'^~=.\"]|[urHvdckb](?![A-Za-z]))\s{0,3}"
    r"(?:\{\s{0,3}\\(?P<dotless>[ij])\s{0,3}\}|\{(?P<braced>[^\W\d_]?)\}|\\(?P<bare>[ij])(?![A-Za-z])\s?"
    r"|(?P<plain>[^\W\d_]))"
)
_LETTER = re.compile(rf"\\({'|'.join(sorted(_LETTERS, key=len, reverse=True))})(?![A-Za-z])(?:\{{\}}|\s{{1,3}})?")
_STYLE = re.compile(
    r"\\(?:text(?:bf|it|tt|rm|sc|sf|sl|md|up|normal|superscript|subscript)|emph|mbox|hbox|url|uppercase|underline"
    r"|mkbibquote|enquote|bf|it|em|tt|rm|sc|sf|sl|small|normalfont|relax)(?![A-Za-z])\s{0,3}"
)
_ESCAPED = re.compile(r"\\([&%#_{}$])")
_PLAIN = re.compile(r"~|---?|``|''|\\[,;:! /-]|\\\\")
_PLAINLY = {"~": " ", "---": "—", "--": "–", "``": "“", "''": "”", "\\,": " ", "\\;": " ", "\\:": " ", "\\ ": " ",
            "\\!": "", "\\/": "", "\\-": "", "\\\\": " "}  # fmt: skip
_MARKED = re.compile(r"[\\{}~`'-]")
_FORMULA = re.compile(r"(?<!\\)\$\$?[^$]{0,2000}\$\$?")
_BRACES = str.maketrans("", "", "{}")
_HOLD = str.maketrans("{}", "\ue000\ue001")
_HELD = {"{": "\ue000", "}": "\ue001"}
_KEPT = re.compile(r"\\text(backslash|asciitilde|asciicircum|quotesingle)(?![A-Za-z])(?:\{\}|\s{1,3})?")
_KEPT_AS = {"backslash": "\ue002", "asciitilde": "\ue003", "asciicircum": "\ue004", "quotesingle": "\ue005"}
_BACK = str.maketrans("\ue000\ue001\ue002\ue003\ue004\ue005", "{}\\~^'")


@lru_cache(maxsize=1 << 12)
def accents(text: str) -> str:
    r"""The text with accents and letters of other alphabets as characters; all else as given.

    >>> accents(r"C. Bal\'azs, {\L}ukasz"), accents(r"\beta-decay")
    ('C. Balázs, {Ł}ukasz', '\\beta-decay')
    """
    if "\\" not in text:
        return text
    return _LETTER.sub(lambda found: _LETTERS[found[1]], _ACCENT.sub(_accented, text))


@lru_cache(maxsize=1 << 14)
def readable(text: str) -> str:
    """The text of a BibTeX field as people read it; formulas between dollars stay as given."""
    if not _MARKED.search(text):
        return " ".join(text.split())
    if "$" not in text:
        return " ".join(_unheld(_prose(text)).split())
    pieces, at = [], 0
    for found in _FORMULA.finditer(text):
        pieces += [_prose(text[at : found.start()]), found[0].translate(_HOLD)]
        at = found.end()
    return " ".join(_unheld("".join([*pieces, _prose(text[at:])])).split())


def _unheld(text: str) -> str:
    """The text without braces, but for those that were held back."""
    bare = text.translate(_BRACES) if "{" in text or "}" in text else text
    return bare.translate(_BACK)


def _prose(text: str) -> str:
    if "\\" in text:
        text = _KEPT.sub(lambda found: _KEPT_AS[found[1]], text)
        text = _STYLE.sub("", accents(text))
        text = _ESCAPED.sub(lambda found: _HELD.get(found[1], found[1]), text)
    return _PLAIN.sub(lambda found: _PLAINLY[found[0]], text)


def _accented(found: re.Match[str]) -> str:
    letter = found["dotless"] or found["bare"] or found["braced"] or found["plain"] or ""
    return unicodedata.normalize("NFC", letter + _COMBINING[found["mark"]]) if letter else ""
