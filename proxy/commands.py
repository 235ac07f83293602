"""What the session asks of the rim, as values; and the sizes it keeps to.

Commands are Structs, not dataclasses, as the gate's are (docs/adr/0010-structs-on-the-hot-path.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from msgspec import Struct

from filters.gate import Ask
from proxy.dialect import Reply


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, and levels of nesting, beyond which a document is an overflow."""

    event_bytes: int = 8 * 1024 * 1024
    answer_bytes: int = 64 * 1024 * 1024
    nesting: int = 128
    queue_bytes: int = 16 * 1024 * 1024
    findings: int = 10_000  # records of findings in one exchange; further ones are counted
    documents: frozenset[str] = frozenset()  # kinds whose text is read: text, pdf, docx
    document_bytes: int = 16 * 1024 * 1024


class Record(Struct, frozen=True):
    """Write this event down before anything after it becomes visible."""

    name: str
    attrs: Mapping[str, object]


class Extract(Struct, frozen=True, gc=False):
    """Read the text of this document (`kind`: pdf or docx) and report Extracted with the ticket."""

    ticket: int
    kind: str
    data: bytes


class Extracted(Struct, frozen=True, gc=False):
    """The text of the document with this ticket; None: it could not be read.

    unread: why it, or something in it, could not be read, in our words.
    """

    ticket: int
    text: str | None
    unread: tuple[str, ...] = ()


class Forward(Struct, frozen=True, gc=False):
    """Send the request to the upstream with this body (edited: not as it came)."""

    body: bytes
    edited: bool


class Respond(Struct, frozen=True):
    """Answer the client with a reply of the station's own. Nothing was sent before."""

    reply: Reply


class Begin(Struct, frozen=True, gc=False):
    """Send the answer's status and headers. whole: `length` bytes follow; touched: the body was edited.

    ip: what the header `Sekisho-Ip` says; without it there is none.
    """

    status: int
    whole: bool
    verdict: str
    touched: bool = True
    length: int = 0
    ip: str = ""


class Send(Struct, frozen=True, gc=False):
    """Send these bytes of the answer's body."""

    data: bytes


class Finish(Struct, frozen=True, gc=False):
    """The answer's body is complete."""


class Hangup(Struct, frozen=True, gc=False):
    """Close the upstream at once. clean: the client's side has ended well; else abort it too."""

    clean: bool


Command = Ask | Extract | Record | Forward | Respond | Begin | Send | Finish | Hangup
