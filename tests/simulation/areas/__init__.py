"""The areas that take part in a run. A new one joins with a class like `Area` and its line in `simulation.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from tests.simulation.kernel.coverage import Coverage
from tests.simulation.model.commits import Auditor
from tests.simulation.world.api import Sent


class Area(Protocol):
    """One area in one run.

    Attributes:
        boundaries: calls of its own that can go wrong, with the kinds of fault each knows.
        kinds: the kinds of items that its auditor looks at.
        auditor: holds what is committed against the area's own model.
    """

    boundaries: Mapping[str, Sequence[str]]
    kinds: frozenset[str]
    auditor: Auditor

    @staticmethod
    def declare(coverage: Coverage) -> None:
        """Name what a full run must reach."""

    def populate(self) -> None:
        """Make what must be there before the run begins. Nothing fails yet, and no time passes."""

    def begin(self) -> None:
        """Spawn the actors. Each ends by itself once `world.closing` is set."""

    def arrived(self, sent: Sent, at_ms: int) -> None:
        """A request reached the product: what it means for the model, if it is one of this area's."""

    def is_quiet(self) -> bool:
        """Whether nothing of this area is under way any more; asked when faults are off and actors have ended."""
