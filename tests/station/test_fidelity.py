"""Nothing found, same bytes: every recording, whatever the cut, under every preset."""

from __future__ import annotations

import random

import pytest

from proxy.fake.cut import Cut
from proxy.fake.recording import Recording
from proxy.session import State
from tests.station.exchanges import content, cut, policy, recordings, through

ALL = recordings()
IDS = [recording.name for recording in ALL]


def unhurt(recording: Recording, preset: str, pieces: list[bytes] | None = None) -> None:
    out = through(recording, policy(preset), pieces)
    assert out.state is State.DONE
    assert out.up == recording.asked.body
    assert not out.edited
    assert out.down == content(recording)


@pytest.mark.parametrize("recording", ALL, ids=IDS)
def test_recordings_pass_unchanged_under_a_flagging_policy(recording: Recording) -> None:
    body = content(recording)
    unhurt(recording, "observe")
    unhurt(
        recording, "observe", [*Cut("recorded").pieces(body, recording.name, recording.reply.chunk_lengths)]
    )


@pytest.mark.parametrize("recording", ALL, ids=IDS)
def test_where_nothing_is_acted_on_holding_policies_change_no_byte(recording: Recording) -> None:
    body = content(recording)
    whole = through(recording, policy("japan-business"))
    acted = [r for r in whole.records if r.attrs.get("measure") not in (None, "flag", "allow")]
    if acted:
        assert whole.down != body or whole.up != recording.asked.body
        return
    for pieces in (cut(body, 7), cut(body, random.Random(recording.name))):  # repeatable
        unhurt(recording, "japan-business", [*pieces])
    if len(body) < 4_000:
        unhurt(recording, "standard", [*cut(body, 1)])


@pytest.mark.deep
@pytest.mark.parametrize("recording", ALL, ids=IDS)
def test_where_nothing_is_acted_on_single_bytes_change_no_byte(recording: Recording) -> None:
    body = content(recording)
    whole = through(recording, policy("standard"))
    if not [r for r in whole.records if r.attrs.get("measure") not in (None, "flag", "allow")]:
        unhurt(recording, "standard", [*cut(body, 1)])
