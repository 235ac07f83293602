"""Works that are generated: words nobody wrote, the same for the same number."""

from __future__ import annotations

import random

from filters.ip.document import Document, Kind
from filters.ip.encode import Work
from filters.ip.prints import prints_of

_SYLLABLES = [
    "ka",
    "to",
    "mi",
    "ren",
    "sol",
    "var",
    "den",
    "lu",
    "qui",
    "pon",
    "tas",
    "gri",
    "mel",
    "or",
    "un",
    "esh",
    "bo",
    "hai",
]
_KANA = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわ"


def english(seed: int, words: int = 400) -> str:
    rng = random.Random(seed)
    made = ["".join(rng.choices(_SYLLABLES, k=rng.randint(1, 3))) for _ in range(words)]
    return " ".join(made).capitalize() + "."


def japanese(seed: int, characters: int = 400) -> str:
    rng = random.Random(seed)
    return "".join(rng.choice(_KANA) if n % 17 else "、" for n in range(1, characters))


def code(seed: int, lines: int = 60) -> str:
    rng = random.Random(seed)
    names = ["".join(rng.choices(_SYLLABLES, k=2)) for _ in range(12)]
    made = [
        f"    {rng.choice(names)} = {rng.choice(names)}({rng.choice(names)}, {rng.randint(0, 999)}) "
        f"{rng.choice('+-*/%')} {rng.choice(names)}[{rng.randint(0, 9)}]"
        for _ in range(lines)
    ]
    return "def made():\n" + "\n".join(made) + "\n"


def text(seed: int) -> tuple[Document, str]:
    """One of three sorts, by its number."""
    kind: Kind = "code" if seed % 3 == 2 else "text"
    made, lang = ((english, "en"), (japanese, "ja"), (code, ""))[seed % 3]
    return Document(
        f"w{seed}", f"Work {seed}", "Nobody", lang, kind, "MIT", source=f"made/{seed}", year=2000
    ), made(seed)


def works(*seeds: int) -> list[Work]:
    made = [text(seed) for seed in seeds]
    return [Work(document, prints_of(said, document.kind, document.lang)) for document, said in made]
