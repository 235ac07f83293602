"""The last door before the record: no content passes.

A record holds numbers, truth values, short words and short collections of these.
Whatever could carry a prompt or an answer (long text, bytes, objects) is refused, and
the error names the attribute, never the value. What is refused here is a mistake in
Sekisho: words that come from outside, such as a model's name, go through `clip` first.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from config.errors import AuditError

LONGEST_TEXT = 256  # characters of one value
LONGEST_NAME = 64  # characters of an attribute's name
MOST_ITEMS = 256  # attributes, or items of one collection
_DEPTH = 2  # a list of dicts, a dict of lists

_NAME = re.compile(r"[a-z][a-z0-9_.]{0,63}")
_PLAIN = frozenset({int, float, bool, type(None)})
_COLLECTIONS = frozenset({dict, list, tuple})
_FLAT = _PLAIN | {str}
_ANY = _FLAT | _COLLECTIONS
_RULE = (
    f"only numbers, truth values, text of at most {LONGEST_TEXT} characters, "
    f"and lists or dicts of at most {MOST_ITEMS} of these"
)

# Attribute names already looked at: a few dozen in practice, and never more than this.
_KNOWN: set[str] = set()
_MOST_KNOWN = 4096


def fit(event: str, attrs: Mapping[str, object]) -> None:
    """AuditError when `attrs` could carry content. event: its name, for the message."""
    if len(attrs) > MOST_ITEMS:
        raise AuditError(f"audit: {event} has {len(attrs)} attributes; a record has at most {MOST_ITEMS}")
    if not attrs.keys() <= _KNOWN:
        _meet(event, attrs)
    if not _flat(attrs.values()) and not _plain(attrs.values(), _DEPTH):
        name = next(name for name, value in attrs.items() if not _plain((value,), _DEPTH))
        raise AuditError(f"audit: attribute '{name}' of {event} is not fit for the record: {_RULE}")


def clip(text: str) -> str:
    """`text` as a record takes it: 256 characters, the last one "…" when cut, no lone surrogates."""
    short = text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
    return short if short.isascii() else short.encode("utf-8", "replace").decode("utf-8")


def _meet(event: str, attrs: Mapping[str, object]) -> None:
    for name in attrs:
        if not _NAME.fullmatch(str(name)):  # a key of another type is none of these either
            raise AuditError(
                f"audit: an attribute of {event} has no proper name: lower case, dotted, at most 64"
            )
        if len(_KNOWN) < _MOST_KNOWN:
            _KNOWN.add(name)


def _flat(values: Collection[object]) -> bool:
    """Whether all values are plain and no collection has anything in it: so it is in most records."""
    if not _ANY.issuperset(map(type, values)):
        return False
    some = [*filter(None, values)]
    return _FLAT.issuperset(map(type, some)) and max(map(len, map(str, some)), default=0) <= LONGEST_TEXT


def _plain(values: Iterable[object], levels: int) -> bool:
    """Whether all values are plain, or short collections of plain ones, `levels` deep at most."""
    for value in values:
        kind = type(value)
        if kind is str:
            if len(value) > LONGEST_TEXT:  # pyright: ignore[reportArgumentType]  # a str, as just seen
                return False
        elif kind in _PLAIN or (levels and not value and kind in _COLLECTIONS):
            continue
        elif not (levels and _collection(value, levels - 1)):
            return False
    return True


def _collection(value: object, levels: int) -> bool:
    if isinstance(value, dict):
        keys = value.keys()
        return (
            len(keys) <= MOST_ITEMS
            and {*map(type, keys)} <= {str}
            and _plain(keys, 0)
            and _plain(value.values(), levels)
        )
    return isinstance(value, list | tuple) and len(value) <= MOST_ITEMS and _plain(value, levels)
