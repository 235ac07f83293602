"""The whole of `sekisho.yaml` as one frozen value.

Every name a user may write is a field here or in the sections it is made of; the
reference documentation, the JSON Schema and the near-miss hints are read off them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import Field, PrivateAttr

from config.documents import Documents
from config.record import Audit, Disclosure, Vault
from config.rules import Policy
from config.section import FilePath, Name, Section
from config.source import Source
from config.traffic import Key, Limits, Listen, Route, Upstream


class Settings(Section):
    """Everything an operator decides."""

    policy: Name = Field(default="standard", description="The policy of routes that name none.")
    home: FilePath = Field(
        default=Path(".sekisho"),
        description="Folder for state, relative to this file; `SEKISHO_HOME` overrides it. "
        "Not written, it is relative to where Sekisho is started.",
    )
    listen: Listen = Field(default=Listen(), description="The two listeners.")
    upstreams: Mapping[Name, Upstream] = Field(default={}, description="Providers, by name.")
    routes: tuple[Route, ...] = Field(default=(), description="Routes, in order, before the built-in ones.")
    policies: Mapping[Name, Policy] = Field(
        default={}, description="Policies, by name; they go before presets."
    )
    keys: tuple[Key, ...] = Field(default=(), description="Credentials that Sekisho itself gives out.")
    limits: Limits = Field(default=Limits(), description="What one exchange may cost.")
    documents: Documents = Field(
        default=Documents(), description="Documents inside requests: which are opened and read."
    )
    disclosure: Disclosure = Field(default=Disclosure(), description="How answers are marked.")
    audit: Audit = Field(default=Audit(), description="What is recorded, and where.")
    vault: Vault = Field(default=Vault(), description="Where the values behind surrogates are kept.")

    # Not compared: settings are equal when their values are, wherever they were written.
    _source: Source = PrivateAttr(default_factory=Source)

    @property
    def source(self) -> Source:
        """The file these values were read from, for the lines of messages; empty when there is none."""
        return self._source

    def read_from(self, source: Source) -> Settings:
        """The same settings, remembering where they were written."""
        copy = self.model_copy()
        copy._source = source  # noqa: SLF001  # our own
        return copy

    @property
    def ledger_path(self) -> Path:
        """The ledger's folder: as configured, else `ledger` under `home`."""
        return self.audit.ledger.path or self.home / "ledger"
