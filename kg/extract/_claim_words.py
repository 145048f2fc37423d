"""The words by which papers state results: what is measured, what changes, and which way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from kg.extract._sought import Opened, begins

Direction = Literal["increase", "decrease", "value"]

_MEASURED = """
accuracy accuracies acc latency latencies throughput throughputs speedup speedups speed-up speed-ups speed efficiency
energy power performance performances precision recall overhead overheads delay delays cost costs time times runtime
run-time runtimes bandwidth perplexity error errors traffic wirelength consumption usage footprint f1 f1-score
f1-scores f-score f-scores f-measure f1-measure map mrr ndcg bleu rouge rouge-l rouge-1 rouge-2 meteor chrf cider
spice bertscore auc auroc auprc roc-auc psnr ssim lpips miou iou ap ap50 rmse mae mse mape mpjpe fid wer cer eer der
per score scores rate rates ratio ratios r2 r-squared correlation coefficient kappa dice jaccard sensitivity
specificity slowdown slowdowns hypervolume distance utilization coverage robustness fidelity quality size sizes
area areas memory storage capacity lifetime endurance frequency count counts number footprint complexity
macs flops parameters params operations multiplications accesses computation computations communication
misses hits stalls instructions cycles writes reads iterations queries samples labels regret variance bias
toxicity hallucination hallucinations nmi ari faithfulness success wins loss losses gap similarity agreement diversity
novelty reward rewards return returns profit revenue yield gain gains pass@1 pass@k pass@10 hit@1 hit@10 hits@1
hits@10 recall@1 recall@10 recall@k p@1 em exact-match elo win-rate win rate rank ranks position wall-clock makespan
response qos fps reliability availability usability productivity savings saving leakage density sparsity compression
convergence turnaround throughput-per-watt fom figure-of-merit merit dissipation drop improvement
"""
MEASURED = frozenset(_MEASURED.split()) - {"number", "rate", "drop", "improvement", "gain", "gains"} | {
    "rate",
    "number",
}
"""Last words of the names of what is measured."""
_SCORES = re.compile(
    r"(?i)\b(?:(?:macro|micro|weighted|average|mean|overall|balanced|top)[- ](?:averaged[- ])?)?"
    r"(?:F[-_ ]?[0-9.]*(?:@[0-9]+)?[- ]?(?:score|measure)s?|F1(?:@[0-9]+)?|BLEU(?:-[0-9])?|"
    r"ROUGE(?:-[0-9LSW]+)?|METEOR|chrF(?:\+\+)?|CIDEr|"
    r"BERTScore|AU(?:RO|PR)?Cs?|AUPR|ROC[- ]AUCs?|PSNRs?|SSIM|LPIPS|m?IoU|m?APs?(?:@[0-9.]+)?|"
    r"MRR(?:@[0-9]+)?|n?DCG(?:@[0-9]+)?|n?RMSEs?|"
    r"MAE|MSE|MAPE|MPJPE|FID|[WCEDMT]ERs?|R\^?2|R[- ]squared|kappa|Dice(?: score| coefficient)?|"
    r"Jaccard(?: index)?|mutual information|NMI|ARI|[PN]PV|[CIP]CCs?|log[- ]?loss|detection costs?|"
    r"area under (?:the |a )?(?:\w+ ){0,3}curves?|"
    r"perplexity|accurac(?:y|ies)|acc|precision|recall|sensitivity|specificity|"
    r"correlations?(?: coefficients?)?|Pearson|Spearman|Kendall|"
    r"MAP(?:@[0-9]+)?|EM|Elo(?: rating)?|(?:hits?|recall|precision|pass|success|P|R|NDCG)@[0-9k]+|rank|position|place|"
    r"error|success rate|scores?|Hamming distance|write amplification|amplification|C-index|"
    r"MCC)(?: scores?| rates?)?(?!\w)"
)
"""What is given as a number without a unit."""
LOWER_IS_BETTER = frozenset(
    [
        "latency",
        "latencies",
        "delay",
        "delays",
        "cost",
        "costs",
        "time",
        "times",
        "runtime",
        "run-time",
        "runtimes",
        "energy",
        "power",
        "memory",
        "storage",
        "overhead",
        "overheads",
        "perplexity",
        "error",
        "errors",
        "traffic",
        "wirelength",
        "consumption",
        "usage",
        "footprint",
        "rmse",
        "mae",
        "mse",
        "mape",
        "fid",
        "wer",
        "cer",
        "eer",
        "der",
        "loss",
        "losses",
        "size",
        "sizes",
        "area",
        "slowdown",
        "slowdowns",
        "distance",
        "misses",
        "stalls",
        "instructions",
        "cycles",
        "operations",
        "multiplications",
        "accesses",
        "macs",
        "flops",
        "parameters",
        "params",
        "complexity",
        "makespan",
        "leakage",
        "dissipation",
        "toxicity",
        "hallucination",
        "hallucinations",
        "variance",
        "regret",
        "iterations",
        "computation",
        "computations",
        "communication",
        "turnaround",
        "rate_of_errors",
        "energy-delay-product",
        "edp",
    ]
)

_UP = (
    r"increas(?:es?|ed|ing)|rais(?:e|es|ed|ing)|boost(?:s|ed|ing)?|grow(?:s|ing|n)?|grew|gain(?:s|ed|"
    r"ing)?|rise|rises|rose|amplif\w+"
)
_BETTER = (
    r"improv(?:es?|ed|ing)|enhanc(?:es?|ed|ing)|better(?:s|ed|ing)?|ameliorat(?:es?|ed|ing)|"
    r"advanc(?:e|es|ed|ing)|optimi[sz](?:e|es|ed|ing)|lift(?:s|ed|ing)?"
)
_DOWN = (
    r"reduc(?:es?|ed|ing)|decreas(?:es?|ed|ing)|lower(?:s|ed|ing)?|sav(?:e|es|ed|ing)|drop(?:s|"
    r"ped|ping)?|shorten\w*|cut(?:s|ting)?|shr[ai]nk\w*|"
    r"degrad(?:es?|ed|ing)|diminish\w*|minimi[sz](?:es?|ed|ing)|lessen\w*|eliminat\w+|remov\w+|"
    r"prun(?:e|es|ed|ing)|halv\w+|mitigat\w+|"
    r"fall(?:s|ing)?|fell|declin\w*|deteriorat\w*|trim(?:s|med|ming)?|alleviat\w*|los(?:e|es|ing|"
    r"t)|suppress\w*|curtail\w*|slash\w*"
)
_FASTER = r"speed(?:s|ed|ing)? up|speed(?:s|ed|ing) \w+ up|sped up|accelerat(?:es?|ed|ing)|expedit\w*"
_SLOWER = r"slow(?:s|ed|ing)?(?: down)?"
_COMPRESS = r"compress(?:es|ed|ing)?"
_OUTDO = (
    r"outperform\w*|surpass\w*|exceed\w*|beat(?:s|en|ing)?|outshin\w*|outstrip\w*|outclass\w*|"
    r"overtak\w*|lead(?:s|ing)?(?= by)|"
    r"improv\w+ (?:up)?on|improv\w+ over|win(?:s|ning)? (?:over|against)|ahead of|underperform\w*|outpac\w*|cross"
)
_REACH = (
    r"achiev\w*|reach\w*|attain(?:s|ed|ing)?|obtain(?:s|ed|ing)?|deliver(?:s|ed|ing)?|yield(?:s|"
    r"ed|ing)?|provid(?:es?|ed|ing)|giv(?:e|es|ing|en)|gave|show(?:s|ed|n|ing)?|exhibit\w*|"
    r"demonstrat(?:es?|ed|ing)|report(?:s|ed|ing)?|produc(?:es?|ed|ing)|result(?:s|ed|ing)?|"
    r"ha(?:s|ve|d|ving)|observ(?:es?|ed|ing)|scor(?:e|es|ed|ing)|record(?:s|ed|ing)?|maintain(?:s|"
    r"ed|ing)?|"
    r"offer\w*|enabl\w*|requir(?:es?|ed|ing)|use[sd]?|using|consum(?:es?|ed|ing)|perform(?:s|ed|"
    r"ing)?|run(?:s|ning)?|operat(?:es|ed|ing)|retain\w*|preserv\w*|"
    r"detect(?:s|ed)?|identif(?:y|ies|ied)|predict(?:s|ed)?|classif(?:y|ies|ied)|bring\w*|"
    r"incur\w*|impos\w*|suffer\w*|is|are|was|were|be|been|"
    r"features?|equates?|hits?|gets?|got|introduc(?:es?|ed|ing)|lead(?:s|ing)? to|led to|with|"
    r"represents?|see|seen|find|found|confirm(?:s|ed)?|"
    r"tak(?:es|ing)|took|need(?:s|ed)?|costs|occup(?:y|ies)|recover(?:s|ed)?|solv(?:e|es|ed|ing)|cover(?:s|ed|ing)?"
)
_VERBS = "|".join((_OUTDO, _FASTER, _SLOWER, _COMPRESS, _BETTER, _UP, _DOWN, _REACH))
VERB = Opened(
    re.compile(
        rf"(?i)(?<![\w-])(?:(?P<outdo>{_OUTDO})|(?P<faster>{_FASTER})|(?P<slower>{_SLOWER})|(?P<compress>{_COMPRESS})|"
        rf"(?P<better>{_BETTER})|(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<reach>{_REACH}))(?![\w-])"
    ),
    begins(_VERBS),
)
"""A verb (or the noun of one) that governs a value."""
_CHANGES = {
    "better": r"improvements?|enhancements?|betterments?",
    "up": r"increases?|gains?|boosts?|growth|rise|increments?|raise|advantage|uplift|lead|jump|"
    r"acceleration|advances?",
    "down": r"reductions?|decreases?|savings?|drops?|degradations?|loss(?:es)?|declines?|cuts?|"
    r"shrinkage|saves?|deterioration|penalt(?:y|ies)",
}
CHANGE_NOUN = Opened(
    re.compile(rf"(?i)(?<![\w-])(?:{'|'.join(f'(?P<{way}>{words})' for way, words in _CHANGES.items())})\b"),
    begins("|".join(_CHANGES.values())),
)
VERBS = re.compile(rf"(?<![\w-])(?:{_VERBS})(?![\w-])")
NOUNS = re.compile(rf"(?<![\w-])(?:{'|'.join(_CHANGES.values())})\b")
CHANGES = re.compile(rf"{VERBS.pattern}|{NOUNS.pattern}")
"""A verb, a noun, either, in small letters: three times as quick, for they may look at what a word begins with."""
COMPARED = re.compile(
    r"(?i)^(?P<up>higher|larger|greater|more|longer|better|improved|increased|enhanced|boosted|"
    r"bigger|stronger|superior|faster|quicker|"
    r"wider|deeper|additional|extra|slower)$|^(?P<down>lower|smaller|less|fewer|shorter|reduced|"
    r"decreased|lighter|cheaper|worse|"
    r"inferior|lesser|thinner|tighter|saved)$"
)
OF_ADJECTIVE = {
    "faster": "speed", "quicker": "speed", "slower": "speed", "smaller": "size", "larger": "size", "bigger": "size",
    "cheaper": "cost", "shorter": "length", "longer": "length", "lighter": "size", "accurate": "accuracy",
    "efficient": "efficiency", "efficiently": "efficiency", "effective": "effectiveness", "robust": "robustness",
    "precise": "precision",
    "scalable": "scalability", "expensive": "cost", "productive": "productivity", "reliable": "reliability",
    "compact": "size",
}  # fmt: skip
"""What an adjective measures."""
AVERAGE = re.compile(r"(?i)^(?:average|mean|averaged|geomean|median|geometric|avg\.?)$")

_BOUNDS = {
    "up to": r"up[- ]to|as (?:much|high|many|large|fast) as|(?:a )?maximum(?: of)?|max\.?|peaks? (?:of|at)|"
    r"(?:can|could|may) reach|upto|at best",
    "at least": r"at least|no less than|not less than|greater (?:than )?or equal(?: to| than)?|"
    r"minimum(?: of)?|≥|\\?geq?|no fewer than|as low as",
    "more than": r"more than|over|above|exceed(?:s|ed|ing)?|greater than|higher than|larger than|beyond|>|"
    r"surpass(?:es|ing)|in excess of|upwards? of|better than",
    "less than": r"less than|under|below|within|lower than|smaller than|fewer than|<|no more than|"
    r"not more than|(?<=\s)sub-",
    "at most": r"at most|≤|\\?leq?",
    "geomean": r"geo(?:metric)?[- ]?mean(?: of)?|geomean(?: of)?",
    "average": r"on average|averag(?:e|ed|es|ing)(?: of)?|(?:a |an )?mean(?: of)?|avg\.?|an average of|"
    r"in average|averagely",
}
_FILLER = (
    r"(?:\s?(?:~|≈|about|around|approximately|roughly|nearly|almost|only|just|a|an|the|of|by|factor|"
    r"margin|staggering|whopping|further|additional|impressive|remarkable|substantial|notable|"
    r"significant|sustained|absolute|relative|overall|total|best|median|performance|maximum|minimal|"
    r"negligible|small|considerable|very|even|as|to|also|another|another|dramatic|astonishing|good|"
    r"high|low|\+|\(|:|=|,))"
)
BOUND_BEFORE = Opened(
    re.compile(
        "(?i)(?:^|(?<=[\\s(]))(?:"
        + "|".join(f"(?P<b{n}>{words})" for n, words in enumerate(_BOUNDS.values()))
        + f"){_FILLER}{{0,4}}\\s*$"
    ),
    (
        *("up to", "up-to", "upto", "as ", "a max", "max", "peak", "can reach", "could reach", "may reach", "at best"),
        *("at least", "no less", "not less", "greater", "min", "≥", "\\", "ge", "no fewer", "more than", "over"),
        *("above", "exceed", "higher", "larger", "beyond", ">", "surpass", "in excess", "upward", "better", "less"),
        *("under", "below", "within", "lower", "smaller", "fewer", "<", "no more", "not more", "sub-", "at most", "≤"),
        *("le", "on average", "averag", "mean", "a mean", "an mean", "avg", "an average", "in average"),
    ),
)
BOUND_BEHIND = re.compile(
    r"(?i)^\s?[(,]?\s?(?:(?P<b0>at most|at best|maximum|max(?:imum)?|in the best case|at maximum|"
    r"peak)|(?P<b1>at least|or more|or higher|\+)|(?P<b2>or above)|"
    r"(?P<b5>\(?geo(?:metric)?[- ]?mean\)?)|(?P<b6>(?:on|in) average|average|mean|avg\.?|averaged|"
    r"absolute average|relative average))(?![\w-])"
)
BOUND_NAMES = tuple(_BOUNDS)


def is_measured(words: Iterable[str]) -> bool:
    """Whether one of the words is of those that measures end with."""
    return any(map(_is_measure, words))


@lru_cache(maxsize=1 << 14)
def _is_measure(word: str) -> bool:
    return _bare(word) in MEASURED or scores(word)


def scores(text: str) -> bool:
    """Whether the text holds the name of a score.

    >>> scores("macro F1-score"), scores("BLEU"), scores("the score of a film"), scores("our map")
    (True, True, True, True)
    """
    return bool(_SCORES.search(text))


def score_in(text: str) -> re.Match[str] | None:
    """The last name of a score in a text."""
    found = list(_SCORES.finditer(text))
    return found[-1] if found else None


def score_at_start(text: str) -> re.Match[str] | None:
    """The name of a score that a text begins with."""
    return _SCORES.match(text)


def is_lower_better(metric: str | None) -> bool:
    """Whether less of a measure is better, by its words.

    >>> is_lower_better("inference latency"), is_lower_better("energy efficiency"), is_lower_better("error rate")
    (True, False, True)
    """
    words = [_bare(word) for word in (metric or "").split()]
    if "under" in words:
        return False
    good = {
        "efficiency",
        "accuracy",
        "throughput",
        "speedup",
        "speed",
        "saving",
        "harvested",
        "output",
        "predictive",
        "computing",
        "discriminative",
        "savings",
        "reduction",
        "bandwidth",
    }
    return bool(words) and not good & set(words) and any(word in LOWER_IS_BETTER for word in words)


def _bare(word: str) -> str:
    return word.lower().strip(".,;:()'\"")
