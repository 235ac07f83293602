"""Conversations over sockets as files, and how they are played."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from proxy.fake import CONVERSATIONS, RecordingError, load, load_scripts
from proxy.fake.script import Player, Script, kind_of


def write(folder: Path, lines: list[object], **more: object) -> Path:
    asked = {"method": "GET", "path": "/realtime"}
    doc = {"stream": "ws", "request": asked, "response": {"status": 101}, "websocket": lines, **more}
    file = folder / "one.json"
    file.write_text(json.dumps(doc))
    return file


def said(data: object) -> dict[str, object]:
    return {"kind": "message", "direction": "sent", "data": data}


def told(data: object) -> dict[str, object]:
    return {"kind": "message", "direction": "received", "data": data}


def player(folder: Path, lines: list[object], **more: object) -> Player:
    (script,) = load_scripts(write(folder, lines, **more))
    return Player(script)


def test_turns_are_played_one_by_one(tmp_path: Path) -> None:
    lines = [
        told({"type": "hello"}),
        said({"type": "a"}),
        told({"n": 1}),
        told({"n": 2}),
        said({"type": "b"}),
    ]
    one = player(tmp_path, [*lines, told("text")])
    assert [*one.say()] == [b'{"type":"hello"}']
    assert [*one.say()] == []
    assert [*one.hear(b'{"type": "a", "more": 1}')] == [b'{"n":1}', b'{"n":2}']
    assert [*one.hear(b'{"type":"b"}')] == [b"text"]
    assert [*one.hear(b'{"type":"b"}')] == []


def test_a_message_of_another_kind_changes_nothing(tmp_path: Path) -> None:
    one = player(tmp_path, [said({"type": "a"}), told({"n": 1})])
    assert [*one.hear(b'{"type":"other"}')] == []
    assert [*one.hear(b"no json")] == []
    assert [*one.hear(b'{"type":"a"}')] == [b'{"n":1}']
    assert one.heard == [{"type": "other"}, None, {"type": "a"}]


def test_a_template_says_what_it_heard(tmp_path: Path) -> None:
    one = player(tmp_path, [said({"type": "a"}), told({"said": "${/0/text|0:2}"})], template=True)
    assert [*one.hear('{"type":"a","text":"\\"日本"}'.encode())] == ['{"said":"\\"日"}'.encode()]


def test_a_script_may_close_the_socket(tmp_path: Path) -> None:
    one = player(tmp_path, [{"kind": "close", "direction": "received", "data": 1013}])
    assert [*one.say()] == [1013]


@pytest.mark.parametrize(
    ("message", "kind"),
    [({"type": "a"}, "a"), ({"setup": {}, "type": 1}, "setup"), ({}, ""), ("x", ""), (None, "")],
)
def test_the_kind_of_a_message(message: object, kind: str) -> None:
    assert kind_of(message) == kind  # type: ignore[arg-type]  # JSON


def test_other_recordings_are_none(tmp_path: Path) -> None:
    assert load_scripts(write(tmp_path, [], stream="sse")) == ()
    assert load(write(tmp_path, []), none=True) == ()
    with pytest.raises(RecordingError, match="no recording"):
        load(write(tmp_path, []))


@pytest.mark.parametrize("broken", [{"direction": "up"}, {"direction": "sent", "kind": "x"}])
def test_a_broken_line_is_named_and_not_quoted(broken: dict[str, object], tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match=r"one.json: websocket.0") as caught:
        load_scripts(write(tmp_path, [{"data": "secret", **broken}]))
    assert "secret" not in str(caught.value)


def test_no_json_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{")
    with pytest.raises(RecordingError, match=r"x\.json"):
        load_scripts(tmp_path)


OURS = load_scripts(CONVERSATIONS)


def test_there_are_conversations_of_ours_in_both_languages_and_on_both_surfaces() -> None:
    assert {one.surface for one in OURS} == {"realtime", "responses"}
    told = b"".join(line.text for one in OURS for line in one.lines if isinstance(line.text, bytes)).decode()
    assert "電話" in told
    assert "train" in told


@pytest.mark.parametrize("script", OURS, ids=lambda one: one.name)
def test_a_conversation_of_ours_is_played_to_its_end(script: Script) -> None:
    one = Player(script)
    came = [*one.say()]
    for line in script.lines:
        if line.sent:
            assert isinstance(line.text, bytes)
            came += one.hear(line.text)
    assert len(came) == sum(not line.sent for line in script.lines)
