"""What a declaration gives by itself: decoding, problems, headers, ETags, paging, running once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

import msgspec
import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, ReadTimeoutError
from chalice.app import Chalice
from msgspec import Meta
from pynamodb.exceptions import GetError, QueryError

from chalicelib.core import binding
from chalicelib.core.api import ANY, CLIENT, PUBLIC, Answer, Operations, Request
from chalicelib.core.errors import Conflict, NotFound, RateLimited, TryAgain, ValidationFailed
from chalicelib.core.rate import RateLimit
from chalicelib.core.runtime import Runtime
from chalicelib.core.table import TableBusy
from chalicelib.core.wire import Body, Id, Page, PageQuery, Query, View
from tests.api.client import ApiClient
from tests.api.conftest import WEB_ORIGIN
from tests.conftest import ManualClock

SOME_ID = "ses_" + "0" * 26
Serve = Callable[[Operations], ApiClient]


def refused(status: int, code: str) -> ClientError:
    answer: Any = {"Error": {"Code": code, "Message": ""}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(answer, "GetItem")


class Rate(Body):
    modality: Literal["text", "voice"]
    rate_cents: Annotated[int, Meta(ge=50, le=5000)]


class Rates(Body):
    rates: Annotated[list[Rate], Meta(max_length=3)]
    note: Annotated[str, Meta(max_length=10)] | None = None


class Search(Query):
    q: Annotated[str, Meta(max_length=20)] | None = None
    online: bool = False
    at_least: Annotated[int, Meta(ge=0)] = msgspec.field(name="from", default=0)
    speciality: list[str] = msgspec.field(default_factory=list)


class Echo(View):
    made: Any
    server_time: str | None = None


@dataclass
class World:
    """What the handlers below look at and leave behind."""

    calls: list[Any] = field(default_factory=list)
    fail: list[Exception] = field(default_factory=list)
    value: int = 1
    time: str = "a"


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def api(serve: Serve, world: World) -> ApiClient:
    operations = Operations()
    declare = operations.operation

    def act(made: Any) -> Echo:
        world.calls.append(made)
        if world.fail:
            raise world.fail.pop(0)
        return Echo(made=made, server_time=world.time)

    @declare("PUT", "/v1/rates", roles=PUBLIC, body=Rates, returns=Echo, summary="s", tags=("t",))
    def put_rates(request: Request[Rates]) -> Echo:
        return act([each.rate_cents for each in request.body.rates])

    @declare("GET", "/v1/search", roles=PUBLIC, query=Search, returns=Echo, summary="s", tags=("t",))
    def search(request: Request[None, Search]) -> Echo:
        found = request.query
        return act([found.q, found.online, found.at_least, found.speciality])

    @declare(
        "GET",
        "/v1/things/{thing_id}/{name}",
        roles=PUBLIC,
        returns=Echo,
        etag=True,
        etag_ignore=("server_time",),
        errors=(Conflict,),
        summary="s",
        tags=("t",),
    )
    def get_thing(request: Request) -> Echo:
        return act([request.path["thing_id"], request.path["name"], world.value])

    @declare(
        "POST",
        "/v1/things/{thing_id}/orders",
        roles={CLIENT},
        body=Rates,
        returns=Echo,
        status=201,
        idempotent=True,
        errors=(Conflict,),
        summary="s",
        tags=("t",),
    )
    def order(request: Request[Rates]) -> Echo:
        return act(request.idempotency_id)

    @declare("POST", "/v1/hook", roles=PUBLIC, raw_body=True, returns=Echo, summary="s", tags=("t",))
    def hook(request: Request) -> Echo:
        return act([request.raw_body.hex(), request.headers.get("X-Signature")])

    @declare(
        "GET",
        "/v1/list",
        roles=ANY,
        query=PageQuery,
        returns=Page[int],
        allow_suspended=True,
        summary="s",
        tags=("t",),
    )
    def list_numbers(request: Request[None, PageQuery]) -> Page[int]:
        start = (request.decode_cursor(request.query.cursor) or {"n": 0})["n"]
        following = start + request.query.limit
        return Page(
            items=list(range(start, min(following, 10))),
            next_cursor=request.encode_cursor({"n": following} if following < 10 else None),
        )

    @declare(
        "GET", "/v1/file.csv", roles=ANY, produces="text/csv; charset=utf-8", returns=str, summary="s", tags=("t",)
    )
    def file(request: Request) -> Answer[str]:
        return Answer("a,é\r\n", {"Content-Disposition": 'attachment; filename="a.csv"'})

    @declare("DELETE", "/v1/gone", roles=PUBLIC, returns=None, status=204, summary="s", tags=("t",))
    def gone(request: Request) -> None:
        act("gone")

    return serve(operations)


# --- bodies -----------------------------------------------------------------------------------------------------


def test_a_good_body_reaches_the_handler(api: ApiClient) -> None:
    answer = api.put("/v1/rates", {"rates": [{"modality": "text", "rate_cents": 250}]})
    assert answer.json["made"] == [250]


@pytest.mark.parametrize(
    ("content", "field_path"),
    [
        (b'{"rates":[{"modality":"text","rate_cents":"250"}]}', "rates[0].rate_cents"),
        (b'{"rates":[{"modality":"text","rate_cents":250.0}]}', "rates[0].rate_cents"),
        (b'{"rates":[{"modality":"text","rate_cents":true}]}', "rates[0].rate_cents"),
        (b'{"rates":[{"modality":"text","rate_cents":49}]}', "rates[0].rate_cents"),
        (b'{"rates":[{"modality":"text","rate_cents":1e400}]}', "rates[0].rate_cents"),
        (b'{"rates":[{"modality":"tarot","rate_cents":50}]}', "rates[0].modality"),
        (b'{"rates":[{"modality":"text"}]}', "rates[0].rate_cents"),
        (b'{"rates":[{"modality":"text","rate_cents":50,"tip":1}]}', "rates[0].tip"),
        (b'{"rates":[],"extra":1}', "extra"),
        (b'{"rates":[],"note":"01234567890"}', "note"),
        (b"{}", "rates"),
        (b"[]", None),
        (b"null", None),
    ],
)
def test_an_unacceptable_value_is_named(api: ApiClient, content: bytes, field_path: str | None) -> None:
    answer = api.put("/v1/rates", content=content)
    assert (answer.status, answer.code, answer.json.get("field")) == (422, "validation_failed", field_path)


@pytest.mark.parametrize(
    "content", [b"", b"{", b'{"rates":[]} x', b"\xff", b'{"rates":[],"note":"\xff"}', b'{"rates":NaN}', b"[" * 60_000]
)
def test_a_body_that_is_no_json_is_malformed(api: ApiClient, content: bytes) -> None:
    answer = api.put("/v1/rates", content=content)
    assert answer.code in ("malformed_request", "validation_failed")
    if not content.startswith(b"["):
        assert (answer.status, answer.code) == (400, "malformed_request")


@pytest.mark.parametrize("content_type", ["text/plain", "application/jsonp", "", "multipart/form-data"])
def test_another_content_type_is_malformed(api: ApiClient, content_type: str) -> None:
    answer = api.put("/v1/rates", {"rates": []}, headers={"Content-Type": content_type})
    assert (answer.status, answer.code) == (400, "malformed_request")


def test_the_content_type_may_carry_a_charset(api: ApiClient) -> None:
    headers = {"Content-Type": "Application/JSON; charset=utf-8"}
    assert api.put("/v1/rates", {"rates": []}, headers=headers).status == 200


def test_a_body_over_the_limit_is_too_large(api: ApiClient) -> None:
    fits = b'{"rates":[]' + b" " * (65_536 - 12) + b"}"
    assert api.put("/v1/rates", content=fits).status == 200
    answer = api.put("/v1/rates", content=fits + b" ")
    assert (answer.status, answer.code) == (413, "payload_too_large")


def test_a_raw_body_is_handed_over_as_it_came(api: ApiClient) -> None:
    answer = api.post("/v1/hook", content=b"\xff\x00{", headers={"x-signature": "s"})
    assert answer.json["made"] == ["ff007b", "s"]


# --- queries and paths --------------------------------------------------------------------------------------------


def test_a_query_is_converted(api: ApiClient) -> None:
    query = {"q": "luna 1", "online": "true", "from": "7", "speciality": ["tarot", "dreams"]}
    assert api.get("/v1/search", query=query).json["made"] == ["luna 1", True, 7, ["tarot", "dreams"]]
    assert api.get("/v1/search").json["made"] == [None, False, 0, []]


@pytest.mark.parametrize(
    ("query", "field_path"),
    [
        ({"from": "1.5"}, "from"),
        ({"from": "-1"}, "from"),
        ({"online": "perhaps"}, "online"),
        ({"q": "x" * 21}, "q"),
        ({"unknown": "1"}, "unknown"),
        ({"q": ["a", "b"]}, "q"),
    ],
)
def test_an_unacceptable_parameter_is_named(api: ApiClient, query: dict[str, Any], field_path: str) -> None:
    answer = api.get("/v1/search", query=query)
    assert (answer.code, answer.json["field"]) == ("validation_failed", field_path)


@pytest.mark.parametrize(
    "thing_id", ["x", "SES_" + "0" * 26, "ses_" + "u" * 26, SOME_ID + "0", SOME_ID + "%0A", "ses%23" + "0" * 26]
)
def test_what_cannot_be_an_id_is_not_found(api: ApiClient, thing_id: str) -> None:
    assert api.get(f"/v1/things/{thing_id}/a").code == "not_found"
    assert api.get(f"/v1/things/{SOME_ID}/{'n' * 65}").code == "not_found"


# --- answers ----------------------------------------------------------------------------------------------------


def test_private_answers_are_kept_by_nobody(api: ApiClient) -> None:
    answer = api.get("/v1/list", as_="test|client|suspended")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert "max-age" in answer.headers["strict-transport-security"]
    assert answer.headers["access-control-allow-origin"] == WEB_ORIGIN
    assert answer.headers["access-control-expose-headers"].split(",") == list(binding.ANSWER_HEADERS)


def test_text_goes_out_as_declared(api: ApiClient) -> None:
    answer = api.get("/v1/file.csv", as_="test|client")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.body == "a,é\r\n".encode()


def test_an_empty_answer_has_no_body(api: ApiClient) -> None:
    assert api.request("DELETE", "/v1/gone").body == b""


def test_an_unknown_method_is_a_problem_too(api: ApiClient) -> None:
    answer = api.request("DELETE", "/v1/rates")
    assert (answer.status, answer.code, answer.headers["allow"]) == (405, "method_not_allowed", "PUT")


def test_an_unexpected_failure_tells_nothing_but_the_request_id(
    api: ApiClient, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.fail = [RuntimeError("secret@example.test")]
    answer = api.get("/v1/search", query={"q": "private words"})
    assert (answer.status, answer.code) == (500, "internal_error")
    assert answer.json["request_id"] == answer.headers["x-request-id"]
    assert b"secret" not in answer.body
    logged = repr([record.__dict__ for record in caplog.records])
    assert "RuntimeError" in logged
    assert "secret@" not in logged
    assert "private words" not in logged


def test_who_calls_while_the_issuer_does_not_answer_is_not_told_to_sign_in_again(api: ApiClient) -> None:
    api.issuer.down = True
    answer = api.get("/v1/list", token=api.issuer.token("test|client"))
    assert (answer.status, answer.code, answer.headers["retry-after"]) == (503, "try_again", "2")


def test_a_busy_table_asks_to_try_again(api: ApiClient, world: World) -> None:
    world.fail = [TableBusy()]
    answer = api.get("/v1/search")
    assert (answer.status, answer.code, answer.headers["retry-after"]) == (503, "try_again", "1")


def test_no_token_or_subject_reaches_the_log(api: ApiClient, caplog: pytest.LogCaptureFixture) -> None:
    token = api.issuer.token("test|client", exp=1)
    api.get("/v1/list", token=token)
    logged = repr([record.__dict__ for record in caplog.records])
    assert token not in logged
    assert token.split(".")[1] not in logged
    assert "test|client" not in logged


# --- ETags --------------------------------------------------------------------------------------------------------


def test_what_did_not_change_is_not_sent_again(api: ApiClient, world: World) -> None:
    path = f"/v1/things/{SOME_ID}/a"
    first = api.get(path)
    tag = first.headers["etag"]
    world.time = "later"
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = api.get(path, headers={"If-None-Match": known})
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    assert api.get(path, headers={"If-None-Match": '"other"'}).status == 200
    world.value = 2
    changed = api.get(path, headers={"If-None-Match": tag})
    assert changed.status == 200
    assert changed.headers["etag"] != tag


# --- paging -------------------------------------------------------------------------------------------------------


def test_pages_follow_each_other(api: ApiClient) -> None:
    first = api.get("/v1/list", as_="test|client", query={"limit": 6}).json
    second = api.get("/v1/list", as_="test|client", query={"limit": 6, "cursor": first["next_cursor"]}).json
    assert first["items"] + second["items"] == list(range(10))
    assert second["next_cursor"] is None


def test_a_cursor_is_of_use_to_its_owner_only(api: ApiClient) -> None:
    cursor = api.get("/v1/list", as_="test|client", query={"limit": 6}).json["next_cursor"]
    stolen = api.get("/v1/list", as_="test|reader", query={"cursor": cursor})
    assert (stolen.status, stolen.code) == (400, "invalid_cursor")
    assert api.get("/v1/list", as_="test|client", query={"cursor": cursor[:-2]}).code == "invalid_cursor"


@pytest.mark.parametrize("limit", ["0", "101", "-1", "x"])
def test_a_page_holds_1_to_100(api: ApiClient, limit: str) -> None:
    assert api.get("/v1/list", as_="test|client", query={"limit": limit}).json["field"] == "limit"


# --- running once ---------------------------------------------------------------------------------------------------

ORDER = f"/v1/things/{SOME_ID}/orders"


def place(
    api: ApiClient, key: str | None = "k", *, as_: str = "test|client", path: str = ORDER, note: str = ""
) -> Any:
    return api.post(path, {"rates": [], "note": note}, as_=as_, key=key)


def test_a_repeated_request_gets_the_stored_answer(api: ApiClient, world: World) -> None:
    first = place(api)
    again = api.post(ORDER, content=b'{ "note": "", "rates": [] }', as_="test|client", key="k")
    assert (first.status, again.status) == (201, 201)
    assert again.body == first.body
    assert "idempotent-replayed" not in first.headers
    assert again.headers["idempotent-replayed"] == "true"
    assert len(world.calls) == 1


def test_the_same_key_with_another_body_is_refused(api: ApiClient, world: World) -> None:
    place(api)
    answer = place(api, note="other")
    assert (answer.status, answer.code) == (422, "idempotency_key_reused")
    assert len(world.calls) == 1


def test_a_key_belongs_to_its_account_and_path(api: ApiClient, world: World) -> None:
    place(api)
    place(api, as_="test|client|")
    place(api, path=ORDER.replace("0", "1", 1))
    assert len(world.calls) == len(set(world.calls)) == 3
    assert all(len(made) == 26 for made in world.calls)


@pytest.mark.parametrize("key", [None, "", "x" * 256, "a\tb", "é"])
def test_a_key_is_required_and_printable(api: ApiClient, key: str | None) -> None:
    answer = place(api, key)
    assert (answer.status, answer.code) == (400, "idempotency_key_required")


def test_a_final_refusal_is_stored_too(api: ApiClient, world: World) -> None:
    world.fail = [NotFound()]
    assert place(api).code == "not_found"
    again = place(api)
    assert (again.code, again.headers["idempotent-replayed"]) == ("not_found", "true")
    assert len(world.calls) == 1


@pytest.mark.parametrize(
    "failure",
    [
        EndpointConnectionError(endpoint_url="http://table.test"),
        GetError("Failed to get item", ReadTimeoutError(endpoint_url="http://table.test")),
        QueryError("Failed to query items", refused(400, "ThrottlingException")),
        refused(503, "ServiceUnavailable"),
    ],
)
def test_a_table_that_cannot_be_reached_is_a_passing_failure_and_logged(
    api: ApiClient, world: World, caplog: pytest.LogCaptureFixture, failure: Exception
) -> None:
    world.fail = [failure]
    answer = api.get("/v1/search", query={"q": "anything"})
    assert (answer.status, answer.code, answer.headers["retry-after"]) == (503, "try_again", "1")
    assert "tells what became of it" in answer.json["detail"]
    assert any(each.levelname == "ERROR" for each in caplog.records)


@pytest.mark.parametrize(
    "failure", [refused(400, "ValidationException"), GetError("Failed", refused(400, "AccessDeniedException"))]
)
def test_a_request_that_the_table_refuses_for_good_is_a_defect_of_ours(
    api: ApiClient, world: World, failure: Exception
) -> None:
    world.fail = [failure]
    assert api.get("/v1/search", query={"q": "anything"}).code == "internal_error"


@pytest.mark.parametrize("failure", [RuntimeError(), TableBusy(), TryAgain(), Conflict()])
def test_a_passing_failure_is_not_stored(api: ApiClient, world: World, failure: Exception) -> None:
    world.fail = [failure]
    assert place(api).code in ("internal_error", "try_again", "conflict")
    assert place(api).status == 201
    assert world.calls[0] == world.calls[1]


def test_while_the_first_runs_the_second_waits(api: ApiClient, world: World, clock: ManualClock) -> None:
    """A run that dies with its process leaves its lease; it is taken over when the lease has run out."""
    world.fail = [SystemExit()]  # type: ignore[list-item]  # not an Exception: nothing may catch it
    with pytest.raises(SystemExit):
        place(api)
    waiting = place(api)
    assert (waiting.status, waiting.code) == (409, "idempotency_in_progress")
    assert waiting.headers["retry-after"] == "60"
    clock.advance(60)
    assert place(api).status == 201
    assert world.calls[0] == world.calls[1]


def test_an_answer_that_cannot_be_kept_is_given_all_the_same(
    api: ApiClient, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise TableBusy

    monkeypatch.setattr(type(runtime.answers), "finish", fail)
    assert place(api).status == 201


# --- declaring ------------------------------------------------------------------------------------------------------


class Loose(msgspec.Struct):
    name: str


class NeedsName(Query):
    name: str


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"roles": set()}, "no role"),
        ({"method": "HEAD"}, "method"),
        ({"path": "/things"}, "path"),
        ({"path": "/v1/things/"}, "path"),
        ({"method": "GET", "body": Rates}, "no body"),
        ({"body": Loose}, "unknown fields"),
        ({"query": NeedsName}, "default"),
        ({"roles": PUBLIC, "idempotent": True}, "idempotent"),
        ({"roles": PUBLIC, "allow_suspended": True}, "allow_suspended"),
        ({"optional_actor": True}, "optional"),
        ({"etag": True}, "ETag"),
        ({"cache_seconds": 5}, "cached"),
        ({"raw_body": True, "body": Rates}, "raw body"),
        ({"roles": PUBLIC, "rate": RateLimit(1, 60)}, "counted"),
        ({"status": 204}, "204"),
        ({"path_types": {"name": str}}, "no parameter"),
    ],
    ids=str,
)
def test_a_declaration_that_contradicts_itself_is_refused(changes: dict[str, Any], complaint: str) -> None:
    declaration: dict[str, Any] = {
        "method": "POST",
        "path": "/v1/things",
        "roles": {CLIENT},
        "returns": Echo,
        "summary": "s",
        "tags": ("t",),
    }
    with pytest.raises(TypeError, match=complaint):
        Operations().operation(**declaration | changes)(lambda request: None)


def test_roles_have_no_default() -> None:
    with pytest.raises(TypeError, match="roles"):
        Operations().operation("GET", "/v1/x", returns=Echo, summary="s", tags=())  # type: ignore[call-arg]


def test_a_route_or_a_name_is_declared_once() -> None:
    operations = Operations()
    common: dict[str, Any] = {"roles": PUBLIC, "returns": Echo, "summary": "s", "tags": ("t",)}

    def one(request: Request) -> None: ...

    def two(request: Request) -> None: ...

    operations.operation("GET", "/v1/x", **common)(one)
    with pytest.raises(TypeError, match="twice"):
        operations.operation("GET", "/v1/x", **common)(two)
    with pytest.raises(TypeError, match="called one"):
        operations.operation("GET", "/v1/y", **common)(one)


def test_operations_are_bound_only_after_the_cors_rules() -> None:
    with pytest.raises(ValueError, match="cors"):
        binding.bind(Chalice(app_name="x", configure_logs=False), [], lambda: None)  # type: ignore[arg-type, return-value]


def test_an_operation_without_an_account_has_no_actor(runtime: Runtime) -> None:
    from chalicelib.core.errors import Unauthenticated

    operations = Operations()
    common: dict[str, Any] = {"roles": PUBLIC, "returns": Echo, "summary": "s", "tags": ("t",)}
    operations.operation("GET", "/v1/x", **common)(lambda request: None)
    declared = next(iter(operations))
    request: Request[None, None] = Request(declared, runtime, None, None, {}, {}, b"", 1_000, "r")
    with pytest.raises(Unauthenticated):
        _ = request.actor
    with pytest.raises(TypeError, match="idempotent"):
        _ = request.idempotency_id
    assert request.now.isoformat() == "1970-01-01T00:00:01+00:00"
    assert msgspec.structs.replace(declared, roles=ANY).public is False
    assert ValidationFailed in declared.errors or declared.query is None
    assert Id is not None


def test_an_account_is_limited_where_the_declaration_says_so(serve: Serve, runtime: Runtime) -> None:
    counted: list[tuple[str, RateLimit]] = []

    def count(user_id: str, operation_id: str, limit: RateLimit, now_ms: int) -> None:
        counted.append((operation_id, limit))
        if len(counted) > 1:
            raise RateLimited(retry_after_seconds=9)

    operations = Operations()

    @operations.operation("POST", "/v1/sent", roles=ANY, returns=Echo, rate=RateLimit(1, 60), summary="s", tags=("t",))
    def send(request: Request) -> Echo:
        return Echo(made=None)

    object.__setattr__(runtime, "count_request", count)
    api = serve(operations)
    assert api.post("/v1/sent", as_="test|client").status == 200
    refused = api.post("/v1/sent", as_="test|client")
    assert (refused.status, refused.code, refused.headers["retry-after"]) == (429, "rate_limited", "9")
    assert counted == [("send", RateLimit(1, 60))] * 2
