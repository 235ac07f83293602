"""Gemini, on Google's developer platform and on Vertex AI.

What the path names decides, not where it begins: models, caches and batches are Google's
own; models of other makers, and paths that imitate another API, speak theirs.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from proxy.dialect import DIALECTS, MODEL_NAME, Json, Seen, Surface
from proxy.surfaces.chat import Chat
from proxy.surfaces.completions import Completions
from proxy.surfaces.embeddings import Embeddings
from proxy.surfaces.generate import Generate
from proxy.surfaces.interactions import Interactions
from proxy.surfaces.messages import Messages


def _named(path: str) -> str:
    """The model of a path such as `…/models/claude-5@1:rawPredict`."""
    name = unquote(path.rpartition("/")[2]).partition(":")[0]
    return name if MODEL_NAME.fullmatch(name) else ""


class _Claude(Messages):
    """Claude on Vertex AI: the path names the model, and says whether the answer is streamed."""

    def model(self, doc: Json) -> str:
        return super().model(doc) or _named(self.seen.path)

    def streaming(self, doc: Json) -> bool:
        return super().streaming(doc) or self.seen.path.endswith("streamRawPredict")


class _Raw(Chat):
    """Another maker's model on Vertex AI, in the maker's own form: most speak chat completions."""

    name = "raw_predict"

    def model(self, doc: Json) -> str:
        return super().model(doc) or _named(self.seen.path)

    def streaming(self, doc: Json) -> bool:
        return super().streaming(doc) or self.seen.path.endswith("streamRawPredict")


_PATHS: tuple[tuple[re.Pattern[str], type[Surface]], ...] = (
    (re.compile(r".*/publishers/anthropic/models/.*"), _Claude),
    (re.compile(r".*(?::|%3A)(?:r|streamR)awPredict"), _Raw),
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
