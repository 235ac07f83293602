"""What audio requests, transcripts and their events say where."""

from __future__ import annotations

from proxy.surfaces.chat_parts import Rows, exempt
from proxy.surfaces.chat_tables import errors
from proxy.table import Slot, address, payload

_USER = Slot("user")
_TEXT = Slot("assistant")
_PIECE = Slot("assistant", flow="delta", family="text", depth=0)
# Segments are one text cut at pauses: a name may begin in one and end in the next.
_SEGMENTS = Slot("assistant", flow="delta", family="segments", depth=0)

TOLD: Rows = {
    **exempt("", "usage/**", "x_groq/id", "language", "duration", "model"),
    **errors(),
}

SPEECH: Rows = {
    **exempt("", "model", "voice", "voice/id", "response_format", "stream_format", "lang_code"),
    "/input": _USER,
    "/instructions": Slot("system"),
}

# Of a form: numbers and truth values are words in it.
SPOKEN: Rows = {
    **exempt("", "model", "language", "languages/*", "response_format", "temperature", "stream"),
    **exempt("", "include/*", "timestamp_granularities/*", "chunking_strategy/**", "extra_body/**"),
    "/chunking_strategy": Slot("user"),
    **dict.fromkeys(("/file", "/file/*"), _USER),  # what it is, its bytes say
    "/url": address(_USER, "remote audio"),
    "/prompt": _USER,
    "/keywords/*": _USER,
    "/keywords": _USER,
    "/known_speaker_names/*": _USER,
    "/known_speaker_references/*": payload("user", "audio"),
}


def _words(at: str) -> Slot:
    """Single words of a text, read together."""
    return Slot("assistant", flow="bundle", root=at)


TRANSCRIPT: Rows = {
    **TOLD,
    "/task": _TEXT,
    "/text": _TEXT,
    "/words/*/word": _words("/words"),
    "/words/*/speaker": _TEXT,
    **exempt("", "segments/*/id", "segments/*/type", "languages/*/code"),
    "/segments/*/text": _SEGMENTS,
    "/segments/*/speaker": _TEXT,
    "/segments/*/words/*/word": _words("/segments/*/words"),
    "/logprobs/**": _words("/logprobs"),
}

TRANSCRIBED: Rows = {
    **TOLD,
    **exempt("", "type", "segment_id", "id", "languages/*/code"),
    "/delta": _PIECE,
    "/text": _TEXT,
    "/speaker": _TEXT,
    "/logprobs/**": _words("/logprobs"),
}

# The event that brings one segment.
SEGMENT: Rows = {**TRANSCRIBED, "/text": _SEGMENTS}
