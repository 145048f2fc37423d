"""Which numbers are no results by what stands right beside them: conditions, spreads, formulas and names.

Abstracts of mathematics and of the natural sciences are full of them.
"""

from __future__ import annotations

import re

from kg.extract._claim_words import COMPARED, NOUNS, is_measured, scores
from kg.extract._noun_phrase import phrase_behind
from kg.extract._quantity import FACTOR, ORDERS, POINTS, SHARE, Quantity

_SYMBOL = re.compile(r"(?:\(\s?|\b(?:with|at|for|when|where|if)\s)[A-Za-z]\w{0,3}\s?[<>=≤≥≈~≃]\s?$")
_UNDER = re.compile(r"(?i)\bunder (?:[\w-]+ ){0,2}\(\s?[~≈]?\s?$")
_HELD_AT = re.compile(
    r"(?i)\b(?:(?:tuned|heated|cooled|biased|set|fixed|limited) (?:to|at) (?:[\w-]+ ){0,4}|"
    r"(?:pressure|temperature|power|voltage|frequency|energy|field) ranges? of |(?:previous|last|past|next) |"
    r"(?:carrier|center|centre|central|sampling|pump|driving|modulation|repetition) (?:frequenc(?:y|ies)|rates?) of |"
    r"(?:distance|height|depth|altitude|diameter|length|radius|width|thickness|timescale|residence time)s? "
    r"(?:of (?:about |over |up to )?|(?:ranging |varying )?(?:from|between) )|"
    r"with (?:an? )?(?:[\w-]+ ){0,3}(?:wavelength|pressure|temperature|field|time of flight|duration|diameter|"
    r"thickness|pulse width|supply voltage)(?: \([^()]*\))? of )[~≈≃]?\s?$"
)
_SPREAD = re.compile(r"(?:±|\+\s?/?\s?-|\bplus or minus)\s?$")
_INTERVAL = re.compile(r"\b(?:CI|CrI|[Ii]ntervals?)\b(?:[^a-zA-Z;)]|\bto\b){0,24}$")
_SPAN = re.compile(r"[0-9]-(?:nano|micro|milli)?(?:second|sec|minute|min|hour|hr|day|week|month|year)\s")
_OF_CHANGE = re.compile(
    r"\s(?:[\w-]+\s){0,3}(?:latenc|delay|runtime|time|reduction|improvement|saving|increase|decrease|gain|advantage|lead|"
    r"resolution|accuracy|error)"
)
_RIVAL = re.compile(
    r"(?i)\b(?:compared (?:to|with)|rather than|instead of|(?:outperform|surpass)(?:e?s|ed|ing)?)\s"
    r"(?:(?:(?!(?:by|we|our|while|and|is|are|was|were|has|with|an|up|or|to)\b)[\w'’-]+\s(?:\(\w+\)\s)?){1,7}of\s)?"
    r"(?:(?:only|just|about|around|approximately|nearly|roughly|an?|the|average(?: of)?)\s){0,2}"
    r"(?:[0-9.]{1,8}\s?%?,?\s(?:and|or)\s)?[~≈]?\s?$"
)
_OTHER_OF = re.compile(
    r"(?i)\b(?:(?:better|worse|higher|lower|less|more accurate) than|baseline)\s"
    r"(?:(?!(?:by|we|our|while|and|is|are|was|were|has|with|an?|up|or|to|in|at|on|for|from)\b)[\w'’-]+\s){1,5}of\s$"
)
_IN_BRACKETS = re.compile(r"(?i)\b(?:compared (?:to|with)|outperform\w*|surpass\w*)\s[^().,;0-9]{2,60}\(\s?$")
_CHANGE_BEHIND = re.compile(
    r"\s(?:[\w-]+\s)?(?:improvement|increase|gain|reduction|better|higher|lower|faster|more|less|fewer)"
)
_GIVEN = re.compile(r"(?i)\b(?:if|unless|whenever)\s(?:(?:only|about|at least|more than|less than|over|up to)\s)?$")
_TOP = re.compile(r"(?i)\btop[- ]$")
_SPANNING = re.compile(
    r"(?i)\b(?:spann?(?:s|ed|ing)?|cover(?:s|ed|ing)?|across|range of)\s(?:(?:about|over|more than|at least)\s)?$"
)
_SINCE = re.compile(
    r"(?i)\b(?:of length|from the order of|after|beyond|since|first|last|previous|past|during)\s"
    r"(?:(?:the|only|about|at least)\s)?$"
)
_AMOUNT = re.compile(
    r"s?\sof\s(?!(?:effort|work|time|computation|comput\w+|labou?r|training|latency|delay|downtime)\b)"
)
_PLAIN_POINTS = re.compile(r"[1-9][0-9]{0,5}\spoints?")
_RAISED = re.compile(
    r"(?i)\b(?:by|gains?|\w*improv\w*|increas\w*|rais\w*|reduc\w*|outperform\w*|higher|lower|better|than|rise)\b"
)
_STATISTIC = re.compile(
    r"[\s-]?(?:Bayesian )?(?:quantile|percentile|CrI\b|CI\b|confidence|credible|(?:significance )?level\b)"
)
_BARE_UNDER = re.compile(r"(?i)\bunder (?:an? )?$")
_LOADED = re.compile(r"\s(?:[\w-]+ ){0,2}(?:strain|stress|humidity|noise|load|dropout|doping)\b")
_FRACTION = re.compile(r"[1-9]/[1-9](?!\.?[0-9%x×])")
_FRACTION_BEHIND = re.compile("(?<![0-9.])[1-9]/$")
_PROOF = re.compile(r"(?i)\bwe (?:also |then |further )?prove\b")
_LONG_TIMES = frozenset({"day", "week", "month", "years", "year"})
_TIMES = _LONG_TIMES | {"hour", "minute", "second", "s", "ms"}
_AGO = re.compile(r"(?i)\b(?:after|every|for|over|during|of|first|last|previous|past|since) (?:about |around |only )?$")
_BYTES = re.compile("[KMGTP]i?B")
_OF_DATA = re.compile(r"(?i)\b(?:data|datasets?|data sets?|images?|files?|corp(?:us|ora)|logs?|videos?|traces?) \($")
_FOLD_OF = re.compile(
    r"(?:,?\s?(?:and |or )?[0-9]{1,3}-fold){0,4}\s(?:[A-Z][a-z]{3,}|(?:symmetr|degenera|rotation|coordinat|ax[ie]s|"
    r"crossing|branch|cover|product|tensor|integral|vert)\w*)"
)
_A_FOLD = re.compile(r"(?i)\b(?:an?|the|any|every|each|this|contact|projective|smooth) $")
"""What stands before a threefold that is a thing of geometry."""
_STATE = re.compile(r"[0-9]s")
_LASTS = re.compile(r"(?i)(?:\b(?:in|within|than|under|about|only|to|by|takes?|of|from)\s|[~≈(])$")
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
    if _is_aside(text, one, before):
        return True
    return _OF_KIND.get(one.unit, _is_under)(text, one, before)


