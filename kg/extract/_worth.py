"""Which sentences make claims about the paper's own work, and which of their numbers are results.

No results are: what stands before the paper speaks of itself, sizes of data sets, settings
(learning rates, supply voltages, process nodes), years, ways to validate, significance
levels, confidence intervals, and the faults of earlier work.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract._claim_words import CHANGES, is_measured, score_at_start, scores
from kg.extract._measuring import is_near_score, is_sharp
from kg.extract._noun_phrase import phrase_behind
from kg.extract._quantity import FACTOR, ORDERS, POINTS, RELATIVE, SHARE, Quantity
from kg.extract._sought import Kinds, Sought

_PAPER = "paper|work|article|study|thesis|dissertation|report|letter|research|project|survey|manuscript"
_DONE = "proposed|presented|introduced|developed|described|designed|implemented|evaluated|investigated"
_OWN = Kinds(
    {
        "own": (
            *("we", "ours?", "us", "in this", "the (?:proposed|presented)", f"this (?:{_PAPER})"),
            *(f"{word} (?:{_DONE})" for word in ("is", "are", "was", "were")),
            *("proposes?", "introduc(?:es|ing)", "presents?", "experiments?", "experimental", "results?"),
            *("evaluations?", "simulations?", "ici", "cet article"),
        )
    }
)
"""Words of own work, in small letters."""
_WE = frozenset({"we", "We", "our", "Our"})
_VERBS = frozenset({"is", "are", "was", "were", "with", "be", "has", "have", "using", "use"})
"""Words that alone are one of our own work, and one of a claim; quick."""
_OTHERS = re.compile(
    r"(?i)^(?:(?:however|unfortunately|moreover|indeed|for example|for instance|in fact|yet|while|"
    r"although|also|recently|typically|traditionally|currently),?\s)?(?:previous|prior|existing|"
    r"earlier|traditional|conventional|current|recent|most|many|several|modern|today's|"
    r"a recent study|recent studies|state-of-the-art)\s"
    r"(?:[\w-]+\s){0,4}(?:work|works|methods?|approaches|studies|study|techniques|systems|designs|"
    r"models|solutions|architectures|algorithms|research|literature)\b"
)
_SELF = re.compile(r"(?i)\b(?:we|our|ours|proposed|this (?:paper|work))\b")
_CLAIM = re.compile(
    r"\b(?:accura\w+|precision|recall|latency|throughput|speed\w*|faster|slower|higher|lower|"
    r"better|worse|fewer|less|more|smaller|larger|cheaper|"
    r"efficien\w+|overheads?|f1\S*|bleu\S*|rouge\S*|auc|rates?|errors?|performance|score\w*|m?ap|"
    r"iou|average|only|best|rank(?:ed|s)?|reveal(?:s|ed)?|orders? of magnitude|factor|able to|capable of|successfully|"
    r"in (?:under|less than))\b"
)
_NO_SHARE = re.compile(
    r"(?i)^[\s-]?(?:(?:wt|vol|w/w|v/v|mol|mass|RH)\b|at\.|quantile|percentile|CrI\b|confidence|significance|CI\b|credible|"
    r"probability that|(?:significance )?levels?\b|sparsity(?! (?:and|"
    r"while))|of (?:the |all |our |its |total |original )?(?:training|labell?ed|unlabell?ed|"
    r"annotated|available|full|input|original )?\s?(?:data|dataset|data set|labels|training set|"
    r"samples|annotations|parameters|population|world|users?|participants|respondents|people|"
    r"patients|adults|children)\b|level of significance|discount|of (?:global|worldwide) )"
)
_NO_SHARE_BEFORE = re.compile(
    r"(?i)(?:\bp\s?[<=>≤]\s?|\bconfidence (?:level|interval)s?(?: of)?(?: at)?\s|\bonly (?:using|on|with)\s)$"
)
_TAKEN = re.compile(
    r"(?i)\b(?:using|taking|given|(?:train|test|tun)\w* (?:on|with))\s"
    r"(?:only |just |as little as |about |less than )?(?:the (?:[a-z]+est )?)?$"
)
"""What stands before the part of the data that is used."""
_HOLDS = re.compile(r"(?i)\b(?:has|have|contains?|includes?|comprises?|consists? of|holds?)\s$")
"""What stands before what a data set is made of."""
_OF_OTHERS = re.compile(
    r"(?i)(?:\b(?:outperform\w*|surpass\w*|beat\w*|than|over|versus|vs\.?|compared (?:to|with)|"
    r"against)\s[^().,;0-9]{2,60}\(\s?"
    r"|\b(?:over|than|compared (?:to|with)|versus|vs\.?|against|from) the (?:previous|prior|"
    r"baseline|existing|state-of-the-art|original|earlier)(?:'s)?\s(?:(?!and\s)[\w-]+\s){0,3}"
    r"|\b(?:versus|vs\.?|as opposed to|instead of|compared (?:to|with)|up from|"
    r"down from)\s(?:only |just |about |around |the )?"
    r"|\bbaselines?(?:\s\([^()]*\))?\s(?:\w+\s)?(?:of|at|is|was)\s|\bthe latter(?: \w+){1,2} "
    r"|\b(?:previously |best |maximum )reported (?:[\w-]+ ){1,3}of )$"
)
"""What stands before the value of something else."""
_MEASURE_UNITS = re.compile(
    r"(?i)^(?:[mnup]?s|second|minute|hour|day|[kmgt]?hz|[mkun]?w|[pnumkf]?j(?:/\w+)?|"
    r"[kmgtp]?i?b(?:/s|ps)?|[kmgt]?bps|k?fps|qps|db[im]?|(?:[a-z]{2}\d{0,2}-)?[kmgtp]?(?:flops?|ops?)(?:/.*)?|"
    r"[\w -]+/(?:s|second|sec|minute|cycle|joule|watt|hour|day|month|mhz)|mm\^2|um\^2|cm\^2|cm|mm|m|bit|"
    r"[a-z]+[- ](?:hour|day|month|year)|years|byte|(?:bps|b(?:its?)?/s)/hz)$"
)
_LEVEL_UNIT_BEFORE = re.compile(
    r"(?i)\b(?:latency|latencies|time|times|runtime|throughput|power|energy|frequency|area|size|"
    r"bandwidth|delay|speed|efficiency|consumption|dissipation|memory|footprint|error|accuracy|"
    r"performance|overhead|rate|"
    r"takes?|took|consum\w+|requir\w+|achiev\w+|reach\w+|deliver\w*|attain\w*|operat\w+|occup\w+|"
    r"runs?|running|down to|performs|process\w*|provid\w+|offer\w*|only|sustain\w*|security|"
    r"in less than|within|and|or|of|improv\w*|reduc\w+|increas\w*|yield\w*|"
    r"exhibit\w*)\b[^.;]{0,50}$"
)

_RATE = re.compile(r"(?i)/(?:second|minute|hour|day|month|cycle)$")
_ABLE = re.compile(
    r"(?i)\b(?:able to|can|capable of|performs?|executes?|ingests?|handles?|serves?|processes|generates?)\b[^.;]{0,40}$"
)
_WITHIN = re.compile(r"(?i)\bin (?:under|less than|only|just|about|around|approximately)\s(?:an? )?$")
"""What stands before how long something takes."""


_ON_NAME = re.compile(r"\s(?:on|for|over)\s(?:the\s)?[A-Z][\w-]*[A-Z0-9]")
"""What stands behind a gain of some score: "+4.2 on QuillBench"."""


_NAMES_BEFORE = re.compile(
    r"(?i)\b[\w@-]+(?:[ -](?:score|scores|rate|index|coefficient|values?|results?|squared|"
    r"distance))?(?:\s\([\w@+-]{1,12}\))?\s?(?:(?:of|is|was|=|:|to|at|by|reaches|reached|"
    r"reaching|around|about|up to|over|above|below|with|score of|scores of|and|between|"
    r"less than|more than|greater than|from|≈|~|<|>|are|were|increases|\()\s?(?:an? |only |"
    r"average |mean |about |around )?){0,3}$"
)


def own_begins(sentences: Sequence[str], proposed: Sequence[str]) -> int:
    """Which sentence of an abstract is the first that speaks of the paper's own work; where none does, the first."""
    return next((at for at, text in enumerate(sentences) if has_own(text) or any(name in text for name in proposed)), 0)


