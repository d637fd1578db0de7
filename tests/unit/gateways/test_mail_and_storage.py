"""Mail and media storage: each fake and the real client on an emulated service pass the same tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import boto3
import pytest
from moto import mock_aws
from moto.ses.models import ses_backends

from chalicelib.gateways.errors import MailFailed, MailRefused, MailUncertain, StorageFailed
from chalicelib.gateways.mail import Mail, MailSender, SesMail
from chalicelib.gateways.snapshots import S3Snapshots, SnapshotStore
from chalicelib.gateways.storage import MAX_OBJECT_BYTES, MediaStorage, S3Media, media_path
from tests.fakes.mail import FakeMail
from tests.fakes.snapshots import FakeSnapshots
from tests.fakes.storage import FakeStorage

MAIL = Mail(to="luna@example.com", subject="Your receipt ✓", text="You paid $7.50.", html="<p>You paid $7.50.</p>")
PICTURE = b"\x89PNG made up"


@pytest.fixture(autouse=True)
def _no_emulator(monkeypatch: pytest.MonkeyPatch) -> None:
    """Moto answers in process; the emulator that other tests of the same run may have started must not."""
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)


def _fake_mail() -> Iterator[tuple[MailSender, Callable[[], int]]]:
    fake = FakeMail()
    yield fake, lambda: len(fake.sent)


def _ses_mail() -> Iterator[tuple[MailSender, Callable[[], int]]]:
    with mock_aws():
        boto3.client("sesv2").create_email_identity(EmailIdentity="soulseer.example")
        sender = SesMail("SoulSeer <hello@soulseer.example>")
        yield sender, lambda: len(ses_backends["123456789012"]["us-east-1"].sent_messages)


@pytest.fixture(params=[_fake_mail, _ses_mail], ids=["fake", "ses"])
def mail(request: pytest.FixtureRequest) -> Iterator[tuple[MailSender, Callable[[], int]]]:
    yield from request.param()


def test_each_mail_is_taken_and_has_its_own_id(mail: tuple[MailSender, Callable[[], int]]) -> None:
    sender, count = mail
    ids = {sender.send(MAIL), sender.send(MAIL)}
    assert len(ids) == 2
    assert all(ids)
    assert count() == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"to": ""},
        {"to": "luna"},
        {"to": "luna@localhost"},
        {"to": "@example.com"},
        {"to": "a@b@example.com"},
        {"to": "Luna <luna@example.com>"},
        {"to": "luna@example.com, sol@example.com"},
        {"to": "luna@example.com\nBcc: sol@example.com"},
        {"to": "x" * 250 + "@example.com"},
        {"subject": ""},
        {"subject": "a\r\nBcc: sol@example.com"},
        {"subject": "x" * 201},
        {"text": " "},
        {"html": ""},
        {"html": "x" * 300_000},
        {"headers": {"List-Unsubscribe": "<https://a.example>\r\nBcc: sol@example.com"}},
        {"headers": {"Bcc: sol@example.com\r\nX": "x"}},
    ],
)
def test_mails_that_cannot_be(changes: dict[str, Any]) -> None:
    whole: dict[str, Any] = {"to": MAIL.to, "subject": MAIL.subject, "text": MAIL.text, "html": MAIL.html}
    with pytest.raises(ValueError, match=r"address|subject|part|header"):
        Mail(**{**whole, **changes})


def test_a_mail_shows_nothing_personal() -> None:
    assert "luna" not in repr(MAIL)
    assert "7.50" not in repr(MAIL)


def test_ses_refuses_an_unverified_sender_for_good() -> None:
    with mock_aws(), pytest.raises(MailRefused) as caught:
        SesMail("hello@soulseer.example").send(MAIL)
    assert caught.value.reason == "MessageRejected"
    assert not caught.value.retryable


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("TooManyRequestsException", MailFailed),
        ("SendingPausedException", MailFailed),
        ("BadRequestException", MailRefused),
        ("InternalFailure", MailUncertain),
    ],
)
def test_what_ses_says(monkeypatch: pytest.MonkeyPatch, code: str, expected: type[Exception]) -> None:
    from botocore.exceptions import ClientError

    status = 500 if code == "InternalFailure" else 400

    class Client:
        def send_email(self, **arguments: Any) -> None:
            told: Any = {"ResponseMetadata": {"HTTPStatusCode": status}}
            raise ClientError(told | {"Error": {"Code": code, "Message": "luna@example.com"}}, "SendEmail")

    sender = SesMail("hello@soulseer.example")
    monkeypatch.setitem(sender.__dict__, "_client", Client())
    with pytest.raises(expected) as caught:
        sender.send(MAIL)
    assert str(caught.value) == code
    assert caught.value.__context__ is None


def test_ses_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    with pytest.raises(MailFailed):
        SesMail("hello@soulseer.example").send(MAIL)


def test_a_lost_answer_is_never_followed_by_a_second_attempt(monkeypatch: pytest.MonkeyPatch) -> None:
    """The service takes the connection and the mail, and then says nothing that makes sense."""
    asked = []

    class Silent(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.path)
            self.close_connection = True

        def log_message(self, format: str, *arguments: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Silent) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.server_port}")
        with pytest.raises(MailUncertain):
            SesMail("hello@soulseer.example").send(MAIL)
        server.shutdown()
        thread.join()
    assert len(asked) == 1


def test_headers_reach_ses(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}

    class Client:
        def send_email(self, **arguments: Any) -> dict[str, str]:
            given.update(arguments)
            return {"MessageId": "1"}

    sender = SesMail("hello@soulseer.example", configuration_set="soulseer-test")
    monkeypatch.setitem(sender.__dict__, "_client", Client())
    sender.send(replace(MAIL, headers={"List-Unsubscribe": "<https://a.example>"}))
    assert given["Content"]["Simple"]["Headers"] == [{"Name": "List-Unsubscribe", "Value": "<https://a.example>"}]
    assert given["ConfigurationSetName"] == "soulseer-test"


@pytest.mark.parametrize("sender", ["", " ", "a@example.com\nBcc: b@example.com"])
def test_a_sender_is_needed(sender: str) -> None:
    with pytest.raises(ValueError, match="sender"):
        SesMail(sender)


def test_the_fake_fails_when_told() -> None:
    fake = FakeMail()
    fake.fail_next(MailFailed("TooManyRequestsException"))
    with pytest.raises(MailFailed):
        fake.send(MAIL)
    fake.send(MAIL)
    assert fake.sent == [MAIL]


Stored = Callable[[], dict[str, tuple[bytes, str]]]


def _fake_storage() -> Iterator[tuple[MediaStorage, Stored]]:
    fake = FakeStorage()
    yield fake, lambda: fake.objects


def _s3_storage() -> Iterator[tuple[MediaStorage, Stored]]:
    with mock_aws():
        client = boto3.client("s3")
        client.create_bucket(Bucket="media")

        def stored() -> dict[str, tuple[bytes, str]]:
            found = {}
            for item in client.list_objects_v2(Bucket="media").get("Contents", []):
                got = client.get_object(Bucket="media", Key=item["Key"])
                found[item["Key"]] = (got["Body"].read(), got["ContentType"])
            return found

        yield S3Media("media"), stored


@pytest.fixture(params=[_fake_storage, _s3_storage], ids=["fake", "s3"])
def storage(request: pytest.FixtureRequest) -> Iterator[tuple[MediaStorage, Stored]]:
    yield from request.param()


def test_a_picture_is_kept_until_it_is_deleted(storage: tuple[MediaStorage, Stored]) -> None:
    media, stored = storage
    assert media.put("avatars/usr_1-2.png", PICTURE, "image/png") == "/media/avatars/usr_1-2.png"
    assert media.put("avatars/usr_1-2.png", PICTURE, "image/png") == "/media/avatars/usr_1-2.png"
    assert stored() == {"avatars/usr_1-2.png": (PICTURE, "image/png")}
    media.delete("avatars/usr_1-2.png")
    media.delete("avatars/usr_1-2.png")
    assert stored() == {}


@pytest.mark.parametrize(
    ("key", "body", "content_type"),
    [
        ("a.png", b"", "image/png"),
        ("a.png", b"x" * (MAX_OBJECT_BYTES + 1), "image/png"),
        ("a.png", PICTURE, "image/svg+xml"),
        ("a.png", PICTURE, "text/html"),
        ("a.svg", PICTURE, "image/png"),
        ("../a.png", PICTURE, "image/png"),
        ("/a.png", PICTURE, "image/png"),
        ("a//b.png", PICTURE, "image/png"),
        ("A.png", PICTURE, "image/png"),
        ("a.png\n", PICTURE, "image/png"),
        ("a b.png", PICTURE, "image/png"),
        ("a/b/c/d/e/f.png", PICTURE, "image/png"),
        ("", PICTURE, "image/png"),
    ],
)
def test_what_is_not_stored(storage: tuple[MediaStorage, Stored], key: str, body: bytes, content_type: str) -> None:
    media, stored = storage
    with pytest.raises(ValueError, match=r"key|type|picture"):
        media.put(key, body, content_type)
    assert stored() == {}


def test_paths() -> None:
    assert media_path("avatars/x.webp") == "/media/avatars/x.webp"
    with pytest.raises(ValueError, match="key"):
        media_path("../x.webp")


def test_a_bucket_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="bucket"):
        S3Media("")
    with mock_aws(), pytest.raises(StorageFailed) as caught:
        S3Media("nowhere").put("a.png", PICTURE, "image/png")
    assert caught.value.reason == "NoSuchBucket"


def test_the_fake_storage_fails_when_told() -> None:
    fake = FakeStorage()
    fake.fail_next(StorageFailed("SlowDown"))
    with pytest.raises(StorageFailed):
        fake.put("a.png", PICTURE, "image/png")
    assert fake.objects == {}


def _s3_snapshots() -> Iterator[SnapshotStore]:
    with mock_aws():
        boto3.client("s3").create_bucket(Bucket="snapshots")
        yield S3Snapshots("snapshots")


def _fake_snapshots() -> Iterator[SnapshotStore]:
    yield FakeSnapshots()


@pytest.fixture(params=[_fake_snapshots, _s3_snapshots], ids=["fake", "s3"])
def snapshots(request: pytest.FixtureRequest) -> Iterator[SnapshotStore]:
    yield from request.param()


def test_a_snapshot_is_kept_whole(snapshots: SnapshotStore) -> None:
    body = bytes(range(256)) * 1_000
    assert snapshots.get("readers/1-a") is None
    snapshots.put("readers/1-a", body)
    assert snapshots.get("readers/1-a") == body


def test_a_bucket_of_snapshots_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="bucket"):
        S3Snapshots("")
    with mock_aws():
        store = S3Snapshots("nowhere")
        for call in (lambda: store.put("a", b""), lambda: store.get("a")):
            with pytest.raises(StorageFailed) as caught:
                call()
            assert caught.value.reason == "NoSuchBucket"


def test_snapshots_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    store = S3Snapshots("snapshots")
    for call in (lambda: store.put("a", b""), lambda: store.get("a")):
        with pytest.raises(StorageFailed):
            call()


def test_the_fake_snapshots_fail_when_told() -> None:
    fake = FakeSnapshots()
    fake.fail_next(StorageFailed("SlowDown"))
    with pytest.raises(StorageFailed):
        fake.get("a")
    assert fake.get("a") is None
