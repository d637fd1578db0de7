"""What the runs have reached, and what they have not: every declared point by name, with a count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping


class Coverage:
    """Counts of points, by heading. A point that was declared and never reached stands at zero."""

    def __init__(self) -> None:
        self._declared: dict[str, dict[str, None]] = {}
        self._counts: Counter[tuple[str, str]] = Counter()

    def declare(self, heading: str, points: Iterable[str]) -> None:
        """Name points that a full run must reach."""
        self._declared.setdefault(heading, {}).update(dict.fromkeys(points))

    def reach(self, heading: str, point: str) -> None:
        self._counts[heading, point] += 1

    def counts(self) -> Mapping[tuple[str, str], int]:
        return self._counts

    def add(self, counts: Mapping[tuple[str, str], int]) -> None:
        """Add what another process counted."""
        self._counts.update(counts)

    def missed(self) -> list[tuple[str, str]]:
        """Declared points at zero."""
        return [
            (heading, point)
            for heading, points in self._declared.items()
            for point in points
            if not self._counts[heading, point]
        ]

    def lines(self) -> list[str]:
        """The report: each heading with its points and counts."""
        reached = {heading: None for heading, _ in self._counts}
        found: list[str] = []
        for heading in dict.fromkeys([*self._declared, *sorted(reached)]):
            points = {
                **self._declared.get(heading, {}),
                **dict.fromkeys(sorted(point for held, point in self._counts if held == heading)),
            }
            hit = sum(1 for point in points if self._counts[heading, point])
            found.append(f"{heading}: {hit} of {len(points)}")
            found += [f"  {self._counts[heading, point]:>10,}  {point}" for point in points]
        return found
