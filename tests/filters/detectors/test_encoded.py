"""Values that are spelt otherwise, found where they stand."""

from __future__ import annotations

import base64
from time import process_time
from urllib.parse import quote

import pytest

from config.spec import DetectorSpec, MeasureSpec, PolicySpec
from filters.compiling import compile_policy
from filters.detector import DETECTORS
from tests.filters.reading import Stream, read_all, read_whole, unmark

ENCODED = DETECTORS.build("encoded")


def in_base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "marked",
    [
        "to [[pii.email:taro%40example.jp]], please",
        "メールは[[pii.email:taro&#64;example.jp]]です",
        r"{\"to\": [[pii.email:taro\u0040example.jp]]\"}",
        "https://a.example/?q=[[pii.email:hanako%40example.com]]&x=1",
        "？ｑ＝[[pii.email:taro％４０example.jp]]",
        f"電話 [[pii.phone:{quote('03')}%2D1234%2D5678]] まで",
        f"[[pii.email:{''.join(f'%{ord(c):02x}' for c in 'taro@example.jp')}]]",
        "%E9%9B%BB%E8%A9%B1%3A[[pii.phone:0312345678]]",  # the word for it was hidden
        # As they are they are found by others.
        "taro@example.jp&nbsp;and%20more",
        "100%25 of nothing, %40 alone, &copy; 2024",
    ],
)
def test_escapes(marked: str) -> None:
    text, spans = unmark(marked)
    assert read_all(ENCODED, text) == spans


@pytest.mark.parametrize("text", ["mail taro@example.jp today", "連絡先はtaro@example.jpとします"])
def test_base64(text: str) -> None:
    source = in_base64(text)
    (seen,) = read_all(ENCODED, f"中身は{source}です")
    place = len(text[: text.index("taro")].encode()) * 4 // 3
    assert (seen.kind, seen.start) == ("pii.email", 3 + place)
    (finding,) = read_whole(ENCODED, f"中身は{source}です").findings
    assert finding.attrs["decoded"] == "base64"


def test_words_before_a_stretch_say_what_it_is() -> None:
    digits = "".join(f"&#{ord(digit)};" for digit in "0312345678")
    assert read_all(ENCODED, f"伝票番号 {digits}") == []
    (seen,) = read_all(ENCODED, f"電話番号 {digits}")
    assert seen.kind == "pii.phone"


def test_the_policys_own_detectors_are_lent() -> None:
    spec = PolicySpec("p", (), MeasureSpec("flag"), 1.0, 100, DetectorSpec(enable=("encoded", "email_spelt")))
    (encoded,) = (one for one in compile_policy(spec).detectors if one.name == "encoded")
    assert set(encoded.kinds) == {"pii.email"}
    assert read_all(encoded, "taro%40example.jp") == []
    assert [seen.kind for seen in read_all(encoded, "taro%28at%29example.jp")] == ["pii.email"]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("taro ", ""),
        ("see taro", "taro"),
        ("see taro%4", "taro%4"),
        ("see taro%40", "taro%40"),
        ("see taro%40.", "taro%40."),
        ("see taro%40 ", ""),
        ("これは", ""),
        ("x" * 100, "x" * 100),  # it may be base64
        ("." * 100, "." * 74),
        ("x" * 100 + " ", ""),
    ],
)
def test_holds_what_may_still_become_one(text: str, held: str) -> None:
    stream = Stream(ENCODED)
    stream.feed(text)
    assert text[len(text) - stream.held :] == held


def test_many_stretches_and_no_escape_take_linear_time() -> None:
    line = in_base64("nothing of this is anything") + "\n"
    began = process_time()
    assert read_whole(ENCODED, line * 8_000).findings == ()  # half a second; the square of it is a minute
    assert process_time() - began < 20
