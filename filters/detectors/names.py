"""Names of people, organisations and places, and addresses, by a small model trained for it.

It reads sentence by sentence, so an answer that is streamed waits for the ends of sentences where
a row could act on what it finds: presets that care about delay leave it off and rely on names
beside a cue (`person_cue`), which wait for a few characters. See `docs/models/names.md`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from filters.detector import DETECTORS, View, Window
from filters.detector import Options as BaseOptions
from filters.model import NO_ATTRS, Finding, Reading
from filters.names.units import LONGEST, unit_end

if TYPE_CHECKING:
    from filters.names.joined import Found
    from filters.names.model import Model

_CONTEXT = 48  # code points before a unit that its first words look back at
_KINDS = {
    "PERSON": "pii.person",
    "ORGANIZATION": "pii.organization",
    "LOCATION": "pii.location",
    "ADDRESS": "pii.address",
}


# In programs a word is glued to these; a sentence has a space, or its end, behind a full stop.
_WORD = re.compile("[A-Za-z]+")
_CODE_BEHIND = re.compile(r"[(\[_=\\]|\.[A-Za-z_]|::")
_CODE_BEFORE = re.compile(r"(?:[_$\\]|[A-Za-z)]\.|::)\Z")
_PART = {"part": True}  # of an address that is found whole as well


class Options(BaseOptions):
    """What of the model's findings is reported."""

    min_score: Annotated[float, Field(ge=0, le=1, description="Findings below it are dropped.")] = 0.7
    lone_places: Annotated[
        bool, Field(description="Report a Japanese place also where its sentence names nothing else.")
    ] = False


@DETECTORS.add
class Names:
    """Reads whole sentences; of a sentence in progress nothing is final."""

    name = "names"
    kinds: Mapping[str, str] = {
        "pii.person": "The name of a person.",
        "pii.organization": "The name of a company, an office, a party, a club.",
        "pii.location": "The name of a place.",
        "pii.address": "A postal address.",
    }
    reach = _CONTEXT
    view: View = "folded"
    inline = False
    opt_in = True

    Options = Options

    def __init__(self, options: Options, model: Model | None = None) -> None:
        """model: another one than the file beside `filters.names.model`."""
        self._own = model
        self._least = options.min_score
        self._lone_places = options.lone_places

    @property
    def _model(self) -> Model:
        """Read when a first text is: it takes numpy and 24 MB, and most stations only know of it."""
        from filters.names.model import shipped  # noqa: PLC0415

        return self._own or shipped()

    def read(self, window: Window) -> Reading:
        text, at = window.text, window.at
        starts, units = list[int](), list[tuple[str, str]]()
        while at < len(text) and (end := unit_end(text, at, final=window.final)) is not None:
            starts.append(at)
            units.append((text[max(0, at - _CONTEXT) : at], text[at:end]))
            at = end
        found: list[Finding] = []
        for start, names in zip(starts, self._model.find(units) if units else (), strict=True):
            for one in self._reported(names, text[start : start + LONGEST]):
                if one.score >= self._least:
                    span = (start + one.start, start + one.end)
                    found.append(
                        window.finding(span, _KINDS[one.kind], one.score, _PART if one.part else NO_ATTRS)
                    )
        return Reading(tuple(found), window.start + at)

    def _reported(self, all_names: list[Found], unit: str) -> list[Found]:
        """Without words of programs, and places that are alone: 松本市の天気 is about nobody."""
        names = [one for one in all_names if not _of_code(unit, one.start, one.end)]
        if self._lone_places or any(one.kind != "LOCATION" for one in names):
            return names
        return [one for one in names if unit[one.start : one.end].isascii()]


def _of_code(unit: str, start: int, end: int) -> bool:
    """Whether it is one word that stands as names in programs do: `len(x)`, `max_len`, `p.send`."""
    if _WORD.fullmatch(unit, start, end) is None:
        return False
    return (
        _CODE_BEHIND.match(unit, end) is not None
        or _CODE_BEFORE.search(unit, max(0, start - 2), start) is not None
    )
