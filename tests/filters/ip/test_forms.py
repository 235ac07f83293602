"""Each stream has its form."""

from __future__ import annotations

from filters.ip.forms import normal


def test_one_text_in_three_streams() -> None:
    text = "If (A > b) return;"
    assert "".join(map(chr, normal(text, "text").codes)) == "ifabreturn"
    assert "".join(map(chr, normal(text, "code").codes)) == "If(A>b)return;"
    assert len(normal(text, "tokens").codes) == 8
