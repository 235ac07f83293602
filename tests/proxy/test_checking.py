"""Text judged without an upstream: the gate's own outcome, in the form the endpoint answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.load import default_settings
from config.policies import resolve
from filters.compiling import compile_policy
from filters.model import Direction
from filters.vault import Vault
from proxy.checking import Outcome, judge

STRICT = compile_policy(resolve(default_settings(), "strict"))
KEY, MAIL = "AKIASEKISHODEMO00001", "hanako.sato@example.jp"


def judged(pieces: list[str], direction: Direction = "request") -> Outcome:
    return judge(STRICT, Vault(bytes(32), 60, 1, 100).open("t", "", 0), pieces, direction)


def test_nothing_found_is_the_text_itself() -> None:
    assert judged(["a", "b"]).as_json() == {"verdict": "allow", "findings": [], "text": "ab"}


def test_a_finding_says_what_where_and_which_row() -> None:
    told = judged([f"to {MAIL}."], "response").as_json()
    assert told["verdict"] == "mask"
    assert told["findings"] == [
        {"kind": "pii.email", "start": 3, "end": 25, "score": 0.95, "rule": "pii.*→mask", "measure": "mask"}
    ]
    assert MAIL not in str(told)


@pytest.mark.parametrize("before", ["", "deploy with "])
def test_of_a_stopped_request_nothing_leaves(before: str) -> None:
    one = judged([before + KEY + " after"])
    assert (one.stopped, one.text, one.as_json()["verdict"]) == (True, "", "refuse")


@given(st.lists(st.sampled_from([*MAIL, *KEY, " ", "、", "電話"]), max_size=60))
def test_pieces_change_nothing(pieces: list[str]) -> None:
    for direction in ("request", "response"):
        assert judged(pieces, direction) == judged(["".join(pieces)], direction)
