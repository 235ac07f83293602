"""Addresses and places nobody lives at, as people write them."""

from __future__ import annotations

import random
from functools import cache

from training.names import people, sources

_KANJI = "〇一二三四五六七八九"
_HOUSES = (
    "ハイツ コーポ メゾン パークハイム レジデンス グランド マンション 荘 ビル タワー アパート ハウス コート ヴィラ ガーデン プラザ シティ テラス 第二ビル 団地"
).split()
_WARDS = "中央区 北区 南区 東区 西区 港区 緑区".split()
_STREET_EN = "Street Street St St. Road Road Rd Rd. Avenue Avenue Ave Ave. Lane Ln Drive Dr Dr. Boulevard Blvd Court Ct Place Pl Way Close Crescent Terrace Square Highway Parkway Circle Trail Row Gardens Hill Walk Mews Loop Crossing Ridge Flat Bypass Greens Route Points Stravenue Plaza".split()
_TREES = "Oak Elm Maple Cedar Pine Birch Willow Church Mill Park High Main King Queen Victoria Station Lake River Hill Spring Green Bridge School Garden North South West East Forest Meadow Sunset Franklin Lincoln Washington Second Third Fifth 5th 12th 42nd".split()
_STATES = "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY".split()
_EURO = (
    "{s}gatan {n}|{s}straat {n}|{s}straße {n}|{s}strasse {n}|{s}weg {n}|{s}vägen {n}|{s}gade {n}|{s}vej {n}|{s}gata {n}|{s}veien {n}|{s}katu {n}|{s}tie {n}|"
    "{n} Rue {s}|{n} rue de {s}|{n} Rue du {s}|{n} Avenue {s}|{n}, avenue de {s}|{n} Boulevard {s}|Via {s} {n}|Via {s}, {n}|Corso {s} {n}|Piazza {s} {n}|Calle {s} {n}|C/ {s} {n}|"
    "C/ {s}, {n}|Avenida {s} {n}|Avda. {s} {n}|Plaza {s} {n}|Rua {s} {n}|R {s} {n}|ul. {s} {n}|ul. {s}a {n}|Ulica {s} {n}|{s} ulica {n}|{s} utca {n}|{s} u. {n}.|{s} út {n}|{s} tér {n}.|"
    "{s}ova {n}|{s}ská {n}|{s}ova ulica {n}|Cesta {s} {n}|{s} {n}|{s} {n}|{s} {s2} {n}|{s}platz {n}|{s}gasse {n}|{s}allee {n}|Am {s} {n}|Alte {s} {n}|{s}hof {n}|{s}brücke {n}|"
    "{s}puiestee {n}|{s} tee {n}|{s} {n}|{s}i {n}|nám. {s} {n}|{s}vegur {n}|{s}gata {n}|Largo {s} {n}|Praça {s} {n}|{s}laan {n}|{s}kade {n}|{s}plein {n}|Na {s} {n}|Pod {s}em {n}|U {s} {n}|K {s}u {n}|{s} Cesta {n}"
).split("|")


@cache
def towns_ja() -> list[str]:
    return [
        one.text
        for one in sources.japanese("名詞,固有名詞,地域,一般")
        if 2 <= len(one.text) <= 5 and "一" <= one.text[0] <= "鿿"
    ]


def municipality(rng: random.Random, ends: str) -> str:
    """A city, ward, town, village or district that may not exist."""
    return rng.choice(towns_ja()).rstrip("市区町村郡") + rng.choice(ends)


@cache
def _towns() -> list[list[str]]:
    return [words for words in sources.towns().values() if len(words) > 10]


@cache
def _streets() -> list[list[str]]:
    return [words for words in sources.streets().values() if len(words) > 10]


@cache
def _suffixes() -> list[str]:
    return sorted(
        {
            word
            for words in sources.latin(sources.addresses, "street_suffixes").values()
            for word in words
            if word.isascii() and word.istitle()
        }
    )


@cache
def _countries() -> list[str]:
    return [name for name in sources.countries("en") if len(name) < 24]


