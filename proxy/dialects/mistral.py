"""Mistral: its own conversations, agents and readers; in all else OpenAI's paths, in Mistral's manner."""

from __future__ import annotations

import re

from proxy.dialect import DIALECTS, Seen, Surface
from proxy.dialects.openai import OpenAI
from proxy.surfaces.mistral import Mistral, MistralChat, MistralEmbeddings, MistralFillIn
from proxy.surfaces.mistral_audio import MistralTranscriptions
from proxy.surfaces.mistral_conversations import Conversations
from proxy.surfaces.mistral_reading import Classifications, Moderations, Ocr
from proxy.surfaces.skin import wearing

_PATHS: tuple[tuple[re.Pattern[str], type[Surface]], ...] = (
    (re.compile(r".*/(?:chat|agents)/completions/?"), MistralChat),
    (re.compile(r".*/fim/completions/?"), MistralFillIn),
    (re.compile(r".*/embeddings/?"), MistralEmbeddings),
    (re.compile(r".*/moderations/?"), Moderations),
    (re.compile(r".*/classifications/?"), Classifications),
    (re.compile(r".*/ocr/?"), Ocr),
    (re.compile(r".*/audio/transcriptions/?"), MistralTranscriptions),
    (re.compile(r".*/v1/(?:conversations|agents)(?:/.*)?"), Conversations),
)


@DIALECTS.add
class MistralAI:
    """The Mistral dialect."""

    name = "mistral"
    documentation = (
        "Mistral chat, agents, conversations, code completion, embeddings, OCR, transcriptions, classifiers."
    )

    def surface(self, seen: Seen) -> Surface:
        for pattern, surface in _PATHS:
            if pattern.fullmatch(seen.path):
                return surface(seen)
        return wearing(Mistral, type(OpenAI().surface(seen)))(seen)
