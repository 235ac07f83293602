"""What shows where a secret would stand, and what may be one."""

from __future__ import annotations

import random
import string

import pytest

from filters.examples import entropy, is_example


@pytest.mark.parametrize(
    "value",
    [
        "AKIAIOSFODNN7EXAMPLE",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "your-api-key-here",
        "YOUR_TOKEN",
        "sk-xxxxxxxxxxxxxxxxxxxxxxxx",
        "sk-XXXX",
        "<token>",
        "${GITHUB_TOKEN}",
        "{{ secrets.KEY }}",
        "$(cat key)",
        "changeme",
        "change_me",
        "aaaaaaaaaaaaaaaa",
        "********",
        "ghp_...",
        "insert-key",
        "abcdefghijklmnop",
    ],
)
def test_examples(value: str) -> None:
    assert is_example(value)


@pytest.mark.parametrize("value", ["hunter2", "Tr0ub4dor&3", "AKIASEKISHODEMO00001", "aaaaaaa", ""])
def test_may_be_one(value: str) -> None:
    assert not is_example(value)


def test_a_random_value_is_seldom_taken_for_one() -> None:
    chance = random.Random(7)
    values = ["".join(chance.choices(string.ascii_letters + string.digits, k=40)) for _ in range(10_000)]
    assert sum(map(is_example, values)) <= 5


def test_entropy() -> None:
    assert entropy("aaaa") == 0
    assert entropy("abab") == 1
    assert entropy("abcd") == 2
    assert entropy("the quick brown fox") < entropy("kX9$pL2@vQ7!mZ4#tR1")
