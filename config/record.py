"""What is told, kept and marked: disclosure, audit, the vault."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field, model_validator

from config.rules import Choice
from config.section import (
    Count,
    EnvName,
    FilePath,
    Label,
    Name,
    OneOrMany,
    Seconds,
    Section,
    Shaped,
    Truth,
)


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


class SharedVault(Section):
    """A Redis or Valkey server that replicas share; needs the extra `[redis]`, and `vault.key_env`.

    It is given ciphertext and keyed digests, and forgets a conversation after `ttl_s` by itself.
    """

    url: Annotated[
        str,
        Shaped(
            r"(?:rediss?://[A-Za-z0-9.:_\[\]-]{1,255}(?:/[0-9]{1,4})?|unix:///[^\x00-\x1f?#@]{1,255})",
            "`redis://host:port/number`, `rediss://…` (TLS) or `unix:///path`, without a user or a password",
        ),
    ] = Field(description="Where it is, without a user or a password: `redis://host:port/number`.")
    username: Label | None = Field(default=None, description="Its user, where it has any.")
    password_env: EnvName | None = Field(
        default=None, description="Environment variable with its password, where it has one."
    )
    timeout_s: Seconds = Field(
        default=0.25, description="How long it is waited for; beyond that is `sekisho.unshared`."
    )
    prefix: Name = Field(default="sekisho", description="What the names of its keys begin with.")


class Vault(Section):
    """Where the values behind surrogates are kept: sealed (AES-GCM), in memory, or shared by replicas."""

    key_env: EnvName | None = Field(
        default=None,
        description="Environment variable with the key that all values are sealed under, 32 bytes in "
        "hexadecimal or base64; without it, the station's own secret. Replicas need the same one.",
    )
    redis: SharedVault | None = Field(
        default=None, description="A store that replicas share; without it, each worker keeps its own."
    )

    ttl_s: Count = Field(
        default=3600, description="Seconds after its last use that a conversation is forgotten."
    )
    conversations: Count = Field(default=10_000, description="Conversations kept at the same time.")
    entries: Count = Field(default=1000, description="Values kept for one conversation.")

    @model_validator(mode="after")
    def _one_key(self) -> Vault:
        if self.redis is not None and self.key_env is None:
            raise ValueError("`redis` needs `key_env`: replicas read each other's values with one key")
        return self
