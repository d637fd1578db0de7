"""Delivers the payment stand-in's events to the application: signed as Stripe signs, retried until taken."""

from __future__ import annotations

import asyncio
import json
import time

import aiohttp
from stripe import WebhookSignature

from infrastructure.local.payment_books import Books, JsonObject, public

ATTEMPTS = 12
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 60.0
TIMEOUT_SECONDS = 30.0


class Delivery:
    """Sends each event that the application has not taken yet, in the order in which they happened."""

    def __init__(self, books: Books, url: str, secret: str) -> None:
        self._books = books
        self._url = url
        self._secret = secret
        self._attempts: dict[str, int] = {}
        self._due: dict[str, float] = {}
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Look for events to deliver now."""
        self._wake.set()

    async def run(self) -> None:
        """Deliver for ever."""
        timeout = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout) as client:
            while True:
                self._wake.clear()
                pause = await self._deliver_due(client)
                try:
                    await asyncio.wait_for(self._wake.wait(), pause)
                except TimeoutError:
                    continue

    async def _deliver_due(self, client: aiohttp.ClientSession) -> float | None:
        """Try each waiting event once that is due; return the seconds until the next is."""
        for event in [event for event in self._books.events if not event["_delivered"]]:
            event_id = event["id"]
            if self._attempts.get(event_id, 0) >= ATTEMPTS or self._due.get(event_id, 0) > time.monotonic():
                continue
            if await self._send(client, event):
                event["_delivered"] = True
                self._books.save()
            else:
                tried = self._attempts.get(event_id, 0)
                self._attempts[event_id] = tried + 1
                pause = min(FIRST_PAUSE_SECONDS * 2**tried, LONGEST_PAUSE_SECONDS)
                self._due[event_id] = time.monotonic() + pause
        waiting = [
            self._due[event["id"]]
            for event in self._books.events
            if not event["_delivered"] and 0 < self._attempts.get(event["id"], 0) < ATTEMPTS
        ]
        return max(0.0, min(waiting) - time.monotonic()) if waiting else None

    async def _send(self, client: aiohttp.ClientSession, event: JsonObject) -> bool:
        body = json.dumps(public(event))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Stripe-Signature": WebhookSignature.generate_signature_header(body, self._secret),
            "User-Agent": "SoulSeer test payments",
        }
        try:
            async with client.post(self._url, data=body.encode(), headers=headers) as answer:
                return 200 <= answer.status < 300
        except (aiohttp.ClientError, TimeoutError):
            return False
