"""Answer with whom to turn to, in the place of what would have been said: never a bare block.

Nothing of the span, or after it, leaves, as with `refuse`; but what comes back is an answer
as a model gives one, so that any client shows it. Its words are those of a list of help
(`config/resources`, or lists of the operator's own), in the language of what was written.

It is stricter than a refusal: whoever asks for something forbidden and is in need gets help.
"""

from __future__ import annotations

import re

from pydantic import Field, field_validator

from config.crisis import HelpList, shipped
from filters.measure import MEASURES, Halt, Pseudonyms
from filters.model import Verdict
from filters.registry import Options as Base

_KANA = re.compile(r"[ぁ-ヿｦ-ﾝ]")
_HAN = re.compile(r"[一-鿿]")


@MEASURES.add
class Resources:
    """Nothing of the span, or after it, leaves; help is named instead."""

    name = "resources"
    severity = 75
    holds = True
    documentation = "Answer with whom to turn to for help, in the provider's own form of an answer."

    class Options(Base):
        """lists: what is said, by language; without any, the shipped lists (ja, en).

        files: files with such lists, beside the settings file. always: say it in every language there is.
        """

        lists: tuple[HelpList, ...] = Field(default=(), max_length=16)
        files: str | tuple[str, ...] = ()
        always: bool = False

        @field_validator("files")
        @classmethod
        def _read_before(cls, files: str | tuple[str, ...]) -> str | tuple[str, ...]:
            if files:  # `config.crisis` puts their lists in their place
                raise ValueError("is read with a settings file, and not from anywhere else")
            return files

        @field_validator("lists")
        @classmethod
        def _one_each(cls, lists: tuple[HelpList, ...]) -> tuple[HelpList, ...]:
            if len({one.language for one in lists}) != len(lists):
                raise ValueError("has a language twice")
            return lists

    def __init__(self, options: Resources.Options) -> None:
        lists = options.lists or shipped()
        self._said = {one.language: one.text for one in lists}
        self._first = lists[0].text
        self._all = "\n\n".join(self._said.values()) if options.always else ""

    def act(self, text: str, verdict: Verdict, pseudonyms: Pseudonyms) -> Halt:
        del verdict, pseudonyms
        return Halt("refuse", self._all or self._said.get(language_of(text), self._first))


def language_of(text: str) -> str:
    """`ja` where there is a Japanese or Han character, `en` where there are only Latin letters, else "".

    It picks a list of help, no more: what it does not know gets the first list there is.
    """
    if _KANA.search(text) or _HAN.search(text):
        return "ja"
    return "en" if re.search("[A-Za-z]", text) else ""
