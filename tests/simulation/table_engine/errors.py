"""What DynamoDB answers when it says no. Names, messages and shapes are those of its API."""

from __future__ import annotations

from typing import Any

Item = dict[str, dict[str, Any]]


class TableError(Exception):
    """A refusal: the code that a caller decides on, and words for people."""

    code = "ValidationException"

    def __init__(self, message: str, **answer: Any) -> None:
        super().__init__(message)
        self.message = message
        self.answer = answer


class Invalid(TableError):
    """The request can never be served: its form is wrong."""


class NoSuchTable(TableError):
    code = "ResourceNotFoundException"


class TableExists(TableError):
    code = "ResourceInUseException"


class ConditionRefused(TableError):
    """The condition of a single write does not hold."""

    code = "ConditionalCheckFailedException"

    def __init__(self, item: Item | None = None) -> None:
        super().__init__("The conditional request failed", **({} if item is None else {"Item": item}))


class TokenReused(TableError):
    code = "IdempotentParameterMismatchException"


class TransactionCancelled(TableError):
    """`reasons` has an entry for each write, in the order in which they were sent."""

    code = "TransactionCanceledException"

    def __init__(self, reasons: list[dict[str, Any]]) -> None:
        words = ", ".join(reason["Code"] for reason in reasons)
        super().__init__(
            f"Transaction cancelled, please refer cancellation reasons for specific reasons [{words}]",
            CancellationReasons=reasons,
        )


class PassingTrouble(TableError):
    """Conflicts, throttling, failures inside: the harness injects them, the engine never does."""

    def __init__(self, code: str, message: str = "Try again.") -> None:
        super().__init__(message)
        self.code = code
