"""What ploys a text shows, for tables of sentences."""

from __future__ import annotations

from filters.attack.ploys import ploys
from filters.folding import fold


def hows(text: str, *, foreign: bool = False) -> set[str]:
    """The names of the ploys in a text. foreign: a tool's result or a document says it."""
    signs = ploys().read(fold(text), 0, final=True, foreign=foreign).signs
    return {sign.ploy.how for sign in signs if sign.ploy.weight(foreign) >= 0.5}
