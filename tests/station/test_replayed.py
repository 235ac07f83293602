"""Every request there is, with masking on: no hidden value goes up, into a record or into a log.

The recordings as they are, and again with three values written into every text of theirs;
and the rows of the personal-data set, where that is beside the checkout, each as a request.
A value counts as hidden once a row has hidden it anywhere in its request.
"""

from __future__ import annotations

import functools
import json
import logging
from collections.abc import Iterable

import pytest

from config.load import load_text
from config.policies import resolve
from filters.compiling import compile_policy
from filters.policy import Policy
from filters.vault import Vault
from proxy import jsonscan
from proxy.fake.recording import Recording
from proxy.framing import Frame
from proxy.judge import parse
from proxy.session import State
from tests.fixtures import PII, needs_pii
from tests.station.exchanges import Passing, content, recordings
from tests.station.test_canary import places

_ALL = [one for one in recordings() if parse(one.asked.body) is not None]
MAIL, PHONE, CARD = "hanako.sato@example.jp", "090-1234-5678", "4111 1111 1111 1111"
SAID = f" {MAIL}、{PHONE} ({CARD}) "
OWN = """
policies:
  own:
    extends: standard
    rules:
      - {kind: "pii.*", direction: request, measure: {use: pseudonymise, restore: true}}
      - {kind: "pii.*", direction: response, measure: mask}
      - {kind: pii.credit_card, direction: request, measure: {use: pseudonymise, restore: true}}
      - {kind: "secret.*", measure: mask}
"""


@functools.cache
def hiding() -> Policy:
    return compile_policy(resolve(load_text(OWN), "own"))


class Replay(Passing):
    """A request through a session, and what it hid."""

    def __init__(self, recording: Recording) -> None:
        super().__init__(recording, hiding(), Vault(b"k" * 32, 60, 10, 1000))
        self.recording = recording

    def check(self, body: bytes) -> int:
        """How many values it hid; an error if any of them is in what went up or on record."""
        one = self.recording
        kind = dict(one.asked.headers).get("content-type", "application/json")
        answer = dict(one.reply.headers).get("content-type", "")
        out = self.run(body, kind, one.reply.status, answer, [content(one)])
        hidden = [*self.session._judge._pseudonyms.hidden.values]
        assert leaked(hidden, [out.up or b""]) == []
        assert leaked(hidden, [str(out.records).encode()]) == []
        assert out.up is not None or out.state is State.STOPPED
        return len(hidden)


def leaked(values: Iterable[str], places: Iterable[bytes]) -> list[str]:
    """Those of the values, long enough to mean something, that stand in any of these bytes."""
    shown = [place.decode("utf-8", "replace") for place in places]
    shown += [json.dumps(text, ensure_ascii=False) for text in shown]
    told = (value for value in values if len(value) > 5)
    return [value for value in told if any(value in text for text in shown)]


@pytest.mark.parametrize("recording", _ALL, ids=[one.name for one in _ALL])
def test_no_value_of_a_recorded_request_goes_up_or_on_record(
    recording: Recording, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    body = recording.asked.body
    asis = Replay(recording)
    asis.check(body)
    least = 0 if asis.session.state is State.STOPPED else 3  # one recording is an attack, and refused whole
    texts = [*places([Frame(body, body, "")])]
    for place in texts:
        old = jsonscan.decode(body, place.leaf)
        if old[:1] in "{[" and old[-1:] in "}]":
            continue
        planted = jsonscan.rewrite(body, [(place.leaf, old + SAID)])
        assert Replay(recording).check(planted) >= least, place.leaf.shape
    everywhere = jsonscan.rewrite(
        body,
        [
            (place.leaf, old + SAID)
            for place in texts
            if not ((old := jsonscan.decode(body, place.leaf))[:1] in "{[" and old[-1:] in "}]")
        ],
    )
    Replay(recording).check(everywhere)
    assert leaked((MAIL, PHONE, CARD), [caplog.text.encode()]) == []


@needs_pii
def test_no_value_of_a_row_goes_up_or_on_record(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    assert PII is not None
    asked = next(one for one in _ALL if one.name == "openai/chat-two-choices")
    hidden = 0
    with (PII / "dev.jsonl").open(encoding="utf-8") as rows:
        for row in rows:
            messages = [{"role": "user", "content": json.loads(row)["text"]}]
            hidden += Replay(asked).check(json.dumps({"model": "m", "messages": messages}).encode())
    assert hidden > 500
    assert len(caplog.text) < 100_000
