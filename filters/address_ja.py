"""How an address in Japan is written: 都道府県, 市区町村, a town, 丁目 番 号, a building.

An address begins at a prefecture, a designated city or a ward of Tokyo, or behind a word for one
(住所, 送付先, a postal code). It must come to a house number: 東京都 alone, or 東京都の人口,
is a place. The folded view is read, so digits and dashes are plain; ー and の stay as they are.
"""

from __future__ import annotations

import re

from filters.lazily import lazily
from filters.shapes import Shape, begins, either, maybe, repeat, row, some, text, unless
from filters.trees import begun, led

_PREFECTURES = """
北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県
新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県
奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県
熊本県 大分県 宮崎県 鹿児島県 沖縄県
"""
# Cities by ordinance, and wards of Tokyo: known well enough to be written without a prefecture.
_CITIES = """
札幌市 仙台市 さいたま市 千葉市 横浜市 川崎市 相模原市 新潟市 静岡市 浜松市 名古屋市 京都市 大阪市
堺市 神戸市 岡山市 広島市 北九州市 福岡市 熊本市 千代田区 中央区 港区 新宿区 文京区 台東区 墨田区
江東区 品川区 目黒区 大田区 世田谷区 渋谷区 中野区 杉並区 豊島区 北区 荒川区 板橋区 練馬区 足立区
葛飾区 江戸川区
"""
_CUES = """
住所 所在地 送付先 届け先 届先 送り先 宛先 宛て先 本籍 居所 居住地 勤務先 自宅 実家 転居先 引越し先
住まい 本社 配送先 納品先
"""
_HOUSES = """
ビル 荘 マンション ハイツ コーポ 団地 寮 館 棟 タワー アパート ハウス ヴィラ メゾン レジデンス 住宅 苑 邸
"""
_KNOWN = (*_PREFECTURES.split(), *_CITIES.split())

_KANJI, _KATA = "㐀-鿿々〆﨑", "ァ-ヺー・"
_KANA = "".join(map(chr, range(0x3041, 0x3097)))
# In a name of a place. What joins words in a sentence (は を に で) is not, but for _ODD; の and が
# are (霞が関), and do not begin one.
_NAME = f"[{_KANJI}{_KATA}{re.sub('[はをにでへも]', '', _KANA)}]"
_FIRST = f"[{_KANJI}{_KATA}{re.sub('[はをにでへものがとやなだ]', '', _KANA)}]"
_ODD = maybe(either(text("にかほ市"), text("うきは市")))
_SPACE = some("[ \n]", 1, 1)
_AREA = row(
    _ODD,
    some(_FIRST, 1, 1),
    some(_NAME, 0, 24),
    repeat(row(_SPACE, some(_FIRST, 1, 1), some(_NAME, 0, 15)), 0, 3),
)

_NUMBER = either(some("[0-9]", 1, 5), some("[一二三四五六七八九十百〇]", 1, 4))
_STEP = either(
    row(text("丁目"), maybe(some("[ の]", 1, 1))),
    row(text("番地"), maybe(text("の"))),
    row(text("番"), maybe(text("の"))),
    row(text("条"), maybe(some("[東西南北]", 1, 1))),
    *map(text, ("号", "線")),
    some("[-ーのノ]", 1, 1),
)
# 9丁目14番7号, 4-10-31, 一丁目二三-四: at least one step; 12番地; or 薬師町70, where nothing is counted.
_STEPS = row(
    _NUMBER,
    repeat(row(_STEP, _NUMBER), 1, 4),
    maybe(either(text("番地"), text("番"), text("号"), text("丁目"))),
)
_ONE = row(_NUMBER, either(text("番地"), text("番"), text("号"), text("丁目")))
_COUNTED = (
    "[-0-9.,:/%年月日時分秒回個人名件円万億千百歳度台本枚便割位つヶカか箇代倍階ヵ校社店軒票点種隻世市町村区]"
)
_BARE = row(some("[0-9]", 1, 5), unless(some(_COUNTED, 1, 1)))
_BLOCK = either(_STEPS, _ONE, _BARE)

_ROOM = row(
    some("[0-9A-Z]", 1, 1),
    some("[0-9A-Z-]", 0, 4),
    unless(some("[0-9-]", 1, 1)),
    maybe(either(*map(text, ("号室", "号棟", "号", "階", "F", "室")))),
)
_BUILDING = either(
    row(
        maybe(_SPACE),
        some("[ァ-ヴA-Z]", 1, 1),
        some("[ァ-ヺーA-Za-z・'.&々一-鿿]", 1, 20),
        maybe(_SPACE),
        _ROOM,
    ),
    row(
        maybe(_SPACE),
        some("[一-鿿ァ-ヺー]", 1, 12),
        either(*map(text, _HOUSES.split())),
        maybe(row(maybe(_SPACE), _ROOM)),
    ),
    row(maybe(_SPACE), some("[0-9]", 1, 4), either(text("号室"), text("階"), text("号棟"))),
)
_REST = row(maybe(_SPACE), _AREA, maybe(_SPACE), _BLOCK, maybe(_BUILDING))
_POSTAL = row(maybe(text("〒")), some("[0-9]", 3, 3), text("-"), some("[0-9]", 4, 4), some("[ \n]", 1, 2))
_CUE = row(
    either(*map(text, _CUES.split()), text("〒")),
    some("[:はがをに、\"' =|\n\t]", 0, 3),
    maybe(_POSTAL),
)

ADDRESS: Shape = either(row(either(*map(text, _KNOWN)), _REST), row(_CUE, _REST))
"""An address, with the word in front where that is what makes it one."""
WORDS = (*_KNOWN, *_CUES.split(), "〒")
# Most characters begin none of them: one look saves a hundred.
STARTS = f"(?=[{''.join(sorted({word[0] for word in WORDS}))}])(?:{begins(*WORDS)})"
"""Where one may begin, or where such a beginning is cut off."""
SURE, WAITS = led(WORDS), begun(WORDS)
"""The one and the other."""
CUT = max(map(len, WORDS))

_LEAD = lazily(_CUE.whole)
# A municipality's name; not 都内の市区町村.
_INSIDE = lazily(r"[ \n]?(?![内外立民全の])[^ \n]{1,9}[市区町村郡]")
_BEGUN = lazily("|".join(_KNOWN))


def begin(matched: str) -> int | None:
    """Where in what matched the address begins; None where no city, ward, town or village is named."""
    lead = _LEAD.match(matched)
    at = lead.end() if lead else 0
    known = _BEGUN.match(matched, at)
    if known and known.group()[-1] in "市区":
        return at
    return at if _INSIDE.match(matched, known.end() if known else at) else None
