"""Works, characters, authors and marks that an operator lists, by name: who is spoken of, and how.

A list is a file of JSON lines (`filters.ip.items`: a short form, or entities of Wikidata). A finding
says which item, of what sort, and whether it is mentioned, used as a mark or depicted; to speak of
a work is nobody's wrong, so a mention is half as certain. It waits for 120 characters behind a name.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import Field

from config.errors import PolicyError
from filters.detector import DETECTORS, View, Window
from filters.detector import Options as Base
from filters.ip.items import Item, is_generic, items
from filters.ip.naming import AROUND, naming
from filters.model import Finding, Reading
from filters.wordlist import WordList, plain

KIND = "ip.named_work"
_MOST = 500_000  # items of all files


@DETECTORS.add
class NamedWork:
    """Reads requests and answers; silent without lists."""

    class Options(Base):
        """Where the names are."""

        files: tuple[str, ...] = Field(
            default=(), max_length=16, description="Lists of names: JSON lines, as docs/ip-packs.md tells."
        )
        least_fame: int = Field(default=0, ge=0, description="Items with fewer site links are left out.")

    name = "named_work"
    kinds: Mapping[str, str] = {
        KIND: "A work, character, author or mark of the operator's lists: mentioned, used or depicted."
    }
    view: View = "folded"
    inline = True
    opt_in = True

    def __init__(self, options: NamedWork.Options) -> None:
        self._items = dict[str, tuple[Item, bool]]()
        for file in options.files:
            for item in _read(Path(file)):
                if item.fame >= options.least_fame:
                    for name in item.names:
                        self._items.setdefault(plain(name), (item, is_generic(name)))
        self._words = WordList(self._items) if self._items else None
        self.reach = AROUND + (self._words.reach if self._words else 1)

    def read(self, window: Window) -> Reading:
        text = window.text
        if self._words is None:
            return window.nothing(len(text))
        found, settled = self._words.find(text, window.at, final=window.final)
        kept = list[Finding]()
        for one in found:
            if one.end + AROUND > len(text) and not window.final:
                settled = min(settled, one.start)
                break
            item, generic = self._items[self._words.words[one.word]]
            told = naming(text, one.start, one.end, item, generic=generic)
            if told:
                attrs = {"item": item.id, "sort": item.sort, "use": told.use, "fame": item.fame}
                kept.append(window.finding((one.start, one.end), KIND, told.score, attrs))
        return Reading(tuple(kept), window.start + settled)


def _read(file: Path) -> list[Item]:
    try:
        with file.open(encoding="utf-8", errors="replace") as lines:
            found = list(items(lines))
    except OSError as error:
        raise PolicyError(f"{file}: cannot be read ({error.strerror})") from error
    if not found:
        raise PolicyError(f"{file}: no line of it is an item: see docs/ip-packs.md for the form")
    if len(found) > _MOST:
        raise PolicyError(
            f"{file}: {len(found):,} items; at most {_MOST:,}: use least_fame, or a smaller list"
        )
    return found
