"""Sections are closed, frozen, and take values as they are written."""

import pytest
from pydantic import ValidationError

from config.rules import Rule
from config.traffic import Key, Limits, Listen


def test_a_section_does_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Listen().port = 1


@pytest.mark.parametrize("value", [True, "8090", 8090.5, None, -1])
def test_a_number_is_a_number(value: object) -> None:
    if value is None:
        assert Listen.model_validate({"port": value}).port == 8090
    else:
        with pytest.raises(ValidationError):
            Listen.model_validate({"port": value})


def test_what_has_nothing_after_its_name_is_as_if_not_written() -> None:
    assert Limits.model_validate(None) == Limits.model_validate({"nesting": None}) == Limits()


@pytest.mark.parametrize(
    "kind", ["pii.*", "*", "pii.jp.my_number", "a.b.c.d.e.f.g.h", "secret.*_key", "x" * 32]
)
def test_a_kind_is_dotted_and_lower_case(kind: str) -> None:
    assert Rule.model_validate({"kind": kind, "measure": "mask"}).kind == (kind,)


@pytest.mark.parametrize(
    "kind",
    ["", "Pii", "pii.", ".pii", "pii..x", "pii-x", "pii.[a-z]", "a.b.c.d.e.f.g.h.i", "x" * 33, "個人", "a\n"],
)
def test_nothing_else_is_a_kind(kind: str) -> None:
    with pytest.raises(ValidationError):
        Rule.model_validate({"kind": kind, "measure": "mask"})


def test_one_or_many_and_each_once() -> None:
    rule = Rule.model_validate({"kind": ["a", "b", "a"], "except": "c", "role": "user", "measure": "mask"})
    assert (rule.kind, rule.except_, rule.role) == (("a", "b"), ("c",), ("user",))


@pytest.mark.parametrize("digest", ["0" * 63, "0" * 65, "A" * 64, "g" * 64, "0" * 64 + "\n"])
def test_a_key_is_known_by_its_digest(digest: str) -> None:
    assert Key(name="k", sha256="0" * 64).sha256 == "0" * 64
    with pytest.raises(ValidationError):
        Key(name="k", sha256=digest)
