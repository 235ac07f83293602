"""Which paths are which surface: the tail decides, whatever version stands before it."""

from __future__ import annotations

import pytest

from proxy.dialect import Seen, Surface
from proxy.dialects.openai import OpenAI
from proxy.surfaces.audio import Speech, Transcriptions
from proxy.surfaces.chat import Chat
from proxy.surfaces.completions import Completions, FillIn
from proxy.surfaces.embeddings import Embeddings
from proxy.surfaces.files import Files
from proxy.surfaces.images import Images
from proxy.surfaces.moderations import Moderations
from proxy.surfaces.responses import Responses
from proxy.surfaces.stored import Batches, FineTuning, Models, VectorStores
from proxy.surfaces.threads import Threads


@pytest.mark.parametrize("prefix", ["/v1", "", "/api/v1", "/v1beta/openai", "/openai/deployments/d"])
@pytest.mark.parametrize(
    ("tail", "surface"),
    [
        ("/chat/completions", Chat),
        ("/chat/completions/", Chat),
        ("/chat/completions/c1", Chat),
        ("/chat/completions/c1/messages", Chat),
        ("/chat/completions/c1/other", Surface),
        ("/responses", Responses),
        ("/responses/r1/input_items", Responses),
        ("/conversations/c1/items", Responses),
        ("/fim/completions", FillIn),
        ("/completions", Completions),
        ("/embeddings", Embeddings),
        ("/embeddings/", Embeddings),
        ("/models", Models),
        ("/models/gpt-5", Models),
        ("/images/generations", Images),
        ("/images/edits", Images),
        ("/images/variations/", Images),
        ("/images", Surface),
        ("/audio/speech", Speech),
        ("/audio/transcriptions", Transcriptions),
        ("/audio/translations", Transcriptions),
        ("/audio/voices", Surface),
        ("/moderations", Moderations),
        ("/files", Files),
        ("/files/f1/content", Files),
        ("/uploads/u1/parts", Files),
        ("/containers/c1/files/f1/content", Files),
        ("/batches", Batches),
        ("/batches/b1/cancel", Batches),
        ("/vector_stores", VectorStores),
        ("/vector_stores/v1/search", VectorStores),
        ("/vector_stores/v1/files/f1/content", VectorStores),
        ("/assistants/a1", Threads),
        ("/threads", Threads),
        ("/threads/t1/runs/r1/submit_tool_outputs", Threads),
        ("/fine_tuning/jobs/j1/events", FineTuning),
        ("/fine_tuning/alpha", Surface),
        ("/completionsque", Surface),
        ("/responsesque", Surface),
        ("/evals", Surface),
    ],
)
def test_paths(prefix: str, tail: str, surface: type[Surface]) -> None:
    assert type(OpenAI().surface(Seen("POST", prefix + tail))) is surface


def test_a_surface_knows_its_request_line() -> None:
    seen = Seen("POST", "/v1/chat/completions", "api-version=1")
    assert OpenAI().surface(seen).seen == seen
