"""OpenAI audio: text to speech, and speech to text in the words spoken or in English.

Sound is not read and is on record as unscanned. A transcript is read in every form it
comes in: one text, segments and words with their times, subtitles, a stream of pieces
that the last event repeats. What names single words or tokens of a text that was
touched (`words`, `tokens`, `logprobs`) is taken out, for they would spell it out again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from proxy.dialect import ALL_OVER, Closer, Framing, Json, Over, Seen, Surface
from proxy.surfaces.audio_tables import SEGMENT, SPEECH, SPOKEN, TOLD, TRANSCRIBED, TRANSCRIPT
from proxy.surfaces.chat_parts import exempt
from proxy.surfaces.error_closer import ErrorCloser, policy_error
from proxy.table import Table, payload

_SEGMENT = re.compile(r"(/segments/\d+)/text")
_SEGMENTS = Table(SEGMENT)


class Speech(Surface):
    """POST /audio/speech: bytes of sound, or a stream of them."""

    name = "audio.speech"
    request = Table(SPEECH)
    answer = Table({**TOLD, "/audio": payload("assistant", "audio")})
    events = Table({**TOLD, **exempt("", "type"), "/audio": payload("assistant", "audio")})
    keepalive = b": sekisho\n\n"

    def streaming(self, doc: Json) -> bool:
        return isinstance(doc, dict) and doc.get("stream_format") == "sse"

    def closer(self) -> Closer:
        return ErrorCloser(policy_error, named=False, end=b"\r\n")


class Transcriptions(Surface):
    """POST /audio/transcriptions and /audio/translations."""

    name = "audio.transcriptions"
    request = Table({**SPOKEN, "/file": payload("user", "audio")})  # some servers take JSON
    form = Table(SPOKEN)
    answer = Table(TRANSCRIPT)
    events = Table(TRANSCRIBED)
    keepalive = b": sekisho\n\n"

    def __init__(self, seen: Seen) -> None:
        super().__init__(seen)
        if "/translations" in seen.path:
            self.name = "audio.translations"

    def framing(self, content_type: str) -> Framing:
        # Subtitles come under types of their own; nothing here answers with bytes.
        framing = super().framing(content_type)
        return "text" if framing == "opaque" else framing

    def over(self, doc: Json) -> tuple[Over, ...]:
        kind = doc.get("type") if isinstance(doc, dict) else None
        return ALL_OVER if kind in ("transcript.text.done", "error") else ()

    def table(self, doc: Json) -> Table:
        kind = doc.get("type") if isinstance(doc, dict) else None
        return _SEGMENTS if kind == "transcript.text.segment" else self.events

    def scrub(self, pointers: Iterable[str]) -> dict[str, bytes]:
        touched = [pointer for pointer in pointers if pointer.endswith(("/text", "/delta"))]
        segments = [found[1] for found in map(_SEGMENT.fullmatch, touched) if found]
        spelt = ["/words", "/logprobs"] if touched else []
        spelt += [f"{at}/{name}" for at in segments for name in ("tokens", "words")]
        return dict.fromkeys(spelt, b"[]")

    def closer(self) -> Closer:
        return ErrorCloser(policy_error, named=False, end=b"\r\n")
