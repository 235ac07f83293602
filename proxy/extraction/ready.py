"""Whether what the configuration asks for can be opened on this machine."""

from __future__ import annotations

import importlib.util

from config.errors import ConfigErrors
from config.schema import Settings

MISSING = "'pdf' needs pypdf, which is not installed: pip install 'sekisho[documents]'"


def lacking(settings: Settings) -> str:
    """What is missing for the kinds of documents that are to be opened; empty: nothing."""
    wanted = "pdf" in settings.documents.kinds
    return MISSING if wanted and importlib.util.find_spec("pypdf") is None else ""


def readable(settings: Settings) -> frozenset[str]:
    """The kinds of documents that are opened. ConfigErrors, on its line, where one cannot be."""
    if missing := lacking(settings):
        raise ConfigErrors([settings.source.problem(("documents", "extract"), missing)])
    return settings.documents.kinds
