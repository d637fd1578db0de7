"""The development identity issuer: OpenID Connect as the web app's Auth0 library speaks it, without passwords.

Authorization code with PKCE (S256 only), single-use codes, rotating refresh tokens, silent renewal by web_message,
logout. Pages and tokens go to configured origins only. It listens on the loopback interface and is never deployed.
"""

from __future__ import annotations

import html
import os
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from aiohttp import web

from infrastructure.local.grants import MAX_NAME, Grants, Somebody
from infrastructure.local.identity_keys import SigningKey, load_or_make
from infrastructure.local.layout import AUDIENCE, CLIENT_ID, layout_from
from infrastructure.local.pages import message_to_opener, origin_of, page
from infrastructure.local.people import ADMIN, CLIENTS, READERS, Person
from infrastructure.local.serving import serve

COOKIE = "soulseer_development_sign_in"
TOKEN_SECONDS = 600
NAMESPACE = "https://soulseer.example/"
_CHALLENGE_LENGTH = 43


@dataclass(frozen=True)
class Issuer:
    """Everything the handlers need."""

    url: str
    origins: frozenset[str]
    key: SigningKey
    grants: Grants
    now: Callable[[], float]

    def tokens(self, somebody: Somebody, scope: str, audience: str, nonce: str | None = None) -> dict[str, Any]:
        """Return what the token endpoint answers for `somebody`."""
        now = int(self.now())
        times = {"iss": self.url, "iat": now, "exp": now + TOKEN_SECONDS, "sub": somebody.subject}
        person = {"name": somebody.name, "email": somebody.email, "email_verified": True}
        access = {
            **times,
            "aud": [audience, f"{self.url}userinfo"],
            "azp": CLIENT_ID,
            "scope": scope,
            **{NAMESPACE + claim: value for claim, value in person.items()},
        }
        identity = {**times, **person, "aud": CLIENT_ID, "sid": secrets.token_hex(8)}
        if nonce:
            identity["nonce"] = nonce
        answer = {
            "access_token": self.key.sign(access),
            "id_token": self.key.sign(identity),
            "token_type": "Bearer",
            "expires_in": TOKEN_SECONDS,
            "scope": scope,
        }
        if "offline_access" in scope.split():
            answer["refresh_token"] = self.grants.issue_refresh(somebody.subject, scope, audience)
        return answer


ISSUER: web.AppKey[Issuer] = web.AppKey("issuer", Issuer)


class Refused(Exception):
    """A request to authorize that must not be answered by a redirect. The message says why."""


def make_app(issuer: Issuer) -> web.Application:
    """Return the server."""
    app = web.Application(middlewares=[_allow_origins], client_max_size=64 * 1024)
    app[ISSUER] = issuer
    app.add_routes(
        [
            web.get("/", _about),
            web.get("/.well-known/openid-configuration", _configuration),
            web.get("/.well-known/jwks.json", _key_set),
            web.get("/authorize", _authorize),
            web.post("/authorize", _pick),
            web.post("/oauth/token", _token),
            web.get("/v2/logout", _logout),
            web.get("/oidc/logout", _logout),
        ]
    )
    return app


@web.middleware
async def _allow_origins(request: web.Request, handler: Any) -> web.StreamResponse:
    """Let the configured origins' scripts, and no others, read the answers."""
    origin = request.headers.get("Origin", "")
    allowed = origin in request.app[ISSUER].origins
    if request.method == "OPTIONS":
        response: web.StreamResponse = web.Response(status=204 if allowed else 403)
    else:
        response = await handler(request)
    response.headers["Vary"] = "Origin"
    if allowed:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Methods"] = "GET, POST"
        response.headers["Access-Control-Allow-Headers"] = "Content-Type, Authorization, Auth0-Client"
        response.headers["Access-Control-Max-Age"] = "600"
    return response


async def _about(request: web.Request) -> web.Response:
    return page(
        "Development sign-in", "<h1>Development sign-in</h1><p>Start from the web app: choose “Sign in” there.</p>"
    )


