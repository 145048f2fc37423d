"""Records with what their texts say, written for programs (JSON lines), for a terminal, and as marked text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import TypeAlias

import msgspec

from kg.describe import Iris
from kg.model import DocumentEntity, EntityType, Extraction, Record, Result, TextField
from kg.resolve import Resolver
from kg.vocabulary import Vocabulary

Pairs: TypeAlias = Iterable[tuple[Record, Extraction]]

COLOURS = {
    EntityType.METHOD: "#ffd8a8",
    EntityType.MODEL: "#fcc2d7",
    EntityType.HARDWARE: "#b2f2bb",
    EntityType.DATASET: "#a5d8ff",
    EntityType.TASK: "#d0bfff",
    EntityType.METRIC: "#ffec99",
    EntityType.TOPIC: "#dee2e6",
    EntityType.SOFTWARE: "#99e9f2",
    EntityType.VENUE: "#e6d5c3",
    EntityType.ORGANIZATION: "#c5f6fa",
}
_RESULT = "#ffc9c9"
_STYLE = (
    "body{font:16px/1.9 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "h2{font-size:1.1rem;margin-top:2.5rem}"
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_ENCODER = msgspec.json.Encoder(decimal_format="number")


def jsonl(pairs: Pairs, known: Vocabulary) -> Iterator[str]:
    """One JSON object a record: its fields, entities with mentions, roles and IRIs, results, and URLs."""
    iris = Iris()
    for record, extraction in pairs:
        resolver = Resolver(known)
        resolver.add(record, extraction)
        of = resolver.resolve().entity_of
        entities = [
            {**msgspec.to_builtins(entity), "iri": iris.entity(of[record.id, index]).strip("<>")}
            for index, entity in enumerate(extraction.entities)
        ]
        yield (
            _ENCODER.encode(
                {**_fields(record, extraction), "entities": entities, "results": extraction.results}
            ).decode()
            + "\n"
        )


def _fields(record: Record, extraction: Extraction) -> dict[str, object]:
    return {
        "id": record.id,
        "title": record.title,
        "abstract": record.abstract,
        "authors": [name.name for name in record.authors],
        "authors_truncated": record.authors_truncated,
        "unlisted_authors": [name.name for name in record.unlisted_authors],
        "category": record.category,
        "date": str(record.date) if record.date else None,
        "date_inferred": record.date_inferred,
        "score": record.score,
        "code": bool(record.code),
        "urls": sorted({*record.urls, *(link.url for link in extraction.links)}),
        "source": record.source,
    }


def table(pairs: Pairs, known: Vocabulary) -> Iterator[str]:  # noqa: ARG001 every form is called alike
    """A block a record: its title, then a line an entity and a line a result."""
    for record, extraction in pairs:
        yield f"{record.title}\n  {', '.join(filter(None, (record.category, str(record.date or ''), record.id)))}\n"
        yield from (f"  {_entity_line(entity)}\n" for entity in extraction.entities)
        yield from (f"  {_result_line(result)}\n" for result in extraction.results)
        yield from (f"  {'link':<13} {link.url}\n" for link in extraction.links)
        yield "\n"


def _entity_line(entity: DocumentEntity) -> str:
    also = f"  = {', '.join(entity.aliases)}" if entity.aliases else ""
    return f"{entity.type.value:<13} {entity.label}  [{', '.join(entity.roles)}] {entity.confidence:.2f}{also}"


def _result_line(result: Result) -> str:
    value = f"{result.value}" + (f" to {result.value_max}" if result.value_max is not None else "")
    said = f"{result.bound or ''} {value}{result.unit or ''} {result.direction}".strip()
    than = f" than {result.baseline}" if result.baseline else ""
    context = f" on {', '.join(result.context)}" if result.context else ""
    return f"{'result':<13} {result.subject or '?'}: {result.metric or '?'} {said}{than}{context}"


def html(pairs: Pairs, known: Vocabulary) -> Iterator[str]:  # noqa: ARG001 every form is called alike
    """One page with the mentions and results marked in the texts, by spaCy's displaCy."""
    yield (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
        f'content="{_POLICY}"><meta name="viewport" content="width=device-width"><title>What the texts say</title>'
        f"<style>{_STYLE}</style></head><body><h1>What the texts say</h1>\n"
    )
    for record, extraction in pairs:
        yield f"<h2>{_marked(record.title, 'title', extraction)}</h2>\n"
        yield f"{_marked(record.abstract, 'abstract', extraction)}\n"
    yield "</body></html>\n"


def _marked(text: str, field: TextField, extraction: Extraction) -> str:
    """A field with its mentions marked; overlapping ones give way to the earlier and longer."""
    from spacy import displacy

    found = [(m, e.type.value) for e in extraction.entities for m in e.mentions]
    found += [(result.mention, "result") for result in extraction.results]
    spans: list[dict[str, object]] = []
    end = 0
    for mention, kind in sorted(found, key=lambda pair: (pair[0].start, -pair[0].end)):
        if mention.field == field and mention.start >= end:
            end = mention.end
            spans.append({"start": mention.start, "end": mention.end, "label": kind})
    colours = {kind.value: colour for kind, colour in COLOURS.items()} | {"result": _RESULT}
    if not spans:
        return f"<p>{escape(text)}</p>"
    shown = displacy.render(
        {"text": text, "ents": spans}, style="ent", manual=True, page=False, jupyter=False, options={"colors": colours}
    )
    return str(shown)
