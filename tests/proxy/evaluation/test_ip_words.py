"""Notices and requests, as rows say them."""

from __future__ import annotations

from proxy.evaluation.ip_words import Expected, Notice, Words, shares


def test_a_notice_is_right_in_each_thing_that_the_row_says() -> None:
    found = (Notice(spdx="MIT"), Notice(holder="Ann Example", year="2019"))
    assert dict(Expected("MIT", "Ann Example", 2019).told(found)) == dict.fromkeys(
        ("found", "spdx", "holder", "year"), True
    )
    assert dict(Expected("ISC", None, None).told(found)) == {"found": True, "spdx": False}
    assert dict(Expected("MIT").told(())) == {"found": False, "spdx": False}


def test_the_detectors_are_asked() -> None:
    words = Words()
    notices = words.notices("SPDX-License-Identifier: MIT\nCopyright (c) 2019 Ann Example\n")
    assert {one.spdx for one in notices} >= {"MIT"}
    assert any((one.holder, one.year) == ("Ann Example", "2019") for one in notices)
    assert words.intent("How is the weather in Kiso?") == "none"
    assert words.intent("Write out the full text of the song 'The Tin Sea', word for word.") == "reproduce"


def test_shares_are_counted_by_name() -> None:
    counted = shares([("a", True), ("a", False), ("b", True)])
    assert {name: (one.some, one.of) for name, one in counted.items()} == {"a": (1, 2), "b": (1, 1)}
    assert counted["a"].as_json()["value"] == 0.5


def test_who_goes_with_the_licence_beside_it() -> None:
    words, far = Words(), "x = 1\n" * 100
    stated = "# Copyright 2019 Ann Example\n# Copyright 2021 Bo Example\n# SPDX-License-Identifier: MIT\n"
    assert words.notices(f"{stated}{far}// (c) 2020 Cy") == (
        Notice("MIT", "Ann Example", "2019"),
        Notice("MIT", "Bo Example", "2021"),
        Notice("", "Cy", "2020"),
    )
    two = words.notices("Licensed under either of Apache License, Version 2.0 or MIT license at your option.")
    assert [one.spdx for one in two] == ["Apache-2.0", "MIT"]
