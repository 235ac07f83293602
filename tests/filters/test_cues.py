"""The nearest word in front decides."""

from __future__ import annotations

import pytest

from filters.cues import CUE_REACH, Cues

CUES = Cues(yes="電話(?:番号)?|tel|phone", no="伝票|番号|order")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("電話 #", True),
        ("電話番号は#", True),
        ("伝票番号は#", False),
        ("order 12, phone #", True),
        ("Phone for order #", False),
        ("TEL#", True),
        ("#", None),
        ("# tel", None),
        ("tel" + " " * (CUE_REACH - 3) + "#", True),
        ("tel" + " " * (CUE_REACH - 2) + "#", None),
    ],
)
def test_the_nearest_word_before(text: str, answer: bool | None) -> None:
    assert CUES.before(text, text.index("#")) is answer


def test_reads_no_further_back_than_its_reach() -> None:
    """A word cut by the reach is not there, whether or not the text before is shown."""
    text = "phone" + " " * (CUE_REACH - 4) + "#"
    assert CUES.before(text, len(text) - 1) is None
    assert CUES.before(text[1:], len(text) - 2) is None
