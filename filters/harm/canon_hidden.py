"""What is written in characters nobody sees.

Tag characters are ASCII moved to where nothing is drawn; the 256 variation selectors carry
a byte each (or the first sixteen half a byte), zero-width characters a bit. A model reads
what they say. Flags of regions have tags, emoji and rare ideographs have single selectors:
those say nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from filters.harm.canon_way import Chart, Charting

TAGS = "\U000e0000-\U000e007f"
SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
ZERO_WIDTH = "\u200b-\u200f\u2060-\u2064\ufeff\u180e\u00ad\u034f"
FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{2,6}\U000e007f"
# The last of the first sixteen selectors is in most emoji; alone it says nothing.
_MAY_SAY = re.compile(f"[{TAGS}\ufe00-\ufe0e\U000e0100-\U000e01ef\u200b-\u200f\u2060-\u2064\ufeff\u180e]")
_TAG = re.compile(f"({FLAG})|[\U000e0020-\U000e007e]")
_SELECTOR = re.compile(f"[{SELECTORS}]")
_BIT = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff\u180e]")
_LEAST = 4  # characters of a hidden text
# What no text that was hidden has: controls but for white space, private and unassigned ones.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff\U000e0000-\U0010ffff]")
_LETTER = re.compile(r"[^\W_]")


class Excerpt(NamedTuple):
    """A text that another one holds; charting: where in that its characters come from."""

    text: str
    how: str
    charting: Charting

    @property
    def chart(self) -> Chart:
        return self.charting()


def readable(text: str) -> bool:
    """Whether it was a text somebody hid: nothing that is not written, and half of it letters and digits."""
    letters = len(_LETTER.findall(text)) + text.count(" ")
    return len(text) >= _LEAST and 2 * letters >= len(text) and _NO_TEXT.search(text) is None


def from_bytes(data: bytes, places: Charting, how: str) -> Excerpt | None:
    """UTF-8, of which `places` says where each byte stands. A character cut off at the end is left out."""
    try:
        text = data.decode()
    except UnicodeDecodeError as odd:
        if odd.start < len(data) - 3:
            return None
        text = data[: odd.start].decode()
    return Excerpt(text, how, lambda: _of_chars(text, places())) if readable(text) else None


def _of_chars(text: str, places: Chart) -> Chart:
    """Of the characters, from that of their bytes."""
    begins, ends, at = list[int](), list[int](), 0
    for char in text:
        past = at + len(char.encode())
        begins.append(places.begins[at])
        ends.append(places.ends[past - 1])
        at = past
    return Chart(begins, ends)


def singles(at: Sequence[int]) -> Chart:
    """Of characters that stand by themselves at these places."""
    return Chart(at, [place + 1 for place in at])


def invisible(text: str) -> bool:
    """Whether there is a character that may say something nobody sees."""
    return _MAY_SAY.search(text) is not None


def hidden(text: str) -> Iterator[Excerpt]:
    """What invisible characters of an original text say."""
    if text.isascii() or not invisible(text):
        return
    for way in (_tags, _selectors, _bits):
        found = way(text)
        if found:
            yield found


def _tags(text: str) -> Excerpt | None:
    at = [match.start() for match in _TAG.finditer(text) if not match[1]]
    said = "".join(chr(ord(text[place]) - 0xE0000) for place in at)
    return Excerpt(said, "tags", lambda: singles(at)) if len(said) >= _LEAST else None


def _selectors(text: str) -> Excerpt | None:
    found = list(_SELECTOR.finditer(text))
    numbers = [_number(match.group()) for match in found]
    if len(numbers) < _LEAST:
        return None
    at = [match.start() for match in found]
    if max(numbers) < 16:
        pairs = bytes(16 * high + low for high, low in zip(numbers[::2], numbers[1::2], strict=False))
        return from_bytes(pairs, lambda: Chart(at[::2], [place + 1 for place in at[1::2]]), "selectors")
    for less in (0, 16):  # numbered from the first of all, or from the first of the second block
        data = bytes(number - less for number in numbers if number >= less)
        if len(data) == len(numbers) and (made := from_bytes(data, lambda: singles(at), "selectors")):
            return made
    return None


def _number(selector: str) -> int:
    point = ord(selector)
    return point - 0xFE00 if point < 0xE0000 else point - 0xE0100 + 16


def _bits(text: str) -> Excerpt | None:
    found = list(_BIT.finditer(text))
    chars = sorted({match.group() for match in found}, key=text.index)
    if len(found) < 8 * _LEAST or len(chars) not in (2, 3):
        return None
    at = [match.start() for match in found]
    for made in map(_spelt(text, at), ((chars[0], chars[1]), (chars[1], chars[0]))):
        if made:
            return made
    return None


def _spelt(text: str, at: Sequence[int]) -> Callable[[tuple[str, str]], Excerpt | None]:
    def spelt(pair: tuple[str, str]) -> Excerpt | None:
        bits = [place for place in at if text[place] in pair]
        octets = [bits[n : n + 8] for n in range(0, len(bits) - 7, 8)]
        data = bytes(
            sum((text[bit] == pair[1]) << (7 - n) for n, bit in enumerate(octet)) for octet in octets
        )
        places = Chart([octet[0] for octet in octets], [octet[-1] + 1 for octet in octets])
        return from_bytes(data, lambda: places, "zero-width")

    return spelt
