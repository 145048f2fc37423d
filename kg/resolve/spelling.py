"""One spelling for what is spelled in several ways: British and American, Greek letters, accents, dashes, numbers.

The British and American classes are those of the usual style guides (-isation, -our,
-re, -ogue, doubled l, ae and oe); where a class has members that are no variants
(`advise`, `hour`), those or its stems are listed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DASHES = re.compile(r"[\u2010-\u2015\u2212\u2043\ufe58\ufe63\uff0d\u00ad]")
_APOSTROPHES = re.compile(r"[’‘`´ʼ]")
_LATEX_WORD = re.compile(r"\\(?:text|math)?(?:bf|it|rm|sf|tt|cal|bb|frak|sc|up|em|emph)\b\s?")
_LATEX_MARK = re.compile(r"[$\\{}~]|\^(?=[A-Za-z0-9{])")
_ACCENT = re.compile(r"[\u0300-\u036f]")
_LETTERS = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE"}
_LETTERS |= {"ı": "i", "∞": " infinity ", "&": " and ", "’": "'", "‘": "'", "`": "'", "ʼ": "'", "∗": "*"}
_OTHER = str.maketrans(_LETTERS)
_GREEK = re.compile(r"[\u0391-\u03c9\u03d5\u03d1\u03f5\u03f1]")

_ISE = re.compile(r"([a-z]{3,}?)is(e|ed|er|ers|es|ing|able|ation|ations|ational)$")
_OWN_ISE = (
    "adv superv rev dev improv telev exerc prec conc inc exc circumc comprom prom prem dem surm compr surpr enterpr "
    "repr appr sunr upr no po ra cru bru gu lia mala turquo tort porpo expert advert chast franch merchand parad treat "
    "desp w"
)
"""How words begin, but for a prefix, that end in -ise in American spelling too."""

_OUR = re.compile(
    r"(arb|arm|behavi|cand|clam|col|demean|discol|endeav|fav|ferv|flav|glam|harb|hon|hum|lab|neighb|od|parl|ranc|"
    r"rig|rum|sav|splend|tum|val|vap|vig)our(?=$|[a-z])"
)
_DOUBLE = re.compile(
    r"(cancel|channel|counsel|dial|equal|fuel|funnel|initial|label|level|marshal|marvel|model|panel|pencil|pixel|quarrel|"
    r"rival|shovel|signal|spiral|total|travel|trial|tunnel|unravel)l(ed|ing|er|ers|able)$"
)
_WHOLE = {
    "acknowledgement": "acknowledgment", "aeroplane": "airplane", "ageing": "aging", "aluminium": "aluminum",
    "analogue": "analog", "analyse": "analyze", "analysed": "analyzed", "analyser": "analyzer",
    "analysing": "analyzing", "artefact": "artifact", "calibre": "caliber", "catalogue": "catalog",
    "centre": "center", "centred": "centered", "cheque": "check", "defence": "defense", "dialogue": "dialog",
    "disc": "disk", "draught": "draft", "enrol": "enroll", "enrolment": "enrollment", "fibre": "fiber",
    "fulfil": "fulfill", "fulfilment": "fulfillment", "grey": "gray", "greyscale": "grayscale",
    "hydrolyse": "hydrolyze",
    "instalment": "installment", "judgement": "judgment", "licence": "license", "litre": "liter", "lustre": "luster",
    "manoeuvre": "maneuver", "manoeuvring": "maneuvering", "metre": "meter", "millimetre": "millimeter",
    "centimetre": "centimeter", "kilometre": "kilometer", "nanometre": "nanometer", "micrometre": "micrometer",
    "mould": "mold", "moulding": "molding", "monologue": "monolog", "offence": "offense", "paralyse": "paralyze",
    "plough": "plow", "practise": "practice", "pretence": "pretense", "programme": "program", "sceptic": "skeptic",
    "skilful": "skillful", "spectre": "specter", "storey": "story", "sulphate": "sulfate", "sulphide": "sulfide",
    "sulphur": "sulfur", "sulphuric": "sulfuric", "theatre": "theater", "tyre": "tire", "catalyse": "catalyze",
    "anaemia": "anemia", "anaesthesia": "anesthesia", "caesium": "cesium", "diarrhoea": "diarrhea", "faecal": "fecal",
    "foetal": "fetal", "foetus": "fetus", "gynaecology": "gynecology", "haemoglobin": "hemoglobin",
    "haemorrhage": "hemorrhage", "ischaemia": "ischemia", "ischaemic": "ischemic", "leukaemia": "leukemia",
    "oedema": "edema", "oesophagus": "esophagus", "oesophageal": "esophageal", "oestrogen": "estrogen",
    "orthopaedic": "orthopedic", "paediatric": "pediatric", "paediatrics": "pediatrics",
    "encyclopaedia": "encyclopedia",
    "manoeuver": "maneuver", "modelisation": "modeling", "towards": "toward", "colourisation": "colorization",
}  # fmt: skip
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_COUNTED = {word: str(number) for number, word in enumerate(_NUMBERS, 1)} | {
    word: f"{number}{_ENDINGS.get(number, 'th')}" for number, word in enumerate(_ORDINALS, 1)
}


def plain(text: str) -> str:
    r"""The text in Latin letters and one kind of dash, LaTeX read away; case stays.

    >>> plain("β‑VAE"), plain("Erdős–Rényi graph"), plain(r"$\alpha$-divergence"), plain("CO₂")
    (' beta -VAE', 'Erdos-Renyi graph', ' alpha-divergence', 'CO2')
    """
    if text.isascii() and "\\" not in text and "$" not in text and "^" not in text and "&" not in text:
        return text
    found = unicodedata.normalize("NFKC", _DASHES.sub("-", text).translate(_OTHER))
    found = _DASHES.sub("-", found)
    found = _LATEX_MARK.sub(lambda mark: " " if mark[0] == "\\" else "", _LATEX_WORD.sub("", found))
    found = _ACCENT.sub("", unicodedata.normalize("NFKD", found))
    return unicodedata.normalize("NFC", _GREEK.sub(_greek, found))


def tidy(text: str) -> str:
    """The text with one kind of dash, of apostrophe and of blank; its letters stay.

    >>> tidy("Université\u00a0Paris\u2010Sud"), tidy("Xi\u2019an")
    ('Université Paris-Sud', "Xi'an")
    """
    return " ".join(_APOSTROPHES.sub("'", _DASHES.sub("-", unicodedata.normalize("NFC", text))).split())


def _greek(letter: re.Match[str]) -> str:
    """A Greek letter's English name, between blanks."""
    name = unicodedata.name(letter[0], "").rpartition("LETTER ")[2].split(" WITH")[0]
    return f" {name.lower().removeprefix('final ').replace('lamda', 'lambda').removesuffix(' symbol')} "


@lru_cache(maxsize=1 << 16)
def american(word: str) -> str:
    """The American spelling of a word in small letters; most words are their own.

    >>> [american(word) for word in ("maximisation", "behavioural", "modelling", "centre", "noise", "optimised")]
    ['maximization', 'behavioral', 'modeling', 'center', 'noise', 'optimized']
    """
    if word in _WHOLE:
        return _WHOLE[word]
    if (found := _ISE.fullmatch(word)) and not found[1].endswith(tuple(_OWN_ISE.split())):
        return f"{found[1]}iz{found[2]}"
    return _DOUBLE.sub(r"\1\2", _OUR.sub(r"\1or", word))


def counted(word: str) -> str:
    """A small number or ordinal in figures; other words as they are.

    >>> counted("two"), counted("third"), counted("tooth")
    ('2', '3rd', 'tooth')
    """
    return _COUNTED.get(word, word)
