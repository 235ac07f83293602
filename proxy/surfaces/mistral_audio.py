"""Mistral's transcriptions: the words spoken, whole or as a stream of its own events.

A stream tells the language, brings the text piece by piece, segments with their speakers
between, and ends in one event that says all of it again. There is no event for an error:
a stream that was stopped ends in its last event with our words for why in the text's place.
"""

from __future__ import annotations

from dataclasses import replace

from proxy.dialect import ALL_OVER, Closer, Json, Notice, Over, dumps
from proxy.surfaces.audio import Transcriptions
from proxy.surfaces.audio_tables import SEGMENT, SPOKEN, TRANSCRIBED, TRANSCRIPT
from proxy.surfaces.chat_parts import Rows, exempt
from proxy.surfaces.mistral import Mistral
from proxy.table import FILE_ID, Slot, Table, address, payload

_USER = Slot("user")
_SPEAKER = Slot("assistant")
_DONE = "transcription.done"

_ASKED: Rows = {
    **exempt("", "diarize"),
    "/file_url": address(_USER, "remote audio"),
    "/file_id": FILE_ID,
    "/file/file_id": FILE_ID,
    "/context_bias": _USER,
    "/context_bias/*": _USER,
    # Names of speakers, and how each sounds.
    "/speaker_references": replace(payload("user", "audio"), keys=True),
    "/speaker_references/*": replace(payload("user", "audio"), keys=True),
}
_TOLD: Rows = {
    **exempt("", "type", "audio_language", "segments/*/type"),
    "/speaker_id": _SPEAKER,
    "/segments/*/speaker_id": _SPEAKER,
}
_DELTA = Table({**_TOLD, **TRANSCRIBED, "/text": TRANSCRIBED["/delta"]})
_SEGMENT = Table({**_TOLD, **SEGMENT})


class MistralTranscriptions(Mistral, Transcriptions):
    """POST /audio/transcriptions."""

    request = Table({**_ASKED, **SPOKEN, "/file": payload("user", "audio")})
    form = Table({**_ASKED, **SPOKEN})
    answer = Table({**_TOLD, **TRANSCRIPT})
    events = Table({**_TOLD, **TRANSCRIBED, "/segments/*/text": TRANSCRIPT["/segments/*/text"]})

    def table(self, doc: Json) -> Table:
        match doc:
            case {"type": "transcription.text.delta"}:
                return _DELTA
            case {"type": "transcription.segment"}:
                return _SEGMENT
            case _:
                return super().table(doc)

    def over(self, doc: Json) -> tuple[Over, ...]:
        return ALL_OVER if _ends(doc) else super().over(doc)

    def over_after(self, doc: Json) -> tuple[Over, ...]:
        return ALL_OVER if _ends(doc) else ()  # its segments are pieces again

    def closer(self) -> Closer:
        return _Closer(self.model(self.asked))


class _Closer:
    def __init__(self, model: str) -> None:
        self._model = model
        self._over = False

    def saw(self, doc: Json) -> None:
        self._over = self._over or _ends(doc)

    def close(self, notice: Notice) -> bytes:
        usage = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
        told = {"type": _DONE, "model": self._model, "text": notice.text, "language": None, "segments": []}
        last = b"event: %b\ndata: %b\n\n" % (_DONE.encode(), dumps({**told, "usage": usage}))
        return b"" if self._over else last


def _ends(doc: Json) -> bool:
    return isinstance(doc, dict) and doc.get("type") == _DONE
