"""The form of a key: a literal prefix, then so many characters of a class.

A row is a fact about a service, and its kind says which. Rows with longer prefixes are
tried before those they begin with. Where a service puts its mark inside the key rather
than in front (`…Q~…`), the finding begins at the mark: what is left leads to nobody.
"""

from __future__ import annotations

from typing import NamedTuple

from filters.shapes import Shape, either, maybe, row, some, text, unless

ALNUM, URLSAFE, BASE64 = "[A-Za-z0-9]", "[A-Za-z0-9_-]", "[A-Za-z0-9+/]"
HEX, ANY_HEX = "[0-9a-f]", "[0-9A-Fa-f]"
LOWER, UPPER, DIGIT = "[a-z0-9]", "[A-Z0-9]", "[0-9]"
END = unless(some(ALNUM, 1, 1))


class Key(NamedTuple):
    """One row: `secret.<kind>`, whose it is, its prefix, and what follows it.

    mixed: a digit must be in it, since words have the same form. last: only so many
    characters at its end are the secret; 0 for all. bits: entropy per character that it
    must have, 0 for any. after: it stands right behind a digit, not free.
    """

    kind: str
    service: str
    prefix: str
    rest: Shape
    mixed: bool = False
    last: int = 0
    bits: float = 0.0
    after: bool = False


def of(chars: str, least: int, most: int | None = None) -> Shape:
    """A run; one of a fixed length must end there."""
    return some(chars, least, most) if most else row(some(chars, least, least), END)


def exact(chars: str, length: int) -> Shape:
    """A run of this length that none of its own characters follows either."""
    return row(some(chars, length, length), unless(some(chars, 1, 1)))


def padded(chars: str, least: int, most: int) -> Shape:
    """Base64 of a length that varies, with its padding."""
    return row(some(chars, least, most), maybe(some("=", 1, 3)))


def parts(*shapes: Shape | str) -> Shape:
    """Runs and the literals between them; it must end there."""
    made = (text(one) if isinstance(one, str) else one for one in shapes)
    return row(*made, END)


def some_of(*words: str) -> Shape:
    """One of these words."""
    return either(*map(text, words))


UUID = row(
    some(ANY_HEX, 8, 8),
    *(part for _ in range(3) for part in (text("-"), some(ANY_HEX, 4, 4))),
    text("-"),
    some(ANY_HEX, 12, 12),
    END,
)


def keys(kind: str, service: str, prefixes: str, rest: Shape, bits: float = 0.0) -> tuple[Key, ...]:
    """A row for each of the prefixes, divided by spaces."""
    return tuple(Key(kind, service, prefix, rest, bits=bits) for prefix in prefixes.split())
