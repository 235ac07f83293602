"""Which paths are which surface: Ollama's own below /api, those of others below /v1."""

from __future__ import annotations

import pytest

from proxy.dialect import Seen, Surface
from proxy.dialects.ollama import Ollama
from proxy.surfaces.chat import Chat
from proxy.surfaces.completions import Completions
from proxy.surfaces.embeddings import Embeddings
from proxy.surfaces.messages import Messages
from proxy.surfaces.ollama import OllamaChat, OllamaEmbed, OllamaGenerate, OllamaModels
from proxy.surfaces.responses import Responses


@pytest.mark.parametrize("prefix", ["", "/team"])
@pytest.mark.parametrize(
    ("path", "surface"),
    [
        ("/api/chat", OllamaChat),
        ("/api/chat/", OllamaChat),
        ("/api/generate", OllamaGenerate),
        ("/api/embed", OllamaEmbed),
        ("/api/embeddings", OllamaEmbed),
        *((f"/api/{verb}", OllamaModels) for verb in ("create", "show", "tags", "ps", "pull", "push")),
        *((f"/api/{verb}", OllamaModels) for verb in ("copy", "delete", "version", "web_search")),
        ("/api/blobs/sha256:29fd", OllamaModels),
        ("/v1/chat/completions", Chat),
        ("/v1/completions", Completions),
        ("/v1/embeddings", Embeddings),
        ("/v1/responses", Responses),
        ("/v1/messages", Messages),
        ("/", Surface),
    ],
)
def test_paths(prefix: str, path: str, surface: type[Surface]) -> None:
    assert type(Ollama().surface(Seen("POST", prefix + path))) is surface
