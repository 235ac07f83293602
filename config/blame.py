"""Turn pydantic's errors into problems with a line, in words of the file.

The message says what a value should be; what it was is repeated only where it is a
name one may have mistyped, never otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from config.errors import MOST_PROBLEMS, Problem
from config.names import clipped, near
from config.source import Loc, Source

_WORDS: Mapping[str, str] = {
    "bool_type": "should be true or false",
    "dict_type": "should be a mapping (name: value)",
    "finite_number": "should be a finite number",
    "float_type": "should be a number",
    "int_from_float": "should be a whole number",
    "int_type": "should be a whole number",
    "list_type": "should be a list",
    "mapping_type": "should be a mapping (name: value)",
    "model_attributes_type": "should be a mapping (name: value)",
    "model_type": "should be a mapping (name: value)",
    "path_type": "should be a path",
    "string_type": "should be text; quote it if it looks like a number",
    "tuple_type": "should be a list",
}
_QUOTED = re.compile(r"'([^']*)'")


def problems(error: ValidationError, model: type[BaseModel], source: Source, at: Loc = ()) -> list[Problem]:
    """What `error` says, in the order of the file.

    model: what was validated; it knows the names that would have been right. at: where
    in the file the validated value lies. At most 101 are looked at.
    """
    details = error.errors(include_url=False)[: MOST_PROBLEMS + 1]
    found = [_problem(detail, model, source, at) for detail in details]
    return sorted(found, key=lambda problem: problem.line)


def _problem(detail: ErrorDetails, model: type[BaseModel], source: Source, at: Loc) -> Problem:
    loc = tuple(step for step in detail["loc"] if step != "[key]")
    match detail["type"]:
        case "missing":
            return source.problem(at + loc[:-1], f"'{loc[-1]}' is needed")
        case "extra_forbidden":
            name = str(loc[-1])
            return source.problem(
                at + loc, f"no option named '{clipped(name)}'", near(name, names_at(model, loc[:-1]))
            )
        case "literal_error":
            return source.problem(at + loc, _lower(detail["msg"]), _meant(detail))
        case kind:
            return source.problem(at + loc, _WORDS.get(kind) or _lower(detail["msg"]))


def _meant(detail: ErrorDetails) -> str:
    written, expected = detail["input"], detail.get("ctx", {}).get("expected", "")
    hint = near(written, _QUOTED.findall(expected)) if isinstance(written, str) else ""
    return hint if hint.startswith("did") else ""


def _lower(message: str) -> str:
    message = message.removeprefix("Value error, ").removeprefix("Input ")
    return message[:1].lower() + message[1:]


def names_at(model: type[BaseModel], loc: Loc) -> Collection[str]:
    """The option names of the section at `loc` inside `model`; empty where there is no section."""
    shape: object = model
    for step in loc:
        shape = _inside(_bare(shape), step)
    return list(_fields(_bare(shape)))


def _fields(shape: object) -> Mapping[str, Any]:
    if not (isinstance(shape, type) and issubclass(shape, BaseModel)):
        return {}
    return {field.alias or name: field.annotation for name, field in shape.model_fields.items()}


def _inside(shape: object, step: str | int) -> object:
    arguments = get_args(shape)
    if arguments:  # tuple[X, ...] and list[X] by index, Mapping[str, X] by name
        return arguments[0] if isinstance(step, int) else arguments[-1]
    return _fields(shape).get(str(step))


def _bare(shape: object) -> object:
    """`Annotated[X, …]` and `X | None` → X."""
    while True:
        origin, arguments = get_origin(shape), get_args(shape)
        if origin is Annotated:
            shape = arguments[0]
        elif origin in (Union, UnionType):
            shape = next((part for part in arguments if part is not type(None)), None)
        else:
            return shape
