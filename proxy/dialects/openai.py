"""OpenAI and compatible servers: what is said, drawn, spoken, searched, and kept as files or threads."""

from __future__ import annotations

import re

from proxy.dialect import DIALECTS, Seen, Surface
from proxy.surfaces.audio import Speech, Transcriptions
from proxy.surfaces.chat import Chat
from proxy.surfaces.completions import Completions, FillIn
from proxy.surfaces.embeddings import Embeddings
from proxy.surfaces.files import Files
from proxy.surfaces.images import Images
from proxy.surfaces.llamacpp import LlamaCompletion
from proxy.surfaces.moderations import Moderations
from proxy.surfaces.realtime import Realtime
from proxy.surfaces.rerank import Rerank
from proxy.surfaces.responses import Responses
from proxy.surfaces.responses_talk import ResponsesTalk
from proxy.surfaces.stored import Batches, FineTuning, Models, VectorStores
from proxy.surfaces.threads import Threads
from proxy.talk import Talk

# Version prefixes differ (/v1, /v1beta/openai, /api/v1, none): the tail of the path decides.
_PATHS: tuple[tuple[re.Pattern[str], type[Surface]], ...] = (
    (re.compile(r".*/chat/completions(?:/[^/]+(?:/messages)?)?/?"), Chat),
    (re.compile(r".*/(?:responses|conversations)(?:/.*)?"), Responses),
    (re.compile(r".*/fim/completions/?"), FillIn),
    (re.compile(r".*/completions/?"), Completions),
    (re.compile(r".*/(?:completion|infill)/?"), LlamaCompletion),
    (re.compile(r".*/embeddings/?"), Embeddings),
    (re.compile(r".*/rerank(?:ing)?/?"), Rerank),
    (re.compile(r".*/realtime(?:/.*)?"), Realtime),
    (re.compile(r".*/images/(?:generations|edits|variations)/?"), Images),
    (re.compile(r".*/audio/speech/?"), Speech),
    (re.compile(r".*/audio/(?:transcriptions|translations)/?"), Transcriptions),
    (re.compile(r".*/moderations/?"), Moderations),
    # What is stored for a while; the names of others may stand in the ids of these.
    (re.compile(r".*/vector_stores(?:/.*)?"), VectorStores),
    (re.compile(r".*/(?:assistants|threads)(?:/.*)?"), Threads),
    (re.compile(r".*/fine_tuning/jobs(?:/.*)?"), FineTuning),
    (re.compile(r".*/(?:files|uploads)(?:/.*)?"), Files),
    (re.compile(r".*/batches(?:/[^/]+(?:/cancel)?)?/?"), Batches),
    (re.compile(r".*/models(?:/[^/]+){0,4}/?"), Models),
)
# What is spoken over a socket.
_TALKS: tuple[tuple[re.Pattern[str], type[Talk]], ...] = (
    (re.compile(r".*/realtime(?:/(?:transcription_sessions|translations))?/?"), Realtime),
    (re.compile(r".*/responses/?"), ResponsesTalk),
)


def talk_of(seen: Seen) -> Talk | None:
    """The talk a socket of this path is spoken in, also where another dialect serves it."""
    return next((talk(seen) for pattern, talk in _TALKS if pattern.fullmatch(seen.path)), None)


@DIALECTS.add
class OpenAI:
    """The OpenAI dialect."""

    name = "openai"
    documentation = (
        "OpenAI and compatible servers: chat, completions, responses, embeddings, images, audio, "
        "moderations, files, batches, vector stores, assistants, realtime."
    )

    def surface(self, seen: Seen) -> Surface:
        for pattern, surface in _PATHS:
            if pattern.fullmatch(seen.path):
                return surface(seen)
        return Surface(seen)

    def talk(self, seen: Seen) -> Talk | None:
        return talk_of(seen)
