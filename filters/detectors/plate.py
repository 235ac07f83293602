"""Number plates of vehicles in Japan: 品川 300 あ 12-34.

The office's name, the class, one kana and up to four digits; written in a row, with
spaces, with dots in the place of missing digits, or without any of it. The four parts
together are so particular that no word is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from filters.detector import DETECTORS, Options, View, Window
from filters.entity import words
from filters.lazily import lazily
from filters.model import Finding, Reading
from filters.shapes import Pattern, either, maybe, row, some, text, unless

# Offices and the names of regions that plates carry. Source: docs/sources.md#plates-jp.
PLACES = words(
    """
    札幌, 函館, 旭川, 室蘭, 釧路, 帯広, 北見, 知床, 苫小牧, 十勝, 日高, 青森, 弘前, 八戸, 津軽, 岩手, 盛岡,
    平泉, 宮城, 仙台, 秋田, 山形, 庄内, 福島, 会津, 郡山, 白河, いわき, 水戸, 土浦, つくば, 茨城, 宇都宮,
    とちぎ, 栃木, 那須, 日光, 群馬, 前橋, 高崎, 大宮, 所沢, 熊谷, 春日部, 川口, 川越, 越谷, 埼玉, 千葉, 成田,
    習志野, 袖ヶ浦, 袖ケ浦, 市川, 船橋, 野田, 柏, 松戸, 市原, 品川, 世田谷, 練馬, 杉並, 板橋, 足立, 江東,
    葛飾, 江戸川, 多摩, 八王子, 東京, 横浜, 川崎, 相模, 湘南, 山梨, 富士山, 新潟, 長岡, 上越, 富山, 石川,
    金沢, 福井, 長野, 松本, 諏訪, 安曇野, 南信州, 岐阜, 飛騨, 東美濃, 静岡, 浜松, 沼津, 伊豆, 名古屋, 豊橋,
    三河, 岡崎, 豊田, 尾張小牧, 一宮, 春日井, 三重, 鈴鹿, 四日市, 伊勢志摩, 滋賀, 京都, 大阪, なにわ, 和泉,
    堺, 神戸, 姫路, 奈良, 飛鳥, 和歌山, 鳥取, 島根, 出雲, 岡山, 倉敷, 広島, 福山, 山口, 下関, 徳島, 香川,
    高松, 愛媛, 高知, 福岡, 北九州, 筑豊, 久留米, 佐賀, 長崎, 佐世保, 熊本, 大分, 宮崎, 鹿児島, 奄美, 沖縄
    """
)

_GAP = some("[ 　・,、-]", 0, 2)
_CLASS = row(some("[0-9]", 1, 1), some("[0-9ACFHKLMPXY]", 0, 2))
# All but お し へ ん; letters are those of vehicles under the status of forces agreement.
_KANA = some("[あ-うか-さす-ふほ-をAEHKMTY]", 1, 1)
_DOTS = some("[・.･]", 1, 3)
_DASH = some("[-ー・のノ. ]", 1, 1)
_NUMBER = either(
    row(_DOTS, maybe(text(" ")), some("[1-9]", 1, 1), some("[0-9]", 0, 2)),
    row(
        some("[1-9]", 1, 1), some("[0-9]", 0, 1), some(" ", 0, 1), _DASH, some(" ", 0, 1), some("[0-9]", 2, 2)
    ),
    row(some("[1-9]", 1, 1), some("[0-9]", 0, 3)),
)
_END = unless(row(some("[-ー]", 0, 1), some("[0-9]", 1, 1)))


_PLACE = either(*map(text, sorted(PLACES, key=len, reverse=True)))
_PLATE = row(_PLACE, _GAP, _CLASS, _GAP, _KANA, _GAP, _NUMBER, _END)
_FIRST = "".join(dict.fromkeys(place[0] for place in PLACES))
# Behind its first character: the rest of a name, and the first digit of the class.
_DIGIT = some("[0-9]", 1, 1)
_REST = either(
    row(either(*(text(tail) for tail in sorted({p[1:] for p in PLACES} - {""}))), _GAP, _DIGIT),
    row(_GAP, _DIGIT),
)
_PATTERN = Pattern(
    _PLATE,
    f"[{_FIRST}](?={_REST.whole}|{_REST.open})",
    _PLATE.longest,
    (f"[0-9ACFHKLMPXY]{_GAP.whole}{_KANA.whole}{_GAP.whole}[0-9・.･]",),
    sure=f"[{_FIRST}](?={_REST.whole})",
    waits=f"[{_FIRST}](?:{_REST.open})",
)
# Particles: "東京 100 や 200" is no plate, unless a word says so.
_DOUBTFUL = lazily(f"[のはとにもやをか]{_GAP.whole}[0-9]{{1,2}} ?[0-9]{{0,2}}\\Z")
_REACH = 24
_CUE = lazily(
    "ナンバー|プレート|車|登録番号|駐車|(?<![_A-Za-z])(?:number plate|license plate|registration|vehicle)",
    re.IGNORECASE,
)


@DETECTORS.add
class Plate:
    """Plates of cars and large motor cycles, as offices in Japan give them out."""

    name = "plate"
    kinds: Mapping[str, str] = {"pii.jp.vehicle_plate": "A number plate of a vehicle in Japan."}
    reach = _REACH
    view: View = "folded"
    inline = True
    sieve = _PATTERN.sieve

    def __init__(self, options: Options) -> None:
        del options

    def read(self, window: Window) -> Reading:
        return _PATTERN.read(window, _found)


def _found(window: Window, here: re.Match[str]) -> Finding | None:
    start = here.start()
    if _DOUBTFUL.search(here.group()) and not _CUE.search(window.text, max(0, start - _REACH), start):
        return None
    return window.finding(here.span(), "pii.jp.vehicle_plate", 0.9)
