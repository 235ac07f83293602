from __future__ import annotations

from pathlib import Path

import pytest

from config.errors import PolicyError
from filters.detector import DETECTORS
from tests.filters.prose import ENGLISH, JAPANESE
from tests.filters.reading import read_whole

NAMES = Path(__file__).parents[1] / "ip/names.jsonl"


def told(text: str, **options: object) -> list[tuple[str, str]]:
    detector = DETECTORS.build("named_work", {"files": [str(NAMES)], **options})
    return [(str(one.attrs["item"]), str(one.attrs["use"])) for one in read_whole(detector, text).findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Captain Harl of The Salt Garden laughed.", [("c1", "mention"), ("w1", "mention")]),
        ("CAPTAIN HARL grinned.", [("c1", "depiction")]),
        ("『塩の庭園物語』のハール船長の絵を描いて", [("w1", "mention"), ("c1", "depiction")]),
        ("Buy our Zorvex today", [("m3", "use")]),
        ("例野サンプルの「さくら」を聴いた", [("w2", "mention")]),
        ("A quince tart and an apple.", []),
        ("公園のさくらが咲いた。", []),
        ("Captain Harlan", []),
        (ENGLISH, []),
        (JAPANESE, []),
    ],
)
def test_names_and_what_is_done_with_them(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


def test_little_known_ones_may_be_left_out() -> None:
    assert told("Buy our Zorvex today", least_fame=10) == []


def test_without_lists_it_is_silent() -> None:
    assert read_whole(DETECTORS.build("named_work"), "Captain Harl").findings == ()


def test_a_list_that_is_none_says_so(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("words\n")
    with pytest.raises(PolicyError, match="no line of it is an item"):
        DETECTORS.build("named_work", {"files": [str(tmp_path / "x")]})
    with pytest.raises(PolicyError, match="cannot be read"):
        DETECTORS.build("named_work", {"files": [str(tmp_path / "none")]})
