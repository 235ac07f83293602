"""Works and other texts made by chance: nothing of them is anybody's."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence

from filters.ip.document import Document
from filters.ip.index import Memory
from filters.ip.matcher import Part, match
from filters.ip.trail import Trail

_ONSETS = ("b", "br", "c", "d", "f", "gl", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "w")
_CORES = ("a", "e", "i", "o", "u", "ea", "ou", "ai")
_ENDS = ("", "n", "r", "s", "t", "ld", "nd", "ck", "m")
_KANA = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん"
_HAN = "山川田中日月火水木金土人口目耳手足力男女子学校先生時間道路町村森林空海風雨雪花草虫魚鳥犬牛馬"
_VERBS = ("read", "write", "open", "count", "send", "fold", "merge", "find", "drop", "join")


def word(rng: random.Random) -> str:
    parts = rng.randint(1, 3)
    return "".join(rng.choice(_ONSETS) + rng.choice(_CORES) + rng.choice(_ENDS) for _ in range(parts))


def english(rng: random.Random, size: int) -> str:
    """Sentences of words that are none, at least so many characters."""
    words, length = list[str](), 0
    while length < size:
        words.append(word(rng) + rng.choice(("", "", "", "", ",", ".")))
        length += len(words[-1]) + 1
    return " ".join(words)


def japanese(rng: random.Random, size: int) -> str:
    made = list[str]()
    while len(made) < size:
        made += rng.sample(_HAN, rng.randint(1, 2)) + [rng.choice(_KANA) for _ in range(rng.randint(1, 5))]
        made += ["、"] if rng.random() < 0.1 else ["。"] if rng.random() < 0.08 else []
    return "".join(made)


def code(rng: random.Random, size: int) -> str:
    """Functions of a language like C."""
    made = list[str]()
    while sum(map(len, made)) < size:
        name, one, two = (f"{rng.choice(_VERBS)}_{word(rng)}" for _ in range(3))
        made += [
            f"static int {name}(struct {word(rng)} *{one}, int {two})",
            "{",
            f"    int {word(rng)} = {one}->{word(rng)} {rng.choice('+-*/')} {rng.randint(1, 99)};",
        ]
        for _ in range(rng.randint(2, 6)):
            made.append(_statement(rng, one, two))
        made += [f"    return {two};", "}", ""]
    return "\n".join(made)


def _statement(rng: random.Random, one: str, two: str) -> str:
    other, name = word(rng), word(rng)
    return "    " + rng.choice(
        (
            f"if ({one} == NULL && {two} > {rng.randint(1, 9)})\n        return -{rng.randint(1, 9)};",
            f"for (int {other} = 0; {other} < {two}; {other}++)\n        {two} += {one}->{name}[{other}];",
            f'{two} = {word(rng)}({one}, &{two}, "{other}");',
            f"while ({one}->{other}-- > {rng.randint(0, 9)} || {two})\n        {two} ^= {word(rng)}({two});",
            f"{one}->{other} = {two} << {rng.randint(1, 7)} | {word(rng)};",
        )
    )


MAKERS: Mapping[str, Callable[[random.Random, int], str]] = {"en": english, "ja": japanese, "code": code}


def works(rng: random.Random, sort: str, count: int, size: int) -> list[tuple[Document, str]]:
    kind, lang = ("code", "") if sort == "code" else ("text", sort)
    made = (MAKERS[sort](rng, size) for _ in range(count))
    return [
        (Document(f"{sort}-{n}", f"Work {n}", kind=kind, lang=lang, licence="MIT"), text)
        for n, text in enumerate(made)
    ]


def index_of(texts: Sequence[tuple[Document, str]]) -> Trail:
    return Trail(Memory(texts))


def read(text: str, trail: Trail) -> tuple[Part, ...]:
    return match(text, trail, start=0, resume=0, final=True).parts


def sources(text: str, trail: Trail) -> set[str]:
    return {trail.index.document(one.number).id for part in read(text, trail) for one in part.sources}
