"""What is let be: whole values of given kinds, in the gate, without a trace."""

from __future__ import annotations

import itertools

import pytest

from filters.allowing import Allowance, allowed
from tests.filters.gates import Digits, Run, Words, gate, run

ROWS = (
    Allowance(["pii.email"], ["Support@Example.com"], [r".*@corp\.example"]),
    Allowance(["pii.*"], ["0120-000-000"], []),
)


@pytest.mark.parametrize(
    ("kind", "value", "is_allowed"),
    [
        ("pii.email", "support@example.com", True),
        ("pii.email", "ＳＵＰＰＯＲＴ@example.com", True),
        ("pii.email", "taro@corp.example", True),
        ("pii.email", "taro@corp.example.org", False),
        ("pii.email", "support@example.org", False),
        ("pii.phone", "support@example.com", False),
        ("pii.phone", "0120-000-000", True),
        ("secret.jwt", "0120-000-000", False),
        ("pii.email", "\ud800@corp.example", True),
    ],
)
def test_allowed(kind: str, value: str, is_allowed: bool) -> None:
    assert allowed(ROWS, kind, value) is is_allowed


class Lenient(Digits):
    """As a detector brings them to a policy."""

    allows = (Allowance(["test.digits"], ["123"], ["9+"]), Allowance(["test.word"], ["alpha"], []))


@pytest.mark.parametrize("cuts", [(), (3,), range(1, 60)])
def test_the_gate_leaves_them_be_however_the_text_is_cut(cuts: range | tuple[int, ...]) -> None:
    text = "call 123 or 1234, 999 and 9998; alpha alphabet １２３."
    places = [0, *cuts, len(text)]
    made = gate([("test.*", "mask")], (Lenient(), Words()))
    out: Run = run(made, [text[a:b] for a, b in itertools.pairwise(places)])
    assert {(kind, text[start:end]) for kind, start, end, _ in out.rulings} == {
        ("test.digits", "1234"),
        ("test.digits", "9998"),
        ("test.word", "alphabet"),
    }
    assert "123 or" in out.text
    assert "1234" not in out.text
