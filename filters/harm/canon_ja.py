"""Japanese in a disguise: kana for kanji, letters struck out (伏せ字), spellings of the net.

A letter struck out (殺○, レ○プ) is one of a listed word where the rest of that word stands
there; a reading is a word where it is not part of a longer one. Nothing is read into signs
that stand for anything (○○さん, 〇月) or for zero (二〇二四).

Half-width kana are folded into a letter and its mark: here they become one letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from filters.harm.canon_ja_words import beside, readings, spellings, words
from filters.harm.canon_way import Edit

_MASKS = "○〇◯●◎×✕✖□■"
_KANA = "ぁ-ゖァ-ヺー"
_CJK = f"{_KANA}一-龯々"
_LONGEST = 10  # letters of a listed word
SOUNDS = "[\u3041-\u30ff][\u3099\u309a]"
# A star or an x only by itself and between two letters: in Markdown they mean other things.
MASKED = f"[{_CJK}][{_MASKS}]|[{_MASKS}][{_CJK}]|[{_CJK}][*xX][{_CJK}]"
_SOUND, _MASKED = re.compile(SOUNDS), re.compile(f"[{_MASKS}]|(?<=[{_CJK}])[*xX](?=[{_CJK}])")
_PLAIN_MASK = str.maketrans(dict.fromkeys(f"{_MASKS}*xX", "○"))
_TO_HIRAGANA = {point: point - 0x60 for point in range(0x30A1, 0x30F7)}
# Of two letters one says little: these are words of their own, or parts of many.
_LITTLE = "大○,○麻,放○,○火,火○,○器,暴○,○力,○行,横○,○人,土○,差○,○別,買○,売○,○春,薬○,○物"
_TOO_LITTLE = frozenset(_LITTLE.split(","))


def sounds(text: str) -> list[Edit]:
    """Kana and the mark behind them as one letter."""
    return [Edit(*m.span(), unicodedata.normalize("NFC", m.group())) for m in _SOUND.finditer(text)]


@cache
def _struck() -> Mapping[str, str]:
    """Listed words with one letter struck out; with two, where two are left."""
    made = dict[str, str]()
    for word in reversed(words()):
        for at in range(len(word)):
            one = f"{word[:at]}○{word[at + 1 :]}"
            made[one] = word
            for other in range(at + 1, len(word)) if len(word) > 3 else ():
                made[f"{one[:other]}○{one[other + 1 :]}"] = word
    return {form: word for form, word in made.items() if form not in _TOO_LITTLE}


def struck(text: str) -> list[Edit]:
    """Words with a letter struck out, as they were."""
    edits, past = list[Edit](), 0
    for mask in _MASKED.finditer(text):
        if mask.start() >= past and (edit := _around(text, past, mask.start())):
            edits.append(edit)
            past = edit.end
    return edits


def _around(text: str, past: int, at: int) -> Edit | None:
    """The longest listed word that the mask at `at` may be in."""
    first, last = max(past, at - _LONGEST), min(len(text), at + _LONGEST)
    near = text[first:last].translate(_PLAIN_MASK)
    for size in range(_LONGEST, 1, -1):
        for begin in range(max(0, at - first - size + 1), at - first + 1):
            word = _struck().get(near[begin : begin + size])
            if word and len(word) == size:
                return Edit(first + begin, first + begin + size, word)
    return None


def _alternatives(some: Mapping[str, str]) -> str:
    return "|".join(sorted(some, key=lambda one: (-len(one), one)))


def _katakana(reading: str) -> str:
    return "".join(chr(ord(char) + 0x60) if "ぁ" <= char <= "ゖ" else char for char in reading)


@cache
def spelt_trace() -> str:
    """What a text has at least that is spelt otherwise; RE2 and `re` read it alike."""
    kana = {*readings(), *map(_katakana, readings())} - set(words())
    return "|".join(sorted({*spellings(), *kana}))


@cache
def _spelling() -> re.Pattern[str]:
    """Net spellings, and readings: short ones and those in katakana only by themselves."""
    long = {one: "" for one in readings() if len(one) > 3}
    short = {one: "" for one in readings() if len(one) == 3}
    kata = {_katakana(one): "" for one in readings()}
    return re.compile(
        f"(?<![一-龯0-9])(?P<net>{_alternatives(spellings())})|(?P<long>{_alternatives(long)})"
        f"|(?<![{_CJK}])(?P<short>{_alternatives(short)})(?![ぁ-んァ-ヺー一-龯])"
        f"|(?<![ァ-ヺー])(?P<kata>{_alternatives(kata)})(?![ァ-ヺー])"
    )


@cache
def _beside() -> re.Pattern[str]:
    return re.compile(_alternatives(beside()))


def spelt(text: str) -> list[Edit]:
    """Net spellings and readings as the words they are."""
    edits = [edit for edit in _spelt(text) if edit.text != text[edit.begin : edit.end]]
    if not edits:
        return []
    taken = {at for edit in edits for at in range(edit.begin, edit.end)}
    near = (Edit(*match.span(), beside()[match.group()]) for match in _beside().finditer(text))
    edits += [edit for edit in near if taken.isdisjoint(range(edit.begin, edit.end))]
    return sorted(edits, key=lambda edit: edit.begin)


def _spelt(text: str) -> Iterator[Edit]:
    for match in _spelling().finditer(text):
        said = match.group()
        yield Edit(*match.span(), spellings().get(said) or readings()[said.translate(_TO_HIRAGANA)])
