"""Say which package of the AI SDK a recorded answer is read with, and where it would ask for it.

A package stands for the providers its users reach with it: those that have one of their own,
and `compatible` for whoever speaks OpenAI's chat.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from tests.sdk.bedrock_clients import operation
from tests.sdk.calls import Api, Call

# Packages by the family of a call.
_OWN: Mapping[str, str] = {
    "openai": "openai",
    "azure": "azure",
    "anthropic": "anthropic",
    "gemini": "google",
    "mistral": "mistral",
    "cohere": "cohere",
}
_READ: frozenset[Api] = frozenset(
    {
        "chat.completions",
        "completions",
        "responses",
        "messages",
        "generate",
        "mistral.chat",
        "cohere.v2.chat",
    }
)
# Its documents say what Cohere lets them say; the package wants `text` of each, and reads nothing without.
_UNREAD = frozenset({"cohere/chat"})
# Providers that speak OpenAI's chat and have a package of their own.
CHAT = ("groq", "xai", "deepseek", "perplexity")
SPEAKING = (*CHAT, "compatible")


@dataclass(frozen=True, slots=True)
class Place:
    """package: of the AI SDK; family: whose base URL; prefix: of the path below it."""

    package: str
    family: str
    prefix: str = "/v1"


def place(call: Call) -> Place | None:
    """Where the AI SDK asks for this; None where it cannot."""
    if call.family == "bedrock":
        return _bedrock(call)
    if call.api not in _READ or call.recording in _UNREAD:
        return None
    if (
        call.family == "openai"
        and call.provider not in ("openai", "azure")
        and call.provider in call.recording
    ):
        if call.api == "chat.completions":
            package = call.provider if call.provider in CHAT else "compatible"
            return Place(package, call.provider, call.target.partition("/chat/completions")[0])
        if call.provider == "xai":
            return Place("xai", "xai")
    return Place(_OWN[call.family], call.family)


def _bedrock(call: Call) -> Place | None:
    if operation(call).startswith("converse"):
        return Place("bedrock", "bedrock")
    if operation(call).startswith("invoke") and ".anthropic." in f".{model(call)}":
        return Place("bedrock-anthropic", "bedrock")
    return None


def model(call: Call) -> str:
    """The model that is asked for, which in Bedrock's paths is spelled otherwise."""
    return unquote(call.target.split("/")[2]) if call.target.startswith("/model/") else call.model
