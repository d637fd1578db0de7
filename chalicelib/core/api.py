"""Typed operations: one declaration gives decoding, validation, authorisation, OpenAPI and error mapping.

How to add a route
==================
1. Write the area's `routes.py`: request types (`Body`, `Query`, `PageQuery` of `core.wire`), answers (`View`), errors
   (`SoulSeerError` subclasses, beside the service), and one function for each operation:

       class StartSession(Body):
           reader_id: Id
           modality: Modality                                  # a StrEnum or Literal

       @operation("POST", "/v1/sessions", roles={CLIENT}, body=StartSession, returns=SessionView, status=201,
                  idempotent=True, errors=(ReaderUnavailable, InsufficientFunds), tags=("sessions",),
                  summary="Ask a reader for a session")
       def start_session(request: Request[StartSession]) -> SessionView:
           session = service.start(request.actor, request.body, session_id=f"ses_{request.idempotency_id}",
                                   now_ms=request.now_ms)
           return view(session, request.actor)

2. Name the module in `chalicelib/areas.py`. That is all: the route, its authorisation test, its page of the API
   document and its answers follow. Run `make openapi` and commit `docs/openapi.json`.

What a declaration says
=======================
- `roles`: a set of roles, `ANY`, or `PUBLIC`. There is no default. `allow_suspended=True` also admits suspended
  accounts (their own data, reading). `PUBLIC` with `optional_actor=True` takes a token when one comes and checks it.
- `body` is strict: `"1"` and `1.0` are no integers, unknown fields are refused by name. `query` is a struct whose
  fields all have defaults; text is converted. Limits are written `Annotated[int, Meta(ge=…, le=…)]` and reach the
  document.
- Path parameters are named by the template. One that ends in `_id` must have the form of an id, another is text of
  64 characters at the most, unless `path_types={"name": type}` says otherwise. What cannot exist is `not_found`.
- `raw_body=True` (webhooks): the body is not decoded, `request.raw_body` holds the very bytes.
- `returns`: the type of the answer; `str` together with `produces="text/csv; charset=utf-8"`; or None with status 204.
  A handler that must set headers returns `Answer(value, {"Content-Disposition": …})`.
- `errors`: what the handler itself may raise. Errors that follow from the declaration (401, 403, 422 …) are added.
- `etag=True` (GET): the answer carries an ETag and `If-None-Match` gives 304; the (dotted) fields in
  `etag_ignore` do not count.
- `idempotent=True` (POST): `Idempotency-Key` is required, a repeated request gets the stored answer.
  `request.idempotency_id` is 26 characters made from actor, route and key: build new ids from it, so that a retry
  after a crash makes the same thing.
- `rate=RateLimit(10, 60)`: at most 10 requests of an account in a window of 60 seconds, else 429 with `Retry-After`.
- `cache_seconds`: public answers that anybody may keep for so long. Everything else is `no-store`, or `no-cache` with
  an ETag.

A handler gets one argument, `Request[BodyType, QueryType]` (either None where there is none): `actor`, `identity`,
`path`, `query`, `body`, `raw_body`, `headers`, `now_ms`, `now`, `request_id`, `idempotency_id` and `runtime`
(settings, clock, ids, gateways). It returns its view or raises. `request.encode_cursor(page.next_key)` and
`request.decode_cursor(request.query.cursor)` bind a cursor to the operation, its path parameters and the caller.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Final, Generic, TypeVar, final

import msgspec
from typing_extensions import TypeVar as DefaultTypeVar

from chalicelib.core.auth import Actor, Identity, Role
from chalicelib.core.clock import to_datetime
from chalicelib.core.cursors import decode_cursor, encode_cursor
from chalicelib.core.errors import (
    AccountSuspended,
    Forbidden,
    IdempotencyInProgress,
    IdempotencyKeyRequired,
    IdempotencyKeyReused,
    InternalError,
    InvalidCursor,
    MalformedRequest,
    NotFound,
    PayloadTooLarge,
    RateLimited,
    SoulSeerError,
    TryAgain,
    Unauthenticated,
    ValidationFailed,
)
from chalicelib.core.wire import Id, PageQuery

if TYPE_CHECKING:
    from chalicelib.core.rate import RateLimit
    from chalicelib.core.runtime import Runtime

CLIENT: Final = Role.CLIENT
READER: Final = Role.READER
ADMIN: Final = Role.ADMIN
ANY: Final = frozenset(Role)

JSON: Final = "application/json"
MAX_BODY_BYTES: Final = 65_536

_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
_WITHOUT_BODY = frozenset({"GET", "DELETE"})
_PARAMETER = re.compile(r"\{([a-z_]+)\}")
_PLAIN_PARAMETER = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]


@final
class Public:
    """The mark of an operation that needs no account."""

    def __repr__(self) -> str:
        return "PUBLIC"


PUBLIC: Final = Public()

B = DefaultTypeVar("B", default=None)
Q = DefaultTypeVar("Q", default=None)
A = TypeVar("A")
H = TypeVar("H", bound=Callable[..., Any])


class Answer(msgspec.Struct, Generic[A], frozen=True):
    """An answer with headers of its own."""

    value: A
    headers: Mapping[str, str] = msgspec.field(default_factory=dict)


class Request(msgspec.Struct, Generic[B, Q], frozen=True):
    """A request that was admitted and decoded; `Request[BodyType, QueryType]`, None where there is none.

    `now_ms` is the instant of receipt by the injected clock: everything a request does happens at this instant.
    """

    operation: Operation
    runtime: Runtime
    body: B
    query: Q
    path: Mapping[str, Any]
    headers: Mapping[str, str]
    raw_body: bytes
    now_ms: int
    request_id: str
    actor_or_none: Actor | None = None
    identity: Identity | None = None
    key_id: str | None = None

    @property
    def actor(self) -> Actor:
        """The calling account. Only public operations may be without one; those read `actor_or_none`."""
        if self.actor_or_none is None:
            raise Unauthenticated
        return self.actor_or_none

    @property
    def now(self) -> datetime:
        """The instant of receipt as an aware UTC `datetime`."""
        return to_datetime(self.now_ms)

    @property
    def idempotency_id(self) -> str:
        """26 characters that stand for actor, route and Idempotency-Key; the same on every retry."""
        if self.key_id is None:
            raise TypeError(f"{self.operation.operation_id} is not declared idempotent")
        return self.key_id

    def encode_cursor(self, start_key: Mapping[str, Any] | None) -> str | None:
        """Return the signed cursor of a page's `next_key`; None when there is no next page."""
        if start_key is None:
            return None
        return encode_cursor(self.runtime.settings.secret("cursor_secret"), self._cursor_scope(), start_key)

    def decode_cursor(self, cursor: str | None) -> dict[str, Any] | None:
        """Return the key that `cursor` stands for; None for the first page.

        Raises:
            InvalidCursor: it was edited, or made for another list, filter owner or caller.
        """
        if cursor is None:
            return None
        return decode_cursor(self.runtime.settings.secret("cursor_secret"), self._cursor_scope(), cursor)

    def _cursor_scope(self) -> tuple[str, ...]:
        owner = self.actor_or_none.user_id if self.actor_or_none is not None else ""
        return (self.operation.operation_id, owner, *map(str, self.path.values()))


