"""Google's two doors: the path says whose form a body has."""

from __future__ import annotations

import pytest

from proxy.dialect import Seen
from proxy.dialects.gemini import Gemini
from tests.proxy.surfaces.generate_streams import PLAIN, SSE


@pytest.mark.parametrize(
    ("path", "name", "model", "streams"),
    [
        (PLAIN, "generate", "gemini-2.5-flash", False),
        (SSE.partition("?")[0], "generate", "gemini-2.5-flash", True),
        (
            "/v1/projects/p/locations/l/publishers/google/models/gemini-3:generateContent",
            "generate",
            "gemini-3",
            False,
        ),
        ("/v1/projects/p/locations/l/endpoints/7:generateContent", "generate", "7", False),
        ("/v1beta/models/gemini-3%3AcountTokens", "generate", "gemini-3", False),
        ("/v1beta/cachedContents", "generate", "", False),
        ("/v1beta/models", "generate", "", False),
        ("/v1beta/interactions", "interactions", "", False),
        ("/v1beta/openai/chat/completions", "chat.completions", "", False),
        ("/v1/projects/p/locations/l/endpoints/openapi/chat/completions", "chat.completions", "", False),
        ("/v1beta/openai/embeddings", "embeddings", "", False),
        (
            "/v1/projects/p/locations/l/publishers/anthropic/models/claude-5:rawPredict",
            "messages",
            "claude-5",
            False,
        ),
        ("/upload/v1beta/files", "generic", "", False),
    ],
)
def test_the_path_says_which_surface(path: str, name: str, model: str, streams: bool) -> None:
    surface = Gemini().surface(Seen("POST", path))
    assert (surface.name, surface.model({}), surface.streaming({})) == (name, model, streams)
