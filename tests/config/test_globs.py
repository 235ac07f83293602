"""`*` stands for anything, dots included."""

import pytest

from config.globs import fits, reaches


@pytest.mark.parametrize(
    ("glob", "kind", "yes"),
    [
        ("pii.*", "pii.jp.my_number", True),
        ("pii.*", "pii.", True),
        ("pii.*", "pii", False),
        ("pii.*", "piix.y", False),
        ("*", "anything.at.all", True),
        ("pii.jp", "pii.jp.my_number", False),
        ("*.email", "pii.email", True),
    ],
)
def test_fits(glob: str, kind: str, yes: bool) -> None:
    assert fits(glob, kind) is yes


@pytest.mark.parametrize(
    ("glob", "yes"),
    [
        ("pii.email", True),
        ("pii.e*", True),
        ("pii.emial", False),
        ("pi.*", False),
        ("harm.*", True),
        ("harm.violence", False),
        ("custom.staff_id", True),
        ("*", True),
    ],
)
def test_a_row_can_match_or_not(glob: str, yes: bool) -> None:
    assert reaches(glob, ["pii.email", "custom.*"]) is yes
