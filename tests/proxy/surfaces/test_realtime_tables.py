"""Events of the realtime API: every string the official client knows has its slot, and is read or not."""

from __future__ import annotations

import typing
from typing import Any

import pytest
from openai.types import realtime
from openai.types.beta import realtime as first

from proxy.dialect import Seen
from proxy.surfaces import realtime_tables as tables
from proxy.surfaces.realtime import Realtime
from proxy.table import Table
from tests.proxy.surfaces.sdktypes import shapes


def members(union: object) -> list[Any]:
    """The classes of a discriminated union."""
    inner = typing.get_args(union)[0] if typing.get_origin(union) is typing.Annotated else union
    found: list[Any] = []
    for one in typing.get_args(inner):
        found += members(one) if typing.get_args(one) else [one]
    return found


CLIENT = [
    *members(realtime.RealtimeClientEvent),
    *members(first.RealtimeClientEvent),
    *members(realtime.RealtimeTranslationClientEvent),
]
SERVER = [
    *members(realtime.RealtimeServerEvent),
    *members(first.RealtimeServerEvent),
    *members(realtime.RealtimeTranslationServerEvent),
]


def unmapped(table: Table, kind: object) -> set[str]:
    return {shape for shape in shapes(kind) if not table.slot(shape).mapped}


def kind_of(event: Any) -> str:
    return typing.get_args(event.model_fields["type"].annotation)[0]


def name_of(event: Any) -> str:
    return f"{'first ' if 'beta' in event.__module__ else ''}{event.__name__}"


def test_there_are_events() -> None:
    assert len(CLIENT) > 20
    assert len(SERVER) > 60


@pytest.mark.parametrize("event", CLIENT, ids=name_of)
def test_every_string_of_the_clients_events_is_mapped(event: Any) -> None:
    assert unmapped(tables.REQUEST, event) == set()


@pytest.mark.parametrize("event", SERVER, ids=name_of)
def test_every_string_of_the_servers_events_is_mapped(event: Any) -> None:
    table = Realtime(Seen("GET", "/v1/realtime")).table({"type": kind_of(event)})
    assert unmapped(table, event) == set()


@pytest.mark.parametrize(
    "shape",
    [
        "/session/instructions",
        "/session/audio/input/transcription/prompt",
        "/session/tools/*/description",
        "/session/tools/*/headers/x",
        "/session/prompt/variables/x/text",
        "/session/tracing/metadata/x",
        "/item/content/*/text",
        "/item/content/*/transcript",
        "/item/output",
        "/item/arguments",
        "/item/name",
        "/response/instructions",
        "/response/input/*/content/*/text",
        "/response/metadata/x",
    ],
)
def test_what_a_person_or_a_model_could_write_is_read(shape: str) -> None:
    assert tables.REQUEST.slot(shape).flow == "whole"


@pytest.mark.parametrize("shape", ["/audio", "/item/content/*/audio"])
def test_audio_is_said_to_be_unread(shape: str) -> None:
    slot = tables.REQUEST.slot(shape)
    assert (slot.flow, slot.why) == ("unscanned", "audio")


@pytest.mark.parametrize("stem", sorted(tables.STEMS))
def test_pieces_are_pieces_or_sound(stem: str) -> None:
    assert tables.STEMS[stem].slot("/delta").flow in ("delta", "unscanned")


@pytest.mark.parametrize(
    "shape", ["/event_id", "/item/id", "/item/call_id", "/session/voice", "/session/model", "/response/id"]
)
def test_identifiers_are_left_alone(shape: str) -> None:
    assert tables.EVENTS.slot(shape).flow == "exempt"


def test_the_endpoints_beside_the_socket_are_mapped() -> None:
    from openai.types.realtime import ClientSecretCreateResponse, client_secret_create_params

    assert unmapped(tables.SESSION, client_secret_create_params.ClientSecretCreateParams) == set()
    assert unmapped(tables.ANSWER, ClientSecretCreateResponse) == set()
    assert tables.ANSWER.slot("/value").flow == "exempt"  # the browser needs it as it is
