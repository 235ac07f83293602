"""The shape of every string that a type of an official client library can hold."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from datetime import datetime

import typing_extensions as te
from pydantic import BaseModel

_WRAPPERS = (te.Annotated, te.Required, te.NotRequired, te.ReadOnly, typing.Required, typing.NotRequired)
_ARRAYS = ("list", "List", "tuple", "Iterable", "Sequence", "SequenceNotStr")
_OBJECTS = ("dict", "Dict", "Mapping")


def shapes(kind: object, at: str = "", inside: tuple[object, ...] = ()) -> Iterator[str]:
    """Shapes of strings below `kind`; a free object counts as one string under the key `x`."""
    origin, args = te.get_origin(kind), te.get_args(kind)
    name = getattr(origin, "__name__", "")
    if type(kind).__name__ == "TypeAliasType":
        yield from shapes(kind.__value__, at, inside)  # type: ignore[attr-defined]
    elif type(origin).__name__ == "TypeAliasType":  # with parameters of its own
        yield from shapes(origin.__value__[args], at, inside)  # type: ignore[union-attr]
    elif origin in _WRAPPERS:
        yield from shapes(args[0], at, inside)
    elif origin in (typing.Union, types.UnionType):
        for one in args:
            yield from shapes(one, at, inside)
    elif origin is te.Literal:
        yield from (at for one in args[:1] if isinstance(one, str))
    elif kind is object or kind is typing.Any or kind is dict or isinstance(kind, typing.TypeVar):
        yield f"{at}/x"
    elif name in _ARRAYS:
        yield from shapes(args[0], f"{at}/*", inside)
    elif name in _OBJECTS:
        yield from shapes(args[1], f"{at}/x", inside)
    elif isinstance(kind, type) and issubclass(kind, str | datetime):
        yield at
    else:
        yield from _members(kind if origin is None else origin, at, inside)


def _members(kind: object, at: str, inside: tuple[object, ...]) -> Iterator[str]:
    if kind in inside:
        return
    members: dict[str, object] = {}
    if te.is_typeddict(kind):
        members = te.get_type_hints(kind, include_extras=True)
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        members = {field.alias or name: field.annotation for name, field in kind.model_fields.items()}
    for name, member in members.items():
        yield from shapes(member, f"{at}/{name}", (*inside, kind))
