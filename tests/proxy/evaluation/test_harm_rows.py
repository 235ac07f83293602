"""What a row says, and what nobody knows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from config.errors import ClientError
from proxy.evaluation.harm_rows import HarmRow, harm_rows

UNSAFE, BENIGN = "unsafe", "benign"

# harm, attack, label → of harm, of attack, whether it makes a pool
TRUTHS = [
    ((1, 0, UNSAFE), (True, False, False)),
    ((0, 0, BENIGN), (False, False, True)),
    ((1, 1, UNSAFE), (True, True, False)),
    # What the attack is after was not judged.
    ((0, 1, UNSAFE), (None, True, False)),
    ((None, 1, UNSAFE), (None, True, False)),
    # A label alone answers whichever is asked.
    ((None, None, UNSAFE), (True, True, False)),
    ((None, None, BENIGN), (False, False, True)),
    # Unsafe for the harm; whether it is an attack as well, nobody said.
    ((1, None, UNSAFE), (True, None, False)),
    ((None, 0, UNSAFE), (True, False, False)),
    ((0, 0, None), (False, False, True)),
    ((None, None, None), (None, None, False)),
    ((True, False, None), (True, False, False)),
]


@pytest.mark.parametrize(("said", "truth"), TRUTHS)
def test_the_truth_of_a_row(said: tuple[int, int, str], truth: tuple[object, ...]) -> None:
    row = HarmRow("a", harm=said[0], attack=said[1], label=said[2])  # type: ignore[arg-type]  # a table of words
    assert (row.truth("harm"), row.truth("attack"), row.benign) == truth


def test_who_knows_how_to_ask_may_have_wrapped_it() -> None:
    row = HarmRow("a", harm=1, attack=0, persona="skilled")
    assert (row.truth("harm"), row.truth("attack")) == (True, None)


@pytest.mark.parametrize(
    ("kind", "channel"),
    [
        ("prompt", ("request", "user", "user")),
        ("response", ("response", "assistant", "user")),
        ("tool_output", ("request", "tool", "tool")),
    ],
)
def test_a_row_is_in_the_channel_a_station_would_see_it_in(kind: str, channel: tuple[str, ...]) -> None:
    made = HarmRow("a", kind=kind).channel  # type: ignore[arg-type]  # a table of words
    assert (made.direction, made.role, made.trust) == channel


def test_rows_are_read_with_what_they_have(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    written = {"text": "あ", "lang": "ja", "categories": ["S4"], "system": "s", "license": "CC0-1.0"}
    nothing = dict.fromkeys(("lang", "label", "categories", "harm", "attack", "system", "source"))
    lines = (written, {"text": "b"}, {"text": "c", **nothing})
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    first, second, third = harm_rows([file])
    assert third == HarmRow("c")
    assert (first.text, first.lang, first.categories, first.system) == ("あ", "ja", ("S4",), "s")
    assert (second.kind, second.label, second.system) == ("prompt", None, None)


@pytest.mark.parametrize("line", ['{"lang": "en"}', '{"text": "secret", "kind": "mail"}', '{"text": "secret'])
def test_what_is_no_row_is_told_by_its_place_only(tmp_path: Path, line: str) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"text": "a"}\n' + line + "\n", "utf-8")
    with pytest.raises(ClientError, match=r"rows\.jsonl:2: ") as error:
        list(harm_rows([file]))
    assert "secret" not in str(error.value)
