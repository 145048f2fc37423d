r"""The forms under which two names, numbers, units or phrases count as the same.

Case, markup, hyphens, plurals, a vendor in front and a generic word behind make no
difference to a name:

>>> sorted(forms(r"Nvidia \textbf{A100} GPUs"))[:3]
['a100', 'a100 gpu', 'a100 gpus']
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from kg.model import DocumentEntity

_STYLED = re.compile(r"\\(?:emph|math(?:bf|cal|rm)|text(?:bf|it|rm|sc|sf|tt)?)\s*\{([^{}]*)\}")
_SYMBOLS = ((r"\times", "×"), (r"\%", "%"), (r"\le", "≤"), (r"\_", "_"))
_MARKUP = str.maketrans("", "", "$\\{}^~")
_QUOTES = str.maketrans("-–—_/", "     ", "\"'“”‘’`")
_SHORT_PLURAL = re.compile(r"\b([A-Z]{2})s\b")
_ES = re.compile(r"(?:ss|x|ch|sh)es$")
_WORD = re.compile(r"\w+")
VENDORS = frozenset({"nvidia", "intel", "amd", "xilinx", "google", "apple", "samsung", "tesla"})
"""Makers whose name may stand in front of a product's."""
GENERIC = frozenset(
    {
        *("framework", "method", "approach", "algorithm", "technique", "scheme", "strategy", "mechanism", "protocol"),
        *("model", "models", "network", "networks", "architecture", "module", "system", "library", "tool"),
        *("dataset", "datasets", "data set", "benchmark", "benchmarks", "benchmark suite", "suite", "corpus"),
        *("validation set", "test set", "contest", "challenge", "task", "tasks", "score", "scores", "performance"),
        *("gpu", "gpus", "cpu", "cpus", "fpga", "platform", "platforms", "board", "chip", "processor"),
        *("accelerator", "accelerators"),
    }
)
"""Words that may or may not end a name without changing what it names."""
UNITS = {
    "×": "x",
    "times": "x",
    "fold": "x",
    "percent": "%",
    "percentage points": "points",
    "point": "points",
    "bits": "bit",
}
Number = float | str | Decimal | None


def unmarked(text: str) -> str:
    r"""The text without LaTeX, on one line.

    >>> unmarked(r"Geo$^\textbf{2}$ by $8\times$")
    'Geo2 by 8×'
    """
    read = _STYLED.sub(r"\1", unicodedata.normalize("NFKC", text))
    for command, symbol in _SYMBOLS:
        read = read.replace(command, symbol)
    return re.sub(r"\s+", " ", read.translate(_MARKUP)).strip()


@lru_cache(maxsize=1 << 16)
def forms(text: str) -> frozenset[str]:
    """Every form of a name; two names are the same where they share one."""
    read = unmarked(text)
    waiting = [_folded(read), _folded(_SHORT_PLURAL.sub(r"\1", read))]
    found: set[str] = set()
    while waiting:
        form = waiting.pop()
        if form and form not in found:
            found.add(form)
            waiting.extend(_shorter(form))
    return frozenset(found | {form.replace(" ", "") for form in found})


def _folded(text: str) -> str:
    """The text in small letters, dashes and slashes as blanks, without quotes and the marks around it."""
    return re.sub(r"\s+", " ", text.lower().translate(_QUOTES)).strip(" .,;:()")


def _shorter(form: str) -> Iterator[str]:
    """The forms that leave one thing out: the generic word behind, the vendor in front, the plural."""
    words = form.split(" ")
    for count in (2, 1):
        if len(words) > count and " ".join(words[-count:]) in GENERIC:
            yield " ".join(words[:-count])
            break
    if len(words) > 1 and words[0] in VENDORS:
        yield " ".join(words[1:])
    if len(form) > 3 and form.endswith("s") and not form.endswith("ss"):
        yield form[:-1]
    if len(form) > 4 and form.endswith("ies"):
        yield form[:-3] + "y"
    if len(form) > 4 and _ES.search(form):
        yield form[:-2]


def all_forms(names: Iterable[str]) -> frozenset[str]:
    """The forms of all names of one thing."""
    return frozenset().union(*map(forms, names))


def said_forms(entity: DocumentEntity) -> frozenset[str]:
    """The forms of an entity's label, aliases and mentions."""
    return all_forms([entity.label, *entity.aliases, *(mention.text for mention in entity.mentions)])


def touch(one: str | None, other: str | None) -> bool:
    """Whether two phrases name the same: they share a form, or one holds the other; nothing is like nothing only.

    >>> touch("the ImageNet dataset", "ImageNet"), touch(None, "V100"), touch(None, "")
    (True, False, True)
    """
    if not one or not other:
        return not one and not other
    left, right = forms(one), forms(other)
    return not left.isdisjoint(right) or any(
        min(len(a), len(b)) > 3 and (a in b or b in a) for a in left for b in right
    )


def same_number(one: Number, other: Number) -> bool:
    """Whether two values are one, to a millionth; what is no number is like nothing.

    >>> same_number(36, Decimal("36.0")), same_number(36, "36%"), same_number(None, None)
    (True, False, True)
    """
    if one is None or other is None:
        return one is other
    try:
        return abs(float(one) - float(other)) <= 1e-6 * max(1.0, abs(float(one)))
    except ValueError:
        return False


def unit(text: str | None) -> str:
    """A unit in the form in which all its ways of writing are one."""
    read = (text or "").strip().lower()
    return UNITS.get(read, read)


def words(text: str | None) -> set[str]:
    """The words of a phrase."""
    return set(_WORD.findall(unmarked(text or "").lower()))