def has_own(text: str) -> bool:
    """Whether a text speaks of the paper's own work."""
    return not _WE.isdisjoint(text.split()) or bool(_OWN.of(text.lower()))


def is_of_others(text: str) -> bool:
    """Whether a sentence begins with what others did."""
    return bool(_OTHERS.match(text))


def may_claim(text: str) -> bool:
    """Whether a sentence may claim a result: by its words, where it does not begin with what others did."""
    if _OTHERS.match(text) and not _SELF.search(text):
        return False
    if not _VERBS.isdisjoint(text.split()):
        return True
    small = text.lower()
    return bool(CHANGES.search(small) or _CLAIM.search(small))


def is_candidate(text: str, one: Quantity, earlier: Quantity | None) -> bool:
    """Whether a number may be a result by its unit and the words right beside it; `earlier` is the last that may."""
    before, behind = text[max(0, one.start - 80) : one.start], text[one.end : one.end + 60]
    return _may_be(one, before, behind, earlier) and not _OF_OTHERS.search(before)


def _may_be(one: Quantity, before: str, behind: str, earlier: Quantity | None) -> bool:
    """Whether a number's unit and the words beside it leave open that it is a result."""
    if one.unit == SHARE:
        return (
            not _NO_SHARE.match(behind)
            and not _NO_SHARE_BEFORE.search(before)
            and not (behind.startswith(" of ") and (_HOLDS.search(before) or _TAKEN.search(before)))
            and not _is_written_share(one, before, behind)
            and not _is_structure(one, before, behind)
        )
    if one.unit == FACTOR:
        return (
            not re.match(r"(?i)^\s?(?:upscal|super[- ]?res|magnif|zoom|down-?sampl)", behind)
            and one.low > 0
            and not _is_structure(one, before, behind)
        )
    if one.unit in (POINTS, ORDERS):
        return True
    if one.unit == "bit":
        return bool(re.match(r"(?i)^\s(?:of (?:\w+ )?security|per )", behind)) or bool(
            re.search(r"(?i)\bby (?:up to |about )?$", before)
        )
    if one.unit:
        told = (
            one.level
            or _LEVEL_UNIT_BEFORE.search(before)
            or _WITHIN.search(before)
            or (_RATE.search(one.unit) and _ABLE.search(before))
            or re.match(r"(?i)\s(?:better|higher|lower|gains?|improvement|faster|less|more|reduction|PSNR)\b", behind)
        )
        return bool(_MEASURE_UNITS.match(one.unit)) and bool(told) and not _is_setting(before)
    if one.sign == "+" and _ON_NAME.match(behind):
        return True
    if one.low == one.low.to_integral_value() and not is_near_score(before + behind):
        return False
    return _is_score(before, behind, one) or _is_next_score(one, earlier) or _is_rank(before, behind, one)