def kanji(number: int) -> str:
    """27 → 二十七 or 二七."""
    if number < 10:
        return _KANJI[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else _KANJI[tens]) + "十" + (_KANJI[ones] if ones else "")


def block_ja(rng: random.Random) -> str:
    """丁目 番 号, in one of the ways they are written."""
    a, b, c = rng.randint(1, 9), rng.randint(1, 40), rng.randint(1, 40)
    form = rng.randrange(9)
    dash = rng.choice("-----－ー−‐")
    text = (
        f"{a}丁目{b}番{c}号",
        f"{a}丁目{b}-{c}",
        f"{a}{dash}{b}{dash}{c}",
        f"{a}{dash}{b}{dash}{c}",
        f"{kanji(a)}丁目{b}番{c}号",
        f"{kanji(a)}丁目{kanji(b)}番{kanji(c)}号",
        f"{b}番地{c}",
        f"{rng.randint(1, 3000)}{rng.choice(('番地', '', ''))}",
        f"{a}{dash}{b}",
    )[form]
    return text.translate(str.maketrans("0123456789", "０１２３４５６７８９")) if rng.random() < 0.1 else text


def address_ja(rng: random.Random) -> str:
    """A whole address of Japan."""
    prefecture = rng.choice(sources.PREFECTURES)
    form = rng.random()
    city = municipality(rng, "市")
    if form < 0.2:
        city += rng.choice((*_WARDS, municipality(rng, "区")))
    elif form < 0.35:
        city = municipality(rng, "区")
    elif form < 0.5:
        city = municipality(rng, "郡") + municipality(rng, "町町村")
    town = rng.choice(("", "", "", "大字", "字")) + rng.choice(towns_ja())
    text = (prefecture if rng.random() < 0.85 else "") + city + town + block_ja(rng)
    if rng.random() < 0.35:
        house = rng.choice(
            ("", "第二", "グラン", "サン", "ロイヤル", rng.choice(people.foreign_ja()))
        ) + rng.choice(_HOUSES)
        text += (
            rng.choice(("", " ", "　"))
            + house
            + rng.choice(
                (
                    "",
                    f"{rng.randint(1, 15)}階",
                    f"{rng.randint(101, 1500)}号室",
                    f"{rng.randint(101, 1500)}",
                    f" {rng.randint(101, 1500)}号",
                )
            )
        )
    return text


def place_ja(rng: random.Random) -> str:
    form = rng.random()
    if form < 0.3:
        name = rng.choice(sources.PREFECTURES)
        return name if rng.random() < 0.7 or name == "北海道" else name[:-1]
    if form < 0.6:
        return municipality(rng, "市市区町村")
    return rng.choice(sources.countries("ja")) if form < 0.75 else rng.choice(towns_ja())


def place_en(rng: random.Random) -> str:
    if rng.random() < 0.5:
        return rng.choice(_countries())
    name = rng.choice(rng.choice(_towns()))
    return name.upper() if rng.random() < 0.12 else name


def street_en(rng: random.Random) -> str:
    """A street and a number, of English-speaking places or of Europe."""
    number = rng.choice((rng.randint(1, 99), rng.randint(1, 300), rng.randint(100, 9999)))
    if rng.random() < 0.45:
        name = (
            rng.choice(_TREES)
            if rng.random() < 0.45
            else rng.choice((people.surname_en(rng), people.given_en(rng), rng.choice(rng.choice(_towns()))))
        )
        if rng.random() < 0.15:
            name = f"{name} {rng.choice(_TREES)}"
        kind = rng.choice(_STREET_EN) if rng.random() < 0.7 else rng.choice(_suffixes())
        street = f"{name.title()} {kind}"
        if rng.random() < 0.12:
            street += f" {people.surname_en(rng).title()} {rng.choice(_suffixes())}"
        form = rng.random()
        return f"{number} {street}" if form < 0.85 else street if form < 0.93 else f"{street} {number}"
    name = (
        rng.choice(rng.choice(_streets()))
        if rng.random() < 0.6
        else rng.choice((people.surname_en(rng), people.given_en(rng)))
    )
    shape = "{s} {n}" if " " in name or rng.random() < 0.25 else rng.choice(_EURO)
    street = shape.format(s=name, n=number, s2=rng.choice(rng.choice(_streets())))
    form = rng.random()
    return f"{rng.randint(1, 99999)} {street}" if form < 0.25 else street


