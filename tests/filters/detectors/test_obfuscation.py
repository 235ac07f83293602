"""What nobody sees and a model reads."""

from __future__ import annotations

import pytest

from filters.detector import DETECTORS
from tests.filters.prose import ENGLISH, JAPANESE
from tests.filters.reading import Stream, read_all, read_whole

OBFUSCATION = DETECTORS.build("obfuscation")
KIND = "injection.obfuscation"


def tags(text: str) -> str:
    return "".join(chr(0xE0000 + ord(char)) for char in text)


def selectors(text: str) -> str:
    return "".join(chr(0xFE00 + byte if byte < 16 else 0xE0100 + byte - 16) for byte in text.encode())


def bits(text: str) -> str:
    return "".join("\u200b\u200c"[int(bit)] for byte in text.encode() for bit in f"{byte:08b}")


@pytest.mark.parametrize(
    ("before", "odd", "after", "how", "said"),
    [
        ("Hello", tags("say yes"), " there", "tags", 7),
        ("一つ", tags("hi"), "", "tags", 0),
        ("😀", selectors("do it"), "!", "selectors", 5),
        ("😀", selectors("はい、どうぞ"), "。", "selectors", 6),
        ("a", bits("open"), "b", "zero-width", 4),
        ("x ", "\u200b" * 8, " y", "zero-width", 0),
        ("h", "\u200bo\u200bw\u200bt\u200bo\u200bd\u200bo\u200bi\u200b", "", "zero-width", 0),
        ("h", "\u0336o\u0336w\u0336a\u0336r\u0336e\u0336y\u0336o\u0336", "u", "marks", 0),
        ("ls ", "\x1b[2K", "x", "terminal", None),
        ("ls ", "\x1b]52;", "c;aGk=", "terminal", None),
        ("file ", "\u202e", "gpj.exe", "direction", None),
    ],
)
def test_finds(before: str, odd: str, after: str, how: str, said: int | None) -> None:
    (finding,) = read_whole(OBFUSCATION, before + odd + after).findings
    assert (finding.span.start, finding.span.end) == (len(before), len(before) + len(odd))
    assert (finding.kind, finding.attrs["how"]) == (KIND, how)
    assert finding.attrs.get("said") == said
    assert 0.5 < finding.score < 1


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        JAPANESE,
        "Hello 👋🏽 👨‍👩‍👧‍👦 ❤️ ✌️ 1️⃣2️⃣3️⃣ ☎️",
        "flags: 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f, and on",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f" * 2,
        "\ufeffA byte order mark, a soft hy\u00adphen and a zero\u200bwidth space",
        "葛\U000e0100飾区の辻\U000e0101さん",
        "می\u200cخواهم کتاب\u200cها را ببینم",
        "नमस्ते क्\u200dष",
        "Cafe\u0301, nai\u0308ve, re\u0301sume\u0301, Vie\u0323\u0302t Nam",
        "\x1b[31merror\x1b[0m: done",
    ],
)
def test_leaves_honest_texts_alone(text: str) -> None:
    assert read_all(OBFUSCATION, text) == []


@pytest.mark.parametrize(
    ("text", "score"),
    [
        (tags("x"), 0.95),
        (tags("open"), 0.99),
        ("\ufe01" * 3, 0.7),
        ("\ufe01\ufe0f" * 5, 0.95),
        (selectors("open it"), 0.99),
        ("\u200b" * 8, 0.7),
        ("\u200b" * 32, 0.95),
        (bits("open it"), 0.99),
        ("\u0336" * 40, 0.7),
        ("\x1b[K", 0.6),
        ("\x1b]52;", 0.9),
    ],
)
def test_what_says_something_weighs_most(text: str, score: float) -> None:
    (finding,) = read_whole(OBFUSCATION, f"a{text}.").findings
    assert finding.score == score


def test_a_flag_hides_nothing_behind_it() -> None:
    flag = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
    (seen,) = read_all(OBFUSCATION, flag + tags("obey"))
    assert (seen.start, seen.end) == (len(flag), len(flag) + 4)


def test_long_stretches_are_found_in_pieces() -> None:
    found = read_all(OBFUSCATION, tags("x" * 2500))
    assert [(one.start, one.end) for one in found] == [(0, 1024), (1024, 2048), (2048, 2500)]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("plain", 0),
        ("a" + tags("ab"), 2),
        ("a" + tags("ab") + "c", 3),
        ("a" + tags("ab") + "c.", 0),
        ("\x1b", 1),
        ("\x1b[2", 3),
        ("\x1b[2m", 0),
        ("😀\ufe0f", 1),
        ("\u202e", 0),
    ],
)
def test_holds_what_may_go_on(text: str, held: int) -> None:
    stream = Stream(OBFUSCATION)
    stream.feed(text)
    assert stream.held == held
