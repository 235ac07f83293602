"""A configuration as verbs need it that serve nobody: read and checked, its credentials not asked for."""

from __future__ import annotations

import os
from pathlib import Path

from config.known import check_names
from config.load import load
from config.policies import resolve
from config.schema import Settings
from config.spec import PolicySpec
from filters.compiling import compile_policy
from filters.policy import Policy
from proxy.assembly import known


def read_settings(config: Path | None) -> Settings:
    """The settings at `config`, or where the environment says. ConfigErrors with every problem."""
    settings = load(config, os.environ)
    check_names(settings, known())
    return settings


def read_policy(settings: Settings, name: str | None) -> tuple[PolicySpec, Policy]:
    """The policy of that name, as it was written and as it rules; None: the general one. PolicyError."""
    spec = resolve(settings, name or settings.policy)
    return spec, compile_policy(spec)
