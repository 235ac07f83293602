from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from filters.familiar import Familiar, digest_of

TEXTS = st.lists(st.text(st.sampled_from("ab\n\ud800\udc00é"), max_size=4), max_size=4)


@given(TEXTS, TEXTS)
def test_texts_have_one_digest_and_others_another(some: list[str], others: list[str]) -> None:
    assert (digest_of(some) == digest_of(others)) == (some == others)


def test_what_was_put_is_known() -> None:
    familiar = Familiar()
    familiar.put(b"a", ())
    familiar.put(b"b", (1, 2))
    assert [familiar.get(name) for name in (b"a", b"b", b"c")] == [(), (1, 2), None]


def test_what_is_kept_is_bounded_and_who_is_asked_for_stays() -> None:
    familiar = Familiar()
    familiar.put(b"asked", (7,))
    familiar.put(b"never", (8,))
    for n in range(5000):
        familiar.put(b"%d" % n, ())
        assert familiar.get(b"asked") == (7,)
    assert familiar.get(b"never") is None
    assert sum(familiar.get(b"%d" % n) is not None for n in range(5000)) <= 2048
