"""What stands above a number in a table."""

from __future__ import annotations

import pytest

from filters.columns import HEADER_REACH, label


@pytest.mark.parametrize(
    ("text", "above"),
    [
        ("name,tel,zip\nA,#", "tel"),
        ("name,tel,zip\nA,1,2\nB,#", "tel"),
        ("name,tel,zip\n#,1,2", "name"),
        ("氏名\t電話\n山田\t#", "電話"),
        ("| a | b |\n|---|---|\n| 1 | #", " b "),
        ("title\na;b\n1;#", "b"),
        ("a,b\n1,2,#", None),
        ("a,b,#", None),
        ("some text\n1,#", None),
        ("some text\n#", None),
        ("a,b\n\n1,#", None),
        ("#", None),
    ],
)
def test_the_cell_above(text: str, above: str | None) -> None:
    assert label(text, text.index("#")) == above


@pytest.mark.parametrize(("more", "above"), [(0, "b"), (1, None)])
def test_only_where_the_whole_first_row_is_near(more: int, above: str | None) -> None:
    """The line in front of the first row is seen whole, or there may be another above."""
    before = "\ntitle\na,b\n" + "1,2\n" * 50 + "1,"
    text = "x" + before.replace("1,2\n", "1," + "2" * (HEADER_REACH - len(before) + 1 + more) + "\n", 1) + "#"
    assert label(text, text.index("#")) == above
    shown = text[-HEADER_REACH - 2 :]
    assert label(shown, shown.index("#")) == above
