"""Numbers and short words pass; whatever could be content does not, and is not repeated in the error."""

from dataclasses import dataclass
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.guard import LONGEST_NAME, LONGEST_TEXT, MOST_ITEMS, clip, fit
from config.errors import AuditError


@dataclass
class Thing:
    text: str = "content"


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        0,
        -1,
        0.5,
        "",
        "mask",
        "あ" * LONGEST_TEXT,
        [],
        ["pii.phone", "pii.email"],
        ("pii.phone", 2),
        {"pii.phone": 2},
        [{"kind": "pii.phone", "count": 2}],
        {"kinds": ["pii.phone"]},
        list(range(MOST_ITEMS)),
    ],
)
def test_fit(value: object) -> None:
    fit("sekisho.finding", {"value": value})


@pytest.mark.parametrize(
    "value",
    [
        "x" * (LONGEST_TEXT + 1),
        ["x" * (LONGEST_TEXT + 1)],
        {"x" * (LONGEST_TEXT + 1): 1},
        {1: "a"},
        b"content",
        bytearray(b"content"),
        {"content"},
        Thing(),
        object(),
        1j,
        [b"content"],
        [[["deep"]]],
        {"a": {"b": {"c": 1}}},
        list(range(MOST_ITEMS + 1)),
        {str(i): i for i in range(MOST_ITEMS + 1)},
        MappingProxyType({"a": 1}),
    ],
)
def test_unfit(value: object) -> None:
    with pytest.raises(AuditError, match=r"attribute 'value' of sekisho\.finding"):
        fit("sekisho.finding", {"fine": 1, "value": value})


@pytest.mark.parametrize(
    "name", ["kind", "policy_digest", "a", "usage.input_tokens", "a1", "x" * LONGEST_NAME]
)
def test_proper_names(name: str) -> None:
    fit("sekisho.finding", {name: 1})


@pytest.mark.parametrize(
    "name", ["", "Kind", "1a", "_a", "a b", "a\n", "名前", "x" * (LONGEST_NAME + 1), 7, None, b"a"]
)
def test_improper_names(name: str) -> None:
    with pytest.raises(AuditError, match="no proper name"):
        fit("sekisho.finding", {name: 1})


def test_too_many_attributes() -> None:
    fit("sekisho.finding", {f"a{i}": i for i in range(MOST_ITEMS)})
    with pytest.raises(AuditError, match="at most 256"):
        fit("sekisho.finding", {f"a{i}": i for i in range(MOST_ITEMS + 1)})


@given(
    st.text(
        min_size=LONGEST_TEXT + 1,
        max_size=400,
        alphabet=st.characters(min_codepoint=0x3040, max_codepoint=0x30FF),
    )
)
def test_an_error_repeats_no_content(content: str) -> None:
    for attrs in ({"value": content}, {content: 1}, {"value": [content]}):
        with pytest.raises(AuditError) as raised:
            fit("sekisho.finding", attrs)
        assert content[:8] not in str(raised.value)


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=2 * LONGEST_TEXT))
def test_clipped_text_always_fits(text: str) -> None:
    short = clip(text)
    fit("sekisho.finding", {"value": short})
    short.encode("utf-8")
    assert clip(short) == short
    if len(text) <= LONGEST_TEXT and not any("\ud800" <= c <= "\udfff" for c in text):
        assert short == text


def test_clipping_shows() -> None:
    assert clip("m" * 300) == "m" * 255 + "…"
    assert clip("a\ud800") == "a?"
