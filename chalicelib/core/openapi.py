"""The OpenAPI 3.1 document, made from the declared operations. No second description of the API exists.

`python -m chalicelib.meta docs/openapi.json` writes it; a test compares the committed file with the declarations.
"""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from itertools import groupby
from typing import Any

import msgspec

from chalicelib.core.api import ANY, JSON, Operation
from chalicelib.core.errors import PROBLEM_TYPE_BASE, SoulSeerError

REF = "#/components/schemas/{name}"
_PROBLEM_CONTENT = "application/problem+json"
_REQUEST_ID = {"X-Request-Id": {"$ref": "#/components/headers/RequestId"}}

_PROBLEM_SCHEMA: dict[str, Any] = {
    "title": "Problem",
    "description": "What went wrong (RFC 9457). Decide by `code`; `detail` is for people.",
    "type": "object",
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "request_id": {"type": "string"},
        "field": {"type": "string", "description": "JSON path of the part at fault, such as `rates[0].rate_cents`."},
        "retry_after_seconds": {"type": "integer", "minimum": 0},
    },
    "required": ["type", "title", "status", "code", "detail", "request_id"],
}

_DESCRIPTION = """Clients meet spiritual readers by text, voice and video, billed by the minute.

Money is an integer number of cents. Instants are RFC 3339 text in UTC. Lists are paged by opaque cursors. Errors are \
problem documents with a stable `code`. Requests that must happen once take an `Idempotency-Key`: the same key and \
body get the stored answer, another body is refused."""


def document(operations: Iterable[Operation], *, version: str = "1") -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of `operations`."""
    ordered = sorted(operations, key=lambda each: (each.path, each.method))
    schemas, components, queries = _schemas(ordered)
    paths: dict[str, Any] = {}
    for each in ordered:
        paths.setdefault(each.path, {})[each.method.lower()] = _operation(each, schemas, queries)
    tags = sorted({tag for each in ordered for tag in each.tags})
    return {
        "openapi": "3.1.0",
        "info": {"title": "SoulSeer API", "version": version, "description": _DESCRIPTION},
        "servers": [{"url": "/"}],
        "tags": [{"name": tag} for tag in tags],
        "paths": paths,
        "components": {
            "schemas": {"Problem": _PROBLEM_SCHEMA} | components,
            "headers": {
                "RequestId": {"description": "Finds this request in the logs.", "schema": {"type": "string"}},
            },
            "securitySchemes": {
                "access_token": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "JWT",
                    "description": "An access token of the configured issuer, signed with RS256.",
                }
            },
        },
    }


def render(operations: Iterable[Operation]) -> bytes:
    """Return the document as the indented JSON that is committed and served."""
    return msgspec.json.format(msgspec.json.encode(document(operations)), indent=1) + b"\n"


def _schemas(operations: list[Operation]) -> tuple[dict[Any, Any], dict[str, Any], dict[Any, Any]]:
    """Return the schema of each type used, the components they refer to, and the parameters of each query type."""
    types: list[Any] = []
    for each in operations:
        for wanted in (
            each.body,
            each.query,
            each.returns if each.produces == JSON else None,
            *each.path_types.values(),
        ):
            if wanted is not None and wanted not in types:
                types.append(wanted)
    made, components = msgspec.json.schema_components(types, ref_template=REF)
    schemas = dict(zip(types, made, strict=True))
    queries = {
        query: components.pop(schemas[query]["$ref"].rpartition("/")[2])["properties"]
        for query in {each.query for each in operations if each.query is not None}
    }
    return schemas, dict(sorted(components.items())), queries


def _operation(operation: Operation, schemas: dict[Any, Any], queries: dict[Any, Any]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.operation_id,
        "summary": operation.summary,
        "description": _description(operation),
        "tags": list(operation.tags),
        "security": [] if operation.public else [{"access_token": []}],
        "x-roles": [] if operation.public else sorted(operation.admits),
    }
    if operation.optional_actor:
        described["security"] = [{}, {"access_token": []}]
    parameters = _parameters(operation, schemas, queries.get(operation.query, {}))
    if parameters:
        described["parameters"] = parameters
    if operation.body is not None:
        described["requestBody"] = {"required": True, "content": {JSON: {"schema": schemas[operation.body]}}}
    elif operation.raw_body:
        described["requestBody"] = {"required": True, "content": {JSON: {"schema": {}}}}
    described["responses"] = _responses(operation, schemas)
    return described


def _description(operation: Operation) -> str:
    if operation.public:
        who = "Open to everybody."
    elif operation.admits == ANY:
        who = "For any signed-in account"
    else:
        who = f"For the roles {', '.join(sorted(operation.admits))}"
    if not operation.public:
        who += ", also while it is suspended." if operation.allow_suspended else "."
    return f"{operation.description}\n\n{who}".strip()


def _parameters(operation: Operation, schemas: dict[Any, Any], query: dict[str, Any]) -> list[dict[str, Any]]:
    parameters: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": schemas[wanted]}
        for name, wanted in operation.path_types.items()
    ]
    for name, schema in query.items():
        wanted = _without_null(schema)
        parameter = {"name": name, "in": "query", "schema": wanted}
        if "description" in wanted:
            parameter["description"] = wanted.pop("description")
        parameters.append(parameter)
    if operation.idempotent:
        parameters.append(
            {
                "name": "Idempotency-Key",
                "in": "header",
                "required": True,
                "description": "Fresh for each thing to be done once; kept for 24 hours.",
                "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[ -~]+$"},
            }
        )
    if operation.etag:
        parameters.append(
            {
                "name": "If-None-Match",
                "in": "header",
                "description": "The ETag of the answer that is known already.",
                "schema": {"type": "string"},
            }
        )
    return parameters


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a query parameter: left out is how a query says null."""
    alternatives = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    if len(alternatives) == 1:
        return dict(alternatives[0])
    return dict(schema)


