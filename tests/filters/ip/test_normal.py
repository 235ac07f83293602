"""What is copied looks the same however it is written out; and what is sure stays so."""

from __future__ import annotations

import pytest

from filters.ip.normal import AHEAD, SYNC, normal_code, normal_text


def text_of(text: str) -> str:
    return "".join(map(chr, normal_text(text).codes))


def code_of(text: str) -> str:
    return "".join(map(chr, normal_code(text).codes))


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Ｔhe, *Fine* Café!", "the fine cafe"),
        ("the ﬁne cafe", "the fine cafe"),
        ("the\\nfine\\tcafe", "the fine cafe"),
        ('the\\\\nfine \\\\\\"cafe\\\\\\"', "the fine cafe"),
        ("漢字《かんじ》とガギ", "漢字とかき"),
        ("漢字（かんじ）とカギ", "漢字とかき"),
        ("\\u6f22\\u5b57と\nか\nぎ", "漢字とかき"),
        ("漢 字 と ｶﾞ ｷﾞ", "漢字とかき"),
    ],
)
def test_text_has_one_form(written: str, plain: str) -> None:
    assert text_of(written) == text_of(plain) == plain.replace(" ", "")


@pytest.mark.parametrize(
    "written",
    [
        "int a = 1;\n  b += a;",
        "int a=1;b+=a;",
        "+int a = 1;\n+  b += a;",
        "  12 int a = 1;\n  13   b += a;",
        "12: int a = 1;\n13: b += a;",
        "> int a = 1;\n> b += a;",
        "int a = 1;\\n  b += a;",
        "/**********/\nint a = 1;\n==========\nb += a;",
        "ｉｎｔ a ＝ 1；b += a;",
    ],
)
def test_code_has_one_form(written: str) -> None:
    assert code_of(written).removeprefix("/").removesuffix("/").lstrip("/") == "inta=1;b+=a;"


def test_places_are_those_of_the_text() -> None:
    form = normal_text("A, ﬁg")
    assert (form.at.tolist(), form.sure) == ([0, 3, 3, 4], 5)


@pytest.mark.parametrize(
    ("text", "sure"),
    [("ab\\", 2), ("ab\\u30", 2), ("漢字《かん", 2), ("ab", 2), ("ab（x", 4)],
)
def test_what_may_become_something_else_is_not_sure(text: str, sure: int) -> None:
    assert normal_text(text, final=False).sure == sure
    assert normal_text(text).sure == len(text)


_HARD = 'a = b;\n  12 ==== x\\n> y\\u30423（かな）漢字《かんじ》ﬁ -- 5) **p; //// z\\\\"q ' * 30


@pytest.mark.parametrize("form", [normal_text, normal_code])
def test_a_piece_has_the_form_of_the_whole(form: object) -> None:
    whole = form(_HARD)  # type: ignore[operator]
    places = dict(zip(whole.at.tolist(), whole.codes.tolist(), strict=True))
    for begin in range(0, len(_HARD) - SYNC - 100, 37):
        piece = form(_HARD[begin : begin + SYNC + 100], final=False)  # type: ignore[operator]
        assert piece.sure >= SYNC + 100 - AHEAD
        inside = [(a + begin, c) for a, c in zip(piece.at.tolist(), piece.codes.tolist(), strict=True)]
        since, until = begin + SYNC, begin + piece.sure
        assert {a: c for a, c in inside if since <= a < until} == {
            a: c for a, c in places.items() if since <= a < until
        }
