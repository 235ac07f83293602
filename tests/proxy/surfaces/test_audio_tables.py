"""What audio says where: every string the client knows has its place."""

from __future__ import annotations

import pytest
from openai.types.audio import (
    SpeechCreateParams,
    Transcription,
    TranscriptionCreateParams,
    TranscriptionDiarized,
    TranscriptionStreamEvent,
    TranscriptionVerbose,
    TranslationCreateParams,
    TranslationVerbose,
)

from proxy.surfaces.audio_tables import SEGMENT, SPEECH, SPOKEN, TRANSCRIBED, TRANSCRIPT
from proxy.surfaces.chat_parts import Rows
from proxy.table import Table
from tests.proxy.surfaces.sdktypes import shapes


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        (SPEECH, SpeechCreateParams),
        (SPOKEN, TranscriptionCreateParams),
        (SPOKEN, TranslationCreateParams),
        (TRANSCRIPT, Transcription),
        (TRANSCRIPT, TranscriptionVerbose),
        (TRANSCRIPT, TranscriptionDiarized),
        (TRANSCRIPT, TranslationVerbose),
        (TRANSCRIBED, TranscriptionStreamEvent),
        (SEGMENT, TranscriptionStreamEvent),
    ],
)
def test_every_string_the_client_knows_is_mapped(rows: Rows, kind: object) -> None:
    table = Table(rows)
    assert {shape for shape in shapes(kind) if not table.slot(shape).mapped} == set()


def test_segments_are_one_text_wherever_they_come() -> None:
    assert TRANSCRIPT["/segments/*/text"] == SEGMENT["/text"]
