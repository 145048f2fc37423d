"""Which numbers are no results by what stands right beside them: conditions, spreads, formulas and names.

Abstracts of mathematics and of the natural sciences are full of them.
"""

from __future__ import annotations

import re

from kg.extract._quantity import FACTOR, RELATIVE, SHARE, Quantity

_SYMBOL = re.compile(r"(?:\(\s?|\b(?:with|at|for|when|where|if)\s)[A-Za-z]\w{0,3}\s?[<>=≤≥≈~≃]\s?$")
_UNDER = re.compile(r"(?i)\bunder (?:[\w-]+ ){0,2}\(\s?[~≈]?\s?$")
_HELD_AT = re.compile(
    r"(?i)\b(?:(?:tuned|heated|cooled|biased|set|fixed|limited) (?:to|at) (?:[\w-]+ ){0,4}|"
    r"(?:pressure|temperature|power|voltage|frequency|energy|field) ranges? of |(?:previous|last|past|next) |"
    r"with (?:an? )?(?:[\w-]+ ){0,3}(?:wavelength|pressure|temperature|field|time of flight|duration|diameter|"
    r"thickness|pulse width|supply voltage)(?: \([^()]*\))? of )[~≈≃]?\s?$"
)
_SPREAD = re.compile(r"(?:±|\+/-|\+-|\bplus or minus)\s?$")
_STATISTIC = re.compile(r"[\s-]?(?:quantile|percentile|CrI\b|CI\b|confidence|credible|(?:significance )?level\b)")
_BARE_UNDER = re.compile(r"(?i)\bunder (?:an? )?$")
_LOADED = re.compile(r"\s(?:[\w-]+ ){0,2}(?:strain|stress|humidity|noise|load|dropout|doping)\b")
_FRACTION = re.compile(r"[1-9]/[1-9](?!\.?[0-9%x×])")
_FRACTION_BEHIND = re.compile("(?<![0-9.])[1-9]/$")
_PROOF = re.compile(r"(?i)\bwe (?:also |then |further )?prove\b")
_LONG_TIMES = frozenset({"day", "week", "month", "years", "year"})
_AGO = re.compile(r"(?i)\b(?:after|every|for|over|during|of|first|last|previous|past|since) (?:about |around |only )?$")
_BYTES = re.compile("[KMGTP]i?B")
_OF_DATA = re.compile(r"(?i)\b(?:data|datasets?|data sets?|images?|files?|corp(?:us|ora)|logs?|videos?|traces?) \($")
_FOLD_OF = re.compile(
    r"(?:,?\s?(?:and |or )?[0-9]{1,3}-fold){0,4}\s(?:[A-Z][a-z]{3,}|(?:symmetr|degenera|rotation|coordinat|ax[ie]s|"
    r"crossing|cover|product|tensor|integral|vert)\w*)"
)
_IN_FORMULA = re.compile(r"(?:[(,=_^|+*]|\b(?:order|degree|dimension|rank|genus) )$")
_WIDE = re.compile(
    r"[\s-](?:radius|diameter|thick|wide|long|deep|high|apart|away|spatial|depth|distance|grid|spacing|aperture)\b"
)
_PRODUCT = re.compile(r"\s[A-Z][A-Za-z]+\b")
_SETTING = re.compile(r"[\s-]?bandwidth\b|\s?or (?:below|above|lower|higher|less|more)\b")
_DECADE = re.compile(r"(?:['’]|\b(?:[Tt]he|early|late|mid)[ -]['’]?)$")


def is_condition(text: str, one: Quantity) -> bool:
    """Whether a quantity is beyond doubt no result by what stands right beside it.

    It says under what or when ("(P < 3 W)", "under load (50%)", "the '80s"), how sure another is ("± 2%"), or is
    part of a name or a formula ("a 3-fold symmetry", "10Gbps Ethernet", "gl(n,2m)").
    """
    before = text[max(0, one.start - 80) : one.start]
    if _SPREAD.search(before):
        return True
    if one.unit == SHARE:
        return bool(
            _UNDER.search(before)
            or _STATISTIC.match(text, one.end)
            or (_BARE_UNDER.search(before) and _LOADED.match(text, one.end))
        )
    if one.unit == FACTOR:
        return (
            ("fold" in text[one.start : one.end] and bool(_FOLD_OF.match(text, one.end)))
            or bool(_FRACTION.match(text, one.end - 1) or _FRACTION_BEHIND.search(before))
            or bool(_PROOF.search(text))
        )
    return one.unit not in RELATIVE and (
        bool(_SYMBOL.search(before) or _HELD_AT.search(before))
        or bool(_SETTING.match(text, one.end))
        or (len(one.unit) == 1 and text[one.end - 2].isdigit() and bool(_IN_FORMULA.search(before)))
        or (one.unit.endswith("m") and bool(_WIDE.match(text, one.end)))
        or (not one.unit.startswith("dB") and bool(one.unit) and bool(_PRODUCT.match(text, one.end)))
        or (one.unit in _LONG_TIMES and bool(_AGO.search(before)))
        or (bool(_BYTES.fullmatch(one.unit)) and bool(_OF_DATA.search(before)) and text.startswith(")", one.end))
        or (one.unit == "s" and one.low % 10 == 0 and bool(_DECADE.search(before) or 1800 <= one.low <= 2100))
    )
