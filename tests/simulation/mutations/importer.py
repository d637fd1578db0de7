"""Puts a bug into one module while it is imported; nothing on the disk changes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType

from tests.simulation.mutations.catalogue import Mutation


class NotThere(Exception):
    """The piece of source that a mutation replaces does not stand in its module exactly once."""


class _Mutated(SourceFileLoader):
    def __init__(self, name: str, path: str, mutation: Mutation) -> None:
        super().__init__(name, path)
        self._mutation = mutation

    def get_code(self, fullname: str) -> object:  # type: ignore[override]
        source = self.get_source(fullname) or ""
        return compile(mutated(source, self._mutation), self.path, "exec", dont_inherit=True)


class _Finder(MetaPathFinder):
    def __init__(self, mutation: Mutation) -> None:
        self._mutation = mutation

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name != self._mutation.module:
            return None
        spec = PathFinder.find_spec(name, path, target)
        assert spec is not None
        assert spec.origin is not None
        loader: Loader = _Mutated(name, spec.origin, self._mutation)
        spec.loader = loader
        return spec


def mutated(source: str, mutation: Mutation) -> str:
    """The module's source with the bug in it.

    Raises:
        NotThere: the piece to be replaced is not there, or more than once.
    """
    for old, new in [(mutation.old, mutation.new), *([mutation.also] if mutation.also else [])]:
        if source.count(old) != 1:
            raise NotThere(f"{mutation.name}: found {source.count(old)} times in {mutation.module}")
        source = source.replace(old, new)
    return source


def plant(mutation: Mutation) -> None:
    """Let the module of a mutation be imported with the bug.

    Raises:
        NotThere: it was imported before, without the bug.
    """
    if mutation.module in sys.modules:
        raise NotThere(f"{mutation.module} is imported already")
    sys.meta_path.insert(0, _Finder(mutation))
