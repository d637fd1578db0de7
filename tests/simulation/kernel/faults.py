"""Which calls go wrong, and how. A boundary is a place where the product talks to something outside of its process.

Each seed draws its own weather: how often anything goes wrong, and which kinds do at all. So some runs are calm, some
meet one kind of trouble again and again, and some meet everything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from tests.simulation.kernel.coverage import Coverage

INTENSITIES = (0.0, 0.004, 0.02, 0.06, 0.15)
HEADING = "fault points"
_FACTORS = {"table ": 1, "provider ": 8}
_OTHERS_FACTOR = 4
"""Calls of the table are many; others are so few that they fail this much more often, by how their names begin."""
_MOST_OFTEN = 0.6


class Faults:
    """Decides by the seed whether a call meets a fault.

    Parameters:
        boundaries: the kinds of fault that each boundary knows, by the boundary's name.
    """

    def __init__(self, random: Random, coverage: Coverage, boundaries: Mapping[str, Sequence[str]]) -> None:
        self._random = random
        self._coverage = coverage
        self.intensity = random.choice(INTENSITIES)
        kinds = list(dict.fromkeys(kind for each in boundaries.values() for kind in each))
        blowing = {kind for kind in kinds if random.random() < 0.6}
        self._kinds = {name: [kind for kind in each if kind in blowing] for name, each in boundaries.items()}

    def at(self, boundary: str) -> str | None:
        """The fault that this call of a boundary meets, or None."""
        factor = next((each for start, each in _FACTORS.items() if boundary.startswith(start)), _OTHERS_FACTOR)
        if self._random.random() >= min(_MOST_OFTEN, self.intensity * factor):
            return None
        kinds = self._kinds[boundary]
        if not kinds:
            return None
        kind = self._random.choice(kinds)
        self._coverage.reach(HEADING, f"{boundary}: {kind}")
        return kind

    def chance(self, probability: float) -> bool:
        """Whether something that is no fault of a call, such as a lost reading of a follower, happens."""
        return self.intensity > 0 and self._random.random() < probability

    def calm(self) -> None:
        """From now on nothing goes wrong."""
        self.intensity = 0.0


def declare(coverage: Coverage, boundaries: Mapping[str, Sequence[str]]) -> None:
    """Name every boundary with each of its kinds as a point to be reached."""
    coverage.declare(HEADING, [f"{name}: {kind}" for name, kinds in boundaries.items() for kind in kinds])
