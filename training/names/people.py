"""Names nobody has: a surname and a given name drawn from lists, written as people write them."""

from __future__ import annotations

import random
from functools import cache

from training.names import sources

# The most common surnames of Japan, in about that order (general knowledge): drawn more often
# than the rest of the dictionary, which does not say how many people bear a name.
COMMON = (
    "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 林 斎藤 清水 山崎 森 池田 橋本 阿部 石川 "
    "山下 中島 石井 小川 前田 岡田 長谷川 藤田 後藤 近藤 村上 遠藤 青木 坂本 斉藤 福田 太田 西村 藤井 岡本 金子 藤原 三浦 中野 中川 "
    "原田 松田 竹内 小野 田村 中山 和田 石田 森田 上田 原 内田 柴田 酒井 宮崎 横山 高木 安藤 宮本 大野 小島 谷口 工藤 今井 高田 増田 "
    "丸山 杉山 村田 大塚 新井 小山 平野 藤本 河野 上野 野口 武田 松井 千葉 菅原 岩崎 久保 木下 佐野 野村 松尾 市川 菊地 杉本 古川 大西 "
    "島田 水野 桜井 高野 渡部 吉川 山内 西田 飯田 菊池 西川 小松 北村 安田 五十嵐 川口 平田 関 中田 久保田 服部 東 岩田 土屋 川崎 福島 "
    "本田 辻 樋口 秋山 田口 永井 山中 中西 吉村 川上 石原 大橋 松岡 馬場 浜田 森本 星野 矢野 浅野 松下 大久保 吉岡 小池 野田 荒木 熊谷 "
    "松浦 大谷 内藤 黒田 尾崎 川村 永田 望月 松村 田辺 菅野 堀 荒井 大島 平井 早川 西 広瀬 栗原 岩本 横田 石橋 萩原 片山 関口 宮田 大石 "
    "本間 高山 須藤 小西 岡崎 田島 鎌田 上原 篠原 宮内 栗田 小泉 神田 岡 柳 八木 片岡 川島 福井 成田 白石 南 堀内 奥村 大森 三宅 平山 "
    "髙橋 渡邉 渡邊 齋藤 齊藤 濱田 﨑山 山﨑 小澤 澤田 廣瀬 櫻井 邊見 勅使河原 小鳥遊 東海林 一ノ瀬 二階堂 伊集院 長宗我部"
).split()
# Given names of the last decades that an older dictionary lacks, with their readings.
MODERN = (
    "蓮:レン 陽翔:ハルト 湊:ミナト 樹:イツキ 大翔:ヒロト 悠真:ユウマ 颯:ハヤテ 陸:リク 陽太:ヨウタ 翔:ショウ 大和:ヤマト 朝陽:アサヒ 蒼:アオイ "
    "悠人:ユウト 律:リツ 結翔:ユイト 葵:アオイ 陽葵:ヒマリ 凛:リン 結菜:ユイナ 紬:ツムギ 結愛:ユア 咲良:サクラ 芽依:メイ 莉子:リコ 美桜:ミオ 杏:アン "
    "心春:コハル 琴音:コトネ 美咲:ミサキ 優奈:ユウナ 彩花:アヤカ 萌:モエ 愛:アイ 翼:ツバサ 拓海:タクミ 健太:ケンタ 大輔:ダイスケ 直樹:ナオキ 翔太:ショウタ "
    "達也:タツヤ 亮:リョウ 雄太:ユウタ 優子:ユウコ 恵子:ケイコ 真由美:マユミ 裕子:ユウコ 智子:トモコ 陽子:ヨウコ 久美子:クミコ 由美:ユミ 和子:カズコ "
    "幸子:サチコ 明美:アケミ 直美:ナオミ 健:ケン 誠:マコト 隆:タカシ 浩:ヒロシ 茂:シゲル 博:ヒロシ 進:ススム 清:キヨシ 勇:イサム 学:マナブ 剛:ツヨシ 豊:ユタカ "
    "実:ミノル 修:オサム 薫:カオル 光:ヒカル 忍:シノブ 望:ノゾミ 希:ノゾミ 舞:マイ 遥:ハルカ 茜:アカネ 楓:カエデ 花:ハナ さくら:サクラ ひなた:ヒナタ あおい:アオイ "
    "ゆい:ユイ はると:ハルト みゆき:ミユキ かおり:カオリ めぐみ:メグミ まゆみ:マユミ"
).split()

