"""Sentences with names in them, made from templates and lists: the same for the same seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from training.names import people, places, sources, templates_en, templates_ja

_SLOT = re.compile(r"\{([A-Za-z]+)\}")
_KINDS = {
    "P": "PERSON",
    "S": "PERSON",
    "G": "PERSON",
    "O": "ORGANIZATION",
    "L": "LOCATION",
    "A": "ADDRESS",
    "R": "ADDRESS",
}
_COMPANY_JA = "株式会社 有限会社 合同会社 一般社団法人 医療法人 学校法人 （株） ㈱".split()
_TAIL_JA = (
    "工業 電機 商事 建設 製薬 食品 銀行 信用金庫 大学 高校 高等学校 中学校 病院 クリニック 新聞 放送 テレビ 出版 運輸 物流 不動産 ホールディングス グループ "
    "商店 商会 本店 組 市役所 町役場 警察署 協会 連盟 財団 研究所 図書館 製作所 証券 生命保険 電鉄 鉄道 航空 自動車 化学 化成 印刷 通信 システムズ サービス 省 庁 党 軍 政府 教会 FC"
).split()
_TAIL_EN = "Inc Inc. Ltd Ltd. LLC Corp Corp. Corporation Company Group Holdings Bank University College Hospital Partners Associates Systems Technologies Solutions Consulting Foundation Institute Airlines Insurance Motors Industries Media Press Times Post Records Capital Trust Council Party Committee Agency Department Ministry GmbH AG plc & Co. & Sons International Airways Labs Software Energy Foods".split()
_MONTHS = "January February March April May June July August September October November December".split()
_THINGS_JA = "契約書 請求書 見積書 会議 予算 電池 カメラ ノートパソコン 冷蔵庫 自転車 保険 領収書 報告書 資料 プレゼン 天気 歴史 料理 音楽 写真 登山 将棋 英語 数学 旅行 名物 観光地 お茶 りんご 化粧品 半導体 部品 新製品 申請 手続き 納期 返品 返金 診断書 検査 薬".split()
_JOBS_JA = "医師 弁護士 税理士 看護師 教授 准教授 助手 営業担当 店長 部長 課長 係長 主任 社長 取締役 監査役 議員 知事 市長 選手 監督 記者 編集長 俳優 歌手 作家 エンジニア デザイナー 警部 巡査 理事長 校長 教頭 教諭 院長 所長 会長".split()
_SHORT = "AI GPS API USB PDF CPU OS IT DB URL HTML SQL CSV JSON LED TV PC DVD DNA RPG ID QR SNS VPN UI UX KPI ROI FAQ PR".split()
_JOBS_EN = "teacher nurse doctor lawyer plumber chairman CEO CFO manager engineer driver clerk director assistant editor coach mayor minister secretary analyst accountant designer technician".split()
_THINGS_EN = "invoice contract report order account password refund meeting printer laptop phone guitar piano garden camera ticket delivery warranty insurance claim loan mortgage subscription keyboard website project budget presentation recipe song album movie book game match concert dress".split()


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and what is in it: (start, end, type)."""

    text: str
    spans: tuple[tuple[int, int, str], ...]
    types: frozenset[str] | None = None  # only these are marked; None: all
    source: str = "made"
    lang: str = ""


def rows(count: int, seed: int) -> Iterator[Marked]:
    """`count` texts, half of them Japanese; one in five has nothing to find."""
    rng = random.Random(seed)
    for n in range(count):
        table, fill = ((templates_ja, _ja), (templates_en, _en))[n % 2]
        lines = table.NOTHING if rng.random() < 0.22 else table.TEMPLATES
        text, spans = "", list[tuple[int, int, str]]()
        for _ in range(rng.choice((1, 1, 1, 2, 3))):
            made = filled(rng.choice(lines).replace("\\n", "\n").replace("\\t", "\t"), fill, rng)
            if text:
                text += rng.choice(("\n", "\n", "", " ")) if n % 2 == 0 else rng.choice(("\n", " ", " "))
            spans += [(start + len(text), end + len(text), kind) for start, end, kind in made.spans]
            text += made.text
        yield Marked(text, tuple(spans))


