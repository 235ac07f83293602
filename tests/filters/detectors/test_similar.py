"""What a finding of a similar passage says, and whose passage it is when the exchange brought it in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from filters.attack.context import Context
from filters.detector import DETECTORS, Window
from filters.ip.supplied import Supplied
from filters.model import Channel, Finding
from tests.contracts.samples import samples

ANSWER = Channel("response", "/text", "assistant")
_PROGRAM = """static int lamp_sum(const struct quay *quay, int oars)
{
    int total = quay->stones * 3 + oars;
    for (int i = 0; i < quay->lamps; i++)
        total += quay->lamp[i].height > 7 ? quay->lamp[i].width : 1;
    return total ? total : -1;
}"""
_WORKS: list[dict[str, Any]] = [
    *samples("similar").options["works"],
    {"id": "program", "text": _PROGRAM, "kind": "code", "licence": "MIT"},
]
_POEM, _SONG, _ = (one["text"] for one in _WORKS)


def found(text: str, context: Context | None = None, channel: Channel = ANSWER) -> list[Finding]:
    similar = DETECTORS.build("similar", {"works": _WORKS})
    window = Window(channel, "similar", text, 0, 0, final=True, context=context)
    reading = similar.read(window)
    assert reading.settled == len(text)
    return list(reading.findings)


def test_a_finding_names_the_work_and_holds_no_text() -> None:
    text = f"As it was said: {_POEM}"
    one, *rest = found(text)
    assert (one.kind, one.attrs["source"], one.attrs["title"]) == ("ip.text", "poem", "Tide")
    assert (one.attrs["run"], one.attrs["edited"], one.attrs["continues"]) == (100, False, False)
    assert text[one.span.start : one.span.end].startswith("When the tide")
    assert [two.attrs["continues"] for two in rest] == [True]
    assert not any(word in str(one.attrs) for word in ("ferryman", "lamp", "tide had"))


def test_code_is_found_with_its_names_exchanged_and_its_licence_told() -> None:
    renamed = _PROGRAM
    for name, other in (
        ("lamp_sum", "f1"),
        ("quay", "box"),
        ("total", "acc"),
        ("stones", "sz"),
        ("oars", "m"),
    ):
        renamed = renamed.replace(name, other)
    one = found(f"```\n{renamed}\n```")[0]
    assert (one.kind, one.attrs["source"], one.attrs["licence"]) == ("ip.code", "program", "MIT")
    assert one.attrs["names_aside"] is True


@pytest.mark.parametrize(
    "dressed",
    [
        _SONG.replace("船頭", "船頭（せんどう）").replace("、", "，"),
        " ".join(_SONG),
        "\n".join(_SONG),
        "> " + _SONG[:20] + "\n> " + _SONG[20:],
        "".join(f"\\u{ord(one):04x}" for one in _SONG),
    ],
)
def test_japanese_is_found_however_it_is_written_out(dressed: str) -> None:
    assert {one.attrs["source"] for one in found("はい、" + dressed)} == {"song"}


@pytest.mark.parametrize("text", [_POEM, _SONG, _PROGRAM])
def test_what_the_exchange_brought_in_is_told_as_that(text: str) -> None:
    brought = replace(
        Context(), supplied=(Supplied.of("Please shorten this."), Supplied.of(f"Text: {text} !"))
    )
    assert {one.kind for one in found(text, brought)} == {"ip.from_context"}
    other = replace(Context(), supplied=(Supplied.of("Please shorten this."),))
    assert not {one.kind for one in found(text, other)} & {"ip.from_context"}


def test_requests_are_left_alone_unless_it_is_asked_for() -> None:
    assert found(_POEM, channel=Channel("request", "/text")) == []


def test_without_works_nothing_waits() -> None:
    similar = DETECTORS.build("similar", {})
    window = Window(ANSWER, "similar", _POEM, 0, 0, final=False)
    assert similar.read(window).settled == len(_POEM)


def test_packs_and_works_are_not_mixed() -> None:
    with pytest.raises(ValueError, match="packs or works"):
        DETECTORS.build("similar", {"works": _WORKS, "packs": ["somewhere"]})
