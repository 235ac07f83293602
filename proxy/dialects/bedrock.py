"""Amazon Bedrock's runtime, and the paths of other makers' APIs that it serves beside it."""

from __future__ import annotations

import re

from proxy.dialect import DIALECTS, Seen, Surface
from proxy.dialects.anthropic import Anthropic
from proxy.dialects.openai import OpenAI
from proxy.surfaces.amazon import Amazon, Bidirectional
from proxy.surfaces.converse import Converse, Count
from proxy.surfaces.guardrails import ApplyGuardrail, Jobs
from proxy.surfaces.invoke import Invoke

_MODEL = r".*/model/[^/]+"
_PATHS: tuple[tuple[re.Pattern[str], type[Surface]], ...] = (
    (re.compile(rf"{_MODEL}/converse(?:-stream)?/?"), Converse),
    (re.compile(rf"{_MODEL}/invoke(?:-with-response-stream)?/?"), Invoke),
    (re.compile(rf"{_MODEL}/invoke-with-bidirectional-stream/?"), Bidirectional),
    (re.compile(rf"{_MODEL}/count-tokens/?"), Count),
    (re.compile(r".*/guardrail/[^/]+/version/[^/]+/apply/?|.*/guardrail-checks/invoke/?"), ApplyGuardrail),
    (re.compile(r".*/async-invoke(?:/.*)?"), Jobs),
    (re.compile(rf"{_MODEL}/.*"), Amazon),
)


@DIALECTS.add
class Bedrock:
    """The Bedrock dialect."""

    name = "bedrock"
    documentation = "Amazon Bedrock: Converse, InvokeModel, token counts, guardrails, and streams of each."

    def surface(self, seen: Seen) -> Surface:
        for pattern, surface in _PATHS:
            if pattern.fullmatch(seen.path):
                return surface(seen)
        if "/v1/messages" in seen.path:
            return Anthropic().surface(seen)
        return OpenAI().surface(seen)