def filled(template: str, fill: Callable[[str, random.Random], str], rng: random.Random) -> Marked:
    text, spans, at = "", list[tuple[int, int, str]](), 0
    for slot in _SLOT.finditer(template):
        text += template[at : slot.start()]
        value = fill(slot[1], rng)
        if slot[1] in _KINDS:
            spans.append((len(text), len(text) + len(value), _KINDS[slot[1]]))
        text += value
        at = slot.end()
    return Marked(text + template[at:], tuple(spans))


def _common(slot: str, rng: random.Random) -> str:
    match slot:
        case "tel":
            if rng.random() < 0.12:
                return "".join(rng.choice("〇一二三四五六七八九") for _ in range(rng.choice((10, 11))))
            return rng.choice(
                (
                    f"0{rng.randint(3, 9)}-{rng.randint(1000, 9999)}-{rng.randint(1000, 9999)}",
                    f"090{rng.randint(10**7, 10**8 - 1)}",
                    f"+44 20 {rng.randint(1000, 9999)} {rng.randint(1000, 9999)}",
                    f"({rng.randint(201, 989)}) 555-{rng.randint(100, 999):04d}",
                    f"{rng.randint(201, 989)}-555-{rng.randint(100, 999):04d}x{rng.randint(1, 99)}",
                )
            )
        case "mail":
            name = "".join(rng.choice("abcdefghiklmnoprstuy") for _ in range(rng.randint(3, 9)))
            return f"{name}@{rng.choice(('example.com', 'example.co.jp', 'mail.example.org'))}"
        case "key":
            return rng.choice(("sk-", "glpat-", "ghp_", "", "AKIA")) + "".join(
                rng.choice("abcdefghkmnpqrstuvwxyzABCDEFGHKMNPQRSTUVWXYZ0123456789")
                for _ in range(rng.choice((16, 20, 36)))
            )
        case "plate":
            return f"{rng.choice(places.towns_ja())}{rng.choice(('', ' ', '　'))}{rng.randint(300, 599)}{rng.choice(('', ' '))}{rng.choice('あいうえかきくけこさすせそたちつてと')}{rng.choice(('', ' '))}{rng.randint(10, 99)}-{rng.randint(10, 99)}"
        case "num":
            return str(rng.choice((rng.randint(1, 99), rng.randint(1, 9999), rng.randint(10**5, 10**12))))
        case "date":
            return rng.choice(
                (
                    f"{rng.randint(1930, 2026)}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日",
                    f"{rng.randint(1950, 2026)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}",
                    f"{rng.randint(1, 12)}/{rng.randint(1, 28)}/{rng.randint(1950, 2026)}",
                    f"{rng.choice(_MONTHS)} {rng.randint(1, 28)}, {rng.randint(1930, 2026)}",
                    f"{rng.randint(1, 28)} {rng.choice(_MONTHS)[:3]} {rng.randint(1930, 2026)}",
                    f"{rng.randint(1950, 2026)}",
                )
            )
        case _:
            return "{" + slot + "}"  # part of a template that is itself in braces


def _ja(slot: str, rng: random.Random) -> str:
    match slot:
        case "P":
            return people.person_ja(rng)
        case "S":
            return people.surname_ja(rng)
        case "G":
            return people.parts_ja(rng)[1][rng.random() < 0.3] or "花子"
        case "O":
            return organisation_ja(rng)
        case "L":
            return places.place_ja(rng)
        case "A":
            return places.address_ja(rng)
        case "thing":
            return rng.choice(_THINGS_JA) if rng.random() < 0.5 else rng.choice(_nouns())
        case "abbr":
            return rng.choice(_SHORT)
        case "adj" | "verb" | "adv" | "one":
            return rng.choice(_words(slot))
        case "job":
            return rng.choice(_JOBS_JA)
        case "yen":
            return f"{rng.randint(100, 999999):,}円"
        case _:
            return _common(slot, rng)


