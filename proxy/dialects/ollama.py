"""Ollama: its own API, and the ones of others that it serves below /v1."""

from __future__ import annotations

import re

from proxy.dialect import DIALECTS, Seen, Surface
from proxy.dialects.openai import OpenAI
from proxy.surfaces.messages import Messages
from proxy.surfaces.ollama import OllamaChat, OllamaEmbed, OllamaGenerate, OllamaModels

_PATHS: tuple[tuple[re.Pattern[str], type[Surface]], ...] = (
    (re.compile(r".*/api/chat/?"), OllamaChat),
    (re.compile(r".*/api/generate/?"), OllamaGenerate),
    (re.compile(r".*/api/embed(?:dings)?/?"), OllamaEmbed),
    (re.compile(r".*/api/(?:blobs/.*|[a-z_]+/?)"), OllamaModels),
    (re.compile(r".*/v1/messages(?:/.*)?"), Messages),
)


@DIALECTS.add
class Ollama:
    """The Ollama dialect."""

    name = "ollama"
    documentation = (
        "Ollama's chat, completions, embeddings and models, and the OpenAI and Anthropic paths it serves."
    )

    def surface(self, seen: Seen) -> Surface:
        for pattern, surface in _PATHS:
            if pattern.fullmatch(seen.path):
                return surface(seen)
        return OpenAI().surface(seen)
