"""What operators list, and the marks that are looked for without being asked."""

from __future__ import annotations

import pytest

from config.errors import PolicyError
from filters.detector import DETECTORS
from tests.filters.reading import Stream, read_all, read_whole, unmark

MARKS = DETECTORS.build("lists")
OURS = DETECTORS.build(
    "lists",
    {
        "deny": [
            {"kind": "list.codename", "words": ["Project Falcon", "隼計画"]},
            {"kind": "confidential.customer", "words": ["Ａｃｍｅ"], "score": 0.5},
        ],
        "patterns": [
            {"kind": "list.employee", "pattern": r"\bEMP-[0-9]{4,6}\b"},
            {"kind": "list.case", "pattern": r"(?i)case-\w+", "repeats": 20},
        ],
        "markers": False,
    },
)


@pytest.mark.parametrize(
    "marked",
    [
        "【[[confidential.marker:社外秘]]】来期計画",
        "[[confidential.marker:社 外 秘]]\u3000[[confidential.marker:取扱注意]]",
        "この資料は[[confidential.marker:機密]]です。[[confidential.marker:極秘]]",
        "[[confidential.marker:CONFIDENTIAL]] - Q3 | [[confidential.marker:ＣＯＮＦＩＤＥＮＴＩＡＬ]]",
        "[[confidential.marker:Strictly Confidential]], [[confidential.marker:for internal use only]]",
        "Marking: [[confidential.marker:TLP:RED]]",
        "機密性と機密保持契約について、極秘裏に",
        "Is this confidential? CONFIDENTIALITY clause; unclassified data; the secret of success",
    ],
)
def test_marks(marked: str) -> None:
    text, spans = unmark(marked)
    assert read_all(MARKS, text) == spans


@pytest.mark.parametrize(
    "marked",
    [
        "the [[list.codename:project FALCON]] and the [[list.codename:隼計画]]です",
        "[[confidential.customer:ACME]]と[[confidential.customer:Ａｃｍｅ]]。Acmes",
        "[[list.employee:EMP-12345]], XEMP-1234, [[list.employee:ＥＭＰ－１２３４]] [[list.case:Case-xy_1]]",
        "社外秘 projects falcons CONFIDENTIAL",
    ],
)
def test_what_is_listed(marked: str) -> None:
    text, spans = unmark(marked)
    assert read_all(OURS, text) == spans


def test_kinds_are_the_operators() -> None:
    assert set(OURS.kinds) == {"list.codename", "confidential.customer", "list.employee", "list.case"}
    assert set(MARKS.kinds) == {"confidential.marker"}
    assert "list.*" in type(MARKS).kinds
    assert read_whole(OURS, "acme").findings[0].score == 0.5


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"patterns": [{"kind": "list.x", "pattern": "(a"}]}, r"patterns\.0.*no pattern of RE2"),
        ({"patterns": [{"kind": "list.x", "pattern": "a+"}]}, r"patterns\.0.*repeats"),
        ({"patterns": [{"kind": "list.x", "pattern": "a"}] * 201}, "patterns"),
        ({"deny": [{"kind": "pii.x", "words": ["a"]}]}, r"deny\.0\.kind"),
        ({"deny": [{"kind": "list.x", "words": ["a", "\u200b "]}]}, r"deny\.0\.words.*word 2"),
        ({"deny": [{"kind": "list.x", "words": []}]}, r"deny\.0\.words"),
        ({"deny": [{"kind": "list.x", "words_file": "x"}]}, r"deny\.0"),
        ({"allow": [{"kinds": ["pii.*"], "patterns": ["("]}]}, r"allow\.0\.patterns"),
        ({"allow": [{"kinds": []}]}, r"allow\.0\.kinds"),
    ],
)
def test_options_that_cannot_be_honoured(options: dict[str, object], why: str) -> None:
    with pytest.raises(PolicyError, match=why) as told:
        DETECTORS.build("lists", options)
    assert "\u200b" not in str(told.value)


@pytest.mark.parametrize(
    ("text", "held"),
    [("the proj", "the proj"), ("x" * 60 + " the p", "x" * 20 + " the p")],
)
def test_patterns_wait_as_far_as_they_reach(text: str, held: str) -> None:
    stream = Stream(OURS)
    stream.feed(text)
    assert stream.held == min(len(text), 25)
    assert held


def test_nothing_listed_finds_nothing() -> None:
    nothing = DETECTORS.build("lists", {"markers": False})
    assert read_whole(nothing, "社外秘 CONFIDENTIAL").findings == ()
