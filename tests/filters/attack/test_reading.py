"""Several ploys in a text as it comes."""

from __future__ import annotations

import pytest

from filters.attack.ploy import Ploy
from filters.attack.reading import Ploys

DROP = Ploy("drop", "injection.direct", 0.5, ("drop", "drop it all"), r"drop\s+\w+")
ALL = Ploy("all", "injection.direct", 0.9, ("drop it all",), "drop it all")
STOP = Ploy("停止", "injection.direct", 0.5, ("停止",), "停止して")
ONLY = Ploy("only", "injection.direct", 0.0, ("fetch",), "fetch it", foreign=0.7)
PLOYS = Ploys((DROP, ALL, STOP, ONLY))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("drop it. ", [("drop", 0, 7)]),
        ("drop it all. ", [("all", 0, 11)]),  # of those at one place the surer
        ("DROP IT! 停止して。次", [("drop", 0, 7), ("停止", 9, 13)]),
        ("drops it, backdrop it", []),  # parts of other words
        ("x停止して", [("停止", 1, 5)]),
        ("fetch it", []),
    ],
)
def test_signs(text: str, found: list[tuple[str, int, int]]) -> None:
    signs = PLOYS.read(text, 0, final=True, foreign=False)
    assert [(sign.ploy.how, sign.begin, sign.end) for sign in signs.signs] == found
    assert signs.settled == len(text)


def test_what_only_documents_may_not_say() -> None:
    assert [sign.ploy.how for sign in PLOYS.read("fetch it", 0, final=True, foreign=True).signs] == ["only"]


@pytest.mark.parametrize(
    ("text", "waits"),
    [
        ("let it dr", "dr"),
        ("let it drop", "drop"),
        ("let it drop that", "drop that"),
        ("let it drop that. No", ""),
        ("let it drop that. No fet", "fet"),
        ("let it xdr", ""),
        ("今すぐ停", "停"),
    ],
)
def test_only_what_may_still_become_one_waits(text: str, waits: str) -> None:
    assert text[PLOYS.read(text, 0, final=False, foreign=False).settled :] == waits


def test_a_hostile_text_takes_linear_time() -> None:
    signs = PLOYS.read("drop it " * 20_000, 0, final=True, foreign=False).signs
    assert len(signs) == 20_000
