"""Snapshots of what can be made anew at any time: put whole into a private bucket, read whole by new processes."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Protocol

from chalicelib.gateways.errors import StorageFailed

_NOT_THERE = frozenset({"NoSuchKey", "404"})


class SnapshotStore(Protocol):
    """A flat store of bytes. A key is written once; old keys vanish after a while."""

    def get(self, key: str) -> bytes | None:
        """Return what is at a key, None when there is nothing. StorageFailed if the store cannot be reached."""
        ...

    def put(self, key: str, body: bytes) -> None:
        """Store bytes. StorageFailed if the store cannot be reached."""
        ...


class S3Snapshots:
    """SnapshotStore on an S3 bucket."""

    def __init__(self, bucket: str) -> None:
        if not bucket:
            raise ValueError("the bucket of snapshots is not configured")
        self._bucket = bucket

    @cached_property
    def _client(self) -> Any:
        import boto3
        from botocore.config import Config

        return boto3.client(
            "s3",
            config=Config(connect_timeout=1, read_timeout=4, retries={"mode": "standard", "total_max_attempts": 2}),
        )

    def get(self, key: str) -> bytes | None:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            body: bytes = self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
        except ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", "unknown"))
            if code in _NOT_THERE:
                return None
            raise StorageFailed(code) from error
        except BotoCoreError as error:
            raise StorageFailed(type(error).__name__) from error
        return body

    def put(self, key: str, body: bytes) -> None:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            self._client.put_object(Bucket=self._bucket, Key=key, Body=body, ContentType="application/octet-stream")
        except ClientError as error:
            raise StorageFailed(str(error.response.get("Error", {}).get("Code", "unknown"))) from error
        except BotoCoreError as error:
            raise StorageFailed(type(error).__name__) from error
