"""Names in the other order: who is written family name first on some records is looked for under one name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from msgspec.structs import replace

from kg.resolve.people.mentions import Mention
from kg.resolve.people.names import Form


def in_blocks(named: Mapping[str, list[Mention]]) -> dict[str, list[Mention]]:
    """The mentions by name; one in the rarer order of two that are there is taken to be in the other."""
    turned = _turned(Counter(each.form for block in named.values() for each in block))
    found: dict[str, list[Mention]] = defaultdict(list)
    for name, mentions in named.items():
        for each in mentions:
            if other := turned.get(each.form):
                found[other.block].append(replace(each, form=other))
            else:
                found[name].append(each)
    return found


def _turned(forms: Mapping[Form, int]) -> dict[Form, Form]:
    """The forms that are rarer than the same in the other order, each with that one, by how often each is there."""
    often: Counter[str] = Counter()
    for form, number in forms.items():
        often[form.whole] += number
    found = {}
    for form in forms:
        other = form.turned()
        if other and other.whole in often:
            one, two = form.whole, other.whole
            if (often[two], one) > (often[one], two):
                found[form] = other
    return found
