"""What is written in the characters of another alphabet: base64, base32, hex, bits, numbers, Morse.

All pieces of a text are put together in order: a request may be cut in two. Base64 that the
text begins with may have been cut anywhere, so its four beginnings are tried. What does not
decode to readable text is none.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence

from filters.harm.canon_hidden import Excerpt, from_bytes
from filters.harm.canon_way import Chart, Charting
from filters.harm.canon_words import ranks, split

_SHORT = 24  # characters; a shorter decoded text needs a known word
_BYTE = "[0-9A-Fa-f]{2}"
# For each alphabet what it takes to look closer; RE2 and `re` read them alike.
ALPHABETS: Mapping[str, str] = {
    "runs": r"[A-Za-z0-9+/_-]{24}|[A-Za-z0-9+/]{7}=",
    "bytes": rf"(?:(?:0x|\\x){_BYTE}[ :,-]{{0,2}}){{3}}|[ :,-]{_BYTE}[ :,-](?:{_BYTE}[ :,-]){{3}}",
    "bits": r"(?:[01]{7,8}[ ,\n]){2}",
    "codes": r"(?:[0-9]{2,3}[ ,;]{1,2}){6}",
    "morse": r"[.-]{1,5}(?:[ /|]{1,3}[.-]{1,5}){5}",
}

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{24,}(?:\r?\n[A-Za-z0-9+/_-]{4,})*={0,2}|[A-Za-z0-9+/]{7,}={1,2}")
_HEX = re.compile(r"(?<![0-9A-Za-z])(?:(?:0x|\\x)?[0-9A-Fa-f]{2}[ :,\n-]{0,2}){8,}")
_DIGITS = re.compile(r"[0-9A-Fa-f]+")
_HEX_BYTE = re.compile(r"(?:0x|\\x)?([0-9A-Fa-f]{2})")
_BITS = re.compile(r"[01]{7,8}(?:[ ,\n]{0,2}[01]{7,8}){3,}")
_OCTET = re.compile(r"[01]{8}|[01]{7}")
_CODES = re.compile(r"(?<![0-9.])[0-9]{2,3}(?:[ ,;\n]{1,2}[0-9]{2,3}){7,}(?![0-9])")
_CODE = re.compile(r"[0-9]+")
_MORSE = re.compile(r"[.-]{1,5}(?:[ /|\n]{1,3}[.-]{1,5}){5,}")
_SYMBOL = re.compile(r"[.-]+|[/|]|(?<= ) +")
_MORSE_SIGNS = (
    ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- "
    "--.. ----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----."
)
_MORSE_LETTERS: Mapping[str, str] = dict(
    zip(_MORSE_SIGNS.split(), "abcdefghijklmnopqrstuvwxyz0123456789", strict=True)
)
# What base64 of a text always has next to each other somewhere, and words, rules and paths seldom.
_MIXED = re.compile(r"[a-z0-9+/][A-Z]|[A-Za-z][0-9]|[0-9][A-Za-z]")
_BARE = str.maketrans("-_", "+/", "\r\n=")
_BASE32 = re.compile(r"[A-Z2-7]+=*\Z")


Way = Callable[[str, int, int], Excerpt | None]


def packed(text: str, alphabets: Container[str] = ALPHABETS) -> Excerpt | None:
    """All that is packed in a folded text, as one text. alphabets: those there are signs of."""
    pieces = list[tuple[int, Excerpt]]()
    at = 0
    for begin, end, ways in sorted(_stretches(text, alphabets), key=lambda one: (one[0], -one[1])):
        if begin >= at and (made := _unpacked(text, begin, end, ways)):
            pieces.append((begin, made[1]))
            at = made[0]
    return _together(pieces) if pieces else None


def _stretches(text: str, alphabets: Container[str]) -> Iterator[tuple[int, int, tuple[Way, ...]]]:
    looks: tuple[tuple[str, re.Pattern[str], tuple[Way, ...]], ...] = (
        ("bits", _BITS, (_bits,)),
        ("bytes", _HEX, (_hex,)),
        ("runs", _BASE64, (_bits, _hex, _base32, _base64)),
        ("codes", _CODES, (_codes,)),
        ("morse", _MORSE, (_morse,)),
    )
    for name, pattern, ways in looks:
        if name in alphabets:
            for match in pattern.finditer(text):
                yield *match.span(), ways


def _unpacked(text: str, begin: int, end: int, ways: tuple[Way, ...]) -> tuple[int, Excerpt] | None:
    """Where a stretch ends, and what it says; a stretch of several lines may be its first alone."""
    line = text.find("\n", begin, end)
    for past in (end, line) if line > begin else (end,):
        for way in ways:
            made = way(text, begin, past)
            if made and (len(made.text) >= _SHORT or _says(made.text)):
                return past, made
    return None


def _says(text: str) -> bool:
    """Whether there is a word in it: English of three letters, or any other letter than ASCII."""
    return not text.isascii() or any(len(word) > 2 and word in ranks() for word in split(text))


def _together(pieces: Sequence[tuple[int, Excerpt]]) -> Excerpt:
    text = " ".join(made.text for _, made in pieces)
    return Excerpt(text, pieces[0][1].how, lambda: _charted(pieces))


def _charted(pieces: Sequence[tuple[int, Excerpt]]) -> Chart:
    begins, ends = list[int](), list[int]()
    for begin, made in pieces:
        if begins:  # the space between stands where the piece before it ends
            begins.append(ends[-1] - 1)
            ends.append(ends[-1])
        chart = made.chart
        begins += [begin + place for place in chart.begins]
        ends += [begin + place for place in chart.ends]
    return Chart(begins, ends)


def _base64(text: str, begin: int, end: int) -> Excerpt | None:
    if not _MIXED.search(text, begin, end):
        return None
    places = [n for n, char in enumerate(text[begin:end]) if char not in "\r\n="]
    whole = text[begin:end].translate(_BARE)
    for skipped in range(4 if begin == 0 else 1):
        bare = whole[skipped:]
        bare = bare[: len(bare) - (len(bare) % 4 == 1)]
        try:
            data = base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
        except binascii.Error:
            continue
        if made := _of_digits(data, places[skipped:], 6, "base64"):
            return made
    return None


def _base32(text: str, begin: int, end: int) -> Excerpt | None:
    source = text[begin:end]
    if not _BASE32.match(source):
        return None
    bare = source.rstrip("=")
    bare = bare[: len(bare) - (1 if len(bare) % 8 in (1, 3, 6) else 0)]
    data = base64.b32decode(bare + "=" * (-len(bare) % 8))
    return _of_digits(data, range(len(bare)), 5, "base32")


def _of_digits(data: bytes, places: Sequence[int], bits: int, how: str) -> Excerpt | None:
    """Bytes spelt in digits of so many bits, which stand at these places."""
    step = 2 if len(data) > 8 and not any(data[1::2]) else 1  # UTF-16 of ASCII, as PowerShell has it

    def charted() -> Chart:
        each = range(0, len(data), step)
        return Chart(
            [places[8 * at // bits] for at in each], [places[(8 * at + 7) // bits] + 1 for at in each]
        )

    return from_bytes(data[::step], charted, how)


def _matched(found: Sequence[re.Match[str]], begin: int) -> Charting:
    """Where each match stands, from `begin` on."""
    return lambda: Chart([m.start() - begin for m in found], [m.end() - begin for m in found])


def _hex(text: str, begin: int, end: int) -> Excerpt | None:
    if not _HEX.fullmatch(text, begin, end):
        return None
    if _DIGITS.fullmatch(text, begin, end):
        return bare_hex(text[begin:end], begin == 0)
    for skipped in range(2 if begin == 0 else 1):
        found = list(_HEX_BYTE.finditer(text, begin + skipped, end))
        data = bytes(int(match[1], 16) for match in found)
        if made := from_bytes(data, _matched(found, begin), "hex"):
            return made
    return None


def bare_hex(digits: str, cut: bool) -> Excerpt | None:
    """The same of digits with nothing between them. cut: the text may begin in the middle of a byte."""
    for skipped in range(2 if cut else 1):
        past = skipped + (len(digits) - skipped) // 2 * 2
        if made := from_bytes(bytes.fromhex(digits[skipped:past]), _pairs(skipped, past), "hex"):
            return made
    return None


def _pairs(begin: int, end: int) -> Charting:
    """Where each two characters stand."""
    return lambda: Chart(range(begin, end, 2), range(begin + 2, end + 2, 2))


def _bits(text: str, begin: int, end: int) -> Excerpt | None:
    if not _BITS.fullmatch(text, begin, end):
        return None
    found = list(_OCTET.finditer(text, begin, end))
    data = bytes(int(match.group(), 2) for match in found)
    return from_bytes(data, _matched(found, begin), "binary")


def _codes(text: str, begin: int, end: int) -> Excerpt | None:
    found = list(_CODE.finditer(text, begin, end))
    numbers = [int(match.group()) for match in found]
    if not all(9 <= number < 256 for number in numbers):
        return None
    made = from_bytes(bytes(numbers), _matched(found, begin), "codes")
    return made if made and _says(made.text) else None


def _morse(text: str, begin: int, end: int) -> Excerpt | None:
    said, places = list[str](), list[tuple[int, int]]()
    for match in _SYMBOL.finditer(text, begin, end):
        letter = _MORSE_LETTERS.get(match.group(), "" if match.group()[0] in ".-" else " ")
        if letter and (letter != " " or (said and said[-1] != " ")):
            said.append(letter)
            places.append((match.start() - begin, match.end() - begin))
    spoken = "".join(said)
    if not _says(spoken):
        return None
    chart = Chart([one for one, _ in places], [other for _, other in places])
    return Excerpt(spoken, "morse", lambda: chart)
