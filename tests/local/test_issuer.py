"""The development issuer: what the web app's sign-in library relies on, and what it must refuse."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests

from chalicelib.core.auth import InvalidToken, KeySet, TokenVerifier, fetch_key_set
from infrastructure.local.grants import CODE_SECONDS, Grants, challenge_of
from infrastructure.local.identity_keys import SigningKey, load_or_make
from infrastructure.local.issuer import COOKIE, TOKEN_SECONDS, Issuer, make_app
from infrastructure.local.layout import AUDIENCE, CLIENT_ID
from infrastructure.local.people import PEOPLE, READERS
from tests.conftest import ManualClock
from tests.local.servers import Served

APP = "http://localhost:65001"
CALLBACK = f"{APP}/callback"
VERIFIER = "v" * 64


class World:
    """An issuer on a manual clock, and a browser."""

    def __init__(self, state: Path, clock: ManualClock, key: SigningKey) -> None:
        self.state = state
        self.key = key
        self.clock = clock
        self.served = Served(self._make)
        self.browser = requests.Session()

    def _make(self, port: int) -> Any:
        now = lambda: self.clock.now_ms() / 1_000  # noqa: E731 - a clock in seconds
        self.issuer = Issuer(
            url=f"http://localhost:{port}/",
            origins=frozenset({APP}),
            key=self.key,
            grants=Grants(self.state / "issuer.json", now),
            now=now,
        )
        return make_app(self.issuer)

    def authorize_query(self, **changes: str | None) -> str:
        query: dict[str, str | None] = {
            "client_id": CLIENT_ID,
            "redirect_uri": CALLBACK,
            "response_type": "code",
            "response_mode": "query",
            "scope": "openid profile email offline_access",
            "audience": AUDIENCE,
            "state": "s1",
            "nonce": "n1",
            "code_challenge": challenge_of(VERIFIER),
            "code_challenge_method": "S256",
        }
        return urlencode({name: value for name, value in (query | changes).items() if value is not None})

    def get(self, path: str) -> requests.Response:
        return self.browser.get(self.served.url + path, allow_redirects=False)

    def pick(self, subject: str = READERS[0].subject, **changes: str | None) -> requests.Response:
        url = f"{self.served.url}/authorize?{self.authorize_query(**changes)}"
        return self.browser.post(url, data={"subject": subject}, allow_redirects=False)

    def code(self, subject: str = READERS[0].subject, **changes: str | None) -> str:
        return parse_qs(urlsplit(self.pick(subject, **changes).headers["Location"]).query)["code"][0]

    def token(self, **form: str) -> requests.Response:
        return requests.post(f"{self.served.url}/oauth/token", data={"client_id": CLIENT_ID, **form}, timeout=5)

    def exchange(self, code: str, verifier: str = VERIFIER, redirect_uri: str = CALLBACK) -> requests.Response:
        return self.token(
            grant_type="authorization_code", code=code, code_verifier=verifier, redirect_uri=redirect_uri
        )


@pytest.fixture(scope="session")
def key(tmp_path_factory: pytest.TempPathFactory) -> SigningKey:
    """Making a key takes a while: one for all tests."""
    return load_or_make(tmp_path_factory.mktemp("issuer") / "key.pem")


@pytest.fixture
def world(tmp_path: Path, clock: ManualClock, key: SigningKey) -> Iterator[World]:
    world = World(tmp_path, clock, key)
    with world.served, world.browser:
        yield world


def test_page_lists_everybody_and_says_what_it_is(world: World) -> None:
    page = world.get(f"/authorize?{world.authorize_query()}")
    assert page.status_code == 200
    assert "This is the development sign-in" in page.text
    for person in PEOPLE:
        assert f'value="{person.subject}"' in page.text


def test_tokens_are_what_the_api_takes(world: World, clock: ManualClock) -> None:
    answer = world.pick(state="a b&c")
    assert answer.headers["Location"].startswith(f"{CALLBACK}?code=")
    assert parse_qs(urlsplit(answer.headers["Location"]).query)["state"] == ["a b&c"]

    tokens = world.exchange(world.code()).json()
    issuer = f"{world.served.url}/"
    keys = KeySet(fetch_key_set(f"{issuer}.well-known/jwks.json"), clock)
    verifier = TokenVerifier(issuer=issuer, audience=AUDIENCE, keys=keys, clock=clock)
    identity = verifier.verify(tokens["access_token"])
    assert identity.subject == READERS[0].subject
    assert identity.claims["https://soulseer.example/email"] == READERS[0].email
    assert tokens["expires_in"] == TOKEN_SECONDS

    clock.advance(TOKEN_SECONDS + 1)
    with pytest.raises(InvalidToken):
        verifier.verify(tokens["access_token"])


def test_identity_token_carries_nonce_and_person(world: World) -> None:
    token = world.exchange(world.code()).json()["id_token"]
    claims = _claims(token)
    assert (claims["aud"], claims["nonce"], claims["name"]) == (CLIENT_ID, "n1", READERS[0].name)


def test_code_needs_the_verifier_and_any_attempt_uses_it_up(world: World) -> None:
    code = world.code()
    wrong = world.exchange(code, verifier="w" * 64)
    assert (wrong.status_code, wrong.json()["error"]) == (403, "invalid_grant")
    assert world.exchange(code).status_code == 403


def test_code_works_once(world: World) -> None:
    code = world.code()
    assert world.exchange(code).status_code == 200
    assert world.exchange(code).status_code == 403


def test_code_is_bound_to_its_return_address_and_lapses(world: World, clock: ManualClock) -> None:
    assert world.exchange(world.code(), redirect_uri=f"{APP}/elsewhere").status_code == 403
    code = world.code()
    clock.advance(CODE_SECONDS)
    assert world.exchange(code).status_code == 403


def test_refresh_tokens_rotate(world: World) -> None:
    first = world.exchange(world.code()).json()["refresh_token"]
    renewed = world.token(grant_type="refresh_token", refresh_token=first)
    assert renewed.status_code == 200
    second = renewed.json()["refresh_token"]
    assert second != first
    reused = world.token(grant_type="refresh_token", refresh_token=first)
    # The web app's library falls back to a silent sign-in on exactly these words.
    assert (reused.status_code, reused.json()["error_description"]) == (403, "Unknown or invalid refresh token.")
    assert world.token(grant_type="refresh_token", refresh_token=second).status_code == 200


def test_no_refresh_token_unless_asked_for(world: World) -> None:
    assert "refresh_token" not in world.exchange(world.code(scope="openid")).json()


def test_silent_sign_in_tells_the_opener_of_its_own_origin_only(world: World) -> None:
    silent = f"/authorize?{world.authorize_query(prompt='none', response_mode='web_message')}"
    before = world.get(silent)
    assert "login_required" in before.text
    world.pick()
    after = world.get(silent)
    told = re.search(r"postMessage\((.*), (\".*?\")\)", after.text)
    assert told
    assert json.loads(told.group(2)) == APP
    message = json.loads(told.group(1))
    assert message["type"] == "authorization_response"
    assert message["response"]["state"] == "s1"
    assert world.exchange(message["response"]["code"]).status_code == 200


def test_state_cannot_break_out_of_the_script(world: World) -> None:
    query = world.authorize_query(prompt="none", response_mode="web_message", state="</script><script>alert(1)")
    assert world.get(f"/authorize?{query}").text.count("<script>") == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"redirect_uri": "http://evil.example/callback"},
        {"redirect_uri": f"{APP}.evil.example/"},
        {"redirect_uri": "http://localhost:65001@evil.example/"},
        {"redirect_uri": "javascript:alert(1)"},
        {"redirect_uri": None},
        {"client_id": "somebody-else"},
        {"response_type": "token"},
        {"code_challenge_method": "plain"},
        {"code_challenge": None},
        {"audience": "https://other.example"},
    ],
)
def test_refused_without_redirect(world: World, changes: dict[str, str | None]) -> None:
    for answer in (world.get(f"/authorize?{world.authorize_query(**changes)}"), world.pick(**changes)):
        assert answer.status_code == 400
        assert "Location" not in answer.headers


def test_nobody_signs_in_as_a_subject_that_is_not_there(world: World) -> None:
    assert world.pick("auth0|nobody").status_code == 400


def test_form_of_another_site_is_refused(world: World) -> None:
    url = f"{world.served.url}/authorize?{world.authorize_query()}"
    answer = requests.post(
        url, data={"subject": READERS[0].subject}, headers={"Origin": "http://evil.example"}, timeout=5
    )
    assert answer.status_code == 400


def test_new_person_is_remembered(world: World) -> None:
    url = f"{world.served.url}/authorize?{world.authorize_query()}"
    answer = world.browser.post(url, data={"name": "  Noor   <Novak> "}, allow_redirects=False)
    code = parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]
    claims = _claims(world.exchange(code).json()["id_token"])
    assert claims["name"] == "Noor <Novak>"
    assert "Noor &lt;Novak&gt;" in world.get(f"/authorize?{world.authorize_query(prompt='login')}").text


def test_restart_signs_nobody_out(world: World, clock: ManualClock) -> None:
    tokens = world.exchange(world.code()).json()
    again = World(world.state, clock, world.key)
    with again.served, again.browser:
        again.browser.cookies.set(COOKIE, world.browser.cookies[COOKIE], domain="localhost.local")
        assert again.token(grant_type="refresh_token", refresh_token=tokens["refresh_token"]).status_code == 200
        assert again.issuer.grants.signed_in(world.browser.cookies[COOKIE]) == READERS[0].subject


def test_key_is_kept_and_private(world: World, tmp_path: Path) -> None:
    path = tmp_path / "kept" / "key.pem"
    assert load_or_make(path).key_id == load_or_make(path).key_id
    assert path.stat().st_mode & 0o777 == 0o600
    assert "d" not in world.get("/.well-known/jwks.json").json()["keys"][0]


def test_logout_ends_the_sign_in_and_leads_to_the_app_only(world: World) -> None:
    world.pick()
    away = world.get(f"/v2/logout?{urlencode({'returnTo': 'http://evil.example/'})}")
    assert away.status_code == 200
    world.pick()
    back = world.get(f"/v2/logout?{urlencode({'returnTo': APP, 'client_id': CLIENT_ID})}")
    assert (back.status_code, back.headers["Location"]) == (302, APP)
    silent = world.get(f"/authorize?{world.authorize_query(prompt='none', response_mode='web_message')}")
    assert "login_required" in silent.text


def test_only_the_app_may_read_answers(world: World) -> None:
    for origin, allowed in ((APP, APP), ("http://evil.example", None)):
        answer = requests.options(
            f"{world.served.url}/oauth/token",
            headers={"Origin": origin, "Access-Control-Request-Method": "POST"},
            timeout=5,
        )
        assert answer.headers.get("Access-Control-Allow-Origin") == allowed


def test_discovery_names_the_issuer(world: World) -> None:
    told = world.get("/.well-known/openid-configuration").json()
    assert told["issuer"] == f"{world.served.url}/"
    assert told["code_challenge_methods_supported"] == ["S256"]


@pytest.mark.parametrize("body", ["[]", "{", '{"client_id": "soulseer-web"}', '{"grant_type": "password"}'])
def test_odd_bodies_are_refused(world: World, body: str) -> None:
    headers = {"Content-Type": "application/json"}
    answer = requests.post(f"{world.served.url}/oauth/token", data=body, headers=headers, timeout=5)
    assert 400 <= answer.status_code < 500
    assert "error" in answer.json()


def test_guessed_codes_are_refused(world: World) -> None:
    assert world.exchange(secrets.token_urlsafe(24)).status_code == 403


def _claims(token: str) -> dict[str, Any]:
    from jose import jwt

    claims: dict[str, Any] = jwt.get_unverified_claims(token)
    return claims
