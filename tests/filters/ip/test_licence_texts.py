from __future__ import annotations

from filters.ip.licence_texts import Text, begun, by_head

ISC = (
    "Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is "
    "hereby granted, provided that the above copyright notice appear. THE SOFTWARE IS PROVIDED as it is."
)


def test_each_opener_is_found_by_its_head() -> None:
    for head, openers in by_head().items():
        assert all(one.words.startswith(f"{head} ") for one in openers)


def test_the_beginning_of_an_opener_waits_and_another_word_does_not() -> None:
    openers = by_head()["permission"]
    assert begun(openers, ISC[:30], 0, final=False) == 0
    assert begun(openers, "Permission to smoke here", 0, final=False) is None
    assert begun(openers, ISC[:120], 0, final=False) == 0


def test_it_is_known_where_it_ends() -> None:
    openers = by_head()["permission"]
    found = begun(openers, ISC, 0, final=False)
    assert isinstance(found, Text)
    assert found.spdx == "ISC"
    assert ISC[: found.end].endswith("notice appear")
