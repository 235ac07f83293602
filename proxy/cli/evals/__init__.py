"""What `sekisho eval` can measure: each file here is a KIND with its own `run` and `EXAMPLE`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from typing import NamedTuple, cast


class Kind(NamedTuple):
    """One KIND: its name is its file's."""

    name: str
    run: Callable[..., int]
    example: str


def kinds() -> Iterator[Kind]:
    """Every file here, in name order."""
    for module in pkgutil.iter_modules(__path__):
        it = importlib.import_module(f"{__name__}.{module.name}")
        yield Kind(module.name, cast("Callable[..., int]", it.run), str(it.EXAMPLE))
