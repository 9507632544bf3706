"""JSON schemas in the dialects that providers enforce."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from consilium.types.request import JsonSchema, ModelRequest

# Where a schema holds further schemas: by name, in a list, or alone.
_NAMED: Final = {"properties", "$defs", "definitions"}
_LISTED: Final = {"anyOf", "oneOf", "allOf", "prefixItems"}
_OPENAPI: Final = ("description", "enum", "required")
_SINGLE: Final = {"items", "additionalProperties", "not"}


def response_format(request: ModelRequest) -> dict[str, Any] | None:
    """OpenAI's ``response_format`` for a request, strict wherever the schema allows it."""
    if request.schema is None:
        return None
    strict = strictable(request.schema)
    schema = strict_copy(request.schema) if strict else dict(request.schema)
    name = request.schema_name or request.purpose
    return {"type": "json_schema", "json_schema": {"name": name, "schema": schema, "strict": strict}}


def strictable(schema: JsonSchema) -> bool:
    """Whether every object in the schema names its fields, which strict mode demands."""
    named = schema.get("type") != "object" or "properties" in schema
    return named and all(strictable(inner) for inner in _inner(schema))


def strict_copy(schema: JsonSchema) -> dict[str, Any]:
    """The schema as strict mode wants it: no further fields, every field required, no defaults.

    Optional fields become required rather than nullable: an empty list is a value that the reader
    of the reply already knows, a null it might not.
    """
    copy = {key: _rebuilt(key, value) for key, value in schema.items() if key != "default"}
    if "properties" in copy:
        copy["additionalProperties"] = False
        copy["required"] = list(copy["properties"])
    return copy


def openapi_schema(schema: JsonSchema) -> dict[str, Any] | None:
    """The schema in the small OpenAPI subset that Gemini's retired SDK knows; None where it says more."""
    return _openapi(schema, schema.get("$defs", {}))


def _openapi(schema: JsonSchema, defined: JsonSchema) -> dict[str, Any] | None:
    if "$ref" in schema:
        return _openapi(defined[schema["$ref"].rpartition("/")[2]], defined)
    choices = [choice for choice in schema.get("anyOf", ()) if choice.get("type") != "null"]
    if len(choices) == 1:
        inner = _openapi(choices[0], defined)
        return inner and inner | {"nullable": True}
    if not isinstance(schema.get("type"), str):
        return None
    copy = {key: schema[key] for key in _OPENAPI if key in schema} | {"type": schema["type"].upper()}
    below = {name: _openapi(inner, defined) for name, inner in schema.get("properties", {}).items()}
    items = _openapi(schema["items"], defined) if "items" in schema else None
    if None in below.values() or (items is None and "items" in schema):
        return None
    return copy | ({"properties": below} if below else {}) | ({"items": items} if items else {})


def _rebuilt(key: str, value: Any) -> Any:
    if key in _NAMED:
        return {name: strict_copy(inner) for name, inner in value.items()}
    if key in _LISTED:
        return [strict_copy(inner) for inner in value]
    return strict_copy(value) if key in _SINGLE and isinstance(value, Mapping) else value


def _inner(schema: JsonSchema) -> list[JsonSchema]:
    found: list[JsonSchema] = []
    for key, value in schema.items():
        if key in _NAMED:
            found += value.values()
        elif key in _LISTED:
            found += value
        elif key in _SINGLE and isinstance(value, Mapping):
            found.append(value)
    return found
