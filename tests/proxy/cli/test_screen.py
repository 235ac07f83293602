"""What may reach a terminal, and what a pipe gets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.cli.screen import complain, note, plain, raw, show_json, visible, watched


@given(st.text())
def test_what_is_shown_cannot_steer_a_terminal(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert all(c.isprintable() or c in "\n\t" for c in shown)


@given(st.text(st.characters(categories=("L", "N", "P", "S"))))
def test_ordinary_text_is_shown_as_it_is(text: str) -> None:
    assert visible(text) == text


def test_raw_is_exact_but_for_what_utf_8_cannot_say(capsys: pytest.CaptureFixture[str]) -> None:
    raw("a\x1b[1mb [bold] 円\n")
    raw("\ud83d")
    assert capsys.readouterr().out.startswith("a\x1b[1mb [bold] 円\n")


def test_markup_in_data_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    complain("no [red]colour[/red] :smile:")
    note("nor [/here]")
    assert capsys.readouterr().err == "sekisho: no [red]colour[/red] :smile:\nnor [/here]\n"
    assert plain("[bold]x").plain == "[bold]x"


def test_json_is_one_line_and_keeps_japanese(capsys: pytest.CaptureFixture[str]) -> None:
    show_json({"a": "関所"})
    assert capsys.readouterr().out == '{"a": "関所"}\n'


def test_what_is_watched_comes_one_by_one_and_a_pipe_sees_nothing_of_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert list(watched([3, 1, 2])) == [3, 1, 2]
    assert capsys.readouterr() == ("", "")