class Operation(msgspec.Struct, frozen=True, eq=False):
    """One declared operation of the API; everything about a route follows from this."""

    method: str
    path: str
    handler: Callable[[Request[Any, Any]], Any]
    operation_id: str
    summary: str
    description: str
    tags: tuple[str, ...]
    roles: frozenset[Role] | Public
    allow_suspended: bool
    optional_actor: bool
    body: Any
    query: type[msgspec.Struct] | None
    returns: Any
    produces: str
    status: int
    errors: tuple[type[SoulSeerError], ...]
    idempotent: bool
    etag: bool
    etag_ignore: tuple[str, ...]
    raw_body: bool
    max_body_bytes: int
    cache_seconds: int
    rate: RateLimit | None
    path_types: Mapping[str, Any]

    @property
    def public(self) -> bool:
        """Whether the operation needs no account."""
        return isinstance(self.roles, Public)

    @property
    def admits(self) -> frozenset[Role]:
        """The roles that are admitted when an account calls."""
        return ANY if isinstance(self.roles, Public) else self.roles


class Operations:
    """A registry of operations. The application has one (`OPERATIONS`); tests make their own."""

    def __init__(self) -> None:
        self._by_route: dict[tuple[str, str], Operation] = {}
        self._by_id: dict[str, Operation] = {}

    def __iter__(self) -> Iterator[Operation]:
        return iter(self._by_route.values())

    def __len__(self) -> int:
        return len(self._by_route)

    def named(self, operation_id: str) -> Operation:
        """Return a declared operation; raises KeyError when none has this id."""
        return self._by_id[operation_id]

    def operation(
        self,
        method: str,
        path: str,
        *,
        roles: Collection[Role] | Public,
        summary: str,
        tags: tuple[str, ...],
        returns: Any,
        body: Any = None,
        query: type[msgspec.Struct] | None = None,
        status: int = 200,
        errors: tuple[type[SoulSeerError], ...] = (),
        allow_suspended: bool = False,
        optional_actor: bool = False,
        idempotent: bool = False,
        etag: bool = False,
        etag_ignore: tuple[str, ...] = (),
        raw_body: bool = False,
        max_body_bytes: int = MAX_BODY_BYTES,
        cache_seconds: int = 0,
        rate: RateLimit | None = None,
        produces: str = JSON,
        path_types: Mapping[str, Any] | None = None,
    ) -> Callable[[H], H]:
        """Declare an operation; see the top of this module.

        Raises:
            TypeError: the declaration is incomplete, contradicts itself or is declared already.
        """

        def declare(handler: H) -> H:
            declared = Operation(
                method=method,
                path=path,
                handler=handler,
                operation_id=handler.__name__,
                summary=summary,
                description=_paragraphs(handler.__doc__),
                tags=tags,
                roles=roles if isinstance(roles, Public) else frozenset(roles),
                allow_suspended=allow_suspended,
                optional_actor=optional_actor,
                body=body,
                query=query,
                returns=returns,
                produces=produces,
                status=status,
                errors=(),
                idempotent=idempotent,
                etag=etag,
                etag_ignore=etag_ignore,
                raw_body=raw_body,
                max_body_bytes=max_body_bytes,
                cache_seconds=cache_seconds,
                rate=rate,
                path_types=_path_types(path, path_types or {}),
            )
            _check(declared)
            self._add(msgspec.structs.replace(declared, errors=_all_errors(declared, errors)))
            return handler

        return declare

    def _add(self, declared: Operation) -> None:
        route = declared.method, declared.path
        if route in self._by_route:
            raise TypeError(f"{declared.method} {declared.path} is declared twice")
        if declared.operation_id in self._by_id:
            raise TypeError(f"two operations are called {declared.operation_id}")
        self._by_route[route] = declared
        self._by_id[declared.operation_id] = declared


