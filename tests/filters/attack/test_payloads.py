"""What one part of an address carries."""

from __future__ import annotations

import base64
import time

import pytest

from filters.attack.addresses import Value
from filters.attack.payloads import NAMES_OF_LOOT, NAMES_OF_TEXT, NOISE, SIGNED, carried


def load(text: str, part: str = "query") -> tuple[str, bool] | None:
    one = carried(Value(part, "d", text))  # type: ignore[arg-type]
    return (one.load, one.encoded) if one else None


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("meet+me+on+friday", ("sentence", False)),
        ("meet%20me%20on%20friday", ("sentence", False)),
        ("%E6%9D%A5%E9%80%B1%E3%81%AF%E3%81%8A%E4%BC%91%E3%81%BF%E3%81%A7%E3%81%99", ("sentence", False)),
        (b64("meet me on friday"), ("sentence", True)),
        (b64(b64("meet me on friday")), ("sentence", True)),
        (b"meet me on friday".hex(), ("sentence", True)),
        (base64.b32encode(b"meet me on friday").decode().rstrip("="), ("sentence", True)),
        (b64("swordfish"), ("encoded", True)),
        ("taro%40mail.example", ("contact", False)),
        ("4111%201111%201111%201111", ("secret", False)),
        ("PII_PERSON_2_X9", ("surrogate", False)),
        ('{"name": "x"}', ("data", False)),
        ("{{chat_history}}", ("slot", False)),
        ("$(whoami)", ("slot", False)),
        ("q7Hx92mZbT4vL8sKc1Yw0NdE5rGj3P", ("opaque", False)),
        ("0b8f7c1e-2a56-4f0e-9d3c-8c1f4f9f4a10", None),
        ("how-to-repair-a-leaking-roof", None),
        ("d41d8cd98f00b204e9800998ecf8427e"[:24], None),
        ("2026-01-01", None),
        ("", None),
    ],
)
def test_loads(text: str, what: tuple[str, bool] | None) -> None:
    assert load(text) == what


def test_a_long_run_in_a_path_is_a_name() -> None:
    assert load("q7Hx92mZbT4vL8sKc1Yw0NdE5rGj3P", "path") is None
    assert load(b64("meet me on friday"), "joined") == ("sentence", True)
    assert load("meet me on friday", "joined") is None


def test_names() -> None:
    assert NOISE.match("x-amz-signature")
    assert not NOISE.match("data")
    assert SIGNED.match("x-amz-credential")
    assert NAMES_OF_TEXT.match("title")
    assert NAMES_OF_LOOT.match("chat")


@pytest.mark.parametrize("piece", ["a.", "a@", "%41", "A1", "{", "$(", "+a", "[a", "あ"])
def test_hostile_values_take_linear_time(piece: str) -> None:
    began = time.process_time()
    load(piece * 1000)
    assert time.process_time() - began < 10
