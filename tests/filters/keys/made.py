"""Keys made to fit: the shortest text a row takes, of characters nobody was given."""

from __future__ import annotations

import random
import re._parser as parser  # pyright: ignore[reportMissingImports]  # how the standard library reads one
from typing import Any

from filters.keys.form import Key


def made(key: Key, seed: int = 0) -> str:
    """A key of this row, in one piece with its prefix."""
    chance = random.Random(f"{key.kind} {key.prefix} {seed}")
    return key.prefix + shortest(key.rest.whole, chance)


def shortest(source: str, chance: random.Random) -> str:
    """The shortest text that an expression matches, or one of them."""
    return _of(parser.parse(source), chance)


def _of(tree: Any, chance: random.Random) -> str:
    return "".join(_part(str(op), argument, chance) for op, argument in tree)


def _part(op: str, argument: Any, chance: random.Random) -> str:
    match op:
        case "LITERAL":
            return chr(argument)
        case "IN":
            fit = [c for c in map(chr, range(33, 127)) if _has(argument, c)]
            return chance.choice([c for c in fit if c.isalnum()] or fit)
        case "MAX_REPEAT" | "POSSESSIVE_REPEAT":
            least, _, inner = argument
            return "".join(_of(inner, chance) for _ in range(least))
        case "SUBPATTERN":
            return _of(argument[-1], chance)
        case "BRANCH":
            return _of(argument[1][0], chance)
        case "ASSERT_NOT":
            return ""
        case _:
            raise AssertionError(op)


def _has(members: Any, char: str) -> bool:
    ranges = (argument if str(op) == "RANGE" else (argument, argument) for op, argument in members)
    return any(first <= ord(char) <= last for first, last in ranges)
