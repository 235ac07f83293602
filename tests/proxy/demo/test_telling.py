"""How a scene is told: differences are shown, likenesses are not repeated."""

from __future__ import annotations

import io
import json
import shlex

from rich.console import Console

from audit.record import Record
from proxy.demo.scenes import SCENES, Played
from proxy.demo.talks import Said
from proxy.demo.telling import curl, scene, tell

RECORD: Record = {
    "v": 1,
    "id": "i",
    "name": "sekisho.finding",
    "exchange": "0000-exchange-12345",
    "seq": 1,
    "at": "2026-11-22T00:00:00.000000Z",
    "writer": "w",
    "n": 1,
    "attrs": {"measure": "mask", "rule": "pii.*→mask", "kind": "pii.email"},
}


def told(played: Played, colours: bool = False) -> str:
    stream = io.StringIO()
    screen = Console(
        file=stream, width=120, force_terminal=colours, color_system="standard" if colours else None
    )
    tell(screen, scene(played, 1, 1))
    return stream.getvalue()


def test_what_is_the_same_is_not_said_twice() -> None:
    one = SCENES[0]
    text = told(Played(one, Said("same"), Said("same"), (one.sent,), ()))
    assert "provider saw" not in text
    assert "without Sekisho" not in text


def test_what_differs_is_shown_side_by_side() -> None:
    text = told(
        Played(SCENES[1], Said("call 090-1234-5678"), Said("call PII_PHONE_1_AB"), ("up",), (RECORD,))
    )
    assert text.index("without Sekisho") < text.index("client got")
    assert "provider saw" in text
    assert "pii.*→mask  pii.email  change-12345" in text


def test_values_and_surrogates_catch_the_eye() -> None:
    text = told(
        Played(SCENES[1], Said("090-1234-5678"), Said("電話PII_PHONE_1_ABです"), (), ()), colours=True
    )
    assert "\x1b[1;31m090-1234-5678" in text
    assert "\x1b[1;32mPII_PHONE_1_AB" in text


def test_a_refusal_says_that_nothing_was_sent() -> None:
    text = told(Played(SCENES[2], Said("done"), Said("", "openai.BadRequestError: no"), (), ()))
    assert "the request never left" in text
    assert "openai.BadRequestError: no" in text


def test_a_line_for_the_shell_survives_quoting() -> None:
    body = {"text": "it's 'quoted' “円”"}
    words = shlex.split(curl("http://127.0.0.1:1/x", body))
    assert json.loads(words[-1]) == body
    assert words[:3] == ["curl", "-si", "http://127.0.0.1:1/x"]