def _en(slot: str, rng: random.Random) -> str:
    match slot:
        case "P":
            return people.person_en(rng)
        case "S":
            return people.surname_en(rng)
        case "G":
            return people.given_en(rng)
        case "O":
            return organisation_en(rng)
        case "L":
            return places.place_en(rng)
        case "A":
            return places.address_en(rng)
        case "R":
            return places.street_en(rng)
        case "thing":
            return rng.choice(_THINGS_EN) if rng.random() < 0.6 else rng.choice(sources.words())
        case "job":
            return rng.choice(_JOBS_EN)
        case "date" if rng.random() < 0.4:
            return rng.choice(
                ("Monday", "Friday", "March 3", "12 May", "yesterday", "last week", "June 2019")
            )
        case _:
            return _common(slot, rng)


@cache
def _nouns() -> list[str]:
    return [one.text for one in sources.japanese("名詞,一般") if one.cost < 6500 and len(one.text) > 1]


@cache
def _words(slot: str) -> list[str]:
    if slot == "one":
        return [
            one.text
            for one in sources.japanese("名詞,一般")
            if len(one.text) == 1 and "一" <= one.text <= "鿿"
        ]
    part = {"adj": "形容詞,自立", "verb": "動詞,自立", "adv": "副詞"}[slot]
    return [one.text for one in sources.japanese(part) if len(one.text) > 1]


@cache
def _organisations_ja() -> list[str]:
    return [one.text for one in sources.japanese("名詞,固有名詞,組織") if len(one.text) > 2]


@cache
def _organisations_en() -> list[str]:
    return [name for names in sources.organisations().values() for name in names if name.isascii()]


def organisation_ja(rng: random.Random) -> str:
    form = rng.random()
    if form < 0.4:
        return rng.choice(_organisations_ja())
    stem = rng.choice(
        (
            people.surname_ja(rng),
            rng.choice(places.towns_ja()),
            rng.choice(people.foreign_ja()),
            rng.choice(_nouns()),
        )
    )
    name = stem + rng.choice(_TAIL_JA)
    if form < 0.75:
        return name
    return rng.choice(_COMPANY_JA) + name if form < 0.88 else stem + rng.choice(_COMPANY_JA[:2])


def organisation_en(rng: random.Random) -> str:
    form = rng.random()
    if form < 0.2:
        return rng.choice(_organisations_en())
    if form < 0.3:
        return "".join(rng.choice("ABCDEFGHIKLMNOPRSTU") for _ in range(rng.randint(2, 4)))
    stem = rng.choice(
        (
            people.surname_en(rng),
            people.surname_en(rng),
            rng.choice(sources.words()).capitalize(),
            places.place_en(rng),
        )
    )
    if form < 0.6:
        return f"{stem} {rng.choice(_TAIL_EN)}"
    if form < 0.7:
        return f"{stem}, {people.surname_en(rng)} and {people.surname_en(rng)}"
    if form < 0.78:
        return rng.choice(
            (
                f"{stem}-{people.surname_en(rng)}",
                f"{stem} & {people.surname_en(rng)}",
                f"University of {places.place_en(rng)}",
                f"{stem} of {places.place_en(rng)}",
                f"The {stem} {rng.choice(_TAIL_EN)}",
            )
        )
    other = rng.choice(sources.words()).capitalize()
    if form < 0.88:
        return f"{rng.choice(sources.words()).capitalize()} {other}" + rng.choice(("", " Inc", " Group"))
    return (
        rng.choice(sources.words()).capitalize()
        + rng.choice(sources.words())
        + rng.choice(("", "", " Inc", ".com"))
    )
