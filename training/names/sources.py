"""Lists of names from installed packages, each with a licence that can be named.

janome 0.5 carries the IPA dictionary (NAIST licence), Faker 40 the names, streets and towns of some
hundred locales (MIT), Babel 2.18 the names of countries (CLDR, Unicode licence). See
docs/models/names.md.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import ModuleType
from typing import Any

import babel
import faker.providers.address as addresses
import faker.providers.company as companies
import faker.providers.person as persons
from janome import sysdic

PREFECTURES = (
    "北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県 新潟県 富山県 石川県 "
    "福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 "
    "山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県"
).split()
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ][A-Za-zÀ-ɏḀ-ỿ .'’-]*")


class Entry:
    """A word of the dictionary: its reading in katakana, and how common it is (smaller: more)."""

    __slots__ = ("cost", "reading", "text")

    def __init__(self, text: str, reading: str, cost: int) -> None:
        self.text, self.reading, self.cost = text, reading, cost


@cache
def dictionary() -> Mapping[str, list[Entry]]:
    """The words of the IPA dictionary by part of speech, in its order."""
    made: dict[str, list[Entry]] = {}
    for _, entry in sorted(sysdic.entries().items()):
        made.setdefault(entry[4], []).append(Entry(entry[0], entry[8], entry[3]))
    return made


def japanese(part: str) -> list[Entry]:
    """Words whose part of speech begins so; each once, the most common reading."""
    best: dict[str, Entry] = {}
    for name, entries in sorted(dictionary().items()):
        if name.startswith(part):
            for entry in entries:
                if entry.text not in best or entry.cost < best[entry.text].cost:
                    best[entry.text] = entry
    return [best[text] for text in sorted(best)]


@cache
def providers(package: ModuleType) -> Mapping[str, Any]:
    """Faker's providers of one sort by locale. One that does not load here is left out."""
    made: dict[str, Any] = {}
    for module in sorted(one.name for one in pkgutil.iter_modules(package.__path__)):
        made[module] = importlib.import_module(f"{package.__name__}.{module}").Provider
    return made


def latin(package: ModuleType, *attributes: str) -> dict[str, list[str]]:
    """Words in Latin letters of these attributes, by locale."""
    made: dict[str, list[str]] = {}
    for locale, provider in providers(package).items():
        words: dict[str, None] = {}
        for attribute in attributes:
            for value in _texts(getattr(provider, attribute, ())):
                if _LATIN.fullmatch(value) and 1 < len(value) < 40:
                    words[value] = None
        if words:
            made[locale] = sorted(words)  # some of Faker's lists are sets, in an order of their own each time
    return made


def _texts(value: Any) -> Iterable[str]:
    """The strings of a list, a table of weights, or a list of lists: whatever Faker has there."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (key for key in value if isinstance(key, str))
    elif isinstance(value, Iterable):
        for one in value:
            yield from _texts(one)


def given_names() -> dict[str, list[str]]:
    """First names by locale."""
    return latin(
        persons,
        "first_names",
        "first_names_male",
        "first_names_female",
        "first_names_nonbinary",
        "first_name_male",
        "first_name_female",
    )


def surnames() -> dict[str, list[str]]:
    """Last names by locale."""
    return latin(
        persons, "last_names", "last_names_male", "last_names_female", "last_name", "last_names_unisex"
    )


def towns() -> dict[str, list[str]]:
    """Towns and regions by locale."""
    return latin(
        addresses,
        "cities",
        "city_names",
        "towns",
        "villages",
        "municipalities",
        "city",
        "states",
        "provinces",
        "regions",
        "counties",
        "cantons",
        "departments",
        "districts",
    )


def streets() -> dict[str, list[str]]:
    """Names of streets by locale."""
    return latin(
        addresses, "streets", "street_names", "street_name", "streets_names", "roads", "street_titles"
    )


def organisations() -> dict[str, list[str]]:
    """Names of companies by locale, where Faker lists them."""
    return latin(companies, "large_companies", "companies", "company_names")


def countries(language: str) -> list[str]:
    """Names of countries in a language."""
    found = babel.Locale(language).territories
    return [
        found[code]
        for code in sorted(found)
        if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "ZZ", "QO", "XA", "XB")
    ]


def words() -> list[str]:
    """Common English words."""
    lorem = importlib.import_module("faker.providers.lorem.en_US").Provider
    return sorted(word for word in lorem.word_list if word.isalpha())
