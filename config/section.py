"""What every part of a configuration file is made of: frozen, and closed to unknown names.

Numbers and truth values are taken as written, never converted from text. Messages
say what a value should be and never repeat it: somebody will paste a key where its
name belongs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    Strict,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema


class Section(BaseModel):
    """The base of all sections: unknown names are errors, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _written(cls, value: Any) -> Any:
        """A name with nothing after it, as when all below it is commented out, is as if not written."""
        if value is None:
            return {}
        return {k: v for k, v in value.items() if v is not None} if isinstance(value, dict) else value


@dataclass(frozen=True, slots=True)
class Shaped:
    """Annotates text that has to fit `pattern` as a whole; `says`: the shape in words."""

    pattern: str
    says: str

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        shape = re.compile(self.pattern)

        def check(text: str) -> str:
            if not shape.fullmatch(text):
                raise ValueError(f"should be {self.says}")
            return text

        return core_schema.no_info_after_validator_function(check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(schema), "pattern": f"^(?:{self.pattern})$"}


@dataclass(frozen=True, slots=True)
class OneOrMany:
    """Annotates a tuple of text that may be written as one text alone; never empty, no repeats."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        many = core_schema.no_info_after_validator_function(_distinct, handler(source))
        return core_schema.no_info_before_validator_function(_listed, many)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        many = {**handler(schema), "minItems": 1}
        return {"anyOf": [many["items"], many]}


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _distinct(values: tuple[str, ...]) -> tuple[str, ...]:
    if not values:
        raise ValueError("should name at least one")
    return tuple(dict.fromkeys(values))


def _path(text: object) -> object:
    if isinstance(text, str) and (not text or "\0" in text):
        raise ValueError("should be a path")
    return text


LARGEST = 1 << 40  # a number beyond it is a slip of the finger
NAME = r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"

Name: TypeAlias = Annotated[
    str,
    Shaped(
        NAME,
        "a name: letters, digits, '.', '_' and '-', at most 64, a letter or digit first",
    ),
]
Label: TypeAlias = Annotated[str, Shaped(r"[^\x00-\x1f\x7f]{1,120}", "one line of text, 1 to 120 characters")]
EnvName: TypeAlias = Annotated[
    str,
    Shaped(
        r"[A-Za-z_][A-Za-z0-9_]{0,127}", "the name of an environment variable, never the credential itself"
    ),
]
Sha256: TypeAlias = Annotated[
    str,
    Shaped(r"[0-9a-f]{64}", "64 lower-case hexadecimal digits: the SHA-256 of the key, never the key itself"),
]
Host: TypeAlias = Annotated[str, Shaped(r"[A-Za-z0-9.:_-]{1,255}", "a host name or an IP address")]
Role: TypeAlias = Annotated[str, Shaped(r"[a-z][a-z_]{0,31}", "a role: lower-case letters and '_'")]
Glob: TypeAlias = Annotated[
    str,
    Shaped(
        r"[a-z0-9_*]{1,32}(?:\.[a-z0-9_*]{1,32}){0,7}",
        "a kind: lower-case names joined by dots, '*' for anything, as in 'pii.*'",
    ),
]
Globs: TypeAlias = Annotated[tuple[Glob, ...], OneOrMany()]
Roles: TypeAlias = Annotated[tuple[Role, ...], OneOrMany()]

Count: TypeAlias = Annotated[int, Strict(), Field(ge=1, le=LARGEST)]
Port: TypeAlias = Annotated[int, Strict(), Field(ge=0, le=65_535)]
Seconds: TypeAlias = Annotated[float, Strict(), Field(gt=0, le=86_400)]
Share: TypeAlias = Annotated[float, Strict(), Field(ge=0, le=1)]
Truth: TypeAlias = Annotated[bool, Strict()]
FilePath: TypeAlias = Annotated[Path, BeforeValidator(_path)]
