"""Access tokens: what is accepted, what is refused, and how often the issuer is asked for its keys."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core.auth import (
    CLOCK_LEEWAY_SECONDS,
    KEY_SET_LIFETIME_MS,
    MAX_TOKEN_CHARS,
    InvalidToken,
    KeySet,
    KeysUnavailable,
    TokenVerifier,
    bearer_token,
    fetch_key_set,
)
from chalicelib.core.errors import Unauthenticated
from tests.api.issuer import AUDIENCE, ISSUER, Issuer, published, rsa_key, segment
from tests.conftest import ManualClock


@pytest.fixture
def issuer(clock: ManualClock) -> Issuer:
    return Issuer(clock)


@pytest.fixture
def verifier(issuer: Issuer, clock: ManualClock) -> TokenVerifier:
    return TokenVerifier(issuer=ISSUER, audience=AUDIENCE, keys=KeySet(issuer.key_set, clock), clock=clock)


def refusal(verifier: TokenVerifier, token: str) -> str:
    with pytest.raises(InvalidToken) as refused:
        verifier.verify(token)
    return refused.value.reason


def test_a_good_token_proves_its_subject(verifier: TokenVerifier, issuer: Issuer) -> None:
    identity = verifier.verify(issuer.token("auth0|abc", email="a@example.test"))
    assert (identity.issuer, identity.subject) == (ISSUER, "auth0|abc")
    assert identity.claims["email"] == "a@example.test"


def test_one_of_several_audiences_is_enough(verifier: TokenVerifier, issuer: Issuer) -> None:
    assert verifier.verify(issuer.token(aud=[AUDIENCE, f"{ISSUER}userinfo"])).subject == "test|client"


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "https://other.example"},
        {"aud": ["https://other.example"]},
        {"aud": None},
        {"iss": "https://other.example/"},
        {"iss": ISSUER.rstrip("/")},
        {"iss": None},
        {"sub": None},
        {"sub": 7},
        {"sub": ""},
        {"sub": "x" * 256},
        {"exp": None},
        {"exp": "soon"},
        {"exp": True},
        {"exp": []},
        {"iat": None},
        {"iat": "now"},
        {"nbf": "now"},
    ],
    ids=str,
)
def test_a_claim_that_is_missing_or_wrong_is_refused(
    verifier: TokenVerifier, issuer: Issuer, changes: dict[str, Any]
) -> None:
    refusal(verifier, issuer.token(subject="test|client", **changes))


def test_expiry_is_exact_by_the_injected_clock(verifier: TokenVerifier, issuer: Issuer, clock: ManualClock) -> None:
    token = issuer.token()
    clock.advance(3_600 - 0.001)
    verifier.verify(token)
    clock.advance(0.001)
    assert refusal(verifier, token) == "expired"


@pytest.mark.parametrize("claim", ["iat", "nbf"])
def test_a_token_of_the_future_is_refused_beyond_the_leeway(
    verifier: TokenVerifier, issuer: Issuer, clock: ManualClock, claim: str
) -> None:
    at = clock.now_ms() // 1_000 + CLOCK_LEEWAY_SECONDS
    late: dict[str, Any] = {claim: at}
    verifier.verify(issuer.token(**late))
    late[claim] += 1
    refusal(verifier, issuer.token(**late))


def test_an_unsigned_token_is_refused(verifier: TokenVerifier, issuer: Issuer) -> None:
    assert refusal(verifier, issuer.unsigned()) == "algorithm"


def test_a_token_signed_with_the_public_key_as_secret_is_refused(verifier: TokenVerifier, issuer: Issuer) -> None:
    assert refusal(verifier, issuer.signed_with_public_key()) == "algorithm"


def test_a_signature_of_another_key_is_refused(verifier: TokenVerifier, issuer: Issuer) -> None:
    assert refusal(verifier, issuer.token(signed_with=rsa_key("stranger"))) == "refused"


def test_changed_claims_are_refused(verifier: TokenVerifier, issuer: Issuer) -> None:
    head, _, signature = issuer.token().split(".")
    assert refusal(verifier, f"{head}.{segment(issuer.claims('test|admin'))}.{signature}") == "refused"


def test_a_critical_header_is_refused(verifier: TokenVerifier, issuer: Issuer) -> None:
    assert refusal(verifier, issuer.token(headers={"crit": ["b64"], "b64": True})) == "critical_header"


@pytest.mark.parametrize("key_id", [None, "", 7, ["key-1"]])
def test_a_token_must_name_its_key(verifier: TokenVerifier, issuer: Issuer, key_id: Any) -> None:
    assert refusal(verifier, issuer.token(headers={"kid": key_id})) == "no_key_id"


@pytest.mark.parametrize(
    "token",
    [
        "",
        "a.b.c",
        "a.b",
        "....",
        "é.é.é",
        f"{segment({'alg': 'RS256'})[:-2]}.x.y",
        "W10.e30.x",
        "bnVsbA.e30.x",
        "[" * 5_000 + ".x.y",
        "x" * (MAX_TOKEN_CHARS + 1),
    ],
    ids=range(10),
)
def test_garbage_is_refused(verifier: TokenVerifier, token: str) -> None:
    refusal(verifier, token)


def test_claims_that_are_no_object_are_refused(verifier: TokenVerifier, issuer: Issuer) -> None:
    import base64

    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15

    head = f"{segment({'alg': 'RS256', 'kid': 'key-1'})}.W10"
    signature = issuer.keys["key-1"].sign(head.encode(), PKCS1v15(), hashes.SHA256())
    assert refusal(verifier, f"{head}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}") == "refused"


def test_a_rotated_key_is_found_by_asking_again(verifier: TokenVerifier, issuer: Issuer, clock: ManualClock) -> None:
    verifier.verify(issuer.token())
    issuer.keys["key-2"] = rsa_key("key-2")
    clock.advance(60)
    verifier.verify(issuer.token(key_id="key-2"))
    assert issuer.fetches == 2


def test_a_flood_of_unknown_key_ids_asks_once_a_minute(
    verifier: TokenVerifier, issuer: Issuer, clock: ManualClock
) -> None:
    for second in range(180):
        assert refusal(verifier, issuer.token(headers={"kid": f"unknown-{second}"})) == "unknown_key"
        clock.advance(1)
    assert issuer.fetches == 3


def test_without_keys_nothing_is_refused_and_the_issuer_is_asked_again_soon(
    verifier: TokenVerifier, issuer: Issuer, clock: ManualClock
) -> None:
    issuer.down = True
    for _ in range(120):
        with pytest.raises(KeysUnavailable):
            verifier.verify(issuer.token())
        clock.advance(1)
    assert issuer.fetches == 60, "every two seconds, however many ask"
    issuer.down = False
    verifier.verify(issuer.token())


def test_whether_a_new_key_is_the_issuers_is_not_known_while_it_is_down(
    verifier: TokenVerifier, issuer: Issuer, clock: ManualClock
) -> None:
    verifier.verify(issuer.token())
    issuer.keys["key-2"] = rsa_key("key-2")
    rotated = issuer.token(key_id="key-2")
    issuer.down = True
    for _ in range(120):
        clock.advance(1)
        verifier.verify(issuer.token())
        with pytest.raises((InvalidToken, KeysUnavailable)):
            verifier.verify(rotated)
    assert issuer.fetches == 3, "once a minute: the keys that are known go on serving"
    with pytest.raises(KeysUnavailable):
        verifier.verify(rotated)
    issuer.down = False
    clock.advance(60)
    verifier.verify(rotated)
    assert refusal(verifier, issuer.token(headers={"kid": "made-up"})) == "unknown_key"


def test_known_keys_outlive_an_outage_of_the_issuer(
    verifier: TokenVerifier, issuer: Issuer, clock: ManualClock
) -> None:
    verifier.verify(issuer.token())
    issuer.down = True
    clock.advance(KEY_SET_LIFETIME_MS / 1_000)
    verifier.verify(issuer.token())
    assert issuer.fetches == 2


def test_a_withdrawn_key_stops_counting(verifier: TokenVerifier, issuer: Issuer, clock: ManualClock) -> None:
    old_key = issuer.keys["key-1"]
    verifier.verify(issuer.token())
    issuer.keys = {"key-2": rsa_key("key-2")}
    clock.advance(KEY_SET_LIFETIME_MS / 1_000)
    assert refusal(verifier, issuer.token(key_id="key-1", signed_with=old_key)) == "unknown_key"


@pytest.mark.parametrize(
    "entry",
    [
        published("key-1", rsa_key("short", bits=1024)),
        published("key-1", rsa_key("key-1")) | {"use": "enc"},
        published("key-1", rsa_key("key-1")) | {"alg": "RS512"},
        published("key-1", rsa_key("key-1")) | {"kty": "EC"},
        published("key-1", rsa_key("key-1")) | {"kid": 1},
        {"kid": "key-1", "kty": "RSA", "n": "AQAB"},
        {"kid": "key-1", "kty": "RSA", "n": 5, "e": "AQAB"},
        {"kid": "key-1", "kty": "oct", "k": "c2VjcmV0"},
        "key-1",
    ],
    ids=range(9),
)
def test_only_public_rsa_signing_keys_of_enough_bits_count(entry: Any, issuer: Issuer, clock: ManualClock) -> None:
    keys = KeySet(lambda: {"keys": [entry, published("good", rsa_key("good"))]}, clock)
    with pytest.raises(InvalidToken):
        keys.key("key-1")
    assert keys.key("good") is keys.key("good")


@pytest.mark.parametrize("document", [{}, {"keys": None}, {"keys": {}}])
def test_a_key_set_of_another_form_counts_as_a_failed_fetch(document: dict[str, Any], clock: ManualClock) -> None:
    with pytest.raises(KeysUnavailable):
        KeySet(lambda: document, clock).key("key-1")


def test_the_key_set_is_fetched_over_https_only() -> None:
    with pytest.raises(ValueError, match="https"):
        fetch_key_set("http://issuer.example/.well-known/jwks.json")
    with pytest.raises(ValueError, match="https"):
        fetch_key_set("file:///etc/passwd")


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic abc", "Bearer a b", "abc"])
def test_only_a_bearer_token_is_taken(header: str) -> None:
    with pytest.raises(Unauthenticated):
        bearer_token(header)


def test_the_scheme_is_read_without_regard_to_case() -> None:
    assert bearer_token("bearer abc") == "abc"
    assert bearer_token(None) is None


def test_a_remembered_token_still_expires_and_needs_its_key(
    verifier: TokenVerifier, issuer: Issuer, clock: ManualClock
) -> None:
    token = issuer.token(exp=clock.now_ms() // 1_000 + 2 * KEY_SET_LIFETIME_MS // 1_000)
    assert verifier.verify(token) is verifier.verify(token)
    issuer.keys = {"key-1": rsa_key("replaced")}
    clock.advance(KEY_SET_LIFETIME_MS / 1_000)
    assert refusal(verifier, token) == "refused"


def test_only_so_many_tokens_are_remembered(
    verifier: TokenVerifier, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chalicelib.core.auth.MAX_REMEMBERED_TOKENS", 2)
    for number in range(5):
        assert verifier.verify(issuer.token(f"subject-{number}")).subject == f"subject-{number}"
        assert len(verifier._verified) <= 2
