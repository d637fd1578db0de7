"""Public media (photos): put into a bucket, shown under /media/ of the web app's own origin."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, Protocol

from chalicelib.gateways.errors import StorageFailed

MEDIA_PATH = "/media/"
MAX_OBJECT_BYTES = 5 * 1024 * 1024
# Media come from the same origin as the application, so nothing that a browser could run (HTML, SVG) may get in.
CONTENT_TYPES = frozenset({"image/jpeg", "image/png", "image/webp"})

_KEY = re.compile(r"[a-z0-9_-]{1,64}(/[a-z0-9_-]{1,64}){0,4}\.(jpg|png|webp)")


class MediaStorage(Protocol):
    """A flat store of public pictures. A key, once shown, is cached for ever: a new picture gets a new key."""

    def put(self, key: str, body: bytes, content_type: str) -> str:
        """Store a picture; its path on the web app's origin. Putting the same again changes nothing.

        ValueError for a key, type or size that is not allowed, StorageFailed if the store cannot be reached."""

    def delete(self, key: str) -> None:
        """Remove a picture; no error if there is none. StorageFailed if the store cannot be reached."""


def media_path(key: str) -> str:
    """The path under which a key is shown, such as `/media/avatars/x.png`."""
    check_key(key)
    return MEDIA_PATH + key


def check_key(key: str) -> None:
    """Raise ValueError unless the key is lower-case words, split by slashes, ending in a picture's extension."""
    if not _KEY.fullmatch(key):
        raise ValueError("a media key has lower-case letters, digits, _ - / and ends in .jpg, .png or .webp")


def check_object(key: str, body: bytes, content_type: str) -> None:
    """Raise ValueError unless this may be stored."""
    check_key(key)
    if content_type not in CONTENT_TYPES:
        raise ValueError("this type of content is not allowed")
    if not 0 < len(body) <= MAX_OBJECT_BYTES:
        raise ValueError("a picture has 1 byte to 5 MiB")


class S3Media:
    """MediaStorage on an S3 bucket, which CloudFront (locally: the development front) shows under /media/."""

    def __init__(self, bucket: str) -> None:
        if not bucket:
            raise ValueError("the media bucket is not configured")
        self._bucket = bucket

    @cached_property
    def _client(self) -> Any:
        import boto3
        from botocore.config import Config

        return boto3.client(
            "s3",
            config=Config(connect_timeout=2, read_timeout=8, retries={"mode": "standard", "total_max_attempts": 3}),
        )

    def put(self, key: str, body: bytes, content_type: str) -> str:
        check_object(key, body, content_type)
        self._call(
            "put_object",
            Key=key,
            Body=body,
            ContentType=content_type,
            CacheControl="public, max-age=31536000, immutable",
        )
        return media_path(key)

    def delete(self, key: str) -> None:
        check_key(key)
        self._call("delete_object", Key=key)

    def _call(self, operation: str, **arguments: Any) -> None:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            getattr(self._client, operation)(Bucket=self._bucket, **arguments)
        except ClientError as error:
            raise StorageFailed(str(error.response.get("Error", {}).get("Code", "unknown"))) from error
        except BotoCoreError as error:
            raise StorageFailed(type(error).__name__) from error
