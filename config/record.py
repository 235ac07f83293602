"""What is told, kept and marked: disclosure, audit, the vault."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field

from config.rules import Choice
from config.section import Count, FilePath, OneOrMany, Section, Truth


class ExporterChoice(Choice):
    """An exporter with its options: `{use: otlp, endpoint: …}`."""


def _named(value: object) -> object:
    return {"use": value} if isinstance(value, str) else value


ExporterUse: TypeAlias = Annotated[ExporterChoice, BeforeValidator(_named)]


class Disclosure(Section):
    """How people and machines learn that an AI answered.

    `{headers: false, notice: none}` switches every mark off.
    """

    languages: Annotated[tuple[Literal["ja", "en"], ...], OneOrMany()] = Field(
        default=("ja", "en"), description="Languages of notices, in this order."
    )
    headers: Truth = Field(
        default=True, description="Whether answers carry disclosure and provenance headers."
    )
    notice: Literal["none", "session_start"] = Field(
        default="none", description="Whether the first answer of a conversation begins with a notice."
    )


class Ledger(Section):
    """The record every decision is written to before its effect is visible."""

    path: FilePath | None = Field(
        default=None, description="Its folder, relative to this file; without it, `ledger` under `home`."
    )
    durability: Literal["fsync", "written"] = Field(
        default="fsync",
        description="A record counts as kept once it is on the disk, or once the system has it.",
    )
    on_full: Literal["fail_closed", "shed_allow_only"] = Field(
        default="fail_closed",
        description="When no more can be written: refuse everything, or drop records of plain `allow` first.",
    )


class Audit(Section):
    """Where records go."""

    ledger: Ledger = Field(default=Ledger(), description="The local record, always kept.")
    exporters: tuple[ExporterUse, ...] = Field(
        default=(), description="Copies elsewhere: `{use: name, …options}`."
    )


class Vault(Section):
    """Where the values behind surrogates are kept, in memory."""

    ttl_s: Count = Field(
        default=3600, description="Seconds after its last use that a conversation is forgotten."
    )
    conversations: Count = Field(default=10_000, description="Conversations kept at the same time.")
    entries: Count = Field(default=1000, description="Values kept for one conversation.")
