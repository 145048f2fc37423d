"""Which kinds of things may be one thing, and what of a name says its kind or its maker only.

Texts call one thing a method here and a model there; a data set is never a method.
`core` is a name without the maker in front of it and the kind behind it, where what
is left still names one thing: `NVIDIA Tesla V100 GPU` is `V100`, `BERT model` is `BERT`;
`Intel CPU` and `large language model` are left as they are.
"""

from __future__ import annotations

from functools import lru_cache

from kg.model import EntityType as T
from kg.resolve.forms import is_short, thing_form

_ALIKE = (
    frozenset({T.METHOD, T.MODEL}),
    frozenset({T.METHOD, T.SOFTWARE}),
    frozenset({T.MODEL, T.SOFTWARE}),
    frozenset({T.METHOD, T.TOPIC}),
    frozenset({T.METHOD, T.TASK}),
    frozenset({T.TASK, T.TOPIC}),
    frozenset({T.METHOD, T.METRIC}),
    frozenset({T.METHOD, T.HARDWARE}),
    frozenset({T.HARDWARE, T.TOPIC}),
    frozenset({T.MODEL, T.TOPIC}),
    frozenset({T.TOPIC, T.METRIC}),
)
BODIES = frozenset({T.VENUE, T.ORGANIZATION})
"""Kinds that are never what a text calls a method."""

_MAKERS = (
    "nvidia intel amd xilinx google apple arm samsung qualcomm ibm huawei microsoft openai meta facebook deepmind "
    "alibaba baidu tencent micron cerebras graphcore altera"
)
_LINED = "tesla geforce quadro jetson radeon instinct zynq alveo ampere hopper volta turing pascal"
"""Product lines that may be left out: what follows is not used twice."""
_HEADS: dict[T, frozenset[tuple[str, ...]]] = {
    kind: frozenset(tuple(head.split()) for head in heads.split(", "))
    for kind, heads in {
        T.DATASET: "dataset, data set, corpus, benchmark, benchmark suite, suite, database, collection",
        T.MODEL: "model, network, architecture, neural network",
        T.HARDWARE: "gpu, cpu, fpga, board, processor, chip, device, platform, card, accelerator, fpga board, soc",
        T.METHOD: "algorithm, method, framework, technique, approach, scheme, procedure, optimizer, solver",
        T.SOFTWARE: "library, toolkit, package, tool, software, framework, simulator, platform, language, compiler, "
        "programming language",
        T.METRIC: "metric, score, measure, index",
        T.TASK: "task, problem",
    }.items()
}


_LOOSE = "device platform accelerator solver tool simulator compiler suite system collection"
"""Nouns that make another thing of initials: an IoT device is no IoT."""


def may_be_one(a: T, b: T) -> bool:
    """Whether a thing may be called both kinds.

    >>> may_be_one(T.METHOD, T.MODEL), may_be_one(T.METHOD, T.DATASET)
    (True, False)
    """
    return a == b or frozenset({a, b}) in _ALIKE


@lru_cache(maxsize=1 << 16)
def core(name: str, kind: T) -> str:
    """The form of the name without maker and kind, or its form where nothing can be left out.

    >>> core("NVIDIA Tesla-V100 GPU", T.HARDWARE), core("Intel CPU", T.HARDWARE), core("BERT model", T.MODEL)
    ('v100', 'intel cpu', 'bert')
    >>> core("large language model", T.MODEL), core("Google Translate", T.SOFTWARE), core("F1 score", T.METRIC)
    ('large language model', 'google translate', 'f1')
    """
    form = thing_form(name)
    words = form.split()
    kept = _without_maker(_without_head(words, name, kind), kind)
    return " ".join(kept)


def _without_head(words: list[str], name: str, kind: T) -> list[str]:
    """The words without the noun that says the kind, if a proper name is left."""
    for length in (2, 1):
        left = words[:-length]
        beginning, head = _beginning(name, len(left)), tuple(words[-length:])
        loose = head[-1:] and head[-1] in _LOOSE.split() and is_short(beginning)
        if left and head in _HEADS.get(kind, ()) and is_proper(beginning) and not loose:
            return left
    return words


def _beginning(name: str, count: int) -> str:
    """The first words of a name as it is written."""
    return " ".join(name.replace("-", " ").split()[:count])


def _without_maker(words: list[str], kind: T) -> list[str]:
    """The words without makers and product lines, if what is left has a number in it and a letter."""
    at = 0
    if kind in (T.HARDWARE, T.MODEL, T.SOFTWARE) and words[0] in _MAKERS.split():
        at = 1
    if kind is T.HARDWARE:
        while words[at : at + 1] and words[at] in _LINED.split():
            at += 1
    left = "".join(words[at:])
    numbered = any(map(str.isdigit, left)) and any(map(str.isalpha, left)) and len(left) > 2
    return words[at:] if numbered else words


def initials_of(name: str, kind: T) -> str:
    """The initials that a name is, with or without its kind behind them; empty if it is no such name.

    >>> initials_of("CNN", T.MODEL), initials_of("CNN model", T.MODEL), initials_of("ResNet", T.MODEL)
    ('CNN', 'CNN', '')
    """
    if is_short(name):
        return name
    left = _without_head(thing_form(name).split(), name, kind)
    first = _beginning(name, len(left))
    return first if is_short(first) else ""


@lru_cache(maxsize=1 << 16)
def is_proper(name: str) -> bool:
    """Whether a name is one thing's own: with a number, or capitals within a word, or in capitals.

    >>> [is_proper(name) for name in ("ResNet", "V100", "BERT", "Adam", "large language", "Large Language")]
    [True, True, True, False, False, False]
    """
    return any(
        any(map(str.isdigit, word)) or sum(map(str.isupper, word)) >= 2 for word in name.replace("-", " ").split()
    )
