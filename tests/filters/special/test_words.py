"""The tables of matters: each says something, and nothing twice."""

from __future__ import annotations

import re

from filters.special.words import ENGLISH, JAPANESE, SAID_BEFORE


def test_every_matter_has_words_and_something_said_of_them() -> None:
    for matter in (*JAPANESE, *ENGLISH):
        assert matter.heads or matter.alone
        assert (matter.says != "(?!)") == bool(matter.heads)


def test_what_is_said_compiles_and_says_something() -> None:
    # Nothing said is no statement.
    for matter in (*JAPANESE, *ENGLISH):
        match = re.compile(matter.says).match("。")
        assert match is None or match.end() == 0
    assert re.search(SAID_BEFORE, "was diagnosed with ")
    assert re.search(SAID_BEFORE, "a talk on ") is None


def test_the_matters_of_the_act_are_all_there() -> None:
    # Article 2(3): race, creed, social status, medical history, criminal record, victim of a crime;
    # the order: disability, results of check-ups, care. Creed is here in its two forms.
    names = {matter.name for matter in JAPANESE}
    assert names >= {"race", "creed", "politics", "status", "disease", "offence", "victim"}
    assert names >= {"disability", "check-up", "care"}
