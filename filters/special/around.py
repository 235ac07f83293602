"""Words around a matter that point to a person, and words that point away from one.

All of them are looked for in one native pass; where they overlap, the one that begins
first and is longest counts. So a word is kept from counting inside another by listing
the other: 神父 is no father, 彼岸 no pronoun, 皆さん nobody in particular.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import ahocorasick_rs

from filters.lazily import lazily

_PERSON: Mapping[str, str] = {
    "pronoun": "彼 彼女 私 わたし 僕 俺 自分 本人 当人 あの人 この人 その人 あの子 この子 その子 あの方 "
    "この方 その方 隣の方 あの男性 その男性 あの女性 その女性 "
    "その社員 この社員 その学生 He he She she I I'm I've His his Her her My my He's he's She's "
    "she's Him him",
    "honoured": (
        "さん 様 さま 氏 くん 君 ちゃん 先生 殿 容疑者 被告 選手 議員 Mr Ms Mrs Dr Miss Mr. Ms. Mrs. Dr."
    ),
    "kin": "父 母 祖父 祖母 夫 妻 主人 家内 息子 娘 兄 弟 姉 妹 兄弟 姉妹 長男 次男 三男 長女 次女 叔父 "
    "叔母 伯父 伯母 義父 義母 甥 姪 いとこ 両親 "
    "father mother husband wife son daughter brother sister uncle aunt grandmother grandfather",
    "role": "同僚 上司 部下 部長 課長 係長 社長 主任 店長 応募者 候補者 志望者 求職者 従業員 社員 職員 "
    "入居者 患者番号 患者名 患者ID 受講生 友人 友達 隣人 同級生 被疑者 恋人 彼氏 "
    "パートナー 担当者 氏名 申請者 相談者 利用者 契約者 被保険者 学生 生徒 クライアント 入社 "
    "employee applicant candidate patient client coworker colleague friend "
    "neighbor neighbour roommate boss manager student",
}
_ABOUT = (
    *("の症状", "の原因", "の治療法", "の違い", "の定義", "の予防", "の歴史", "の仕組み", "の基礎"),
    *("の種類", "の特徴", "の教え", "の教義", "の初期症状", "の手口"),
)
_ASKED = ("を", "は", "に", "って", "と", "が", "、", "。")
_AGAINST: Mapping[str, str] = {
    "teaching": (
        "とは について教え について説明 について解説 についてまとめ について調べ について知り "
        "についての本 についての記事 についての論文 "
    )
    + " ".join(what + particle for what in _ABOUT for particle in _ASKED)
    + " 一般的 一般に ガイドライン 教科書 参考書 論文 研究 統計 調査 割合 患者数 会員数 件数 "
    "アンケート パーセント 万人 何割 学会 協会 協議会 セミナー 講座 講演 研修 資格 試験 解説 "
    "一覧 "
    "explain research study studies statistics guideline guidelines awareness prevention article percent",
    "public": "予防 啓発 キャンペーン 支援制度 支援団体 支援センター 制度 条例 法律 法案 改正 政策 条文 "
    "規定 ポスター パンフレット ニュース 報道 記事 小説 映画 ドラマ 漫画 アニメ ゲーム 物語 "
    "登場人物 主人公 書籍 本を 図書館 雑誌 博物館 美術 建築 寺院 教会を見 観光 旅行 料理 "
    "レストラン 店 イベント 展 祭 ロボット アプリ policy novel movie film book library museum "
    "restaurant campaign charity donate donation news law act",
    "supposed": "もし 仮に たとえば 例えば 場合は 場合に 場合の ときは ときに 人は 人が 人に 人の 人も "
    "人向け 方は 方が 方に 方へ 方向け 人々 誰でも あなた 皆さん みなさん 皆様 みなさま すべての "
    "多くの "
    "患者さん 患者様 患者の 患者は 患者が 患者に if If people People anyone Anyone those Those "
    "patients Patients someone",
    "denied": (
        "ではない ではなく ではありません じゃない はない はありません はなかった ません なし。 "
        "なし、 陰性 異常なし 異常は not never no without negative"
    ),
}
_OTHERWISE = (
    "彼岸 公私 私立 私鉄 私学 私費 私有 下僕 自分で 父母 父兄 神父 養父 祖国 母国 母校 母体 母港 "
    "母子 母語 母音 航空母艦 酵母 聖母 夫婦 夫人 大夫 人妻 弟子 兄弟子 弟子入り "
    "お医者さん お子さん お客さん お客様 業者さん 神様 仏様 王様 様子 様々 様式 同様 模様 仕様 "
    "多様 一様 異様 殿様 宮殿 神殿 殿堂 氏族 氏神 君主 諸君 先生方 生徒会 学生時代 学生運動 "
    "社員旅行 "
    "外国人 日本人 韓国人 朝鮮人 中国人 個人 法人 成人 求人 故人 新人 老人 大人 主人公 社長室 "
    "地方は 地方の 地方に 両方 夕方 一方 仕方 見方 使い方 書き方 考え方 行方 ことは もしくは "
    "お店 "
    "店長 売店 発展 展開 展望 進展 お祭り 祭日 陰性化"
)
_NAMES = (
    "佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 渡邉 渡部 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 "
    "井上 木村 斎藤 斉藤 清水 山崎 池田 橋本 阿部 石川 山下 中島 石井 小川 前田 岡田 長谷川 藤田 "
    "後藤 近藤 "
    "村上 遠藤 青木 坂本 福田 太田 西村 藤井 金子 岡本 藤原 中野 三浦 原田 中川 松田 竹内 小野 "
    "田村 中山 和田 石田 森田 上田 柴田 酒井 工藤 横山 宮崎 宮本 内田 高木 安藤 谷口 大野 丸山 "
    "今井 高田 藤本 武田 "
    "村田 上野 杉山 増田 平野 大塚 千葉 久保 松井 小島 岩崎 桜井 野口 松尾 野村 木下 菊地 菊池 "
    "佐野 大西 杉本 新井 浜田 古川 市川 水野 島田 小松 山内 西田 北村 五十嵐 安田 中田 川口 川崎 "
    "飯田 本田 久保田 吉川 "
    "沢田 吉村 渋谷 岩田 中西 服部 樋口 福島 川上 永井 松岡 田口 山中 森本 矢野 広瀬 秋山 石原 "
    "松下 大橋 松浦 吉岡 小池 馬場 浅野 荒木 大久保 野田 小山 川村 星野 黒田 尾崎 望月 永田 熊谷 "
    "内藤 松村 西川 大谷 平田 "
    "関口 岩本 本間 早川 横田 岡崎 荒井 鎌田 成田 宮田 小田 石橋 KATO SATO SUZUKI TANAKA ITO "
    "WATANABE YAMAMOTO NAKAMURA KOBAYASHI"
)
_GIVEN = lazily(r"[ \u3000]?[一-龠々ぁ-んァ-ヶーA-Za-z]{1,5}?(?=[はがのをもにと、,。:]|\Z)|[はがのをもに、]")
_ROMAN = lazily(
    r"(?<![A-Za-z])[A-Z][a-z]{1,14}\s(?:[A-Z]\.\s)?[A-Z][a-z]{1,14}|"
    r"(?<![A-Za-z])[A-Z]{3,14}\s[A-Z][a-z]{1,14}"
)
_SHARE = lazily("[0-9][%万]")
_BEFORE_NAME = lazily("[一-龠々ァ-ヶー]")


@cache
def _words() -> tuple[ahocorasick_rs.AhoCorasick, list[str]]:
    means: dict[str, str] = dict.fromkeys(_OTHERWISE.split(), "")
    for feature, listed in {"name": _NAMES, **_PERSON, **_AGAINST}.items():
        means |= {word: feature for word in listed.split() if word not in means}
    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(list(means), matchkind=longest), list(means.values())


def around(text: str, floor: int, sentence: int, limit: int) -> Iterator[str]:
    """What is seen in text[floor:limit]; of persons also whether in the sentence (`:here`) or before it."""
    automaton, means = _words()
    shown = text[floor:limit]
    for which, begin, end in automaton.find_matches_as_indexes(shown):
        feature = means[which]
        if not feature or (shown[begin].isascii() and (in_word(shown, begin) or in_word(shown, end))):
            continue
        if feature == "name" and not _named(shown, begin, end):
            continue
        here = begin + floor >= sentence
        if feature in _AGAINST:
            if here:
                yield feature
        else:
            yield f"{feature}:here" if here else f"{feature}:before"
    if _ROMAN.search(shown, sentence - floor):
        yield "name:here"
    elif _ROMAN.search(shown):
        yield "name:before"
    if _SHARE.search(shown, sentence - floor):
        yield "teaching"


def _named(text: str, begin: int, end: int) -> bool:
    return not (begin and _BEFORE_NAME.match(text, begin - 1)) and _GIVEN.match(text, end) is not None


def in_word(text: str, at: int) -> bool:
    """Whether ASCII letters stand on both sides of a place."""
    both = text[max(0, at - 1) : at + 1]
    return len(both) == 2 and both.isascii() and both.isalpha()
