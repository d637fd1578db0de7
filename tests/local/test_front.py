"""The front: the web app's files, the way to the API and to media, and what the app is told of its stage."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from aiohttp import web

from infrastructure.local.front import Front, make_app, page_headers
from infrastructure.local.layout import ACCOUNT, Layout
from infrastructure.local.relay import Relay
from infrastructure.local.web_files import WebFiles
from tests.emulator import free_port
from tests.local.servers import Served

PAGE = "<!doctype html><title>SoulSeer</title>"
PAGES = {
    "pages": [
        {"path": "/", "file": "index.html"},
        {"path": "/readers/:readerId", "file": "reader.html"},
        {"path": "/sessions/:sessionId/receipt", "file": "app.html"},
    ],
    "nowhere": "404.html",
    "inline_scripts": ["sha256-abc="],
}
SCRIPT = "console.log('soul');" * 200


async def _echo(request: web.Request) -> web.Response:
    """An API that says what it was asked."""
    told = {
        "method": request.method,
        "path": request.raw_path,
        "headers": dict(request.headers),
        "body": (await request.read()).decode(),
    }
    return web.json_response(told, status=418, headers={"X-Request-Id": "r1", "Retry-After": "7"})


async def _much(request: web.Request) -> web.Response:
    """An answer that is worth packing."""
    return web.json_response(["soul"] * int(request.match_info["times"]), headers={"ETag": '"much"'})


async def _picture(request: web.Request) -> web.Response:
    if request.match_info["key"] != "avatars/one.png":
        return web.Response(status=404, text="<Error><Code>NoSuchKey</Code></Error>")
    return web.Response(body=b"png", content_type="image/png", headers={"ETag": '"e1"', "x-amz-id-2": "inside"})


async def _sent_mails(request: web.Request) -> web.Response:
    mail = {
        "To": ["casey@example.com"],
        "Subject": "A <b>bold</b> subject",
        "BodyText": "Plain words",
        "BodyHtml": "<p>HTML words</p>",
        "Timestamp": 1_760_000_040.5,
    }
    return web.json_response({"messages": {ACCOUNT: [mail, mail | {"Subject": "The second", "BodyHtml": None}]}})


def _upstream(port: int) -> web.Application:
    app = web.Application()
    app.router.add_get("/_ministack/ses/messages", _sent_mails)
    app.router.add_get("/bucket/{key:.*}", _picture)
    app.router.add_get(r"/api/local/v1/much/{times:\d+}", _much)
    app.router.add_route("*", r"/api/{rest:[\s\S]*}", _echo)
    return app


class World:
    """A front with a built web app, and an upstream."""

    def __init__(self, state: Path, upstream: str) -> None:
        self.dist = state / "dist"
        (self.dist / "assets").mkdir(parents=True)
        (self.dist / ".edge").mkdir()
        (self.dist / ".edge" / "pages.json").write_text(json.dumps(PAGES))
        for name in ("index", "reader", "app", "404"):
            (self.dist / f"{name}.html").write_text(PAGE + name)
        (self.dist / "assets" / "app-1.js").write_text(SCRIPT)
        (self.dist / "icon.svg").write_text("<svg/>")
        (state / "secret.txt").write_text("secret")
        self.upstream = upstream
        self.state = state
        self.served = Served(self._make)

    def _make(self, port: int) -> web.Application:
        self.layout = Layout(self.state, port, free_port(), free_port(), int(self.upstream.rsplit(":", 1)[1]))
        return make_app(
            Front(
                layout=self.layout,
                files=WebFiles(self.dist),
                relay=Relay("made-up", frozenset({self.layout.origin}), lambda: 0.0),
            )
        )

    def deployed(self) -> None:
        stack = {"api_url": f"{self.upstream}/api/local", "media_bucket": "bucket"}
        self.layout.run_file.write_text(json.dumps({"stack": stack}))

    def get(self, path: str, **headers: str) -> requests.Response:
        # Prepared by hand: the library would tidy up the dots of a hostile path.
        request = requests.Request("GET", self.served.url, headers=headers).prepare()
        request.url = self.served.url + path
        with requests.Session() as session:
            return session.send(request, timeout=5, allow_redirects=False)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with Served(_upstream) as upstream:
        world = World(tmp_path, upstream.url)
        with world.served:
            world.deployed()
            yield world


@pytest.mark.parametrize(
    ("path", "file", "status"),
    [
        ("/", "index", 200),
        ("/readers/usr_1?from=home", "reader", 200),
        ("/readers/usr_1/", "reader", 200),
        ("/sessions/ses_1/receipt", "app", 200),
        ("/readers/", "404", 404),
        ("/readers//", "404", 404),
        ("/sessions/ses_1/nothing", "404", 404),
        ("/reader.html", "404", 404),
        ("/.edge/pages.json", "404", 404),
    ],
)
def test_every_page_address_has_its_page_and_others_are_not_found(
    world: World, path: str, file: str, status: int
) -> None:
    answer = world.get(path, Accept="text/html")
    assert (answer.status_code, answer.text) == (status, PAGE + file)
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "default-src 'self'; script-src 'self' 'sha256-abc='" in answer.headers["Content-Security-Policy"]
    assert "camera=(self), microphone=(self)" in answer.headers["Permissions-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_built_files_are_kept_for_ever_and_packed(world: World) -> None:
    packed = world.get("/assets/app-1.js", **{"Accept-Encoding": "gzip"})
    assert packed.text == SCRIPT
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) == len(gzip.compress(SCRIPT.encode(), 9, mtime=0))
    assert packed.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert packed.headers["Content-Type"] == "text/javascript; charset=utf-8"
    plain = world.get("/assets/app-1.js", **{"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers


def test_what_the_build_has_packed_better_is_preferred(world: World) -> None:
    (world.dist / "assets" / "app-1.js.br").write_bytes(b"packed by brotli")
    for accepted, coding in [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("identity", None)]:
        request = requests.Request("GET", f"{world.served.url}/assets/app-1.js", headers={"Accept-Encoding": accepted})
        with requests.Session() as session:
            answer = session.send(request.prepare(), timeout=5, stream=True)
            assert answer.headers.get("Content-Encoding") == coding
            assert (answer.raw.read(decode_content=False) == b"packed by brotli") is (coding == "br")


def test_long_answers_of_the_api_are_packed_as_the_gateway_packs_them(world: World) -> None:
    long = world.get("/v1/much/500", **{"Accept-Encoding": "gzip"})
    assert (long.headers["Content-Encoding"], long.headers["ETag"], len(long.json())) == ("gzip", '"much"', 500)
    assert "Content-Encoding" not in world.get("/v1/much/5", **{"Accept-Encoding": "gzip"}).headers
    assert "Content-Encoding" not in world.get("/v1/much/500", **{"Accept-Encoding": "identity"}).headers


def test_unchanged_files_are_not_sent_again(world: World) -> None:
    first = world.get("/icon.svg")
    assert world.get("/icon.svg", **{"If-None-Match": first.headers["ETag"]}).status_code == 304
    (world.dist / "icon.svg").write_text("<svg><g/></svg>")
    assert world.get("/icon.svg", **{"If-None-Match": first.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/assets/gone.js", "/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt", "/gone.png"]
)
def test_nothing_else_is_served(world: World, path: str) -> None:
    answer = world.get(path, Accept="image/*")
    assert answer.status_code == 404
    assert "secret" not in answer.text


def test_before_the_build_it_says_so(world: World) -> None:
    (world.dist / "index.html").unlink()
    answer = world.get("/")
    assert (answer.status_code, answer.text) == (503, "The web app is not built yet.")


def test_config_tells_the_stage(world: World) -> None:
    answer = world.get("/config.json")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json() == {
        "auth": {
            "domain": world.layout.issuer.rstrip("/"),
            "client_id": "soulseer-web",
            "audience": "https://api.soulseer.example",
        },
        "relay_path": "/local/relay",
        "stage": "local",
    }


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_api_requests_pass_whole(world: World, method: str) -> None:
    body = "x" * 100_000 if method in ("POST", "PUT", "PATCH") else None
    answer = requests.request(
        method,
        f"{world.served.url}/v1/things/a%2Fb%0Ac?q=%26&limit=5",
        data=body,
        headers={"Authorization": "Bearer t", "Idempotency-Key": "k", "Connection": "keep-alive, X-Hop"},
        timeout=5,
    )
    assert (answer.status_code, answer.headers["X-Request-Id"], answer.headers["Retry-After"]) == (418, "r1", "7")
    told: dict[str, Any] = answer.json()
    assert told["method"] == method
    assert told["path"] == "/api/local/v1/things/a%2Fb%0Ac?q=%26&limit=5"
    assert told["body"] == (body or "")
    assert told["headers"]["Authorization"] == "Bearer t"
    assert told["headers"]["Idempotency-Key"] == "k"
    assert told["headers"]["X-Forwarded-Host"] == f"localhost:{world.served.port}"
    assert told["headers"]["X-Forwarded-Proto"] == "http"


def test_before_the_deployment_and_without_an_answer_it_is_try_again(world: World) -> None:
    world.layout.run_file.unlink()
    before = world.get("/v1/health")
    assert (before.status_code, before.json()["code"], before.headers["Retry-After"]) == (503, "try_again", "1")
    world.layout.run_file.write_text(json.dumps({"stack": {"api_url": f"http://127.0.0.1:{free_port()}/x"}}))
    assert world.get("/v1/health").json()["code"] == "try_again"


def test_media_come_from_the_bucket_without_its_own_headers(world: World) -> None:
    answer = world.get("/media/avatars/one.png")
    assert (answer.status_code, answer.content, answer.headers["Content-Type"]) == (200, b"png", "image/png")
    assert answer.headers["Cache-Control"].endswith("immutable")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "x-amz-id-2" not in answer.headers
    assert world.get("/media/avatars/one.png", **{"If-None-Match": '"e1"'}).status_code == 304


@pytest.mark.parametrize(
    "key", ["avatars/two.png", "", "../other/one.png", "%2e%2e/x.png", "a?list-type=2", "avatars/"]
)
def test_other_media_addresses_lead_nowhere(world: World, key: str) -> None:
    answer = world.get(f"/media/{key}")
    assert answer.status_code == 404
    assert "NoSuchKey" not in answer.text


def test_agora_is_let_in_only_when_configured(tmp_path: Path) -> None:
    layout = Layout(tmp_path, 1, 2, 3, 4)
    assert "agora" not in page_headers(layout, with_agora=False)["Content-Security-Policy"]
    assert "wss://*.agora.io" in page_headers(layout, with_agora=True)["Content-Security-Policy"]


def test_mails_that_were_sent_can_be_looked_at(world: World) -> None:
    listed = world.get("/local/mail")
    assert listed.status_code == 200
    assert listed.text.index("The second") < listed.text.index("A &lt;b&gt;bold&lt;/b&gt; subject")
    shown = world.get("/local/mail/1")
    assert (shown.text, shown.headers["Content-Type"]) == ("<p>HTML words</p>", "text/html; charset=utf-8")
    assert shown.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert world.get("/local/mail/1/text").text == "Plain words"
    assert world.get("/local/mail/9").status_code == 404
