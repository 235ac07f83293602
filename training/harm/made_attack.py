"""Rows that go at a model, rows that only look like it, and documents with and without orders in them.

Patterns of `acts_attack`, English and Japanese; CC0. A planted order stands at the beginning,
in the middle or at the end of a document; the same kinds of documents stay without.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from training.harm import acts_attack as acts
from training.harm import acts_attack_more as more
from training.harm.grammar import said
from training.harm.rows import NO, UNKNOWN, YES, Row

_LISTS = {
    "goal_en": acts.GOALS_EN,
    "word_en": acts.WORDS_EN,
    "name_en": acts.NAMES_EN,
    "probe_en": acts.PROBES_EN,
    "order_en": acts.ORDERS_EN,
    "goal_ja": acts.GOALS_JA,
    "word_ja": acts.WORDS_JA,
    "probe_ja": acts.PROBES_JA,
    "order_ja": acts.ORDERS_JA,
}
_ATTACKS = {
    "en": (
        ("direct", (*acts.OVERRIDE_EN, *more.OVERRIDE_EN)),
        ("extraction", (*acts.EXTRACT_EN, *more.EXTRACT_EN)),
        ("jailbreak", (*acts.JAILBREAK_EN, *more.JAILBREAK_EN)),
    ),
    "ja": (
        ("direct", (*acts.OVERRIDE_JA, *more.OVERRIDE_JA)),
        ("extraction", (*acts.EXTRACT_JA, *more.EXTRACT_JA)),
        ("jailbreak", (*acts.JAILBREAK_JA, *more.JAILBREAK_JA)),
    ),
}
_ALIKE = {"en": (*acts.LOOKALIKE_EN, *more.ALIKE_EN), "ja": (*acts.LOOKALIKE_JA, *more.ALIKE_JA)}
_PLANTED = {"en": (*acts.PLANTED_EN, *more.PLANTED_EN), "ja": (*acts.PLANTED_JA, *more.PLANTED_JA)}
_DOCUMENTS = {"en": acts.DOCUMENTS_EN, "ja": acts.DOCUMENTS_JA}


def rows(count: int, seed: int, harmless: Sequence[Row]) -> Iterator[Row]:
    """About `count` rows. harmless: prompts that may stand before an attack, and stand alone elsewhere."""
    draw = random.Random(seed)
    before = {
        lang: [row.text for row in harmless if row.lang == lang and len(row.text) < 400]
        for lang in ("en", "ja")
    }
    for number in range(count):
        lang = "ja" if draw.random() < 0.4 else "en"
        match number % 5:
            case 0:
                yield _attack(lang, before[lang], draw)
            case 1 | 2:
                yield _alike(lang, before[lang], draw)
            case 3:
                yield _document(lang, draw, planted=True)
            case _:
                yield _document(lang, draw, planted=False)


def _attack(lang: str, before: Sequence[str], draw: random.Random) -> Row:
    kind, patterns = draw.choice(_ATTACKS[lang])
    pattern = draw.choice(patterns)
    text = _say(pattern, draw)
    if draw.random() < 0.35:
        order = (draw.choice(before), text) if draw.random() < 0.7 else (text, draw.choice(before))
        text = draw.choice((" ", "\n", "\n\n", ". ")).join(order)
    if kind == "jailbreak" and draw.random() < 0.5:
        text = f"{text} {_say(draw.choice(patterns), draw)}"
    return Row(text, lang, "made_attack", (UNKNOWN, UNKNOWN, YES, YES), (kind,))


def _alike(lang: str, before: Sequence[str], draw: random.Random) -> Row:
    pattern = draw.choice(_ALIKE[lang])
    text = _say(pattern, draw)
    if draw.random() < 0.35:
        order = (draw.choice(before), text) if draw.random() < 0.5 else (text, draw.choice(before))
        text = draw.choice((" ", "\n", "\n\n", ". ")).join(order)
    return Row(text, lang, "made_attack", (NO, NO, NO, UNKNOWN))


def _document(lang: str, draw: random.Random, *, planted: bool) -> Row:
    parts = [_say(draw.choice(_DOCUMENTS[lang]), draw) for _ in range(draw.randint(1, 5))]
    order = ""
    if planted:
        order = _say(draw.choice(_PLANTED[lang]), draw)
        parts.insert(draw.choice((0, len(parts) // 2, len(parts))), order)
    text = draw.choice(("\n", "\n\n", " " if lang == "en" else "")).join(parts)
    answers = (NO, NO, UNKNOWN, YES) if planted else (NO, NO, NO, NO)
    classes = ("indirect",) if planted else ()
    hot = ((text.index(order), text.index(order) + len(order)),) if planted else ()
    return Row(text, lang, "made_attack", answers, classes, (), "tool_output", hot=hot)


def _say(pattern: str, draw: random.Random) -> str:
    # Bars part choices in patterns, and a pattern is one line.
    return said(pattern, draw, _LISTS).replace("<!", "<|").replace("!>", "|>").replace("\\n", "\n")
