"""Cohere: chat in both versions, what stands beside it, and the OpenAI paths it imitates."""

from __future__ import annotations

import re

from proxy.dialect import DIALECTS, Seen, Surface
from proxy.dialects.openai import OpenAI
from proxy.surfaces.cohere import CohereChat
from proxy.surfaces.cohere_first import CohereFirstChat, CohereGenerate
from proxy.surfaces.cohere_texts import CohereTexts

_PATHS: tuple[tuple[re.Pattern[str], type[Surface]], ...] = (
    (re.compile(r".*/v2/chat/?"), CohereChat),
    (re.compile(r".*/v1/chat/?"), CohereFirstChat),
    (re.compile(r".*/v1/generate/?"), CohereGenerate),
    (re.compile(r"(?!.*/compatibility/).*/v[0-9]+/.+"), CohereTexts),
)


@DIALECTS.add
class Cohere:
    """The Cohere dialect."""

    name = "cohere"
    documentation = (
        "Cohere chat (v2, v1), generation, embeddings, ranks and classes, and the OpenAI paths it serves."
    )

    def surface(self, seen: Seen) -> Surface:
        for pattern, surface in _PATHS:
            if pattern.fullmatch(seen.path):
                return surface(seen)
        return OpenAI().surface(seen)
