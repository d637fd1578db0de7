"""Where the local run keeps its things and which ports it uses.

Everything can be moved by the environment, so that tests run beside a developer's own run:
SOULSEER_STATE_DIR, SOULSEER_PORT (front; the next three follow it), SOULSEER_ISSUER_PORT, SOULSEER_PAYMENTS_PORT,
SOULSEER_EMULATOR_PORT. Child processes read the same environment, so there is one source for all.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
STAGE = "local"
AUDIENCE = "https://api.soulseer.example"
CLIENT_ID = "soulseer-web"
MAIL_DOMAIN = "soulseer.example"
MAIL_SENDER = f"SoulSeer <hello@{MAIL_DOMAIN}>"
RELAY_PATH = "/local/relay"
REGION = "us-east-1"
ACCOUNT = "000000000000"
SECRET_PREFIX = f"/soulseer/{STAGE}/"
DEFAULT_PORT = 8000
ROOT_ACCESS_KEY = "local"
"""Who signs with this key is the emulated account's root user; its signature is not checked."""
STAND_IN_KEY_PREFIX = "sk_test_standin_"
"""Marks a made-up key of the payment provider; any other test key is a real one."""


class BadSetting(Exception):
    """An environment variable has a value that cannot be used. The message is a sentence for people."""


@dataclass(frozen=True)
class Layout:
    """Places and addresses of one local run."""

    state: Path
    port: int
    issuer_port: int
    payments_port: int
    emulator_port: int

    @property
    def origin(self) -> str:
        """Origin of the web app and the API, as a browser sees it."""
        return f"http://localhost:{self.port}"

    @property
    def issuer(self) -> str:
        """Issuer of access tokens, with its trailing slash."""
        return f"http://localhost:{self.issuer_port}/"

    @property
    def payments(self) -> str:
        """Base address of the payment stand-in."""
        return f"http://localhost:{self.payments_port}"

    @property
    def emulator(self) -> str:
        """Endpoint of the emulated AWS."""
        return f"http://127.0.0.1:{self.emulator_port}"

    @property
    def run_file(self) -> Path:
        """What the run tells others: ports, process ids, the API's id."""
        return self.state / "run.json"

    @property
    def secrets_file(self) -> Path:
        """Secrets of this machine's local run, made once."""
        return self.state / "secrets.json"

    @property
    def logs(self) -> Path:
        """Directory of the processes' logs."""
        return self.state / "logs"

    @property
    def scratch(self) -> Path:
        """Directory of what the emulator unpacks; of no use after a run."""
        return self.state / "emulator-scratch"

    @property
    def ports(self) -> dict[str, tuple[int, str]]:
        """Each port with what it is for and the variable that moves it."""
        return {
            "web app and API": (self.port, "SOULSEER_PORT"),
            "development sign-in": (self.issuer_port, "SOULSEER_ISSUER_PORT"),
            "test payments": (self.payments_port, "SOULSEER_PAYMENTS_PORT"),
            "AWS emulator": (self.emulator_port, "SOULSEER_EMULATOR_PORT"),
        }

    def environment(self) -> dict[str, str]:
        """Variables that make a child process see this layout."""
        return {
            "SOULSEER_STATE_DIR": str(self.state),
            "SOULSEER_PORT": str(self.port),
            "SOULSEER_ISSUER_PORT": str(self.issuer_port),
            "SOULSEER_PAYMENTS_PORT": str(self.payments_port),
            "SOULSEER_EMULATOR_PORT": str(self.emulator_port),
        }

    def aws_environment(self) -> dict[str, str]:
        """Variables that make an AWS client talk to the emulator. The credentials are made up."""
        return {
            "AWS_ENDPOINT_URL": self.emulator,
            "AWS_ACCESS_KEY_ID": ROOT_ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_DEFAULT_REGION": REGION,
            "AWS_REGION": REGION,
            "AWS_EC2_METADATA_DISABLED": "true",
        }


def layout_from(environment: Mapping[str, str] = os.environ) -> Layout:
    """Return the layout that the environment asks for.

    Raises:
        BadSetting: a port is no number between 1 and 65535.
    """
    port = _port(environment, "SOULSEER_PORT", DEFAULT_PORT)
    return Layout(
        state=Path(environment.get("SOULSEER_STATE_DIR") or ROOT / ".local").resolve(),
        port=port,
        issuer_port=_port(environment, "SOULSEER_ISSUER_PORT", port + 1),
        payments_port=_port(environment, "SOULSEER_PAYMENTS_PORT", port + 2),
        emulator_port=_port(environment, "SOULSEER_EMULATOR_PORT", port + 3),
    )


def _port(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65_536:
        raise BadSetting(f"{name} is {text!r}; set it to a port number between 1 and 65535.")
    return int(text)


def local_secrets(layout: Layout) -> dict[str, str]:
    """Return this machine's made-up secrets, made at the first call and kept.

    No Agora secrets are among them: without an app id the local run uses the browsers' own WebRTC. Real ones (test
    keys of Stripe, an Agora project) can be written into the file by hand and are then used.
    """
    path = layout.secrets_file
    kept: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    wanted = {
        "stripe_secret_key": f"{STAND_IN_KEY_PREFIX}{secrets.token_hex(16)}",
        "stripe_webhook_secret": f"whsec_{secrets.token_hex(24)}",
        "agora_webhook_secret": secrets.token_hex(24),
        "cursor_secret": secrets.token_hex(32),
        "relay_secret": secrets.token_hex(32),
    }
    missing = {name: value for name, value in wanted.items() if name not in kept}
    if missing:
        kept |= missing
        write_private(path, json.dumps(kept, indent=1))
    return kept


def payments_base(layout: Layout) -> str | None:
    """Where the application finds the payment provider: the stand-in; None (Stripe itself) with a real test key.

    Raises:
        BadSetting: the key in the secrets file is not a test key. No real money moves in a local run.
    """
    key = local_secrets(layout)["stripe_secret_key"]
    if not key.startswith("sk_test_"):
        raise BadSetting(
            f"stripe_secret_key in {layout.secrets_file} is no test key; a local run takes sk_test_… only."
        )
    return layout.payments if key.startswith(STAND_IN_KEY_PREFIX) else None


def write_private(path: Path, text: str) -> None:
    """Write a file that only this user may read, in one step: readers see the old text or the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    part.replace(path)


def read_run_file(layout: Layout) -> dict[str, Any] | None:
    """Return what the running (or last) local run told, or None. One that ended, however it did, is not ready."""
    try:
        told: dict[str, Any] = json.loads(layout.run_file.read_text())
    except (FileNotFoundError, ValueError):
        return None
    if not is_alive(told.get("pid")):
        told["ready"] = False
    return told


def is_alive(pid: object) -> bool:
    """Whether a process of this number runs that is another than this one (numbers are given again)."""
    if not isinstance(pid, int) or pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
