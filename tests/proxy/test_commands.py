"""The sizes a session keeps to are those the configuration documents; commands are values."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.load import default_settings
from proxy.assembly import read_setup
from proxy.commands import Begin, Finish, Forward, Hangup, Limits, Record, Respond, Send
from proxy.dialect import Reply


def test_the_sizes_are_those_of_a_station_without_a_configuration(tmp_path: Path) -> None:
    said, limits = default_settings().limits, Limits()
    assert limits.event_bytes == said.event_bytes
    assert limits.answer_bytes == said.response_bytes
    assert limits.nesting == said.nesting
    assert read_setup(None, {"SEKISHO_HOME": str(tmp_path)}).limits == limits


def test_sizes_are_told_to_the_session(tmp_path: Path) -> None:
    file = tmp_path / "sekisho.yaml"
    file.write_text("limits: {event_bytes: 1000, response_bytes: 2000, nesting: 9}\n")
    assert read_setup(file, {}).limits == Limits(event_bytes=1000, answer_bytes=2000, nesting=9)


@pytest.mark.parametrize(
    "command",
    [
        Record("sekisho.decision", {}),
        Forward(b"", edited=False),
        Respond(Reply(400, b"")),
        Begin(200, whole=True, verdict="allow"),
        Send(b""),
        Hangup(clean=True),
        Limits(),
    ],
    ids=lambda command: type(command).__name__,
)
def test_a_command_cannot_be_changed_on_its_way(command: object) -> None:
    names: tuple[str, ...] = type(command).__match_args__  # type: ignore[attr-defined]  # its fields
    for name in names:
        with pytest.raises(AttributeError):
            setattr(command, name, None)


def test_equal_commands_are_equal() -> None:
    assert Finish() == Finish()
    assert Send(b"a") == Send(b"a") != Send(b"b")
