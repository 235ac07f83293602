"""An unquoted word means what it looks like."""

import pytest

from config.scalars import Scalar, scalar


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("10", 10),
        ("010", 10),
        ("-3", -3),
        ("0x1f", 31),
        ("0o17", 15),
        ("1_000", "1_000"),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("1e999", "1e999"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("1:30", "1:30"),
        ("2026-01-01", "2026-01-01"),
        ("9" * 32, 10**32 - 1),
        ("9" * 33, "9" * 33),
        ("1" * 64, "1" * 64),
        ("１", "１"),
        ("127.0.0.1", "127.0.0.1"),
    ],
)
def test_reads(text: str, value: Scalar) -> None:
    read = scalar(text)
    assert read == value
    assert type(read) is type(value)