def _is_aside(text: str, one: Quantity, before: str) -> bool:
    """Whether a value is how sure another is, what something else reached, or what is assumed."""
    if any(each.search(before) for each in (_SPREAD, _INTERVAL, _RIVAL, _OTHER_OF, _GIVEN)):
        return True
    if _IN_BRACKETS.search(before) and not _CHANGE_BEHIND.match(text, one.end):
        return True
    return bool(_SPAN.search(text, one.start, one.end + 1)) and not _OF_CHANGE.match(text, one.end)


def _is_odd_share(text: str, one: Quantity, before: str) -> bool:
    """Whether a share is a load, a statistic or a rank: "under load (50%)", "the 95% quantile", "the top 1% of"."""
    return bool(
        _UNDER.search(before)
        or (_TOP.search(before) and text[one.end : one.end + 1] != ")")
        or _STATISTIC.match(text, one.end)
        or (_BARE_UNDER.search(before) and _LOADED.match(text, one.end))
    )


def _is_odd_factor(text: str, one: Quantity, before: str) -> bool:
    """Whether a factor is a symmetry, a fraction or one of a proof."""
    return (
        ("fold" in text[one.start : one.end] and _is_fold_of(text, one, before))
        or bool(_FRACTION.match(text, one.end - 1) or _FRACTION_BEHIND.search(before))
        or bool(_PROOF.search(text))
    )


