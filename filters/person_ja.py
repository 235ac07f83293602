"""Names of people behind a word of a form: 氏名：山田太郎, フリガナ ヤマダ タロウ, 担当者：佐藤.

Between the word and the name stands a sign (a colon, a tab, a line end, a quotation mark); without
one, 氏名と住所 and 担当部署 would begin names.
"""

from __future__ import annotations

from filters.lazily import lazily
from filters.shapes import Shape, begins, either, maybe, row, some, text, unless
from filters.surnames import NO_NAMES
from filters.trees import begun, led

_CUES = """
氏名 姓名 お名前 名前 フリガナ ふりがな よみがな 担当者 担当者名 担当 申込者 申請者 契約者 契約者名
受取人 差出人 宛名 患者名 被保険者 記入者 作成者 承認者 署名 名義 名義人 口座名義 代表者 会員名
顧客名 利用者名 参加者 出席者 緊急連絡先 保護者 応募者
"""
WORDS = tuple(sorted(_CUES.split(), key=len, reverse=True))
_KANJI, _KATA, _HIRA = "[㐀-鿿々ヶ﨑]", "[ァ-ヺー]", "[ぁ-ゖ]"
_GAP = some(" ", 1, 1)
_LATIN = row(some("[A-Z]", 1, 1), some("[A-Za-z'-]", 1, 20))
_NAME = either(
    row(some(_KANJI, 1, 5), _GAP, either(some(_KANJI, 1, 4), some(_KATA, 1, 10), some(_HIRA, 1, 8))),
    row(some(_KANJI, 1, 7), some("[ぁ-ゖァ-ヺー]", 0, 6)),
    row(some(_KATA, 2, 14), maybe(row(some("[ ・]", 1, 1), some(_KATA, 2, 14)))),
    row(some(_HIRA, 2, 8), _GAP, some(_HIRA, 2, 8)),
    row(_LATIN, some("[, ]", 1, 2), _LATIN),
)
_NOTE = maybe(either(*map(text, ("(カナ)", "(漢字)", "(フリガナ)", "(ふりがな)", "(ローマ字)"))))
_SIGN = row(some("[\"']", 0, 1), some("[ \t]", 0, 2), some("[:=|\t\n,]", 1, 1), some("[ \t\"'|\n]", 0, 8))

PERSON: Shape = row(either(*map(text, WORDS)), _NOTE, _SIGN, _NAME, unless(some("[ぁ-ゖ]", 1, 1)))
STARTS = f"(?=[{''.join(sorted({word[0] for word in WORDS}))}])(?:{begins(*WORDS)})"
SURE, WAITS = led(WORDS), begun(WORDS)
CUT = max(map(len, WORDS))

_LEAD = lazily(f"(?:{'|'.join(WORDS)}){_NOTE.whole}{_SIGN.whole}")
_TITLE = lazily(r"(?:様|さん|氏|殿|御中|先生)\Z")
# A column or a field of another thing, not a name.
_THING = lazily(
    f"(?:{'|'.join(WORDS)})|[部課室係店署所省庁社]\\Z|(?:住所|電話|番号|日時|年月日|部署|所属|内線|年齢|性別|品名)"
)


def span(matched: str) -> tuple[int, int] | None:
    """Where in what matched the name is; None where it is none."""
    lead = _LEAD.match(matched)
    if lead is None:
        return None
    name = matched[lead.end() :]
    if title := _TITLE.search(name):
        name = name[: title.start()]
    if not name or name in NO_NAMES or _THING.match(name) or (len(name) > 1 and _THING.search(name)):
        return None
    return lead.end(), lead.end() + len(name)
