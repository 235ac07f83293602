"""Detectors that ask guards, for tests: made as a configuration would, without the registry of all."""

from __future__ import annotations

from typing import Any

from filters.detector import Window
from filters.detectors.guard import Guard
from filters.model import Channel

LLAMA = {"use": "llama_guard", "url": "http://127.0.0.1:9/v1", "model": "m"}
QWEN = {"use": "qwen3guard", "url": "http://127.0.0.1:9/v1", "model": "m", "label": "second"}
AZURE = {"use": "azure_content_safety", "url": "http://127.0.0.1:9"}
REQUEST = Channel("request", "/text")
RESPONSE = Channel("response", "/text", "assistant")
KEY = bytes(32)


def made(*guards: dict[str, Any], **options: Any) -> Guard:
    return Guard(Guard.Options(guards=guards or (LLAMA,), **options))


def window(
    text: str, channel: Channel = REQUEST, *, start: int = 0, resume: int = 0, final: bool = True
) -> Window:
    return Window(channel, "guard", text, start, resume, final)
