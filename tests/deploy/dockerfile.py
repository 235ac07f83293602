"""A Dockerfile as its instructions: enough to check promises, not to build."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction. stage: 0 for the first FROM. rest: everything after the word, in one line."""

    stage: int
    word: str
    rest: str

    @property
    def items(self) -> list[str]:
        """The exec form (a JSON list), else the words."""
        return list(json.loads(self.rest)) if self.rest.startswith("[") else self.rest.split()


def parse(text: str) -> list[Instruction]:
    """Instructions in file order; comments dropped, continued lines joined."""
    lines = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    stage, found = -1, []
    for line in re.sub(r"\s*\\\n\s*", " ", lines).splitlines():
        if not line.strip():
            continue
        word, _, rest = line.strip().partition(" ")
        stage += word.upper() == "FROM"
        found.append(Instruction(stage, word.upper(), rest.strip()))
    return found


def last_stage(path: Path) -> list[Instruction]:
    """The instructions of the image that runs."""
    every = parse(path.read_text("utf-8"))
    return [one for one in every if one.stage == every[-1].stage]


def environment(instructions: list[Instruction]) -> dict[str, str]:
    """What ENV sets, in order. Values here need no quotes."""
    pairs = (pair for one in instructions if one.word == "ENV" for pair in one.rest.split())
    return {name: value for name, _, value in (pair.partition("=") for pair in pairs)}