async def _configuration(request: web.Request) -> web.Response:
    url = request.app[ISSUER].url
    return web.json_response(
        {
            "issuer": url,
            "authorization_endpoint": f"{url}authorize",
            "token_endpoint": f"{url}oauth/token",
            "jwks_uri": f"{url}.well-known/jwks.json",
            "end_session_endpoint": f"{url}oidc/logout",
            "response_types_supported": ["code"],
            "response_modes_supported": ["query", "web_message"],
            "grant_types_supported": ["authorization_code", "refresh_token"],
            "code_challenge_methods_supported": ["S256"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "subject_types_supported": ["public"],
            "token_endpoint_auth_methods_supported": ["none"],
        }
    )


async def _key_set(request: web.Request) -> web.Response:
    return web.json_response(request.app[ISSUER].key.key_set(), headers={"Cache-Control": "max-age=60"})


async def _authorize(request: web.Request) -> web.Response:
    issuer, query = request.app[ISSUER], request.query
    try:
        target = _check(issuer, query)
    except Refused as refused:
        return page("Sign-in refused", f"<h1>Sign-in refused</h1><p>{html.escape(str(refused))}</p>", status=400)
    subject = issuer.grants.signed_in(request.cookies.get(COOKIE))
    if issuer.grants.person(subject) and query.get("prompt") != "login":
        return _grant(issuer, query, target, str(subject))
    if query.get("prompt") == "none":
        return _answer(query, target, {"error": "login_required", "error_description": "Login required"})
    return _sign_in_page(issuer, request)


async def _pick(request: web.Request) -> web.Response:
    """The form of the sign-in page."""
    issuer, query, form = request.app[ISSUER], request.query, await request.post()
    name = " ".join(str(form.get("name", "")).split())[:MAX_NAME]
    try:
        target = _check(issuer, query)
        if request.headers.get("Origin") not in (None, issuer.url.rstrip("/")):
            raise Refused("The form was not sent from the sign-in page.")
        subject = issuer.grants.add_newcomer(name) if name else str(form.get("subject", ""))
        if issuer.grants.person(subject) is None:
            raise Refused("Pick somebody from the list, or type a name.")
    except Refused as refused:
        return page("Sign-in refused", f"<h1>Sign-in refused</h1><p>{html.escape(str(refused))}</p>", status=400)
    response = _grant(issuer, query, target, subject)
    response.set_cookie(COOKIE, issuer.grants.sign_in(subject), httponly=True, samesite="Lax", path="/")
    return response


async def _token(request: web.Request) -> web.Response:
    issuer = request.app[ISSUER]
    try:
        form = await request.json() if request.content_type == "application/json" else await request.post()
    except ValueError:
        return _refuse("invalid_request", "The body is not JSON.", 400)
    if not isinstance(form, Mapping) or form.get("client_id") != CLIENT_ID:
        return _refuse("invalid_client", "Unknown client.", 401)
    if form.get("grant_type") == "authorization_code":
        fields = (str(form.get(name, "")) for name in ("code", "client_id", "redirect_uri", "code_verifier"))
        code = issuer.grants.redeem_code(*fields)
        somebody = issuer.grants.person(code.subject) if code else None
        if code is None or somebody is None:
            return _refuse("invalid_grant", "Invalid authorization code.", 403)
        return _give(issuer.tokens(somebody, code.scope, code.audience, code.nonce))
    if form.get("grant_type") == "refresh_token":
        held = issuer.grants.redeem_refresh(str(form.get("refresh_token", "")))
        somebody = issuer.grants.person(held["subject"]) if held else None
        if held is None or somebody is None:
            return _refuse("invalid_grant", "Unknown or invalid refresh token.", 403)
        return _give(issuer.tokens(somebody, held["scope"], held["audience"]))
    return _refuse("unsupported_grant_type", "Only authorization_code and refresh_token are known here.", 400)


async def _logout(request: web.Request) -> web.Response:
    issuer = request.app[ISSUER]
    issuer.grants.sign_out(request.cookies.get(COOKIE))
    back = request.query.get("returnTo") or request.query.get("post_logout_redirect_uri") or ""
    if origin_of(back) in issuer.origins:
        response = web.Response(status=302, headers={"Location": back})
    else:
        response = page("Signed out", "<h1>Signed out</h1><p>You can close this page.</p>")
    response.del_cookie(COOKIE, path="/")
    return response


def _check(issuer: Issuer, query: Mapping[str, str]) -> str:
    """Return the address to answer to, after checking everything else of a request to authorize."""
    target = query.get("redirect_uri", "")
    if query.get("client_id") != CLIENT_ID:
        raise Refused("The application is not known here.")
    if origin_of(target) not in issuer.origins:
        raise Refused("The address to return to is not one of this local run.")
    if query.get("response_type") != "code":
        raise Refused("Only the authorization code flow is offered.")
    if query.get("code_challenge_method") != "S256" or len(query.get("code_challenge", "")) != _CHALLENGE_LENGTH:
        raise Refused("A PKCE challenge (S256) is required.")
    if query.get("audience", AUDIENCE) != AUDIENCE:
        raise Refused("The audience is not known here.")
    return target


def _grant(issuer: Issuer, query: Mapping[str, str], target: str, subject: str) -> web.Response:
    code = issuer.grants.issue_code(
        subject=subject,
        client_id=CLIENT_ID,
        redirect_uri=target,
        challenge=query["code_challenge"],
        scope=query.get("scope", "openid"),
        audience=query.get("audience", AUDIENCE),
        nonce=query.get("nonce"),
    )
    return _answer(query, target, {"code": code})


def _answer(query: Mapping[str, str], target: str, answer: dict[str, str]) -> web.Response:
    if "state" in query:
        answer = {**answer, "state": query["state"]}
    if query.get("response_mode") == "web_message":
        return message_to_opener({"type": "authorization_response", "response": answer}, str(origin_of(target)))
    joint = "&" if urlsplit(target).query else "?"
    return web.Response(
        status=302, headers={"Location": target + joint + urlencode(answer), "Cache-Control": "no-store"}
    )


def _give(tokens: dict[str, Any]) -> web.Response:
    return web.json_response(tokens, headers={"Cache-Control": "no-store"})


def _refuse(error: str, description: str, status: int) -> web.Response:
    answer = {"error": error, "error_description": description}
    return web.json_response(answer, status=status, headers={"Cache-Control": "no-store"})


def _sign_in_page(issuer: Issuer, request: web.Request) -> web.Response:
    action = html.escape(f"/authorize?{request.query_string}")
    newcomers = [
        Person(each.subject, each.name, each.email, "client", "made up here") for each in issuer.grants.newcomers()
    ]
    groups = (("Clients", CLIENTS), ("Readers", READERS), ("Operations", (ADMIN,)), ("Newcomers", newcomers[:6]))
    lists = "".join(
        f'<h2>{title}</h2><div class="people">{"".join(map(_button, people))}</div>'
        for title, people in groups
        if people
    )
    body = (
        "<h1>Who do you want to be?</h1>"
        '<p class="notice"><strong>This is the development sign-in.</strong> It stands in for the real login on this '
        "machine only: nobody has a password, and these people do not exist.</p>"
        f'<form method="post" action="{action}">{lists}</form>'
        f'<h2>Or as a new person</h2><form method="post" action="{action}" class="row">'
        f'<label>Name<input name="name" required maxlength="{MAX_NAME}" autocomplete="off"></label>'
        '<button class="main">Sign in</button></form>'
    )
    return page("Development sign-in", body, may_lead_to=issuer.origins)


def _button(person: Person) -> str:
    return (
        f'<button name="subject" value="{html.escape(person.subject)}">{html.escape(person.name)}'
        f"<small>{html.escape(person.hint)}</small></button>"
    )


def main() -> None:
    """Serve until told to stop."""
    layout = layout_from()
    extra = os.environ.get("SOULSEER_ORIGINS", "").split(",")
    issuer = Issuer(
        url=layout.issuer,
        origins=frozenset({layout.origin, *(origin.strip() for origin in extra if origin.strip())}),
        key=load_or_make(layout.state / "issuer-key.pem"),
        grants=Grants(layout.state / "issuer.json", time.time),
        now=time.time,
    )
    serve(make_app(issuer), layout.issuer_port)


if __name__ == "__main__":
    main()
