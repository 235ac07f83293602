"""Policies as they are written: ordered rows of which findings, in which direction, get which measure.

What measures and detectors there are, and which options they take, is known only
above: a choice carries its options as they came, and `config.known` checks them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue

from config.section import Globs, Label, Name, OneOrMany, Roles, Seconds, Section, Share

Direction: TypeAlias = Literal["request", "response", "both"]
Trust: TypeAlias = Literal["user", "system", "tool", "retrieved"]


class Choice(BaseModel):
    """An extension by its configuration name, with its options: `mask`, or `{use: mask, style: label}`."""

    model_config = ConfigDict(extra="allow", frozen=True, allow_inf_nan=False, hide_input_in_errors=True)
    __pydantic_extra__: dict[str, JsonValue]  # pyright: ignore[reportIncompatibleVariableOverride]  # how extras get a type

    use: Name = Field(description="Its configuration name.")

    @property
    def options(self) -> Mapping[str, JsonValue]:
        """Everything but `use`, as it was written."""
        return self.__pydantic_extra__


def _named(value: object) -> object:
    return {"use": value} if isinstance(value, str) else value


class MeasureChoice(Choice):
    """A measure: `mask`, or `{use: mask, style: label}`."""


MeasureUse: TypeAlias = Annotated[MeasureChoice, BeforeValidator(_named)]
DetectorOptions: TypeAlias = Mapping[Name, Mapping[str, JsonValue]]


class Rule(Section):
    """One row of a policy.

    Of all rows that match a finding the strictest measure wins; equal ones go to the earlier row.
    """

    name: Label | None = Field(default=None, description="What records call it; without it, `kind→measure`.")
    kind: Globs = Field(description="Kinds of findings it is about; `*` stands for anything, dots included.")
    except_: Globs | None = Field(
        default=None, alias="except", description="Kinds it leaves alone all the same."
    )
    direction: Direction = Field(
        default="both", description="Whether it is about requests, responses or both."
    )
    role: Roles | None = Field(
        default=None,
        description="Only text of these roles (`system`, `user`, `assistant`, `tool`, `reasoning`, …).",
    )
    trust: Annotated[tuple[Trust, ...], OneOrMany()] | None = Field(
        default=None, description="Only text of these origins."
    )
    min_score: Share = Field(default=0.0, description="Only findings at least this certain, 0 to 1.")
    measure: MeasureUse = Field(description="What is done: a measure's name, or `{use: name, …options}`.")


class Policy(Section):
    """An ordered table of rules. What it leaves out comes from the policy it extends."""

    extends: Name | None = Field(
        default=None,
        description="A preset, or another policy of this file, whose rows and values this one starts from.",
    )
    default: MeasureUse | None = Field(
        default=None,
        description="The measure for findings that no row names. At the root: `allow`, and it is recorded.",
    )
    deadline_s: Seconds | None = Field(
        default=None,
        description="How long a detector may take before it is `sekisho.late`. At the root: 0.5.",
    )
    hold: Annotated[int, Field(strict=True, ge=1, le=1 << 26)] | None = Field(
        default=None,
        description="Code points of one channel that may wait for a verdict before that is "
        "`sekisho.overflow`. At the root: 262144.",
    )
    rules: tuple[Rule, ...] = Field(
        default=(), description="The rows; see below for how they meet inherited ones."
    )
    detectors: DetectorOptions = Field(
        default={},
        description="Options of detectors, by name. One that has to be named runs with `{}` too.",
    )
    enable: tuple[Name, ...] | None = Field(
        default=None,
        description="Detectors to run. At the root: all, less those that have to be named.",
    )
    disable: tuple[Name, ...] | None = Field(default=None, description="Detectors not to run.")
