"""The words of a sentence that say what it is about, so that two texts about one matter meet.

English words without their endings, numbers, names; of Japanese the pairs of kanji and the
words in katakana. Words that stand in any request (`customer`, `answer`, 質問) are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_TERM = re.compile(r"[A-Za-z][A-Za-z0-9_]*|[0-9]{2,}|[\u4e00-\u9fff々]{2,}|[ァ-ヴー]{2,}")
_ENDED = ("ies", "ing", "ed", "es", "s", "y", "e")
_ENDINGS = re.compile(rf"(?<=[a-z]{{3}})(?:{'|'.join(_ENDED)})$")
_LEAST = 3  # letters

_COMMON = frozenset(
    """
    a about above after again all allow allowed already also always am an and answer answers any anyone
    anything app are ask asked asks assist assistant assistants at available be because been before
    begin being best bot both briefly but by call can cannot case chat chatbot check circumstances clear
    come company concise confidential content conversation could customer customers data day days detail
    details did didn disclose discuss do does doesn doing don done down each either else end english
    even every everything example explain few find first follow following for format friendly from full
    get give given go good happen has have he hello help helper helpful helps her here hers hidden him
    his hour hours how however i if ignore in information input instruction instructions internal into
    is isn it its just keep kind know language last let like line list ll long look make makes many may
    me mean mention message messages mind model month more most much must my name need never new next no
    nobody not note nothing now of off ok on once one only open or order other others our out output
    over own page part people person place please point polite politely private prompt provide provided
    put question questions re read reply request requests respond response responses result reveal right
    rule rules said same say says secret see send sentence service shall share she short should show
    simple since so some someone something soon start step still stop such support system take talk task
    tell text than thank that the their them then there these they thing things this those through time
    times to today together told too topic topics try turn two under until up us use used useful user
    users using ve very want was way we week well were what when where whether which while who whom
    whose why will with within without won word words work would write year yes yet you your yours
    """.split()  # noqa: SIM905  # a text of words is read more easily than a list
)
_COMMON_JA = frozenset(
    """
    回答 質問 返答 応答 利用 使用 場合 必要 内容 情報 相手 自分 親切 丁寧 簡潔 日本 言語
    出力 入力 指示 設定 案内 対応 客様 会社 社内 今日 今週 今月 今年 来週 来月 来年 明日
    以上 以下 以外 以内 以降 時間 電話 担当 確認 説明 紹介 提案 助言 一つ 二つ 一覧 名前
    名称 文章 言葉 会話 最初 最後 次回 前回 他社 自社 架空 秘密 機密 公開 非公 未公 公表
    禁止 必ず 絶対 ユーザー アシスタント サポート メッセージ システム プロンプト アプリ
    チャット ボット メモ
    """.split()  # noqa: SIM905  # as above
)


_NONE = _COMMON | _COMMON_JA


def terms(text: str) -> set[str]:
    """What this text is about, each word in its plainest form. Linear."""
    found = set[str]()
    for word in set(_TERM.findall(text)):
        if word[0] < "\u0080":
            low = word.lower()
            if low not in _COMMON and (len(low) >= _LEAST or low.isdigit()):
                found.add(_ENDINGS.sub("", low))
        elif word[0] < "\u3100":
            found.add(word)
        else:
            found.update(word[n : n + 2] for n in range(len(word) - 1))
    found -= _NONE
    return found


# Of ASCII every byte in lower case, a blank for what is in no word; and all that words do not begin with.
_PLAIN = bytes(
    ord(chr(n).lower()) if n < 128 and (chr(n).isalnum() or chr(n) == "_") else 32 for n in range(256)
)
_BEGINNING = bytes(n for n in range(128) if not chr(n).isdigit() and chr(n) != "_")


def spelt(text: str) -> set[str]:
    """The words of a text of ASCII, of which `terms` makes what it is about. Some 10 µs per KB."""
    data = text.encode("ascii")
    said = set(data.translate(_PLAIN).decode().split())
    if data.translate(None, _BEGINNING):  # a digit or a line: words may begin in the middle
        for odd in [word for word in said if not word[0].isalpha()]:
            said.update(_TERM.findall(odd))
    return said


def spellings(found: Iterable[str]) -> set[str]:
    """Of these terms: every word, in lower case, of which one is made, and those in other scripts."""
    return {term + end for term in found for end in ("", *_ENDED)}


_DOER = re.compile(
    r"\b([A-Za-z]{4,20}?)(?:ier|er|or)s?\b|([\u4e00-\u9fff]{2})(?:係|器|ツール|機|モデル|ソフト|担当|エージェント|AI)"
)


def doers(text: str) -> set[str]:
    """What those do who are named by what they do: `the summariser`, 「抽出係」; each as `terms` has it."""
    return {found[1].lower() if found[1] else found[2] for found in _DOER.finditer(text)}


def doing(found: Iterable[str]) -> set[str]:
    """Every word, in lower case, by which one who does something of these terms is named in ASCII."""
    return {f"{term}{end}{many}" for term in found for end in ("ier", "er", "or") for many in ("", "s")}