_KANA = dict(
    zip(
        "ア イ ウ エ オ カ キ ク ケ コ サ シ ス セ ソ タ チ ツ テ ト ナ ニ ヌ ネ ノ ハ ヒ フ ヘ ホ マ ミ ム メ モ ヤ ユ ヨ ラ リ ル レ ロ ワ ヲ ン "
        "ガ ギ グ ゲ ゴ ザ ジ ズ ゼ ゾ ダ ヂ ヅ デ ド バ ビ ブ ベ ボ パ ピ プ ペ ポ ヴ".split(),
        "a i u e o ka ki ku ke ko sa shi su se so ta chi tsu te to na ni nu ne no ha hi fu he ho ma mi mu me mo ya yu yo ra ri ru re ro wa o n "
        "ga gi gu ge go za ji zu ze zo da ji zu de do ba bi bu be bo pa pi pu pe po vu".split(),
        strict=True,
    )
)
_SMALL = {"ャ": "ya", "ュ": "yu", "ョ": "yo", "ァ": "a", "ィ": "i", "ェ": "e", "ォ": "o"}


def romaji(kana: str) -> str:
    """Hepburn without marks: トウキョウ → tokyo, as in passports."""
    out = ""
    double = False
    for char in kana:
        if char == "ッ":
            double = True
            continue
        if char in _SMALL:
            small = _SMALL[char]
            out = out[:-1] + (small[1:] if out[-2:-1] == "h" or out.endswith("ji") else small)
        elif char == "ー":
            continue
        else:
            sound = _KANA.get(char, "")
            if double and sound:
                sound = ("t" if sound.startswith("ch") else sound[0]) + sound
            out += sound
        double = False
    for long, short in (("ou", "o"), ("oo", "o"), ("uu", "u")):
        out = out.replace(long, short)
    return out.capitalize()


def hiragana(kana: str) -> str:
    return "".join(chr(ord(char) - 0x60) if "ァ" <= char <= "ン" else char for char in kana)


def is_kanji(text: str) -> bool:
    return all("一" <= char <= "鿿" or char in "々ヶノ﨑" for char in text)


@cache
def family_ja() -> list[tuple[str, str]]:
    """(surname in kanji, reading)."""
    entries = sources.japanese("名詞,固有名詞,人名,姓")
    return [(one.text, one.reading) for one in entries if is_kanji(one.text) and len(one.text) <= 4]


@cache
def given_ja() -> list[tuple[str, str]]:
    """(given name, reading)."""
    entries = sources.japanese("名詞,固有名詞,人名,名")
    return [
        (one.text, one.reading)
        for one in entries
        if len(one.text) <= 3 and (is_kanji(one.text) or "ぁ" <= one.text[0] <= "ん")
    ]


@cache
def _common() -> list[tuple[str, str]]:
    readings = dict(family_ja())
    return [(name, readings.get(name, "")) for name in COMMON]


@cache
def foreign_ja() -> list[str]:
    """Names of people from elsewhere, in katakana."""
    entries = (*sources.japanese("名詞,固有名詞,人名,姓"), *sources.japanese("名詞,固有名詞,人名,名"))
    return [
        one.text for one in entries if len(one.text) > 2 and all("ァ" <= char <= "ー" for char in one.text)
    ]


@cache
def latin_names() -> tuple[list[list[str]], list[list[str]]]:
    """(given names, surnames) of the same locales, in the same order."""
    given, family = sources.given_names(), sources.surnames()
    both = [
        place for place in given if place in family and len(family[place]) > 30 and len(given[place]) > 30
    ]
    return [given[place] for place in both], [family[place] for place in both]


@cache
def _american() -> tuple[list[str], list[str]]:
    given, family = sources.given_names(), sources.surnames()
    return given["en_US"], family["en_US"] + family["en_GB"]


