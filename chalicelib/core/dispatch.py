"""From an HTTP request to an HTTP answer: admit, decode, call, encode; every failure becomes a problem document.

Knows nothing of Chalice or Lambda (`core.binding` does), so it can be driven by any server and by tests.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from chalicelib.core import observability
from chalicelib.core.api import JSON, Answer, Operation, Request
from chalicelib.core.auth import Actor, Identity, InvalidToken, KeysUnavailable, bearer_token
from chalicelib.core.errors import (
    AccountSuspended,
    Forbidden,
    IdempotencyKeyRequired,
    InternalError,
    MalformedRequest,
    NotFound,
    PayloadTooLarge,
    SoulSeerError,
    TryAgain,
    Unauthenticated,
    ValidationFailed,
)
from chalicelib.core.idempotency import AnswerStore, Run, StoredAnswer
from chalicelib.core.ids import derived_id
from chalicelib.core.runtime import Runtime
from chalicelib.core.table import TABLE_FAILED, TableBusy, is_passing

PROBLEM_JSON = "application/problem+json"
MAX_KEY_CHARS = 255

_SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-site",
}

_encoder = msgspec.json.Encoder()
_canonical = msgspec.json.Encoder(order="deterministic")


class HttpRequest(msgspec.Struct, frozen=True):
    """A request as it came: `headers` answers `get` without regard to case, `query` has every value of a name."""

    path: Mapping[str, str]
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes
    request_id: str


_UNREACHABLE = "Our records cannot be reached at this moment. The same request, sent again, tells what became of it."


class HttpAnswer(msgspec.Struct, frozen=True):
    """An answer as it goes out."""

    status: int
    headers: dict[str, str]
    body: bytes


def dispatch(operation: Operation, incoming: HttpRequest, runtime: Runtime) -> HttpAnswer:
    """Return the answer of `operation` to `incoming`. Never raises."""
    try:
        return _run(operation, incoming, runtime)
    except SoulSeerError as error:
        return problem_answer(error, incoming.request_id)
    except TableBusy:
        return problem_answer(TryAgain(), incoming.request_id)
    except Exception as error:
        observability.log_failure(error)
        told = TryAgain(_UNREACHABLE) if is_passing(error) else InternalError()
        return problem_answer(told, incoming.request_id)


def problem_answer(error: SoulSeerError, request_id: str) -> HttpAnswer:
    """Return the problem document of `error` as an answer."""
    headers = _headers(request_id, PROBLEM_JSON, "no-store") | error.headers()
    observability.note_problem(error.code)
    return HttpAnswer(error.status, headers, _encoder.encode(error.problem(request_id)))


def _run(operation: Operation, incoming: HttpRequest, runtime: Runtime) -> HttpAnswer:
    now_ms = runtime.clock.now_ms()
    identity, actor = _admit(operation, incoming, runtime, now_ms)
    if operation.rate is not None and actor is not None:
        runtime.count_request(actor.user_id, operation.operation_id, operation.rate, now_ms)
    if len(incoming.body) > operation.max_body_bytes:
        raise PayloadTooLarge(f"A body of at most {operation.max_body_bytes} bytes is accepted here.")
    path = _decode_path(operation, incoming.path) if operation.path_types else incoming.path
    query = _decode_query(operation.query, incoming.query)
    body = _decode_body(operation, incoming) if operation.body is not None else None
    key = _idempotency_key(incoming.headers) if operation.idempotent else None
    key_id = None
    if key is not None:
        assert actor is not None  # noqa: S101 - the declaration refuses public idempotent operations
        route = f"{operation.method} {operation.path}"
        key_id = derived_id("idm", actor.user_id, route, *path.values(), key).removeprefix("idm_")
    request: Request[Any, Any] = Request(
        operation=operation,
        runtime=runtime,
        body=body,
        query=query,
        path=path,
        headers=incoming.headers,
        raw_body=incoming.body,
        now_ms=now_ms,
        request_id=incoming.request_id,
        actor_or_none=actor,
        identity=identity,
        key_id=key_id,
    )
    if key_id is None:
        return _answer(request, operation.handler(request))
    return _run_once(request, key_id)


# --- admitting --------------------------------------------------------------------------------------------------


def _admit(
    operation: Operation, incoming: HttpRequest, runtime: Runtime, now_ms: int
) -> tuple[Identity | None, Actor | None]:
    """Return who calls, when the operation admits them.

    Raises:
        Unauthenticated, AccountSuspended, Forbidden
        TryAgain: the issuer's keys are not known, and it does not answer.
    """
    if operation.public and not operation.optional_actor:
        return None, None
    token = bearer_token(incoming.headers.get("authorization"))
    if token is None:
        if operation.public:
            return None, None
        raise Unauthenticated
    try:
        identity = runtime.verifier.verify(token)
    except InvalidToken as error:
        observability.note_refused_token(error.reason)
        raise Unauthenticated from error
    except KeysUnavailable as error:
        # Not "unauthenticated": an app that is told so signs the person out.
        observability.note_refused_token("keys_unavailable")
        raise TryAgain("Sign-ins cannot be checked at this moment.", retry_after_seconds=2) from error
    actor = runtime.resolve_actor(identity, now_ms)
    if actor.suspended and not operation.allow_suspended:
        raise AccountSuspended
    if actor.role not in operation.admits:
        raise Forbidden(f"This is not open to the role {actor.role.value}.")
    return identity, actor


# --- decoding ---------------------------------------------------------------------------------------------------


@cache
def _decoder(body_type: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(body_type)


@cache
def _list_parameters(query_type: type[msgspec.Struct]) -> frozenset[str]:
    """The wire names of the parameters that may come more than once."""
    described = msgspec.inspect.type_info(query_type)
    assert isinstance(described, msgspec.inspect.StructType)  # noqa: S101 - declared as a struct type
    many = (msgspec.inspect.ListType, msgspec.inspect.SetType, msgspec.inspect.VarTupleType)

    def plain(wanted: msgspec.inspect.Type) -> msgspec.inspect.Type:
        return plain(wanted.type) if isinstance(wanted, msgspec.inspect.Metadata) else wanted

    return frozenset(each.encode_name for each in described.fields if isinstance(plain(each.type), many))


def _decode_path(operation: Operation, given: Mapping[str, str]) -> dict[str, Any]:
    try:
        return {
            name: msgspec.convert(given[name], wanted, strict=False) for name, wanted in operation.path_types.items()
        }
    except msgspec.ValidationError as error:
        # What cannot be a name of anything names nothing.
        raise NotFound from error


def _decode_query(query_type: type[msgspec.Struct] | None, given: Mapping[str, list[str]]) -> Any:
    if query_type is None:
        return None
    values: dict[str, Any] = {}
    many = _list_parameters(query_type)
    for name, each in given.items():
        if name in many:
            values[name] = each
        elif len(each) == 1:
            values[name] = each[0]
        else:
            raise ValidationFailed("This parameter may be given only once.", field=name)
    try:
        return msgspec.convert(values, query_type, strict=False)
    except msgspec.ValidationError as error:
        raise validation_problem(error) from error


def _decode_body(operation: Operation, incoming: HttpRequest) -> Any:
    content_type = incoming.headers.get("content-type", "")
    if content_type.partition(";")[0].strip().lower() != JSON:
        raise MalformedRequest(f"The body must be sent as {JSON}.")
    try:
        return _decoder(operation.body).decode(incoming.body)
    except msgspec.ValidationError as error:
        raise validation_problem(error) from error
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise MalformedRequest("The body is not valid JSON in UTF-8.") from error


def validation_problem(error: msgspec.ValidationError) -> ValidationFailed:
    """Return the problem that names the field msgspec found at fault."""
    sentence, _, place = str(error).partition(" - at `")
    path = place.rstrip("`").removeprefix("$").removeprefix(".")
    for beginning in ("Object contains unknown field `", "Object missing required field `"):
        if sentence.startswith(beginning):
            name = sentence.removeprefix(beginning).rstrip("`")
            path = f"{path}.{name}" if path else name
    return ValidationFailed(f"{sentence}.", field=path or None)


# --- running once per Idempotency-Key ------------------------------------------------------------------------------


def _idempotency_key(headers: Mapping[str, str]) -> str:
    key = headers.get("idempotency-key")
    if key is None:
        raise IdempotencyKeyRequired("Send a fresh Idempotency-Key for each thing you want done once.")
    if not 1 <= len(key) <= MAX_KEY_CHARS or not key.isascii() or not key.isprintable():
        raise IdempotencyKeyRequired(f"An Idempotency-Key is 1 to {MAX_KEY_CHARS} printable ASCII characters.")
    return key


def _run_once(request: Request[Any, Any], key_id: str) -> HttpAnswer:
    fingerprint = hashlib.sha256(
        b"\n".join((_canonical.encode(request.body), _canonical.encode(request.query)))
    ).hexdigest()
    answers = request.runtime.answers
    stored = answers.begin(key_id, fingerprint, request.now_ms)
    if isinstance(stored, StoredAnswer):
        replayed = _headers(request.request_id, stored.content_type, "no-store")
        return HttpAnswer(stored.status, replayed | stored.headers | {"Idempotent-Replayed": "true"}, stored.body)
    try:
        answer = _answer(request, request.operation.handler(request))
    except SoulSeerError as error:
        if error.final:
            body = _encoder.encode(error.problem(request.request_id))
            _keep(answers, stored, StoredAnswer(error.status, PROBLEM_JSON, body, error.headers()))
        else:
            _keep(answers, stored, None)
        raise
    except Exception:
        _keep(answers, stored, None)
        raise
    kept = StoredAnswer(answer.status, answer.headers["Content-Type"], answer.body)
    _keep(answers, stored, kept)
    return answer


def _keep(answers: AnswerStore, run: Run, answer: StoredAnswer | None) -> None:
    """Keep the answer, or free the key when there is none to keep.

    That the table fails here must not turn what was done into an error: the lease runs out, and a retry makes the same
    again. Anything else is a defect of ours, and is answered and logged as one.
    """
    try:
        if answer is None:
            answers.release(run)
        else:
            answers.finish(run, answer)
    except TABLE_FAILED as error:
        observability.log_failure(error)


# --- answering --------------------------------------------------------------------------------------------------


def _headers(request_id: str, content_type: str, cache_control: str) -> dict[str, str]:
    return _SECURITY_HEADERS | {
        "Content-Type": content_type,
        "Cache-Control": cache_control,
        "X-Request-Id": request_id,
        "Vary": "Authorization, Origin",
    }


def _answer(request: Request[Any, Any], result: Any) -> HttpAnswer:
    operation = request.operation
    extra: Mapping[str, str] = {}
    if isinstance(result, Answer):
        result, extra = result.value, result.headers
    if result is None:
        body = b""
    elif isinstance(result, bytes):
        body = result
    else:
        body = _encoder.encode(result) if operation.produces == JSON else result.encode()
    if operation.cache_seconds:
        cache_control = f"public, max-age={operation.cache_seconds}"
    else:
        cache_control = "private, no-cache" if operation.etag else "no-store"
    headers = _headers(request.request_id, operation.produces, cache_control)
    headers.update(extra)
    if operation.etag:
        headers["ETag"] = tag = _entity_tag(operation, result, body)
        if _matches(request.headers.get("if-none-match"), tag):
            return HttpAnswer(304, headers, b"")
    return HttpAnswer(operation.status, headers, body)


def _entity_tag(operation: Operation, result: Any, body: bytes) -> str:
    if operation.etag_ignore:
        for path in operation.etag_ignore:
            result = _without(result, path)
        body = _encoder.encode(result)
    digest = hashlib.blake2b(body, digest_size=16).digest()
    return f'"{base64.urlsafe_b64encode(digest).rstrip(b"=").decode()}"'


def _without(value: Any, path: str) -> Any:
    """Return a structure with the field at the dotted `path` blanked; a part that is null has nothing to blank."""
    name, _, rest = path.partition(".")
    inner = getattr(value, name)
    if inner is None:
        return value
    return msgspec.structs.replace(value, **{name: _without(inner, rest) if rest else None})


def _matches(if_none_match: str | None, tag: str) -> bool:
    """Compare as RFC 9110 (13.1.2) says: weakly, against any of the tags, `*` matching everything."""
    if not if_none_match:
        return False
    return any(each.strip().removeprefix("W/") in (tag, "*") for each in if_none_match.split(","))
