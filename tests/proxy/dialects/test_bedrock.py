"""Bedrock's paths: the model is in them, and other makers' APIs keep their own surfaces."""

from __future__ import annotations

import pytest

from proxy.dialect import Seen
from proxy.dialects.bedrock import Bedrock

ARN = "arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Ainference-profile%2Fus.anthropic.claude-3-v1%3A0"


@pytest.mark.parametrize(
    ("path", "name", "model", "streams"),
    [
        ("/model/anthropic.claude-v2/converse", "converse", "anthropic.claude-v2", False),
        ("/model/amazon.nova-lite-v1%3A0/converse-stream", "converse", "amazon.nova-lite-v1:0", True),
        ("/model/amazon.nova-lite-v1:0/invoke", "invoke", "amazon.nova-lite-v1:0", False),
        (f"/model/{ARN}/invoke-with-response-stream", "invoke", "us.anthropic.claude-3-v1:0", True),
        ("/model/m/invoke-with-bidirectional-stream", "invoke.bidirectional", "m", True),
        ("/model/m/count-tokens", "converse.count_tokens", "m", False),
        ("/guardrail/g/version/1/apply", "guardrail", "", False),
        ("/guardrail-checks/invoke", "guardrail", "", False),
        ("/async-invoke", "async_invoke", "", False),
        (f"/async-invoke/{ARN}", "async_invoke", "", False),
        ("/model/m/something-new", "generic", "m", False),
        ("/model/a%20sentence%20that%20is%20no%20name/converse", "converse", "", False),
        ("/openai/v1/chat/completions", "chat.completions", "", False),
        ("/v1/responses", "responses", "", False),
        ("/anthropic/v1/messages", "messages", "", False),
        ("/other", "generic", "", False),
    ],
)
def test_the_path_says_which_surface(path: str, name: str, model: str, streams: bool) -> None:
    surface = Bedrock().surface(Seen("POST", path))
    assert (surface.name, surface.model({}), surface.streaming({})) == (name, model, streams)
