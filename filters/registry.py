"""A new file is a new extension: the module name is the configuration name.

A registry scans its package, then the entry points of its group, on first use
(importing this module does nothing). What it finds are classes decorated with
`@REGISTRY.add`, each with an `Options` model and its one-line documentation.
"""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from importlib.metadata import entry_points
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from config.errors import ConfigError, PolicyError

T = TypeVar("T")
M = TypeVar("M")


class Options(BaseModel):
    """The base of every extension's options: unknown names are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _place(member: type[object]) -> tuple[str, str]:
    return member.__module__, member.__qualname__


class Registry(Generic[T]):
    """Classes of one extension point, by configuration name.

    word: what a member is called in messages ("detector"). package: dotted package
    whose modules are members. group: entry-point group for members from elsewhere.
    """

    def __init__(self, word: str, package: str, group: str) -> None:
        self.word = word
        self._package = package
        self._group = group
        self._members: dict[str, type[T]] = {}
        self._scanned = False

    def add(self, member: type[M]) -> type[M]:
        """Register a class under the last part of its module's name (class decorator)."""
        name = member.__module__.rpartition(".")[2]
        known = self._members.get(name)
        if known is not None and _place(known) != _place(member):  # the same one is a module read again
            raise ConfigError(f"two {self.word}s are called '{name}': one per file")
        member.name = name  # type: ignore[attr-defined]  # part of the protocol, set here so that files need not
        kept: Any = member  # that it is a T is checked where it is used
        self._members[name] = kept
        return member

    def members(self) -> Mapping[str, type[T]]:
        """Every known class by name, in name order. The first call imports them."""
        if not self._scanned:
            self._scan()
            self._scanned = True
        return dict(sorted(self._members.items()))

    def _scan(self) -> None:
        package = importlib.import_module(self._package)
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{self._package}.{module.name}")
        for point in entry_points(group=self._group):
            point.load()

    def find(self, name: str) -> type[T]:
        """The class called `name`; PolicyError with the nearest name when there is none."""
        members = self.members()
        if name not in members:
            near = difflib.get_close_matches(name, members, 1)
            hint = f" (did you mean '{near[0]}'?)" if near else f" (there are: {', '.join(members)})"
            raise PolicyError(f"no {self.word} named '{name}'{hint}")
        return members[name]

    def build(self, name: str, options: Mapping[str, Any] | None = None) -> T:
        """An instance of `name`, given its own validated Options if it has a constructor.

        PolicyError when they do not fit.
        """
        member = self.find(name)
        shape: type[Options] = getattr(member, "Options", Options)
        try:
            made = shape.model_validate(dict(options or {}))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise PolicyError(f"{self.word} '{name}', option '{where}': {first['msg']}") from error
        takes: Any = member
        return takes() if member.__init__ is object.__init__ else takes(made)

    def __iter__(self) -> Iterator[str]:
        return iter(self.members())
