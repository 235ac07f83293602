"""SPDX licence expressions, as far as a text that may be anything needs them read.

`MIT`, `GPL-2.0-or-later WITH Classpath-exception-2.0`, `(Apache-2.0 OR MIT)`. Source: SPDX 2.3,
annex D. Ids come back in their usual spelling; one nobody knows stays as it is written, if it is
written like one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from filters.ip.licences import ids

_TOKEN = re.compile(r"[ \t]*(?P<token>\(|\)|[A-Za-z0-9][A-Za-z0-9.+:\-]*)")
_JOINS = ("AND", "OR", "WITH")
_LIKE = re.compile(
    r"(?:DocumentRef-[\w.-]+:)?LicenseRef-[\w.-]+|[A-Za-z][A-Za-z0-9]*[-.][A-Za-z0-9.+-]*|[A-Za-z0-9]{2,12}"
)
_OLD = re.compile(r"((?:A|L)?GPL|GFDL)-(\d\.\d)(\+?)")


class Expression(NamedTuple):
    """text: in usual spelling. length: characters of what was given that belong to it."""

    text: str
    length: int


def expression(given: str) -> Expression | None:
    """The expression that `given` begins with; None where it begins with none. Linear."""
    parts, whole, length, wants, depth = list[str](), list[str](), 0, True, 0
    at = 0
    while found := _TOKEN.match(given, at):
        token, at = found["token"], found.end()
        if wants and token == "(":  # noqa: S105  # a bracket
            depth += 1
        elif wants and token.upper() not in _JOINS and _LIKE.fullmatch(token.rstrip(".")):
            token, wants = canonical(token.rstrip(".")), False
        elif not wants and token == ")" and depth:  # noqa: S105  # a bracket
            depth -= 1
        elif not wants and token.upper() in _JOINS:
            token, wants = token.upper(), True
        else:
            break
        parts.append(token)
        if not wants and not depth:
            length, whole = at, parts.copy()
    if not length:
        return None
    return Expression(" ".join(whole).replace("( ", "(").replace(" )", ")"), length)


def canonical(spdx: str) -> str:
    """The usual spelling of one id."""
    known = _spelt().get(spdx.lower())
    if known:
        return known
    if old := _OLD.fullmatch(spdx):
        return f"{old[1]}-{old[2]}-{'or-later' if old[3] else 'only'}"
    return spdx


def parts(expression: str) -> tuple[str, ...]:
    """The ids in an expression, each once, in order; exceptions are none."""
    plain = re.sub(r"\bWITH\s+\S+", " ", expression)
    return tuple(dict.fromkeys(one for one in re.findall(r"[A-Za-z0-9.+:\-]+", plain) if one not in _JOINS))


@cache
def _spelt() -> dict[str, str]:
    return {one.lower(): one for one in ids()}
