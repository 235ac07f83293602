"""Surrogates that models rewrite come back as their values, at every cut, and never as another's.

A seeded run: the same rewritings every time. `make deep` does a hundred thousand of them.
"""

from __future__ import annotations

import functools
import itertools
import json
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pytest

from config.load import load_text
from config.policies import resolve
from filters.compiling import compile_policy
from filters.gate import End, Gate, Release, Replace, Text, drive
from filters.measure import MEASURES
from filters.model import Channel
from filters.policy import Policy, Rule
from filters.vault import Desk, Vault
from proxy.jsongate import JsonGate
from proxy.readers import read, show

DOWN = Channel("response", "/text", "assistant")
JSON = Channel("response", "/text", "assistant", syntax="json")
VALUES = {
    "pii.email": ["taro@example.com", "hanako.sato@example.jp", '"odd\\name"@example.org'],
    "pii.phone": ["090-1234-5678", "０３（１２３４）５６７８", "+81 80 1111 2222"],
    "pii.credit_card": ["4111 1111 1111 1111"],
    "pii.jp.my_number": ["1234 5678 9018"],
    "secret.openai_key": ["sk-A\nB"],
}
Rewrite = Callable[[str], str]

# What models do to a surrogate and leave it the same.
ALIKE: dict[str, Rewrite] = {
    "small": str.lower,
    "title": str.title,
    "hyphens": lambda token: token.replace("_", "-"),
    "blanks": lambda token: token.replace("_", " "),
    "escaped": lambda token: token.replace("_", "\\_"),
    "full width": lambda token: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in token),
    "zero width": "\u200b".join,
    "no family": lambda token: token.split("_", 1)[1] if token.startswith("PII_") else token,
    "brackets": lambda token: f"[{token}]",
    "braces": lambda token: "{{" + token + "}}",
    "angles": lambda token: f"<{token}>",
    "code": lambda token: f"`{token}`",
    "bold": lambda token: f"**{token}**",
    "italic": lambda token: f"_{token}_",
    "quoted": lambda token: f"「{token}」",
}


def _other(dice: random.Random, of: str, among: str) -> str:
    return dice.choice([one for one in among if one != of])


def spoilt(token: str, dice: random.Random) -> str:
    """Another number, letter or word: another surrogate, if any."""
    word, count, check = token.rsplit("_", 2)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    return dice.choice(
        [
            f"{word}_{int(count) + dice.randint(1, 3)}_{check}",
            f"{word}_{count}_{_other(dice, check[0], letters)}{check[1]}",
            f"{word}_{count}_{check[0]}{_other(dice, check[1], letters)}",
            f"{dice.choice(['PII_EMAIL', 'PII_PHONE', 'PII_PERSON', 'SECRET_EMAIL'])}X_{count}_{check}",
            f"{word}_{count}",
        ]
    )


@dataclass
class Talk:
    """A conversation with a few values hidden in it."""

    desk: Desk
    tokens: dict[str, str]  # of surrogates, the values


def talk(dice: random.Random) -> Talk:
    vault = Vault(dice.randbytes(32), 60, 9, 100)
    desk = vault.open("t", "c", 0.0)
    other = vault.open("t", "d", 0.0)
    tokens: dict[str, str] = {}
    for kind, values in VALUES.items():
        for value in dice.sample(values, dice.randint(1, len(values))):
            other.token(kind, f"not {value}", True)
            tokens[desk.token(kind, value, True)] = value
    return Talk(desk, tokens)


@functools.cache
def policy() -> Policy:
    text = (
        "policies:\n  own:\n    rules:\n"
        "      - {kind: pii.*, direction: request, measure: {use: pseudonymise, restore: true}}\n"
    )
    return compile_policy(resolve(load_text(text), "own"))


@functools.cache
def only_restoring() -> Policy:
    whole = policy()
    rules = (Rule("restore", ("placeholder.*",), MEASURES.build("restore")),)
    readers = tuple(one for one in whole.detectors if one.name == "placeholder")
    return Policy("own", "0" * 64, rules, whole.default, 1.0, 9999, readers)


def pieces(text: str, dice: random.Random) -> Iterable[str]:
    at = 0
    while at < len(text):
        size = dice.choice((1, 2, 3, 5, 8, 40))
        yield text[at : at + size]
        at += size


def through(desk: Desk, text: str, dice: random.Random, *, whole: bool = False) -> str:
    gate = Gate(DOWN, only_restoring().plan(DOWN), desk, itertools.count(), 9999, show)
    return _said(gate, [text] if whole else pieces(text, dice))


def _said(gate: Gate | JsonGate, given: Iterable[str]) -> str:
    out = [c for piece in given for c in drive(gate, read, Text(piece))]
    out += drive(gate, read, End())
    return "".join(c.text for c in out if isinstance(c, Release | Replace))


PROSE = (
    ("", "Dear ", "宛先は", "mail: ", "(", "see email 1 of 2: ", "data-driven "),
    ("", ".", "さんへ", ", bye", ")"),
)


def run(seed: int, turns: int) -> tuple[int, int]:
    """How many rewritten surrogates came back, of how many; a wrong value fails at once."""
    dice = random.Random(seed)  # repeatable, not secret
    back = asked = 0
    here = talk(dice)
    for turn in range(turns):
        if turn % 20 == 0:
            here = talk(dice)
        token, value = dice.choice([*here.tokens.items()])
        wrong = dice.random() < 0.3
        text = spoilt(token, dice) if wrong else token
        for name in dice.sample(sorted(ALIKE), dice.randint(0 if wrong else 1, 2)):
            text = ALIKE[name](text)
        text = dice.choice(PROSE[0]) + text + dice.choice(PROSE[1])
        said = through(here.desk, text, dice)
        assert said == through(here.desk, text, dice, whole=True)
        for one in here.tokens.values():
            assert (one == value and not wrong) or one not in said, (seed, turn)
        if not wrong:
            asked += 1
            back += value in said
        document = json.dumps({"to": text, "n": 1}, ensure_ascii=dice.random() < 0.5)
        gate = JsonGate(JSON, only_restoring().plan(JSON), here.desk, itertools.count(), 9999, show)
        assert json.loads(_said(gate, pieces(document, dice))) == {"to": said, "n": 1}
    return back, asked


def test_rewritten_surrogates_come_back_and_no_other_value_does() -> None:
    back, asked = run(20261122, 1000)
    assert back / asked >= 0.95, (back, asked)


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(10))
def test_a_hundred_thousand_rewritings(seed: int) -> None:
    back, asked = run(seed, 10_000)
    assert back / asked >= 0.95, (back, asked)


@pytest.mark.parametrize("name", ALIKE)
def test_each_rewriting_comes_back(name: str) -> None:
    dice = random.Random(name)
    for _ in range(5):
        here = talk(dice)
        for token, value in here.tokens.items():
            if token.startswith("PII_"):
                assert value in through(here.desk, f"to {ALIKE[name](token)}!", dice)


def test_a_policy_restores_as_the_row_alone_does() -> None:
    dice = random.Random(1)
    here = talk(dice)
    token, value = next(iter(here.tokens.items()))
    plan = policy().plan(DOWN)
    gate = Gate(DOWN, plan, here.desk, itertools.count(), 9999, show)
    assert value in _said(gate, pieces(f"Dear {token.lower()}, hello", dice))
