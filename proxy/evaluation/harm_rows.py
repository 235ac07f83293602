"""Texts that somebody judged: harmful or not, an attack on the model or not.

`harm` and `attack` say it where they are there; else `label` does, for whichever is asked.
What nobody knows is left out: with `attack: 1`, a harm of 0 says nothing, as what the attack is
after was not judged; with `persona: skilled` (prompts by people who know how to ask), an attack
of 0 does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from filters.model import Channel
from proxy.evaluation.rows import read

Question = Literal["harm", "attack"]
Sort = Literal["prompt", "response", "tool_output"]
_CHANNELS = {
    "prompt": Channel("request", "/text"),
    "response": Channel("response", "/text", "assistant"),
    "tool_output": Channel("request", "/text", "tool", trust="tool"),
}


class HarmRow(msgspec.Struct, frozen=True):
    """One text. system: what the model was told, where the label is meant under it."""

    text: str
    lang: str | None = None
    kind: Sort = "prompt"
    label: Literal["unsafe", "benign"] | None = None
    categories: tuple[str, ...] | None = None
    harm: int | bool | None = None
    attack: int | bool | None = None
    system: str | None = None
    source: str | None = None
    persona: str | None = None

    @property
    def channel(self) -> Channel:
        """Whose text it is, as a station would see it."""
        return _CHANNELS[self.kind]

    @property
    def benign(self) -> bool:
        """Whether nothing is wrong with it in any way: such rows make a benign pool."""
        known = self.label == "benign" or 0 in (self.harm, self.attack)
        return known and not (self.harm or self.attack or self.label == "unsafe")

    def truth(self, question: Question) -> bool | None:
        """What the row says; None: nobody knows."""
        own, other = (self.harm, self.attack) if question == "harm" else (self.attack, self.harm)
        if own is None:
            # An unsafe row of the other sort may be so for that alone.
            return False if self.label == "benign" else None if other else self._unsafe
        unknown = other if question == "harm" else self.persona == "skilled"
        return bool(own) if own or not unknown else None

    @property
    def _unsafe(self) -> bool | None:
        return True if self.label == "unsafe" else None


def harm_rows(paths: Iterable[Path]) -> Iterator[HarmRow]:
    """Every row of every file. ClientError with file:line where it is none."""
    return (row for _, row in read(paths, HarmRow))