def parts_ja(rng: random.Random) -> tuple[tuple[str, str], tuple[str, str]]:
    """((surname, reading), (given name, reading)); a reading may be empty."""
    family = rng.choice(_common()) if rng.random() < 0.5 else rng.choice(family_ja())
    if rng.random() < 0.35:
        text, _, reading = rng.choice(MODERN).partition(":")
        return family, (text, reading)
    return family, rng.choice(given_ja())


def person_ja(rng: random.Random) -> str:
    """A full name as it is written in Japanese text."""
    (family, family_kana), (given, given_kana) = parts_ja(rng)
    form = rng.random()
    if form < 0.5 or not (family_kana and given_kana):
        return family + rng.choice(("", "", "", " ", "　")) + given
    if form < 0.7:
        return family_kana + rng.choice(("", " ", "　")) + given_kana
    if form < 0.76:
        return hiragana(family_kana) + rng.choice(("", " ", "　")) + hiragana(given_kana)
    if form < 0.81:
        return family + rng.choice(("", " ", "　")) + rng.choice((given_kana, hiragana(given_kana)))
    if form < 0.93:
        return romanised(rng, family_kana, given_kana)
    return rng.choice(foreign_ja()) + rng.choice(("・", "・", "＝", " ")) + rng.choice(foreign_ja())


def romanised(rng: random.Random, family_kana: str, given_kana: str) -> str:
    family, given = romaji(family_kana), romaji(given_kana)
    return rng.choice(
        (
            f"{given} {family}",
            f"{given} {family}",
            f"{family} {given}",
            f"{family.upper()} {given}",
            f"{family.upper()}, {given}",
            f"{given} {family.upper()}",
            f"{given.lower()} {family.lower()}",
        )
    )


def surname_ja(rng: random.Random) -> str:
    """A surname alone, as colleagues are called."""
    (family, kana), (given, _) = parts_ja(rng)
    form = rng.random()
    if form < 0.82 or not kana:
        return family
    if form < 0.88:
        return kana
    if form < 0.92:
        return hiragana(kana)
    return romaji(kana) if form < 0.96 else given


def _latin(rng: random.Random) -> tuple[str, str]:
    if rng.random() < 0.35:
        given, family = _american()
        return rng.choice(given), rng.choice(family)
    if rng.random() < 0.12:
        (_, family_kana), (_, given_kana) = parts_ja(rng)
        if family_kana and given_kana:
            return romaji(given_kana), romaji(family_kana)
    givens, families = latin_names()
    place = rng.randrange(len(givens))
    return rng.choice(givens[place]), rng.choice(families[place])


def _odd(rng: random.Random, text: str) -> str:
    """Now and then a letter is changed, so that no list knows the name."""
    if rng.random() < 0.25 and len(text) > 3:
        at = rng.randrange(1, len(text))
        text = text[:at] + rng.choice("aeiourntslkmv") + text[at + rng.randint(0, 1) :]
    return text


def person_en(rng: random.Random) -> str:
    """A full name as it is written in English text."""
    given, family = _latin(rng)
    given, family = _odd(rng, given), _odd(rng, family)
    form = rng.random()
    if form < 0.68:
        name = f"{given} {family}"
    elif form < 0.8:
        name = f"{given} {rng.choice('ABCDEFGHJKLMNPRSTW')}{rng.choice(('.', ''))} {family}"
    elif form < 0.84:
        name = f"{given} {_latin(rng)[0]} {family}"
    elif form < 0.88:
        name = f"{given} {family}-{_latin(rng)[1]}"
    elif form < 0.91:
        name = f"{given[0]}. {family}"
    elif form < 0.94:
        name = f"{family}, {given}"
    elif form < 0.97:
        name = f"{given} {rng.choice(('O’', 'Mc', 'van ', 'de ', 'von ', 'al-', 'Mac'))}{family}"
    else:
        name = f"{given} {family} {rng.choice(('Jr.', 'III', 'Sr.'))}"
    return _cased(rng, name)


def given_en(rng: random.Random) -> str:
    return _cased(rng, _odd(rng, _latin(rng)[0]))


def surname_en(rng: random.Random) -> str:
    return _cased(rng, _odd(rng, _latin(rng)[1]))


def _cased(rng: random.Random, name: str) -> str:
    form = rng.random()
    return name.upper() if form < 0.03 else name.lower() if form < 0.08 else name
