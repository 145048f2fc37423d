"""A difference as text, for people, and as JSON, for programs."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from kg.diff._explained import Change, Difference, Item, Side

SIDES = ("papers", "persons", "things", "claims")


def as_text(found: Difference, most: int | None = None) -> Iterator[str]:
    """The lines of a page: kind by kind, `+` for what is new, `-` for what is gone, `~` for what has changed."""
    for name in SIDES:
        side: Side = getattr(found, name)
        yield f"{name}: {len(side.added)} added, {len(side.removed)} removed, {len(side.changed)} changed"
        yield from _few([f"  + {item.label}" for item in side.added], most)
        yield from _few([f"  - {item.label}" for item in side.removed], most)
        yield from _few([line for item, changes in side.changed for line in _changed(item, changes)], most)
    yield f"places in texts: {found.evidence[0]} added, {found.evidence[1]} removed"
    yield f"statements in all: {found.statements[0]} added, {found.statements[1]} removed"


def _few(lines: list[str], most: int | None) -> list[str]:
    if most is None or len(lines) <= most:
        return lines
    return [*lines[:most], f"    ... and {len(lines) - most} more lines"]


def _changed(item: Item, changes: list[Change]) -> Iterator[str]:
    yield f"  ~ {item.label}"
    for change in changes:
        removed, added = (", ".join(map(_cut, side)) for side in (change.removed, change.added))
        said = f"{removed} -> {added}" if removed and added else f"+ {added}" if added else f"- {removed}"
        yield f"      {change.property}: {said}"


def _cut(text: str, length: int = 80) -> str:
    return text if len(text) <= length else f"{text[:length]}..."


def as_json(found: Difference) -> str:
    """All of it as one JSON object."""
    sides = {name: _plain(getattr(found, name)) for name in SIDES}
    counted = {
        name: dict(zip(("added", "removed"), getattr(found, name), strict=True)) for name in ("evidence", "statements")
    }
    return msgspec.json.format(msgspec.json.encode({**sides, **counted}), indent=1).decode()


def _plain(side: Side) -> dict[str, object]:
    changed = [{"label": item.label, "iri": item.iri, "changes": changes} for item, changes in side.changed]
    return {"added": side.added, "removed": side.removed, "changed": changed}
