"""A hidden value that stands in another place of what leaves."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.desk import Hidden
from filters.egress import MOST, leaving


def hidden(*values: tuple[str, str], given: tuple[str, ...] = ()) -> Hidden:
    return Hidden({value: word for word, value in values}, set(given))


PHONE = ("PII_PHONE", "090-1234-5678")
MAIL = ("PII_EMAIL", "Taro@example.jp")
NAME = ("PII_PERSON", "山田")
ANN = ("PII_PERSON", "Ann")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (PHONE, '{"user": "090-1234-5678"}'),
        (PHONE, '{"user": "09012345678"}'),
        (PHONE, '{"user": "090 1234.5678"}'),
        (PHONE, '{"tel": 9012345678}'),
        (MAIL, '{"user": "taro@EXAMPLE.jp"}'),
        (MAIL, '{"a":"\\ntaro@example.jp"}'),
        (MAIL, '{"a":"t\\u0061ro\\u0040example.jp"}'),
        (MAIL, "/v1/x?user=taro%40example.jp"),
        (NAME, "担当は山田さん"),
        (NAME, '"\\u5c71\\u7530"'),
        (ANN, "ask ann, please"),
        (("SECRET_KEY", "sk-Ab"), "sk-ab"),
    ],
)
def test_leaves(value: tuple[str, str], text: str) -> None:
    assert leaving(hidden(value), "nothing here", text) == value[0]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (PHONE, "1090-1234-5678 and 090-1234-56789 and 90123456780"),
        (MAIL, "taro at example, xtaro@example.jp"),
        (NAME, "小山田町"),
        (ANN, "annual plans"),
        (("PII_PERSON", "A"), "A b"),
        (("PII_PERSON", "林"), "林"),
    ],
)
def test_is_a_part_of_something_else(value: tuple[str, str], text: str) -> None:
    assert leaving(hidden(value), text) == ""


def test_what_the_upstream_has_anyway_may_leave() -> None:
    assert leaving(hidden(PHONE, given=("09012345678",)), "090-1234-5678") == ""
    assert leaving(hidden(), "090-1234-5678") == ""


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_value_escaped_by_any_json_writer_is_found(before: str, after: str) -> None:
    text = f"{before} Hanako.Sato@example.jp {after}"
    for ascii_only in (True, False):
        assert leaving(
            hidden(("PII_EMAIL", "hanako.sato@example.jp")), json.dumps(text, ensure_ascii=ascii_only)
        )


def test_so_many_values_are_looked_for() -> None:
    many = [("PII_EMAIL", f"u{n}@example.jp") for n in range(MOST + 1)]
    assert leaving(hidden(*many), f"u{MOST - 1}@example.jp")
    assert leaving(hidden(*many), f"u{MOST}@example.jp") == ""
