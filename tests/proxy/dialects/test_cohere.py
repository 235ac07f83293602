"""Which paths are which surface: two versions, what stands beside them, and the OpenAI paths."""

from __future__ import annotations

import pytest

from proxy.dialect import Seen, Surface
from proxy.dialects.cohere import Cohere
from proxy.surfaces.chat import Chat
from proxy.surfaces.cohere import CohereChat
from proxy.surfaces.cohere_first import CohereFirstChat, CohereGenerate
from proxy.surfaces.cohere_texts import CohereTexts
from proxy.surfaces.embeddings import Embeddings


@pytest.mark.parametrize("prefix", ["", "/team"])
@pytest.mark.parametrize(
    ("path", "surface"),
    [
        ("/v2/chat", CohereChat),
        ("/v2/chat/", CohereChat),
        ("/v1/chat", CohereFirstChat),
        ("/v1/generate", CohereGenerate),
        *((f"/v2/{verb}", CohereTexts) for verb in ("embed", "rerank")),
        *((f"/v1/{verb}", CohereTexts) for verb in ("embed", "rerank", "classify", "summarize", "tokenize")),
        *((f"/v1/{verb}", CohereTexts) for verb in ("detokenize", "models", "datasets/d1", "connectors")),
        ("/compatibility/v1/chat/completions", Chat),
        ("/compatibility/v1/embeddings", Embeddings),
        ("/", Surface),
    ],
)
def test_paths(prefix: str, path: str, surface: type[Surface]) -> None:
    assert type(Cohere().surface(Seen("POST", prefix + path))) is surface
