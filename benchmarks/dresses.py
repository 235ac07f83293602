"""Ways to write a text so that a filter does not read it: one function each, written for this project.

Each takes a text and a seed and gives back what an attacker would send. The nineteen that
the normaliser is measured on are in `DRESSES`; some others that it also takes off in `MORE`.
"""

from __future__ import annotations

import base64
import codecs
import html
import random
import string
from collections.abc import Callable, Mapping
from urllib.parse import quote

Dress = Callable[[str, int], str]

_LOW = string.ascii_lowercase
_CYRILLIC = str.maketrans("aeopcxyijsAEOPCTXHKMB", "аеорсхуіјѕАЕОРСТХНКМВ")
_SMALL = str.maketrans(_LOW, "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡxʏᴢ")
_LEET = {
    "a": "4@",
    "e": "3",
    "i": "1!",
    "o": "0",
    "s": "5$",
    "t": "7",
    "b": "8",
    "g": "9",
    "l": "1",
    "z": "2",
}
_MARKS = "\u0300\u0301\u0302\u0303\u0304\u0307\u0308\u030a\u0323\u0327\u0331\u0336"


def plain(text: str, seed: int) -> str:
    return text


def leet(text: str, seed: int) -> str:
    """The usual digits, all of them."""
    return text.translate(str.maketrans("aeiostAEIOST", "431057431057"))


def leet_some(text: str, seed: int) -> str:
    """Two of three letters that may be, signs too."""
    dice = random.Random(seed)
    return "".join(
        dice.choice(_LEET[low]) if (low := char.lower()) in _LEET and dice.random() < 0.66 else char
        for char in text
    )


def zero_width(text: str, seed: int) -> str:
    return "\u200b".join(text)


def cyrillic(text: str, seed: int) -> str:
    return text.translate(_CYRILLIC)


def full_width(text: str, seed: int) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def bold(text: str, seed: int) -> str:
    return "".join(
        chr(0x1D41A + ord(char) - 97)
        if char in _LOW
        else chr(0x1D400 + ord(char) - 65)
        if char.isupper()
        else char
        for char in text
    )


def small_caps(text: str, seed: int) -> str:
    return text.lower().translate(_SMALL)


def marks(text: str, seed: int) -> str:
    dice = random.Random(seed)
    return "".join(char + dice.choice(_MARKS) if char.isalpha() else char for char in text)


def spaced(text: str, seed: int) -> str:
    return " ".join(text)


def dotted(text: str, seed: int) -> str:
    return " ".join(".".join(word) for word in text.split())


def in_base64(text: str, seed: int) -> str:
    return base64.b64encode(text.encode()).decode()


def in_hex(text: str, seed: int) -> str:
    return text.encode().hex()


def rot13(text: str, seed: int) -> str:
    return codecs.encode(text, "rot13")


def reversed_(text: str, seed: int) -> str:
    return text[::-1]


def percent(text: str, seed: int) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())


def references(text: str, seed: int) -> str:
    return "".join(f"&#{ord(char)};" for char in text)


def swapped(text: str, seed: int) -> str:
    """In every word of four letters or more two neighbours change places."""
    return " ".join(_swap(word, random.Random(f"{seed}{word}")) for word in text.split(" "))


def _swap(word: str, dice: random.Random) -> str:
    if len(word) < 4:
        return word
    at = dice.randrange(1, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def tags(text: str, seed: int) -> str:
    return "Hello there" + "".join(chr(0xE0000 + ord(char)) for char in text if char.isascii())


def selectors(text: str, seed: int) -> str:
    return "😊" + "".join(chr(0xFE00 + byte if byte < 16 else 0xE0100 + byte - 16) for byte in text.encode())


DRESSES: Mapping[str, Dress] = {
    "leet": leet,
    "zero width": zero_width,
    "Cyrillic": cyrillic,
    "full width": full_width,
    "bold": bold,
    "small caps": small_caps,
    "marks": marks,
    "spaced": spaced,
    "dotted": dotted,
    "base64": in_base64,
    "hex": in_hex,
    "rot13": rot13,
    "reversed": reversed_,
    "percent": percent,
    "references": references,
    "swapped": swapped,
    "tags": tags,
    "selectors": selectors,
}


def caesar(text: str, seed: int) -> str:
    by = 1 + seed % 25
    turned = _LOW[by:] + _LOW[:by]
    return text.translate(str.maketrans(_LOW + _LOW.upper(), turned + turned.upper()))


def atbash(text: str, seed: int) -> str:
    return text.translate(str.maketrans(_LOW + _LOW.upper(), _LOW[::-1] + _LOW[::-1].upper()))


def binary(text: str, seed: int) -> str:
    return " ".join(f"{byte:08b}" for byte in text.encode())


def codes(text: str, seed: int) -> str:
    return " ".join(str(byte) for byte in text.encode())


def base32(text: str, seed: int) -> str:
    return base64.b32encode(text.encode()).decode()


def hex_apart(text: str, seed: int) -> str:
    return " ".join(f"0x{byte:02x}" for byte in text.encode())


def words_reversed(text: str, seed: int) -> str:
    return " ".join(word[::-1] for word in text.split())


def joined(text: str, seed: int) -> str:
    """Letters apart, and no word from another."""
    return "-".join(char for char in text if char.isalnum())


def accented(text: str, seed: int) -> str:
    return text.translate(str.maketrans("aeiouncAEIOU", "àéïôüñçÀÉÏÔÜ"))


def boxed(text: str, seed: int) -> str:
    return "".join(chr(0x1F170 + ord(char) - 97) if char in _LOW else char for char in text.lower())


def bits(text: str, seed: int) -> str:
    return "ok" + "".join("\u200b\u200c"[int(bit)] for byte in text.encode() for bit in f"{byte:08b}")


def twice(text: str, seed: int) -> str:
    return in_base64(in_base64(text, seed), seed)


def percent_twice(text: str, seed: int) -> str:
    return quote(percent(text, seed))


def rot13_in_base64(text: str, seed: int) -> str:
    return in_base64(rot13(text, seed), seed)


def leet_in_hex(text: str, seed: int) -> str:
    return in_hex(leet(text, seed), seed)


def named_references(text: str, seed: int) -> str:
    return html.escape("".join(f"&#x{ord(char):x};" for char in text)).replace("&amp;", "&")


def bare(text: str, seed: int) -> str:
    """Without vowels inside words."""
    return " ".join(
        word[:1] + "".join(char for char in word[1:] if char not in "aeiou") if len(word) > 2 else word
        for word in text.split()
    )


MORE: Mapping[str, Dress] = {
    "leet, some": leet_some,
    "Caesar": caesar,
    "Atbash": atbash,
    "binary": binary,
    "codes": codes,
    "base32": base32,
    "hex, apart": hex_apart,
    "words reversed": words_reversed,
    "joined": joined,
    "accented": accented,
    "boxed": boxed,
    "bits": bits,
    "base64 twice": twice,
    "percent twice": percent_twice,
    "rot13 in base64": rot13_in_base64,
    "leet in hex": leet_in_hex,
    "hexadecimal references": named_references,
}
