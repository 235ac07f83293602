"""Every class has its place, and every code of others a class of ours."""

from __future__ import annotations

import re

import pytest

from filters.harm.taxonomy import (
    ATTACKS,
    BY_KIND,
    BY_NAME,
    CLASSES,
    HARMS,
    SEVERITIES,
    SUBKINDS,
    Class,
    Scheme,
    documented,
    kinds_of,
    part_of,
    ruled_as,
)

# What the schemes themselves list.
LISTED: dict[Scheme, str] = {
    "ailuminate": "vcr ncr src cse dfm spc prv ipv iwp hte ssh sxc",
    "llama_guard": "S1 S2 S3 S4 S5 S6 S7 S8 S9 S10 S11 S12 S13 S14",
    "openai": "harassment harassment/threatening hate hate/threatening illicit illicit/violent self-harm "
    "self-harm/intent self-harm/instructions sexual sexual/minors violence violence/graphic",
    "azure": "Hate SelfHarm Sexual Violence userPrompt documents",
    "bedrock": "SEXUAL VIOLENCE HATE INSULTS MISCONDUCT PROMPT_ATTACK",
}
CODES = [(scheme, code) for scheme, codes in LISTED.items() for code in codes.split()]


def test_seventeen_harms_and_six_attacks_in_order() -> None:
    assert [one.id for one in HARMS] == [f"H{n}" for n in range(1, 18)]
    assert [one.id for one in ATTACKS] == [f"A{n}" for n in range(1, 7)]
    assert all(one.kind.startswith("harm.") for one in HARMS)
    assert all(one.kind.startswith("injection.") for one in ATTACKS)
    assert len(BY_KIND) == len(BY_NAME) == 23
    assert SEVERITIES[0] == "none"


@pytest.mark.parametrize("one", CLASSES, ids=lambda one: one.id)
def test_a_class_says_what_it_is_in_both_languages(one: Class) -> None:
    assert re.fullmatch(r"(harm|injection)\.[a-z_]+", one.kind)
    assert one.documentation.endswith(".")
    assert re.search(r"[ぁ-ん一-龥ァ-ヶ]", one.japanese)
    for sub in one.subclasses:
        assert one.sub(sub.name) is sub
        assert sub.documentation.endswith(".")
    assert one.sub("no such") is None
    assert one.crosswalk.aisi_japan


@pytest.mark.parametrize(("scheme", "code"), CODES)
def test_every_code_of_others_has_a_class(scheme: Scheme, code: str) -> None:
    assert kinds_of(scheme, code)


def test_no_code_is_made_up() -> None:
    for scheme, codes in LISTED.items():
        ours = {code for one in CLASSES for code in one.crosswalk.codes(scheme)}
        assert ours == set(codes.split())


@pytest.mark.parametrize(
    ("scheme", "code", "first"),
    [
        ("openai", "sexual", "harm.sexual_content"),
        ("openai", "sexual/minors", "harm.csae"),
        ("openai", "illicit", "harm.nonviolent_crime"),
        ("llama_guard", "S14", "harm.cyber_abuse"),
        ("bedrock", "MISCONDUCT", "harm.nonviolent_crime"),
        ("azure", "documents", "injection.indirect"),
    ],
)
def test_the_closest_class_comes_first(scheme: Scheme, code: str, first: str) -> None:
    assert kinds_of(scheme, code)[0] == first


def test_rows_may_name_every_sub_class() -> None:
    for one in CLASSES:
        for sub in one.subclasses:
            whole = f"{one.kind}.{sub.name}"
            assert SUBKINDS[whole] == one.kind
            assert part_of(whole) is sub
            assert ruled_as(one.kind, {"sub": sub.name}) == whole


@pytest.mark.parametrize("attrs", [{}, {"sub": "no such"}, {"sub": 3}, {"severity": 2}])
def test_what_is_no_sub_class_is_the_kind_itself(attrs: dict[str, object]) -> None:
    assert ruled_as("harm.fraud_scam", attrs) == "harm.fraud_scam"
    assert ruled_as("pii.email", attrs) == "pii.email"


def test_a_code_nobody_knows_is_no_class() -> None:
    assert kinds_of("llama_guard", "S99") == ()


def test_csae_is_the_one_without_tolerance() -> None:
    assert [one.kind for one in CLASSES if one.zero_tolerance] == ["harm.csae"]


def test_detectors_take_their_documentation_from_here() -> None:
    assert list(documented()) == [one.kind for one in CLASSES]
    assert documented("harm.csae") == {"harm.csae": BY_KIND["harm.csae"].documentation}
