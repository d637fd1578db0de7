"""What the running product promises of each operation: the statuses and problem codes of its own API document."""

from __future__ import annotations

import json
from typing import Any


class Promises:
    """The API document, by operation."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._operations: dict[str, tuple[str, str, dict[str, set[str] | None]]] = {}
        for path, methods in document["paths"].items():
            for method, described in methods.items():
                answers = {status: _codes(answer) for status, answer in described["responses"].items()}
                self._operations[described["operationId"]] = method.upper(), path, answers

    def route(self, operation: str) -> tuple[str, str]:
        """Return the method and the path of an operation."""
        method, path, _ = self._operations[operation]
        return method, path

    def broken(self, operation: str, status: int, content: bytes) -> str | None:
        """Return what is wrong with an answer, or None: a server's error, or what the document does not name."""
        if status >= 500:
            return f"{status}: {content[:200].decode(errors='replace')}"
        answers = self._operations[operation][2]
        if str(status) not in answers:
            return f"{status} is not documented"
        codes = answers[str(status)]
        if codes is not None and (code := json.loads(content).get("code")) not in codes:
            return f"{status} {code} is not documented"
        return None


def _codes(answer: dict[str, Any]) -> set[str] | None:
    problem = answer.get("content", {}).get("application/problem+json")
    return None if problem is None else set(problem["schema"]["allOf"][1]["properties"]["code"]["enum"])
