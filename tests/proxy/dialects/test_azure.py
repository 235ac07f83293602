"""Azure's three doors: deployments, the v1 form, and the models of others; the path may name the model."""

from __future__ import annotations

import pytest

from proxy.dialect import Seen
from proxy.dialects.azure import Azure
from proxy.dialects.openai import OpenAI
from proxy.surfaces.azure import AzureChat, AzureCompletions, AzureResponses
from proxy.surfaces.messages import Messages


@pytest.mark.parametrize(
    ("path", "name", "model"),
    [
        ("/openai/deployments/our-gpt/chat/completions", "chat.completions", "our-gpt"),
        ("/openai/deployments/our%2Dgpt/extensions/chat/completions", "chat.completions", "our-gpt"),
        ("/openai/deployments/our-gpt/completions", "completions", "our-gpt"),
        ("/openai/deployments/our-gpt/embeddings", "embeddings", "our-gpt"),
        ("/openai/deployments/say%20my%20name/embeddings", "embeddings", ""),
        ("/openai/v1/chat/completions", "chat.completions", ""),
        ("/openai/v1/responses", "responses", ""),
        ("/openai/responses/resp_1/input_items", "responses", ""),
        ("/models/chat/completions", "chat.completions", ""),
        ("/anthropic/v1/messages", "messages", ""),
        ("/openai/novelties", "generic", ""),
    ],
)
def test_the_path_says_which_surface(path: str, name: str, model: str) -> None:
    surface = Azure().surface(Seen("POST", path, "api-version=2025-04-01-preview"))
    assert (surface.name, surface.model({})) == (name, model)
    if name != "messages":
        assert surface.model({"model": "named"}) == "named"


@pytest.mark.parametrize(
    ("tail", "kind"),
    [
        ("openai/v1/chat/completions", AzureChat),
        ("openai/v1/completions", AzureCompletions),
        ("openai/v1/responses", AzureResponses),
        ("anthropic/v1/messages", Messages),
    ],
)
def test_messages_end_as_anthropic_ends_them_the_rest_as_azure_does(tail: str, kind: type) -> None:
    assert type(Azure().surface(Seen("POST", f"/{tail}"))) is kind


def test_what_is_spoken_over_a_socket_is_spoken_as_at_openai() -> None:
    path = "/openai/realtime"
    assert type(Azure().talk(Seen("GET", path))) is type(OpenAI().talk(Seen("GET", path)))
    assert Azure().talk(Seen("GET", "/openai/deployments/d/embeddings")) is None
