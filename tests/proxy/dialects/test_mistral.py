"""Mistral's own paths, and those that it shares with OpenAI."""

from __future__ import annotations

import json

import pytest

from proxy.dialect import Notice, Seen
from proxy.dialects.mistral import MistralAI


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/v1/chat/completions", "chat.completions"),
        ("/v1/agents/completions", "chat.completions"),
        ("/v1/fim/completions", "fim.completions"),
        ("/v1/embeddings", "embeddings"),
        ("/v1/moderations", "moderations"),
        ("/v1/chat/moderations", "moderations"),
        ("/v1/classifications", "classifications"),
        ("/v1/chat/classifications", "classifications"),
        ("/v1/ocr", "ocr"),
        ("/v1/conversations", "conversations"),
        ("/v1/conversations/c1/restart", "conversations"),
        ("/v1/agents", "conversations"),
        ("/v1/agents/a1/versions/2", "conversations"),
        ("/v1/responses", "responses"),
        ("/v1/novelties", "generic"),
    ],
)
def test_every_path_refuses_as_mistral_does(path: str, name: str) -> None:
    surface = MistralAI().surface(Seen("POST", path))
    assert surface.name == name
    reply = surface.refused(Notice("x1", "standard", "no-fruit", "harm.fruit", "refuse"))
    said = json.loads(reply.body)
    assert (reply.status, said["object"], said["code"]) == (400, "error", "content_policy_violation")
    assert "no-fruit" in said["message"]