def _is_written_share(one: Quantity, before: str, behind: str) -> bool:
    """Whether "half" is no measure: "half of the cases", "the first half"."""
    if one.written != "half":
        return False
    claims = re.match(
        r"(?i)^\s(?:of )?(?:the|their|its|that of)?\s?(?:[\w-]+\s)?(?:time|cost|energy|memory|"
        r"latency|error|power|area|size|parameters|computation\w*|overhead|bandwidth|storage|"
        r"delay|traffic)\b",
        behind,
    )
    return not (
        claims
        or re.search(r"(?i)\b(?:reduc\w+|decreas\w+|cut\w*|sav\w+|by|lower\w*)\s(?:\w+\s){0,6}(?:in |by )$", before)
        or re.search(r"(?i)\bby (?:about |almost |nearly |more than )?$", before)
    ) or bool(re.search(r"(?i)\bsecond$|\bfirst $|\bone and a $|\ba $", before))


_THE = re.compile(r"\s(?:the (?!size\b)|its |their |our |this |that |your |an? )")


def _doubled(behind: str) -> bool:
    """Whether a verb's object follows: "double the throughput", "double throughput"; not in "double ionization"."""
    return bool(_THE.match(behind)) or is_measured(phrase_behind(behind)[0].split()[:2])


_OF_PARTS = re.compile(
    r"\s(?:purpose|aim|goal|objective|contribution|challenge|role|strategy|motivation|approach|(?:advantage|benefit)s?[:;,.])"
)
"""What has several parts: "a twofold aim"."""
_TO_DOUBLE = re.compile(r"(?i)\b(?:can|could|will|would|may|to|almost|nearly|more than|at least) $")


def _is_structure(one: Quantity, before: str, behind: str) -> bool:
    """Whether a factor names a shape or counts parts: "double precision", "two halves", "our goals are twofold"."""
    if one.written in ("double", "triple"):
        return not _TO_DOUBLE.search(before) or not _doubled(behind)
    if one.written in ("doubles", "triples", "quadruples", "halves"):
        return not re.match(r"\s(?:the|its|their|our|this|that)\b", behind)
    if one.written.startswith(("double", "triple")):
        return not one.written.endswith(("d", "s", "ing"))
    return bool(_OF_PARTS.match(behind)) or bool(
        re.match(r"\s?(?:[.:;,(]|as follows)", behind)
        and re.search(r"(?i)\b(?:is|are|was|were|be)\s(?:therefore |thus |hence )?$", before)
    )


