"""Which paths are which surface: the tail decides, whatever version stands before it."""

from __future__ import annotations

import pytest

from proxy.dialect import Seen, Surface
from proxy.dialects.openai import OpenAI
from proxy.surfaces.chat import Chat
from proxy.surfaces.completions import Completions, FillIn
from proxy.surfaces.embeddings import Embeddings
from proxy.surfaces.responses import Responses


@pytest.mark.parametrize("prefix", ["/v1", "", "/api/v1", "/v1beta/openai", "/openai/deployments/d"])
@pytest.mark.parametrize(
    ("tail", "surface"),
    [
        ("/chat/completions", Chat),
        ("/chat/completions/", Chat),
        ("/chat/completions/c1", Chat),
        ("/chat/completions/c1/messages", Chat),
        ("/chat/completions/c1/other", Surface),
        ("/responses", Responses),
        ("/responses/r1/input_items", Responses),
        ("/conversations/c1/items", Responses),
        ("/fim/completions", FillIn),
        ("/completions", Completions),
        ("/embeddings", Embeddings),
        ("/embeddings/", Embeddings),
        ("/models", Surface),
        ("/completionsque", Surface),
        ("/responsesque", Surface),
        ("/files/f1/content", Surface),
    ],
)
def test_paths(prefix: str, tail: str, surface: type[Surface]) -> None:
    assert type(OpenAI().surface(Seen("POST", prefix + tail))) is surface


def test_a_surface_knows_its_request_line() -> None:
    seen = Seen("POST", "/v1/chat/completions", "api-version=1")
    assert OpenAI().surface(seen).seen == seen
