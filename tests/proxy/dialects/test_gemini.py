"""Google's two doors: the path says whose form a body has."""

from __future__ import annotations

import pytest

from proxy.dialect import Seen
from proxy.dialects.gemini import Gemini
from tests.proxy.surfaces.generate_streams import PLAIN, SSE
from tests.proxy.surfaces.sessions import SECRET, dumps, talk


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
        (
            "/v1/projects/p/locations/l/publishers/anthropic/models/claude-5@20250929:streamRawPredict",
            "messages",
            "claude-5@20250929",
            True,
        ),
        (
            "/v1/projects/p/locations/l/publishers/mistralai/models/small-1%402:streamRawPredict",
            "raw_predict",
            "small-1@2",
            True,
        ),
        ("/v1/projects/p/locations/l/endpoints/7:rawPredict", "raw_predict", "7", False),
        ("/upload/v1beta/files", "generic", "", False),
    ],
)
def test_the_path_says_which_surface(path: str, name: str, model: str, streams: bool) -> None:
    surface = Gemini().surface(Seen("POST", path))
    assert (surface.name, surface.model({}), surface.streaming({})) == (name, model, streams)


@pytest.mark.parametrize("maker", ["mistralai", "meta", "somebody"])
def test_other_makers_models_are_read_in_their_own_form(maker: str) -> None:
    path = f"/v1/projects/p/locations/l/publishers/{maker}/models/m:rawPredict"
    asked = {"messages": [{"role": "user", "content": SECRET}]}
    answer = {"choices": [{"index": 0, "message": {"role": "assistant", "content": SECRET}}], "other": SECRET}
    out = talk(Gemini(), path, asked, dumps(answer), kind="application/json")
    assert out.forwarded == dumps(asked).replace(SECRET.encode(), b"[NAME]")
    assert out.sent == dumps(answer).replace(SECRET.encode(), b"[NAME]")
