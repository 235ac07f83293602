"""Globs over dotted kinds: `*` stands for anything, dots included, so `pii.*` has `pii.jp.my_number`."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

# Always worth a row, whether or not a detector for them is installed.
FAMILIES = frozenset(
    {
        *("*", "pii.*", "secret.*", "harm.*", "injection.*", "ip.*", "placeholder.*", "sekisho.*"),
        *("notice.*", "grounding.*"),
    }
)


def fits(glob: str, kind: str) -> bool:
    """Whether `glob` covers `kind`."""
    return fnmatchcase(kind, glob)


def reaches(glob: str, kinds: Iterable[str]) -> bool:
    """Whether a row about `glob` can ever match.

    kinds: what detectors find; those that are globs themselves stand for all they cover.
    """
    if glob in FAMILIES:
        return True
    return any(fits(glob, kind) or ("*" in kind and fits(kind, glob)) for kind in kinds)
