"""Takes from the product, for the length of a run, what no seed decides: real waiting, real randomness, logs, metrics.

The product names its defaults where functions are declared (`sleep=time.sleep`, `random_bits=secrets.randbits`), so
they are replaced there. Nothing else of the product is touched.
"""

from __future__ import annotations

import inspect
import logging
import secrets
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from random import Random
from typing import Any
from unittest import mock

from aws_lambda_powertools.metrics import Metrics
from pynamodb.connection import base as pynamodb_connection

from chalicelib.core import idempotency, ids, observability, table
from chalicelib.core.table import retries, writing
from chalicelib.wallet import ledger

LogFailure = Callable[[BaseException], None]


@contextmanager
def seeded(random: Random, sleep: Callable[[float], None], log_failure: LogFailure) -> Iterator[None]:
    """Run the product with seeded randomness and ids, and waiting that `sleep` does."""
    with ExitStack() as stack:
        for function in (table.transact, table.write, ledger.commit, ledger.retrying):
            stack.enter_context(_defaults_replaced(function, {time.sleep: sleep}))
        bits = _default_replaced_bits(random)
        stack.enter_context(_defaults_replaced(ids.new_id, {secrets.randbits: bits}))
        patches = [
            mock.patch.object(retries, "random", random),
            mock.patch.object(ledger, "random", random),
            mock.patch.object(idempotency, "secrets", _SeededSecrets(random)),
            mock.patch.object(writing, "uuid", _SeededUuids(random)),
            mock.patch.object(pynamodb_connection, "uuid", _SeededUuids(random)),
            mock.patch.object(observability, "log_failure", log_failure),
            mock.patch.object(Metrics, "add_metric", _no_metric),
        ]
        for patch in patches:
            stack.enter_context(patch)
        stack.enter_context(_silent())
        yield


def _default_replaced_bits(random: Random) -> Callable[[int], int]:
    return lambda bits: random.getrandbits(bits)


@contextmanager
def _defaults_replaced(function: Any, replacements: dict[Any, Any]) -> Iterator[None]:
    """Replace those default arguments of a function that are keys of `replacements`.

    Raises:
        LookupError: it has none of them, so the run would not be under the seed's control.
    """
    before = function.__defaults__, function.__kwdefaults__
    found = [each.default for each in inspect.signature(function).parameters.values() if each.default in replacements]
    if not found:
        raise LookupError(f"{function.__qualname__} has no such default any more")
    function.__defaults__ = tuple(_or_same(each, replacements) for each in before[0] or ()) or None
    function.__kwdefaults__ = {name: _or_same(each, replacements) for name, each in (before[1] or {}).items()} or None
    try:
        yield
    finally:
        function.__defaults__, function.__kwdefaults__ = before


def _or_same(value: Any, replacements: dict[Any, Any]) -> Any:
    try:
        return replacements.get(value, value)
    except TypeError:  # what cannot be a key is none of them
        return value


class _SeededSecrets:
    def __init__(self, random: Random) -> None:
        self._random = random

    def token_hex(self, size: int) -> str:
        return f"{self._random.getrandbits(size * 8):0{size * 2}x}"


class _SeededUuids:
    def __init__(self, random: Random) -> None:
        self._random = random

    def uuid4(self) -> uuid.UUID:
        return uuid.UUID(int=self._random.getrandbits(128), version=4)


def _no_metric(*_arguments: Any, **_named: Any) -> None:
    return None


@contextmanager
def _silent() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