def _is_fold_of(text: str, one: Quantity, before: str) -> bool:
    """Whether a symmetry, a cover or a thing of geometry is meant: "2-fold branched covers", "on a threefold"."""
    return bool(_FOLD_OF.match(text, one.end)) or (
        bool(_A_FOLD.search(before)) and not phrase_behind(text[one.end : one.end + 60])[0]
    )


def _is_range(_text: str, _one: Quantity, before: str) -> bool:
    """Whether orders of magnitude tell how wide a range is: "spanning three orders of magnitude"."""
    return bool(_SPANNING.search(before))


def _is_count(text: str, one: Quantity, before: str) -> bool:
    """Whether points are no gain of a score: "a set of 23 points"."""
    plain = _PLAIN_POINTS.fullmatch(text[one.start : one.end])
    return bool(plain) and not _RAISED.search(before[-40:] + text[one.end : one.end + 20])


_OF_KIND = {SHARE: _is_odd_share, FACTOR: _is_odd_factor, ORDERS: _is_range, POINTS: _is_count}


def _is_under(text: str, one: Quantity, before: str) -> bool:
    """Whether a quantity says under what or when, or is part of a name or a formula."""
    return (
        bool(_is_symbol(before) or _HELD_AT.search(before) or _SETTING.match(text, one.end))
        or (len(one.unit) == 1 and text[one.end - 2].isdigit() and bool(_IN_FORMULA.search(before)))
        or (one.unit.endswith("m") and bool(_WIDE.match(text, one.end)))
        or (not one.unit.startswith("dB") and bool(one.unit) and bool(_PRODUCT.match(text, one.end)))
        or (one.unit in _TIMES and _is_span(text, one, before))
        or (bool(_BYTES.fullmatch(one.unit)) and bool(_OF_DATA.search(before)) and text.startswith(")", one.end))
        or _is_attribute(text, one)
    )


def _is_span(text: str, one: Quantity, before: str) -> bool:
    """Whether a time says when, how much of something, or which years: "after 3 s", "9 hours of speech", "the '80s"."""
    return (
        (one.unit in _LONG_TIMES and bool(_AGO.search(before)))
        or bool(_SINCE.search(before) or _AMOUNT.match(text, one.end))
        or (bool(_STATE.fullmatch(text[one.start : one.end])) and not _LASTS.search(before))
        or (one.unit == "s" and one.low % 10 == 0 and bool(_DECADE.search(before) or 1800 <= one.low <= 2100))
    )


def _is_symbol(before: str) -> bool:
    """Whether what stands before a number makes it the value of a variable: "(n = 3", "for x > 2"; not of a score."""
    found = _SYMBOL.search(before)
    return found is not None and not scores(found[0])


def _is_attribute(text: str, one: Quantity) -> bool:
    """Whether a quantity only tells which kind of a thing is meant: "16 nm technology", "the 2.4 GHz band"."""
    if not one.unit or "/" in one.unit or one.unit.startswith("dB") or text[one.end : one.end + 1] not in (" ", "-"):
        return False
    words = phrase_behind(text[one.end : one.end + 60])[0].lower().split()
    if not words or words[0].endswith(("ing", "ly", "real-time")) or is_measured(words):
        return False
    return not NOUNS.search(" ".join(words)) and not any(map(COMPARED.match, words))
