import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from proxy.fake.outline import Outline

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)


@given(JSON)
def test_changing_texts_keeps_the_shape(value) -> None:
    def masked(one):
        match one:
            case dict():
                return {key: masked(item) for key, item in one.items()}
            case list():
                return [masked(item) for item in one]
            case str():
                return one + "*"
            case _:
                return one

    before, after = Outline.of(value), Outline.of(masked(value))
    assert before.shape == after.shape
    assert [text + "*" for text in before.texts] == list(after.texts)


def test_deep_nesting_is_no_trouble() -> None:
    value: list[JsonValue] = []
    for _ in range(100_000):
        value = [value]
    assert len(Outline.of(value).shape) == 100_001


def outline(*texts: str) -> Outline:
    return Outline((), texts)


@pytest.mark.parametrize(
    ("one", "two", "share"),
    [
        (outline("abcd"), outline("abcd"), 1.0),
        (outline("abcd"), outline("wxyz"), 0.0),
        (outline("ab12cd"), outline("abXXXXXcd"), 4 / 6),
        (outline("aaa"), outline("aaaaa"), 1.0),
        (outline("same", "new!"), outline("other", "same"), 0.5),
        (outline("twice", "twice"), outline("twice"), 0.5),
        (outline("x"), outline(), 0.0),
        (outline(), outline("x"), 0.0),
    ],
)
def test_likeness_is_the_share_of_text_held(one: Outline, two: Outline, share: float) -> None:
    assert one.likeness(two) == pytest.approx(share)


@given(st.lists(st.text(max_size=8), max_size=5), st.lists(st.text(max_size=8), max_size=5))
def test_likeness_is_a_share(one: list[str], two: list[str]) -> None:
    assert 0.0 <= outline(*one).likeness(outline(*two)) <= 1.0
    assert outline(*one).likeness(outline(*one)) in (0.0, pytest.approx(1.0))