OPERATIONS: Final = Operations()
operation = OPERATIONS.operation


def _paragraphs(docstring: str | None) -> str:
    return "\n".join(line.strip() for line in (docstring or "").strip().splitlines())


def _path_types(path: str, given: Mapping[str, Any]) -> dict[str, Any]:
    names = _PARAMETER.findall(path)
    unknown = set(given) - set(names)
    if unknown:
        raise TypeError(f"{path} has no parameter {', '.join(sorted(unknown))}")
    return {name: given.get(name, Id if name.endswith("_id") else _PLAIN_PARAMETER) for name in names}


def _check(declared: Operation) -> None:
    where = f"{declared.method} {declared.path}"
    problems = {
        "the method is not one of the API's": declared.method not in _METHODS,
        "the path must start with /v1/ and not end with a slash": not re.fullmatch(
            r"(/v1)(/[a-z0-9_.{}-]+)+", declared.path
        ),
        "no role is admitted": not isinstance(declared.roles, Public) and not declared.roles,
        "a public operation needs no allow_suspended": declared.public and declared.allow_suspended,
        "only a public operation has an optional actor": declared.optional_actor and not declared.public,
        "this method takes no body": declared.method in _WITHOUT_BODY
        and (declared.body is not None or declared.raw_body),
        "a raw body is not decoded": declared.raw_body and declared.body is not None,
        "only a POST of an account can be idempotent by key": declared.idempotent
        and (declared.public or declared.method != "POST"),
        "an ETag belongs to a GET": declared.etag and declared.method != "GET",
        "only public answers can be cached by others": declared.cache_seconds > 0 and not declared.public,
        "only the requests of an account are counted": declared.rate is not None and declared.public,
        "a body must refuse unknown fields": _admits_unknown_fields(declared.body),
        "a query must refuse unknown parameters": _admits_unknown_fields(declared.query),
        "every query parameter needs a default": declared.query is not None
        and any(each.required for each in msgspec.structs.fields(declared.query)),
        "204 goes with no answer type": (declared.status == 204) != (declared.returns is None),
    }
    wrong = [problem for problem, is_wrong in problems.items() if is_wrong]
    if wrong:
        raise TypeError(f"{where}: {'; '.join(wrong)}")


def _admits_unknown_fields(struct: Any) -> bool:
    config = getattr(struct, "__struct_config__", None)
    return config is not None and not config.forbid_unknown_fields


def _all_errors(declared: Operation, raised: tuple[type[SoulSeerError], ...]) -> tuple[type[SoulSeerError], ...]:
    """Return every error the operation can answer: the handler's and those its declaration implies."""
    implied: list[type[SoulSeerError]] = [InternalError, TryAgain]
    if not declared.public or declared.optional_actor:
        implied.append(Unauthenticated)
        if not declared.allow_suspended:
            implied.append(AccountSuspended)
    if not declared.public and declared.admits != ANY:
        implied.append(Forbidden)
    if declared.rate is not None:
        implied.append(RateLimited)
    if declared.path_types:
        implied.append(NotFound)
    if declared.body is not None or declared.raw_body:
        implied.append(PayloadTooLarge)
    if declared.body is not None:
        implied += [MalformedRequest, ValidationFailed]
    if declared.query is not None:
        implied.append(ValidationFailed)
        if issubclass(declared.query, PageQuery):
            implied.append(InvalidCursor)
    if declared.idempotent:
        implied += [IdempotencyKeyRequired, IdempotencyKeyReused, IdempotencyInProgress]
    every = dict.fromkeys([*implied, *raised])
    return tuple(sorted(every, key=lambda error: (error.status, error.code)))
