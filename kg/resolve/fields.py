"""How near two fields of study are: what a record is filed under, its archive, and the sciences that share words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from math import log1p

_GROUPS = {
    "computing": "cs eess stat math.OC math.ST math.NA math.IT",
    "physics": "physics astro-ph cond-mat gr-qc hep-ex hep-lat hep-ph hep-th math-ph nlin nucl-ex nucl-th quant-ph",
    "mathematics": "math",
    "life": "q-bio",
    "economy": "econ q-fin",
}
_OF_ARCHIVE = {name: group for group, names in _GROUPS.items() for name in names.split()}
_CS = (
    "AI AR CC CE CG CL CR CV CY DB DC DL DM DS ET FL GL GR GT HC IR IT LG LO MA MM MS NA NE NI OH OS PF PL RO SC SD SE "
    "SI SY"
)
EXACT, ARCHIVE, GROUP = 3.0, 0.5, 0.2
"""How much papers count that are filed the same, in the same archive, and in a science that is near; by the logarithm
of how many, for a field in which much is written would win everywhere."""


@lru_cache(maxsize=1 << 12)
def levels(field: str) -> tuple[str, str, str]:
    """A field, its archive, and its group of sciences; of what is no arXiv category all three are the field.

    >>> levels("cs.CV"), levels("AR"), levels("astro-ph.GA")[2], levels("Neuron")
    (('cs.CV', 'cs', 'computing'), ('cs.AR', 'cs', 'computing'), 'physics', ('Neuron', 'Neuron', 'Neuron'))
    """
    if field in _CS.split():
        field = f"cs.{field}"
    archive = field.partition(".")[0]
    group = _OF_ARCHIVE.get(field) or _OF_ARCHIVE.get(archive)
    return (field, archive, group) if group else (field, field, field)


class Profile:
    """In which fields a thing is written of, and how often."""

    def __init__(self, fields: Mapping[str, int]) -> None:
        """Count the fields on all three levels."""
        self._levels: tuple[Counter[str], Counter[str], Counter[str]] = (Counter(), Counter(), Counter())
        for field, count in fields.items():
            for counter, name in zip(self._levels, levels(field), strict=True):
                counter[name] += count * bool(field)

    def known(self) -> bool:
        """Whether any field is stated."""
        return self._levels[0].total() > 0

    def near(self, fields: Mapping[str, int]) -> float:
        """How much of this is written in or near those fields, for one paper of them."""
        total = sum(fields.values())
        return sum(count * self._of(field) for field, count in fields.items() if field) / total if total else 0.0

    def _of(self, field: str) -> float:
        exact, archive, group = (counter[name] for counter, name in zip(self._levels, levels(field), strict=True))
        return EXACT * log1p(exact) + ARCHIVE * log1p(archive - exact) + GROUP * log1p(max(group - archive, 0))
