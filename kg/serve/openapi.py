"""The description of the API for programs: OpenAPI 3.1, https://spec.openapis.org/oas/v3.1.1.html."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

import kg
from kg.ask import catalogue
from kg.ask.catalogue import Parameter, Query
from kg.serve._formats import OF_FORM
from kg.serve._problem import MEDIA
from kg.store._tokens import form

PATHS = ("/api/openapi.json",)
METHODS = ("GET",)
SUMMARY = "the API's description"
_SCHEMA: dict[str, dict[str, Any]] = {
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "boolean": {"type": "boolean"},
    "year": {"type": "integer", "minimum": 1000, "maximum": 9999},
    "date": {"type": "string", "format": "date"},
    "iri": {"type": "string", "format": "iri"},
}


async def answer(request: Request) -> Response:
    """The description, in JSON."""
    del request
    paths = {f"/api/queries/{query.name}": {"get": _operation(query)} for query in catalogue.queries()}
    paths["/sparql"] = {"get": _sparql()}
    described = {
        "openapi": "3.1.0",
        "info": {
            "title": "paperkg",
            "version": kg.__version__,
            "description": "Questions to a knowledge graph of papers, each a named SPARQL query.",
        },
        "paths": paths,
        "components": {"schemas": {"Problem": _problem()}},
    }
    return Response(msgspec.json.encode(described), media_type="application/json")


def _operation(query: Query) -> dict[str, Any]:
    """One query as an operation."""
    formats = OF_FORM[form(query.text)]
    parameters = [_parameter(name, each) for name, each in query.params.items()]
    return {
        "operationId": query.name,
        "tags": [query.topic],
        "summary": query.summary,
        "description": query.description,
        "parameters": [*parameters, _format(list(formats))],
        "responses": {
            "200": {
                "description": "The whole answer.",
                "content": {each.media.partition(";")[0]: {} for each in formats.values()},
            },
            "default": _failure(),
        },
    }


def _parameter(name: str, parameter: Parameter) -> dict[str, Any]:
    schema = dict(_SCHEMA.get(parameter.type, {"type": "string"}))
    if parameter.default is not None:
        schema["default"] = _value(parameter.default, schema["type"])
    said = parameter.description or ("" if parameter.type in _SCHEMA else f"A label or the IRI of a {parameter.type}.")
    found: dict[str, Any] = {"name": name, "in": "query", "required": parameter.required, "schema": schema}
    if said:
        found["description"] = said
    if parameter.example is not None:
        found["example"] = _value(parameter.example, schema["type"])
    return found


def _value(text: str, kind: str) -> Any:
    """The text of a header as a value of that JSON type."""
    try:
        if kind == "boolean":
            return text == "true"
        return int(text) if kind == "integer" else float(text) if kind == "number" else text
    except ValueError:
        return text


def _format(names: list[str]) -> dict[str, Any]:
    schema = {"type": "string", "enum": names}
    return {"name": "format", "in": "query", "required": False, "schema": schema, "description": "In place of Accept."}


def _sparql() -> dict[str, Any]:
    query = {"name": "query", "in": "query", "required": True, "schema": {"type": "string"}, "example": "ASK {}"}
    return {
        "operationId": "sparql",
        "tags": ["SPARQL"],
        "summary": "Any query (SPARQL 1.1 Protocol)",
        "parameters": [
            query,
            _format([name for formats in (OF_FORM["SELECT"], OF_FORM["CONSTRUCT"]) for name in formats]),
        ],
        "responses": {"200": {"description": "The whole answer."}, "default": _failure()},
    }


def _failure() -> dict[str, Any]:
    return {
        "description": "Why there is no answer.",
        "content": {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _problem() -> dict[str, Any]:
    text = {"type": "string"}
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {"type": text, "title": text, "status": {"type": "integer"}, "detail": text},
    }
