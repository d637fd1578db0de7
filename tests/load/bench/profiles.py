"""Where the processor time of something goes: shown for a figure that does not meet its goal."""

from __future__ import annotations

import cProfile
import io
import pstats
import time
from collections.abc import Callable, Iterable
from itertools import chain

_LINES = 20


def profile(*works: Callable[[], object], prepared: Iterable[Callable[[], object]] = (), lines: int = _LINES) -> str:
    """Do all works and return the functions that took most of their time.

    Processor time: waiting does not count. Profiling makes Python's own part look larger than it is.

    Parameters:
        prepared: further works; what making each one ready takes is not counted.
    """
    profiler = cProfile.Profile(time.process_time)
    for work in chain(works, prepared):
        profiler.runcall(work)
    text = io.StringIO()
    pstats.Stats(profiler, stream=text).strip_dirs().sort_stats("tottime").print_stats(lines)
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines() if line.strip())
