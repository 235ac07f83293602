"""What the lengths promise, and which channels a document is in."""

from __future__ import annotations

import pytest

from filters.ip.channel import CHANNELS, CODE, EN, JA, STREAMS, TOKENS, Channel, channels_of


@pytest.mark.parametrize("channel", [EN, JA, CODE])
def test_a_run_of_the_least_length_holds_a_whole_window_of_grams(channel: Channel) -> None:
    assert channel.k + channel.w - 1 == channel.least


def test_a_run_of_tokens_is_found_before_it_is_flagged() -> None:
    assert TOKENS.k + TOKENS.w - 1 < TOKENS.least


@pytest.mark.parametrize(
    ("kind", "lang", "names"),
    [
        ("text", "en", ["en"]),
        ("text", "fr-CA", ["en"]),
        ("text", "ja-JP", ["ja"]),
        ("text", "zh", ["ja"]),
        ("text", "", ["en", "ja"]),
        ("code", "py", ["code", "tokens"]),
    ],
)
def test_a_document_is_in_the_channels_of_its_language(kind: str, lang: str, names: list[str]) -> None:
    assert [one.name for one in channels_of(kind, lang)] == names


def test_every_channel_has_a_stream() -> None:
    assert {one.stream for one in CHANNELS.values()} == set(STREAMS)
