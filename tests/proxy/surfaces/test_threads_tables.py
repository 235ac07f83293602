"""What assistants and threads say where: every string the client knows has its place."""

from __future__ import annotations

import pytest
from openai.types.beta import (
    Assistant,
    AssistantCreateParams,
    AssistantUpdateParams,
    Thread,
    ThreadCreateAndRunParams,
    ThreadCreateParams,
    ThreadUpdateParams,
)
from openai.types.beta.threads import (
    Message,
    MessageCreateParams,
    MessageDeltaEvent,
    Run,
    RunCreateParams,
    RunSubmitToolOutputsParams,
)
from openai.types.beta.threads.runs import RunStep, RunStepDeltaEvent

from proxy.surfaces.threads_tables import ANSWER, DELTAS, EVENTS, REQUEST
from proxy.table import Table
from tests.proxy.surfaces.sdktypes import shapes

ASKED = (
    AssistantCreateParams,
    AssistantUpdateParams,
    ThreadCreateParams,
    ThreadUpdateParams,
    ThreadCreateAndRunParams,
    MessageCreateParams,
    RunCreateParams,
    RunSubmitToolOutputsParams,
)
TOLD = (Assistant, Thread, Message, Run, RunStep)


@pytest.mark.parametrize(
    ("table", "kind", "at"),
    [
        *((REQUEST, kind, "") for kind in ASKED),
        *((ANSWER, kind, at) for kind in TOLD for at in ("", "/data/*")),
        *((EVENTS, kind, "") for kind in TOLD),
        (DELTAS, MessageDeltaEvent, ""),
        (DELTAS, RunStepDeltaEvent, ""),
    ],
)
def test_every_string_the_client_knows_is_mapped(table: Table, kind: object, at: str) -> None:
    assert {shape for shape in shapes(kind, at) if not table.slot(shape).mapped} == set()


def test_a_delta_nobody_knows_is_one_text() -> None:
    slot = DELTAS.slot("/delta/content/*/something")
    assert (slot.flow, slot.mapped) == ("delta", False)