def unit_en(rng: random.Random) -> str:
    number = rng.randint(1, 999)
    return rng.choice(
        (
            "Apt. {n}",
            "Apt {n}",
            "Suite {n}",
            "Suite {n}",
            "Unit {n}",
            "#{n}",
            "Flat {n}",
            "Apt. {n}",
            "Floor {n}",
        )
    ).format(n=number)


def postcode(rng: random.Random) -> str:
    form = rng.random()
    letters = "ABCDEFGHJKLMNPRSTUVWXY"
    if form < 0.6:
        return f"{rng.randint(501, 99950):05d}" + (
            f"-{rng.randint(1, 9999):04d}" if rng.random() < 0.1 else ""
        )
    if form < 0.8:
        return f"{rng.choice(letters)}{rng.choice(('', rng.choice(letters)))}{rng.randint(1, 20)} {rng.randint(1, 9)}{rng.choice(letters)}{rng.choice(letters)}"
    if form < 0.9:
        return f"{rng.choice(letters)}{rng.randint(1, 9)}{rng.choice(letters)} {rng.randint(1, 9)}{rng.choice(letters)}{rng.randint(1, 9)}"
    return f"{rng.randint(1000, 9999)}" + rng.choice(("", " AB"))


def address_en(rng: random.Random) -> str:
    """A whole address, in one of many orders."""
    form = rng.random()
    if form < 0.06:
        return f"PSC {rng.randint(1, 9999):04d}, Box {rng.randint(1, 9999):04d}\nAPO {rng.choice(('AA', 'AE', 'AP'))} {rng.randint(1, 99999):05d}"
    if form < 0.1:
        return f"Unit {rng.randint(1, 9999)} Box {rng.randint(1, 9999)}\nDPO {rng.choice(('AA', 'AE', 'AP'))} {rng.randint(1, 99999):05d}"
    if form < 0.14:
        return f"{rng.choice(('USNS', 'USS', 'USNV', 'USCGC'))} {people.surname_en(rng)}\nFPO {rng.choice(('AA', 'AE', 'AP'))} {rng.randint(1, 99999):05d}"
    if form < 0.17:
        return f"{rng.choice(('P.O. Box', 'PO Box', 'Post Office Box', 'P O Box'))} {rng.randint(1, 9999)}"
    street = street_en(rng)
    if form < 0.2:
        return f"{people.given_en(rng)} and {street_en(rng).lstrip('0123456789 ')}"
    if form < 0.26:
        return f"the corner of {street} and {street_en(rng).lstrip('0123456789 ')}"
    if form < 0.36:
        return street
    town = rng.choice(rng.choice(_towns()))
    region = rng.choice(
        (
            rng.choice(_STATES),
            rng.choice(_STATES),
            "",
            rng.choice(_countries()),
            "".join(rng.sample("ABCDEGHLMNOPRSTVZ", 2)),
        )
    )
    unit = rng.choice(("", "", unit_en(rng)))
    comma, line = (
        rng.choice((", ", ", ", ", ", " ", "\n", "\n ", "\n ")),
        rng.choice((", ", ", ", "\n", " ", "\n, ", "\n ", "\n ")),
    )
    text = street + (rng.choice((", ", " ", " ", "\n ", "\n ")) + unit if unit else "")
    if rng.random() < 0.2:
        return f"{text}{comma}{postcode(rng)} {town}" + (f"{line}{region}" if region else "")
    text += f"{comma}{town.upper() if rng.random() < 0.15 else town}"
    if region:
        text += f"{line}{region}"
    text += rng.choice(("", "", "", "", "", f"{line}nan"))
    if rng.random() < 0.06:
        text = text.lower()
    return text + (f"{rng.choice((' ', ', ', ' ', chr(10)))}{postcode(rng)}" if rng.random() < 0.75 else "")
