"""Documents enclosed in a request: which strings hold one, and what becomes of the text in it.

A place for bytes may hold a document: base64, alone or in a data URL. Plain text is read
here, and written back as it came. A PDF or DOCX file is opened elsewhere (`Extract`): its
parsers meet hostile bytes in a process of their own. Its text is judged when it comes, and
cannot be written back, so a row that would change it refuses the request.

What must stay true: whatever is taken here ends as a text that was judged or as
`sekisho.unscanned` with the reason, and the request waits for it (`busy`). What is not a
document of a kind that is read is left to the caller. Of answers nothing comes here: what
a model encloses is reported, not opened.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from proxy.channels import role_of
from proxy.commands import Command, Extract, Extracted
from proxy.dataurl import enclosure, kind_of
from proxy.jsonscan import Leaf
from proxy.lane import Entry, mark_of
from proxy.lanes import Lanes, Said
from proxy.table import Slot, encoded

MOST = 64  # documents of one request that are opened
HERE = frozenset({"text"})  # kinds for which nobody is asked
_FILE = "file"  # why a place is not read that holds bytes of any kind
_BROKEN = "document: base64"


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A document that is being opened."""

    entry: Entry
    leaf: Leaf
    said: Said


class Enclosed:
    """Those of one request. kinds: which are read; most: bytes of one. out: where commands are put."""

    def __init__(self, kinds: frozenset[str], most: int, lanes: Lanes, out: list[Command]) -> None:
        self._kinds = kinds
        self._most = most
        self._lanes = lanes
        self._out = out
        self._tickets = itertools.count()
        self._waiting: dict[int, _Waiting] = {}

    @property
    def busy(self) -> bool:
        """Whether a text is still awaited."""
        return bool(self._waiting)

    def take(self, entry: Entry, leaf: Leaf, text: str, slot: Slot, path: str) -> bool | None:
        """Read what stands at `leaf`; whether there was nothing to say. None: it is not for here.

        text: what is written there; slot: what the surface says of it. path: fit for records.
        """
        bare = slot.why == _FILE and (slot.flow == "unscanned" or encoded(text))
        found = enclosure(text, bare=bare)
        if found is None or found.kind not in (*self._kinds, "broken"):
            return None
        said = self._said(slot, entry, leaf, text, path)
        if found.beside:
            beside = self._said(slot, entry, leaf, found.beside, path)
            self._lanes.enclosed(entry, leaf, found.beside, beside, None)
        match found.kind:
            case "text":
                quiet = self._lanes.enclosed(entry, leaf, found.text, said, found.wrap)
                return quiet and not found.beside
            case "broken":
                self._lanes.unscanned(_BROKEN)
                self._lanes.enclosed(entry, leaf, text, said, None)
                return False
            case _:
                return self._open(found.kind, found.data, _Waiting(entry, leaf, said)) and not found.beside

    def file(self, entry: Entry, data: bytes, slot: Slot, path: str) -> bool:
        """Read a file of a form, if it is of a kind that is opened; whether it is."""
        kind = kind_of(data)
        if kind not in self._kinds:
            return False
        leaf = Leaf("", "", 0, len(data), is_key=False)
        said = self._said(slot, entry, leaf, data.decode("latin-1"), path)
        self._open(kind, data, _Waiting(entry, leaf, said))
        return True

    def extracted(self, event: Extracted) -> None:
        """The text of a document has come, or why it did not."""
        one = self._waiting.pop(event.ticket, None)
        if one is None:
            return
        for why in event.unread:
            self._lanes.unscanned(why)
        if event.text is not None:
            if self._lanes.remembers:
                self._lanes.recalled().leaves(one.said.mark, event.unread)
            self._lanes.enclosed(one.entry, one.leaf, event.text, one.said, None)

    def _open(self, kind: str, data: bytes, one: _Waiting) -> bool:
        """Have a document opened; whether there is nothing to say of it."""
        known = self._known(one.said)
        if known is not None:
            return known
        if len(data) > self._most:
            self._lanes.unscanned("document: too large")
        elif len(self._waiting) >= MOST:
            self._lanes.unscanned("document: too many")
        else:
            ticket = next(self._tickets)
            self._waiting[ticket] = one
            self._out.append(Extract(ticket, kind, data))
        return False

    def _known(self, said: Said) -> bool | None:
        """Of a document that was clear in an earlier request: whether there is nothing to say."""
        if not self._lanes.remembers or not self._lanes.recalled().is_clear(said.mark):
            return None
        unread = self._lanes.recalled().left(said.mark)
        for why in unread:
            self._lanes.unscanned(why)
        return not unread

    def _said(self, slot: Slot, entry: Entry, leaf: Leaf, text: str, path: str) -> Said:
        _, trust = role_of(slot, leaf.pointer, entry.doc)
        return Said(trust, path, mark_of("request", "user", trust, "document", text))
