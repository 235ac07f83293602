"""Japanese words in which harm is asked for, with their readings, and how the net spells some.

Written for this project. A reading stands here only where it is not also another common
word: こうさつ (絞殺) is first of all 考察.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

# Word, or word:reading.
_HARM = """
爆弾:ばくだん 爆発:ばくはつ 爆発物:ばくはつぶつ 爆薬:ばくやく 火薬 銃弾 拳銃:けんじゅう 密造:みつぞう 凶器
毒物:どくぶつ 毒薬:どくやく 毒ガス:どくがす 殺人:さつじん 殺害:さつがい 殺傷:さっしょう 毒殺:どくさつ
暗殺:あんさつ 虐殺:ぎゃくさつ 惨殺 絞殺 殺す:ころす 殺し方:ころしかた 殺した 殺して 殺せ
殺したい:ころしたい 死ね 死にたい:しにたい 自殺:じさつ 自死 自傷:じしょう 首吊り:くびつり 飛び降り
練炭:れんたん リストカット:りすとかっと 安楽死:あんらくし 誘拐:ゆうかい 監禁:かんきん 拷問:ごうもん
強盗:ごうとう 窃盗:せっとう 万引き:まんびき 空き巣:あきす 放火 脅迫:きょうはく 恐喝:きょうかつ
暴行:ぼうこう 暴力:ぼうりょく 強姦:ごうかん 輪姦 痴漢:ちかん 盗撮:とうさつ 盗聴:とうちょう
児童ポルノ:じどうぽるの 買春 売春:ばいしゅん 援助交際:えんじょこうさい 人身売買:じんしんばいばい
レイプ:れいぷ セックス:せっくす 麻薬:まやく 大麻:たいま 覚醒剤:かくせいざい 覚せい剤 コカイン:こかいん
ヘロイン:へろいん 密輸:みつゆ 密売:みつばい 薬物:やくぶつ 詐欺 振り込め詐欺:ふりこめさぎ
オレオレ詐欺:おれおれさぎ 特殊詐欺:とくしゅさぎ 架空請求:かくうせいきゅう 闇バイト:やみばいと 受け子
出し子 偽札:にせさつ 偽造:ぎぞう 脱税:だつぜい 横領:おうりょう 賄賂 マネーロンダリング
不正アクセス:ふせいあくせす 乗っ取り:のっとり ハッキング:はっきんぐ マルウェア:まるうぇあ ランサムウェア
フィッシング:ふぃっしんぐ 差別:さべつ 朝鮮人 障害者 土人 売国奴 部落民 化学兵器:かがくへいき
生物兵器:せいぶつへいき 核兵器:かくへいき サリン:さりん 炭疽菌 洗脳:せんのう
"""
# Words that stand beside them in a question; read only where one of those is, too.
_BESIDE = """
作り方:つくりかた やり方:やりかた 方法:ほうほう 手口:てぐち 教えて:おしえて 隠し方:かくしかた
買い方:かいかた 家で:いえで 自宅で:じたくで 簡単:かんたん 警察:けいさつ 子供:こども 彼女:かのじょ
上司:じょうし 相手:あいて 売り方:うりかた 始め方:はじめかた 捕まらない:つかまらない ばれない:ばれない
"""
# Word:spelling.
_SPELT = """
死ね:タヒね 死に:タヒに 死ん:タヒん 死ね:氏ね 死にたい:氏にたい 死ね:4ね 殺す:56す 殺し:56し
殺し:コロし 殺し方:ころし方 自殺:自サツ 自殺:自さつ 自殺:じ殺 爆弾:ばく弾 爆弾:バク弾 爆弾:爆だん
爆弾:爆ダン 麻薬:ま薬 麻薬:マ薬 盗撮:とう撮 盗撮:盗さつ 闇バイト:ヤミバイト 覚醒剤:覚醒ざい
レイプ:れいぷ セックス:せっくす
"""


@cache
def words() -> tuple[str, ...]:
    """Words of harm; where two fit, the one that stands first is meant."""
    return tuple(one.split(":")[0] for one in _HARM.split())


@cache
def readings() -> Mapping[str, str]:
    """The readings of words of harm, in hiragana."""
    return _read(_HARM)


@cache
def beside() -> Mapping[str, str]:
    """The readings of words that stand beside them."""
    return _read(_BESIDE)


def _read(block: str) -> Mapping[str, str]:
    pairs = (one.split(":") for one in block.split() if ":" in one)
    return {reading: word for word, reading in pairs}


@cache
def spellings() -> Mapping[str, str]:
    """Spellings of the net, and the words they stand for."""
    return _read(_SPELT)
