"""Telephone numbers of the Japanese plan, with a country code, and North American.

Numbers are drawn from ranges kept for fiction or plainly unassigned.
"""

from __future__ import annotations

import pytest

from filters.detector import DETECTORS
from tests.filters.reading import read_all, read_whole, unmark

PHONE = DETECTORS.build("identifier")


@pytest.mark.parametrize(
    "marked",
    [
        "call [[pii.phone:03-1234-5678]] today",
        "電話は[[pii.phone:03-1234-5678]]です。携帯[[pii.phone:090-1234-5678]]まで",
        "[[pii.phone:０９０－１２３４－５６７８]]、[[pii.phone:（０４５）１２３－４５６７]]",
        "[[pii.phone:090ー1234ー5678]]と[[pii.phone:090 1234 5678]]と[[pii.phone:090.1234.5678]]",
        "[[pii.phone:045(123)4567]] [[pii.phone:(045)123-4567]]",
        "[[pii.phone:(03) 1234-5678]] [[pii.phone:03 - 1234 - 5678]] [[pii.phone:(03) - 1234-5678]]",
        "[[pii.phone:0120-123-456]]/[[pii.phone:0570-012-345]]/[[pii.phone:0800-123-4567]]",
        "[[pii.phone:0120-12-3456]] [[pii.phone:04992-1-2345]] [[pii.phone:0466-12-3456]]",
        "[[pii.phone:060-1234-5678]] [[pii.phone:03-12345678]] [[pii.phone:020-1234-5678]]",
        "[[pii.phone:090の1234の5678]]または[[pii.phone:〇九〇一二三四五六七八]]、[[pii.phone:〇三-一二三四-五六七八]]",
        "[[pii.phone:0 9 0 1 2 3 4 5 6 7 8]]",
        "携帯[[pii.phone:09012345678]]、固定[[pii.phone:0312345678]]",
        "TEL[[pii.phone:03-1234-5678]]FAX[[pii.phone:0312345679]]",
        "[[pii.phone:+81 3-1234-5678]] [[pii.phone:+81-90-1234-5678]]",
        "[[pii.phone:+819012345678]] [[pii.phone:+81 (0)3-1234-5678]]",
        "[[pii.phone:+1 202 555 0143]], [[pii.phone:+44 20 7946 0018]], [[pii.phone:+41 (0)44 668 18 00]]",
        "[[pii.phone:202-555-0143]] [[pii.phone:(202) 555-0143]]",
        "[[pii.phone:202.555.0143]] [[pii.phone:1-202-555-0143]]",
        "[[pii.phone:202-555-0143x12]] and [[pii.phone:202-555-0143 ext. 12]].",
        "Phone: [[pii.phone:20 25 55 01]] or call me on [[pii.phone:555 0143]]?",
        "Reach Ann on [[pii.phone:2025550143]]",
        "([[pii.phone:03-1234-5678]])",
        "03-1234 [[pii.phone:090-1234-5678]] 5678",
        "[[pii.phone:090\u200b1234\u200b5678]]\u200b",
        # Part of something longer.
        "103-1234-5678 03-1234-56789 03-1234-5678-9 12-03-1234-5678 090-1234-567",
        "a0312345678 0312345678b x/0312345678 id-0312345678 ABC090-1234-5678",
        "二〇三一二三四五六七八九",
        # Something else: no such prefix, a date, a parcel, a counter, a price.
        "0012345678 00-1234-5678 2024-01-02 2025550143 112-555-0143 202-155-0143",
        "伝票番号0312345678、注文09012345678",
        "0123456789 +81 +12345 (3) 1998-2001 10:30 3,000,000",
    ],
)
def test_reads(marked: str) -> None:
    text, spans = unmark(marked)
    assert read_all(PHONE, text) == spans


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("+81 3-1234-5678", 0.9),
        ("03-1234-5678", 0.9),
        ("09012345678", 0.7),
        ("0312345678", 0.5),
        ("電話0312345678", 0.9),
        ("電話番号: 0312345678", 0.9),
        ("伝票番号 03-1234-5678", 0.4),
        ("202-555-0143", 0.7),
        ("phone 202-555-0143", 0.9),
        ("Tel: 0100-12-34", 0.7),
    ],
)
def test_scores_by_form_and_by_the_word_in_front(text: str, score: float) -> None:
    (finding,) = read_whole(PHONE, text).findings
    assert finding.score == score
