"""Settings of a stage: plain ones from the environment, secrets from SSM Parameter Store.

The environment is read once, at cold start, and a missing setting stops it with a sentence that names it. Secrets
live under `SSM_PREFIX` (such as `/soulseer/prod/`), are fetched together when the first is needed, kept for the life
of the process and never shown: neither `repr` nor an error carries a value.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

SECRET_NAMES: Final = (
    "stripe_secret_key",
    "stripe_webhook_secret",
    "agora_app_id",
    "agora_app_certificate",
    "agora_webhook_secret",
    "cursor_secret",
    "relay_secret",
)
"""Every secret the API function may read; ten at the most, the limit of one SSM request."""
LOCAL_STAGE: Final = "local"

SecretFetcher = Callable[[str, tuple[str, ...]], Mapping[str, str]]
"""Given a prefix and names, returns the values of those that exist, by name."""


class SettingMissing(Exception):
    """A setting that the application cannot do without is not there. The message names it."""

    safe_to_log = True


class Secrets:
    """The stage's secrets, fetched when first needed."""

    def __init__(self, prefix: str, fetch: SecretFetcher) -> None:
        self._prefix = prefix
        self._fetch = fetch
        self._lock = threading.Lock()
        self._values: Mapping[str, str] | None = None

    def get(self, name: str) -> str | None:
        """Return the secret `name`, or None when the stage has none.

        Raises:
            KeyError: `name` is not one of `SECRET_NAMES`.
        """
        if name not in SECRET_NAMES:
            raise KeyError(name)
        with self._lock:
            if self._values is None:
                self._values = self._fetch(self._prefix, SECRET_NAMES)
        return self._values.get(name) or None

    def __repr__(self) -> str:
        return f"Secrets({self._prefix!r})"


def fetch_from_ssm(prefix: str, names: tuple[str, ...]) -> dict[str, str]:
    """Return the decrypted parameters under `prefix` that exist, by one request."""
    import boto3  # 30 ms that only the first request needing a secret pays

    client = boto3.client("ssm")
    answer = client.get_parameters(Names=[prefix + name for name in names], WithDecryption=True)
    return {each["Name"].removeprefix(prefix): each["Value"] for each in answer["Parameters"]}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a stage. Optional ones are None when unset."""

    stage: str
    table_name: str
    auth_issuer: str
    auth_audience: str
    auth_jwks_url: str
    web_origin: str
    secrets: Secrets = field(repr=False)
    stripe_api_base: str | None = None
    billing_queue_url: str | None = None
    due_queue_url: str | None = None
    media_bucket: str | None = None
    mail_sender: str | None = None
    mail_configuration_set: str | None = None
    search_bucket: str | None = None

    @property
    def is_local(self) -> bool:
        """Whether this is the local run, the only stage in which development stand-ins may be reached."""
        return self.stage == LOCAL_STAGE

    def secret(self, name: str) -> str:
        """Return a secret the application cannot do without.

        Raises:
            SettingMissing: the stage has no such parameter.
        """
        value = self.secrets.get(name)
        if value is None:
            raise SettingMissing(f"the parameter {name} is missing in stage {self.stage}")
        return value

    def optional_secret(self, name: str) -> str | None:
        """Return a secret, or None when the stage has none."""
        return self.secrets.get(name)


def load_settings(environment: Mapping[str, str], fetch: SecretFetcher = fetch_from_ssm) -> Settings:
    """Return the settings of `environment`.

    Raises:
        SettingMissing: required settings are unset; the message names all of them.
    """
    required = ("STAGE", "TABLE_NAME", "AUTH_ISSUER", "AUTH_AUDIENCE", "WEB_ORIGIN")
    missing = [name for name in required if not environment.get(name)]
    if missing:
        raise SettingMissing(f"set {', '.join(missing)} in the environment of the function")
    stage = environment["STAGE"]
    issuer = environment["AUTH_ISSUER"]
    return Settings(
        stage=stage,
        table_name=environment["TABLE_NAME"],
        auth_issuer=issuer,
        auth_audience=environment["AUTH_AUDIENCE"],
        auth_jwks_url=environment.get("AUTH_JWKS_URL") or f"{issuer.rstrip('/')}/.well-known/jwks.json",
        web_origin=environment["WEB_ORIGIN"],
        secrets=Secrets((environment.get("SSM_PREFIX") or f"/soulseer/{stage}").rstrip("/") + "/", fetch),
        stripe_api_base=environment.get("STRIPE_API_BASE") or None,
        billing_queue_url=environment.get("BILLING_QUEUE_URL") or None,
        due_queue_url=environment.get("DUE_QUEUE_URL") or None,
        media_bucket=environment.get("MEDIA_BUCKET") or None,
        mail_sender=environment.get("MAIL_SENDER") or None,
        mail_configuration_set=environment.get("MAIL_CONFIGURATION_SET") or None,
        search_bucket=environment.get("SEARCH_BUCKET") or None,
    )
