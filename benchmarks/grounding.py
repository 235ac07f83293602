"""How far the words of an answer tell whether it rests on what was given, and what that costs.

    python benchmarks/grounding.py [--documents 200] [--json]

Documents, questions and answers are made here, from grammars in English and Japanese (seeded). Of each
document there are sentences that it supports, as it says them and in other words, and sentences that it
does not: about something else, with a number or a date made up, and with one word exchanged. The share
of sentences that `grounding` reports is printed for each sort. One hand wrote the detector and these
sentences: read the sorts against each other, and not as what it would find in yours.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from filters.attack.context import Context
from filters.detector import DETECTORS, Window
from filters.harm.sources import Source
from filters.model import Channel

_ANSWER = Channel("response", "/text", "assistant")
_SORTS = ("as given", "in other words", "about something else", "number made up", "one word exchanged")
_THINGS = {
    "en": ("ferry", "museum", "library", "tram", "swimming pool", "observatory", "market", "archive"),
    "ja": ("渡し船", "博物館", "図書館", "路面電車", "市民プール", "天文台", "朝市", "公文書館"),
}
_PLACES = {
    "en": ("Otaru", "Kiso", "Matsue", "Obama", "Hagi", "Tono", "Uwajima", "Nemuro"),
    "ja": ("小樽", "木曽", "松江", "小浜", "萩", "遠野", "宇和島", "根室"),
}


@dataclass(frozen=True, slots=True)
class Made:
    """One sentence about a document, and what sort it is of."""

    language: str
    sort: str
    text: str


def document(dice: random.Random, language: str) -> tuple[str, list[Made]]:
    """A document, and sentences of each sort about it."""
    thing, other = dice.sample(_THINGS[language], 2)
    place, elsewhere = dice.sample(_PLACES[language], 2)
    year, people, price = dice.randint(1890, 2020), dice.randint(2, 90) * 1000, dice.randint(2, 30) * 100
    wrong = year + dice.choice((-37, -21, 19, 28))
    if language == "en":
        given = (
            f"The {thing} of {place} was opened in {year}. About {people:,} people come every year. "
            f"Admission costs {price} yen, and children under twelve enter free of charge. Closed on Mondays."
        )
        said = (
            f"The {thing} of {place} was opened in {year}.",
            f"Since its opening in {year}, the {thing} in {place} receives {people:,} people a year.",
            f"Volcanic soil around Lake {elsewhere} favours terraced vineyards and orchards.",
            f"The {thing} of {place} was opened in {wrong} with {people + 7000:,} founding members.",
            f"The {other} of {place} was opened in {year}.",
        )
    else:
        given = (
            f"{place}の{thing}は{year}年に開業しました。年間およそ{people}人が訪れます。料金は{price}円で、"
            "小学生以下は無料です。月曜日は休業します。"
        )
        said = (
            f"{place}の{thing}は{year}年に開業しました。",
            f"{year}年の開業以来、{place}の{thing}には年間{people}人が訪れています。",
            f"{elsewhere}湖周辺の火山灰土壌は段々畑の果樹栽培に適しています。",
            f"{place}の{thing}は{wrong}年に{people + 7000}人の出資で開業しました。",
            f"{place}の{other}は{year}年に開業しました。",
        )
    return given, [Made(language, sort, text) for sort, text in zip(_SORTS, said, strict=True)]


def sentences(documents: int) -> Iterator[tuple[Context, Made]]:
    """Every sentence, with the document it is about as its context."""
    dice = random.Random(11)
    for number in range(documents):
        given, made = document(dice, ("en", "ja")[number % 2])
        context = replace(Context(), sources=(Source.of(given),))
        yield from ((context, one) for one in made)


def measured(documents: int) -> dict[str, object]:
    """The share of each sort that is reported, and what reading takes."""
    detector = DETECTORS.build("grounding")
    told: dict[tuple[str, str], list[bool]] = {}
    spent: list[float] = []
    for context, one in sentences(documents):
        window = Window(_ANSWER, "grounding", one.text, 0, 0, final=True, context=context)
        began = time.process_time_ns()
        found = detector.read(window).findings
        spent.append((time.process_time_ns() - began) / 1000 / len(one.text) * 1000)
        told.setdefault((one.sort, one.language), []).append(bool(found))
    shares = {f"{sort}, {language}": (sum(row), len(row)) for (sort, language), row in told.items()}
    return {"reported": shares, "us_per_1000_characters": round(statistics.median(spent), 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = measured(asked.documents)
    if asked.json:
        print(json.dumps(found))
        return
    shares: dict[str, tuple[int, int]] = found["reported"]  # type: ignore[assignment]  # as made above
    for name, (reported, rows) in shares.items():
        print(f"{name:<28}{reported:>5} of {rows:<5} {reported / rows:>6.1%}")
    print(f"{found['us_per_1000_characters']} µs per 1,000 characters")


if __name__ == "__main__":
    main()