def _responses(operation: Operation, schemas: dict[Any, Any]) -> dict[str, Any]:
    success: dict[str, Any] = {
        "description": HTTPStatus(operation.status).phrase,
        "headers": dict(_REQUEST_ID),
    }
    if operation.returns is not None:
        schema = schemas[operation.returns] if operation.produces == JSON else {"type": "string"}
        media_type = operation.produces.partition(";")[0]
        success["content"] = {media_type: {"schema": schema}}
    if operation.idempotent:
        success["headers"]["Idempotent-Replayed"] = {
            "description": "`true` when this is the stored answer of an earlier request.",
            "schema": {"type": "string", "const": "true"},
        }
    responses: dict[str, Any] = {str(operation.status): success}
    if operation.etag:
        success["headers"]["ETag"] = {"schema": {"type": "string"}}
        responses["304"] = {"description": "Nothing changed since the ETag given.", "headers": dict(_REQUEST_ID)}
    for status, errors in groupby(operation.errors, key=lambda error: error.status):
        responses[str(status)] = _problem_response(status, list(errors))
    return dict(sorted(responses.items()))


def _problem_response(status: int, errors: list[type[SoulSeerError]]) -> dict[str, Any]:
    headers: dict[str, Any] = dict(_REQUEST_ID)
    if status in (429, 503):
        headers["Retry-After"] = {"schema": {"type": "integer"}}
    if status == 401:
        headers["WWW-Authenticate"] = {"schema": {"type": "string"}}
    return {
        "description": "; ".join(f"`{error.code}`: {error.title}" for error in errors),
        "headers": headers,
        "content": {
            _PROBLEM_CONTENT: {
                "schema": {
                    "allOf": [
                        {"$ref": REF.format(name="Problem")},
                        {"properties": {"code": {"enum": [error.code for error in errors]}}},
                    ]
                },
                "examples": {
                    error.code: {
                        "value": {
                            "type": PROBLEM_TYPE_BASE + error.code,
                            "title": error.title,
                            "status": error.status,
                            "code": error.code,
                            "detail": error.title,
                            "request_id": "8f1f0a4e-5d1c-4f57-9a52-0a2f5f1c7f21",
                        }
                    }
                    for error in errors
                },
            }
        },
    }
