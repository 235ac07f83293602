"""Units behind a number that say it counts something: 8097575円, 1234567 kg."""

from __future__ import annotations

from filters.lazily import lazily
from filters.shapes import Shape, either, row, some, text, unless


def _unit(word: str, but: str) -> Shape:
    """A unit, unless it goes on to another word: 人 counts, and 人物 does not."""
    return row(text(word), unless(some(f"[{but}]", 1, 1)))


_BUT = "元の々 株式 人物 名義前称 個人 件名 本人日年籍社店 社員 口座 年金 日本 点滴 月給"
_WORDS = (
    "ドル ユーロ ポンド ウォン 世帯 文字 バイト ビット キロ メートル トン グラム リットル 平方 立方 ページ"
)
_SHORT = "km kg mm cm mg kb MB KB GB TB ms ns yen JPY USD"
_UNIT = either(
    some("[円%倍歳才台枚回匹冊棟戸票秒分時桁頭度号万億兆千百]", 1, 1),
    *(_unit(word[0], word[1:]) for word in _BUT.split()),
    *map(text, _WORDS.split()),
    row(some(" ", 0, 1), either(*map(text, _SHORT.split())), unless(some("[A-Za-z]", 1, 1))),
)

# Whether a unit begins here; and whether what is here may still become one, or none.
COUNTS, MAY_COUNT = lazily(_UNIT.whole), lazily(_UNIT.open)