def _is_setting(before: str) -> bool:
    """Whether a quantity with a unit says under what, not what: "at 100 MHz"."""
    return (
        bool(
            re.search(
                r"(?i)\b(?:at|under|every|for the|with an? (?:\w+ )?(?:budget|limit|supply|"
                r"clock)(?: of)?)\s(?:an? |the |a target |target |clock |frequency of )*$",
                before,
            )
        )
        and not _WITHIN.search(before)
        and not re.search(
            r"(?i)\b(?:operat\w+|runs?|running|clocked|process\w*|work\w*)\s(?:up |on |in |"
            r"real[- ]time )?at\s(?:[\w-]+ )*$",
            before,
        )
    )


_SCORED = ("accuracy", "precision", "recall", "perplexity", "throughput", "speedup")
"""Last words of what has a number without a unit before it."""
_SOUGHT = Sought(*_SCORED)
_TOLD = Sought("perplexity", "psnr", "elo", "fid")


def _is_score(before: str, behind: str, one: Quantity) -> bool:
    """Whether a number without a unit is a score: "an F1 of 0.85", "27.3 BLEU"; never a count."""
    digits = str(one.low)
    if re.match(
        r"^[-/:]\s?\d(?!\.\d)|^\s?(?:×|x\d|nm\b|K\b|GB|V\b|layers?|bits?|classes|epochs|datasets|"
        r"languages|tasks|million|billion)",
        behind,
    ):
        return False
    exact = "." in digits
    follows = re.match(
        r"(?i)^\s?(?:in |on |absolute |relative |average |higher |lower |"
        r"better )?(?:the )?([\w@+.-]+(?:[ -](?:score|points?|rate))?)",
        behind,
    )
    start = score_at_start(behind.lstrip())
    phrase = phrase_behind(behind)[0].split() if exact and _SOUGHT.is_in(behind.lower()) else []
    if phrase and phrase[-1].lower() in _SCORED:
        return True
    if start is not None and exact and "error" not in start[0].lower():
        return True
    if (
        follows is not None
        and (exact or is_sharp(follows[1]))
        and scores(follows[1])
        and not re.match(r"(?i)error|position|place|rank|success", follows[1])
    ):
        return True
    may = (exact or is_sharp(before) or _TOLD.is_in(before.lower())) and scores(before)
    names = _NAMES_BEFORE.search(before) if may else None
    if names is None or not scores(names[0]):
        return False
    if (
        re.search(r"(?i)\b(?:rank|position|place|error|errors|score|precision|MAP|EM|PER|DER|map|ap)\b", names[0])
        and not exact
    ):
        return False
    return exact or is_sharp(names[0]) or _TOLD.is_in(names[0].lower())


_REACHED = re.compile(
    r"(?i)\b(?:the|in|(?:rank|place|secur|achiev|obtain|reach|gain|finish|earn|attain|score|come|came)(?:e?s|e?d|ing)?|"
    r"w[io]n(?:s|ning)?|t[ao]ok?(?:es|ing)?|h[oe]lds?)\s$"
)
"""With what one comes to a place among others."""
_PLACE = re.compile(r"(?i)\s(?:place|position|rank|out of|among|overall)\b")


def _is_rank(before: str, behind: str, one: Quantity) -> bool:
    """Whether a number is a place among others: "Rank 2", "ranked 3rd", "the 4 th position"."""
    if not 0 < one.low < 100 or one.low != int(one.low):
        return False
    ordinal = re.match(r"(?i)\s?(?:st|nd|rd|th)\b", behind)
    if ordinal and _PLACE.match(behind, ordinal.end()) and _REACHED.search(before):
        return True
    ranked = re.search(
        r"(?i)\b(?:(?:rank(?:ed|s|ing)?|placed)\s(?:[\w,-]+\s){0,8}?|(?:position|place)\s(?:[\w,-]+\s)?)(?:the\s)?$",
        before,
    )
    if not ordinal and re.search(r"\bof (?:[\w-]+ ){0,2}rank $", before):
        return False  # "groups of free rank 3"
    if not ordinal and re.match(r"\s(?!(?:in|of|among|on|out|at|for|and|with|by|overall)\b)[a-z]", behind):
        return False  # "rank 1 ideals"
    return bool(
        ranked and (ordinal or re.search(r"(?i)\b(?:rank|ranked|position)\s(?:at )?(?:number |no\. |#)?$", before))
    )


def _is_next_score(one: Quantity, earlier: Quantity | None) -> bool:
    """Whether a number goes on with a list of scores: "0.73 in A, 0.75 in B"."""
    return (
        earlier is not None
        and not earlier.unit
        and one.start - earlier.end < 60
        and 0 < one.low < 1
        and (one.row == earlier.row or one.low.as_tuple().exponent == earlier.low.as_tuple().exponent)
    )


def compares(one: Quantity) -> bool:
    """Whether a value says something even where nothing is said of it: a factor or a share in digits."""
    return one.unit in RELATIVE and not one.written
