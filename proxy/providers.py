"""Which dialect an upstream speaks where the configuration does not say.

An upstream that has a dialect's name speaks it. Else where it is decides, else what it is
called, both only where that is sure: a provider's own host, or a name everybody knows. What
remains speaks no dialect we know: its strings are read one by one, and whoever runs the
station is told what to write.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from config.errors import Problem
from config.schema import Settings
from config.traffic import Upstream

GENERIC = "generic"

# Providers whose own API is OpenAI's chat completions, by name and host.
_LIKE_OPENAI = {
    "groq": "api.groq.com",
    "xai": "api.x.ai",
    "deepseek": "api.deepseek.com",
    "openrouter": "openrouter.ai",
    "perplexity": "api.perplexity.ai",
    "together": "api.together.xyz",
    "fireworks": "api.fireworks.ai",
    "cerebras": "api.cerebras.ai",
    "huggingface": "router.huggingface.co",
}
# Servers and gateways that speak it, wherever they run.
_SERVERS = ("vllm", "llamacpp", "lmstudio", "litellm")

_NAMES = {**dict.fromkeys((*_LIKE_OPENAI, *_SERVERS), "openai"), "vertex": "gemini", "google": "gemini"}
_HOSTS = {
    **dict.fromkeys((*_LIKE_OPENAI.values(), "api.openai.com"), "openai"),
    **dict.fromkeys(("api.mistral.ai", "codestral.mistral.ai"), "mistral"),
    **dict.fromkeys(("api.cohere.com", "api.cohere.ai"), "cohere"),
    "api.anthropic.com": "anthropic",
    "generativelanguage.googleapis.com": "gemini",
    "ollama.com": "ollama",
}
_FAMILIES = (
    (re.compile(r"(?:[a-z0-9-]+-)?aiplatform\.googleapis\.com"), "gemini"),
    (re.compile(r"[a-z0-9-]+\.(?:openai|cognitiveservices|services\.ai)\.azure\.com"), "azure"),
    (re.compile(r"bedrock-runtime(?:-fips)?\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?"), "bedrock"),
)


def dialect_of(name: str, upstream: Upstream, dialects: Collection[str]) -> str:
    """The configuration name of the dialect this upstream speaks. dialects: those that are installed."""
    if upstream.dialect:
        return upstream.dialect
    if name in dialects:
        return name
    return _at(upstream.base_url or "") or _NAMES.get(name, GENERIC)


def unsure(settings: Settings, dialects: Collection[str]) -> Iterator[Problem]:
    """What to write for each upstream whose dialect nobody said and nothing tells."""
    for name, upstream in settings.upstreams.items():
        if not upstream.dialect and name not in dialects and dialect_of(name, upstream, dialects) == GENERIC:
            yield settings.source.problem(
                ("upstreams", name),
                "neither its name nor its host says how it speaks: every text is read by itself, and a "
                "refusal is a plain error",
                "add 'dialect:', 'openai' for a server that speaks OpenAI's API, or one of "
                f"{_listed(dialects)}; 'generic' if this is meant",
            )


def _at(url: str) -> str:
    """The dialect of the provider whose own host this is; empty if none's."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    family = next((dialect for pattern, dialect in _FAMILIES if pattern.fullmatch(host)), "")
    return _HOSTS.get(host, family)


def _listed(dialects: Collection[str]) -> str:
    return ", ".join(sorted(set(dialects) - {GENERIC}))
