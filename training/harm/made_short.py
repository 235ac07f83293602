"""Short texts that are nothing but use: what applications, tools and people in a hurry send a model.

Greetings, follow-ups, commands to do something small, code, configuration, data, logs, answers
of tools, mathematics; English and Japanese. A few words of such a text are all there is to
judge it by, so they have to be known. "Say", "print", "repeat", "stop", "system", "kill" and
"password" stand here as they do in work. Written for this project, CC0.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator

from training.harm import short_code, short_talk
from training.harm.grammar import said
from training.harm.rows import NO, Row, digest

_WORDS = {**short_talk.LISTS, **short_code.LISTS}
_SAID = {
    "talk_en": short_talk.ENGLISH,
    "talk_ja": short_talk.JAPANESE,
    "code": short_code.CODE,
    "shell": short_code.SHELL,
    "query": short_code.QUERIES,
    "settings": short_code.SETTINGS,
    "log": short_code.LOGS,
    "commit": short_code.COMMITS,
    "maths": short_code.MATHS,
    "asked": short_code.ASKED,
    "asked_ja": short_code.ASKED_JA,
}
_SHARES = {"talk_en": 5, "talk_ja": 5, "data": 4, "code": 3, "shell": 2, "query": 2, "settings": 2, "log": 3, "commit": 2,
           "maths": 1, "asked": 3, "asked_ja": 2}  # fmt: skip


def rows(count: int, seed: int) -> Iterator[Row]:
    """About `count` rows. A pattern's texts are kept back together."""
    draw = random.Random(seed)
    kinds = [kind for kind, share in _SHARES.items() for _ in range(share)]
    for number in range(count):
        kind = kinds[number % len(kinds)]
        if kind == "data":
            text, family = _data(draw)
        else:
            pattern = draw.choice(_SAID[kind])
            text, family = _worn(said(pattern, draw, _WORDS), draw), pattern
        # Bars part choices in patterns, and braces hold them.
        text = text.replace("\\n", "\n").replace("<!", "{").replace("!>", "}").replace("¦", "|")
        lang = "ja" if kind.endswith("_ja") else "en"
        what = "prompt" if kind.startswith(("talk", "asked")) or draw.random() < 0.5 else "tool_output"
        yield Row(text, lang, "made_short", (NO, NO, NO, NO), (), (), what, digest(family) % 4, tags=(kind,))


def _worn(text: str, draw: random.Random) -> str:
    """As it comes: without the last mark, in small letters, with a line end."""
    if draw.random() < 0.15:
        text = text.rstrip("?.!。 ")
    if draw.random() < 0.1:
        text = text.lower()
    return f"{text}\n" if draw.random() < 0.05 else text


def _data(draw: random.Random) -> tuple[str, str]:
    """What programs send each other: a value with a few names."""
    names = draw.sample(short_code.NAMES, draw.randint(1, 5))
    made = {name: _value(draw, 0) for name in names}
    match draw.randrange(4):
        case 0:
            text = json.dumps(made, ensure_ascii=draw.random() < 0.5)
        case 1:
            text = json.dumps([made, made] if draw.random() < 0.3 else made, indent=draw.choice((1, 2, 4)))
        case 2:
            text = "\n".join(f"{name}: {value}" for name, value in made.items())
        case _:
            text = ",".join(made) + "\n" + ",".join(str(value) for value in made.values())
    return text, names[0]


def _value(draw: random.Random, depth: int) -> object:
    match draw.randrange(7 if depth < 2 else 5):
        case 0:
            return draw.choice((True, False, None))
        case 1:
            return draw.randrange(10 ** draw.randint(1, 10))
        case 2:
            return round(draw.random() * 100, draw.randint(1, 4))
        case 3 | 4:
            return said(draw.choice(short_code.VALUES), draw, _WORDS)
        case 5:
            return [_value(draw, depth + 1) for _ in range(draw.randint(0, 3))]
        case _:
            return {
                name: _value(draw, depth + 1) for name in draw.sample(short_code.NAMES, draw.randint(1, 3))
            }
