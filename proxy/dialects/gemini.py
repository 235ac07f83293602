"""Gemini, on Google's developer platform and on Vertex AI.

What the path names decides, not where it begins: models, caches and batches are Google's
own; models of other makers, and paths that imitate another API, speak theirs.
"""

from __future__ import annotations

import re

from proxy.dialect import DIALECTS, Json, Seen, Surface
from proxy.surfaces.chat import Chat
from proxy.surfaces.completions import Completions
from proxy.surfaces.embeddings import Embeddings
from proxy.surfaces.generate import Generate
from proxy.surfaces.interactions import Interactions
from proxy.surfaces.messages import Messages


class _Partner(Messages):
    """Claude on Vertex AI: the path names the model."""

    def model(self, doc: Json) -> str:
        named = self.seen.path.rpartition("/models/")[2].partition(":")[0]
        return super().model(doc) or named[:128]


_PATHS: tuple[tuple[re.Pattern[str], type[Surface]], ...] = (
    (re.compile(r".*/publishers/anthropic/models/.*"), _Partner),
    (re.compile(r".*/chat/completions/?"), Chat),
    (re.compile(r".*/(?:openai|openapi)/completions/?"), Completions),
    (re.compile(r".*/(?:openai|openapi)/embeddings/?"), Embeddings),
    (re.compile(r".*/interactions(?:/.*)?"), Interactions),
    (re.compile(r".*/(?:models|tunedModels|endpoints|cachedContents|batches)(?:/.*)?"), Generate),
)


@DIALECTS.add
class Gemini:
    """The Gemini dialect."""

    name = "gemini"
    documentation = "Gemini and Vertex AI: generated content, token counts, embeddings, caches, interactions."

    def surface(self, seen: Seen) -> Surface:
        for pattern, surface in _PATHS:
            if pattern.fullmatch(seen.path):
                return surface(seen)
        return Surface(seen)
