"""Licences by SPDX id: which there are, and what each asks of whoever passes a work on.

The table is `obligations.yaml` beside this file. Whatever it does not have is unknown, and an
unknown licence is treated as all rights reserved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_TABLE = Path(__file__).with_name("obligations.yaml")
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Obligation:
    """What a licence asks. category: its name in the table; en, ja: in words."""

    category: str
    en: str
    ja: str


@cache
def _table() -> tuple[Mapping[str, Obligation], Mapping[str, str]]:
    raw: dict[str, Any] = yaml.safe_load(_TABLE.read_text("utf-8"))
    categories = {name: Obligation(name, one["en"], one["ja"]) for name, one in raw["categories"].items()}
    return categories, {spdx: name for name, listed in raw["ids"].items() for spdx in listed}


def ids() -> tuple[str, ...]:
    """Every id of the table, in its usual spelling."""
    return tuple(_table()[1])


def obligation(spdx: str) -> Obligation:
    """What the licence with this id asks."""
    categories, of = _table()
    return categories[of.get(spdx, UNKNOWN)]
