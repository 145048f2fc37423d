"""Which authors are one person: those with the same ORCID iD, or the same name in all but case and marks.

Two authors of one paper are two people; different ORCID iDs are two people.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise

from kg.keys import normal
from kg.model import Decision, Key, Name, Person, Profile, Reason, Record, RecordId, Verdict


class People:
    """Every author of every record, by name."""

    def __init__(self) -> None:
        """Start with no author."""
        self._named: dict[str, list[tuple[RecordId, int, Name]]] = defaultdict(list)

    def add(self, record: Record) -> None:
        """Take in a record's authors, listed and unlisted."""
        listed = list(enumerate(record.authors, 1))
        unlisted = [(-place, name) for place, name in enumerate(record.unlisted_authors, 1)]
        for position, name in [*listed, *unlisted]:
            self._named[normal(name.name)].append((record.id, position, name))

    def resolve(self, profiles: Iterable[Profile]) -> tuple[tuple[Person, ...], list[Decision]]:
        """The persons, sorted by key, and what was decided of their names."""
        about = {normal(profile.name): profile for profile in profiles}
        parts: dict[Key, list[tuple[RecordId, int, Name]]] = defaultdict(list)
        decisions: list[Decision] = []
        for form in sorted(self._named):
            orcids = sorted({name.orcid for *_, name in self._named[form] if name.orcid})
            for key, authors in _apart(form, self._named[form], orcids).items():
                parts[key] += authors
            decisions += _different(self._named[form], orcids)
        persons = tuple(_person(key, parts[key], about) for key in sorted(parts))
        return persons, decisions + [each for person in persons for each in _same(person)]


def _apart(
    form: str, authors: list[tuple[RecordId, int, Name]], orcids: list[str]
) -> dict[Key, list[tuple[RecordId, int, Name]]]:
    """The authors of one name by person: by ORCID iD, by name without one, and apart within one record."""
    parts: dict[Key, list[tuple[RecordId, int, Name]]] = defaultdict(list)
    bare = f"orcid:{orcids[0]}" if len(orcids) == 1 else f"name:{form}"
    seen: Counter[tuple[RecordId, Key]] = Counter()
    for record, position, name in sorted(authors, key=lambda a: (a[0], a[1])):
        key = f"orcid:{name.orcid}" if name.orcid else bare
        seen[record, key] += 1
        times = seen[record, key]
        parts[key if times == 1 else f"name:{form}#{times}"].append((record, position, name))
    return parts


def _person(key: Key, authors: list[tuple[RecordId, int, Name]], about: dict[str, Profile]) -> Person:
    names = Counter(name.name for *_, name in authors)
    best = min(names, key=lambda name: (-names[name], name))
    profile = about.get(normal(best)) if "#" not in key else None
    return Person(
        key=key,
        name=best,
        aliases=tuple(sorted(set(names) - {best})),
        orcid=next((name.orcid for *_, name in sorted(authors, key=lambda a: a[:2]) if name.orcid), None),
        h_index=profile.h_index if profile else None,
        citations=profile.citations if profile else None,
        members=tuple(sorted((record, position) for record, position, _ in authors)),
    )


def _same(person: Person) -> Iterable[Decision]:
    """That a person's names are one."""
    for alias in person.aliases:
        alike = normal(alias) == normal(person.name)
        reason = (
            Reason("name", 1.0, f"both are written {normal(alias)!r}")
            if alike
            else Reason("orcid", 1.0, f"both are {person.orcid}")
        )
        yield Decision(kind="person", left=person.name, right=alias, verdict=Verdict.SAME, score=1.0, reasons=(reason,))


def _different(authors: list[tuple[RecordId, int, Name]], orcids: list[str]) -> Iterable[Decision]:
    """That one name with several ORCID iDs is several people."""
    written = {name.orcid: name.name for *_, name in sorted(authors, key=lambda a: a[:2], reverse=True) if name.orcid}
    for left, right in pairwise(orcids):
        yield Decision(
            kind="person",
            left=f"{written[left]} ({left})",
            right=f"{written[right]} ({right})",
            verdict=Verdict.DIFFERENT,
            score=-1.0,
            reasons=(Reason("orcid", -1.0, f"{left} and {right}"),),
        )
