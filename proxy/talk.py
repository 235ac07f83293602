"""What a provider's socket is to the dialogue: a surface whose messages go both ways.

`request` is the table of what clients say, `events` of what servers say; the rest of a
surface means what it always means. A talk adds what only a socket has: which answer a
message belongs to, which message begins one and which is its last, and how the provider
itself would say no: to a message of the client, and in the middle of an answer.

An answer is told by its key: a word of the protocol (a response's id, a stream's), never
text. Like a surface, a talk reads no socket and no clock, and invents no event type.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from proxy.dialect import Json, Notice, Seen, Surface


@dataclass(frozen=True, slots=True)
class Ending:
    """What ends stopped answers. up: messages for the server, down: for the client, both as JSON.

    deaf: keys whose messages from the server are dropped from now on.
    """

    up: tuple[bytes, ...] = ()
    down: tuple[bytes, ...] = ()
    deaf: tuple[str, ...] = ()


class Follower(Protocol):
    """Follows what has left to the client in one turn, so that it can be ended as the provider would."""

    def saw(self, doc: Json) -> None:
        """One message has left, as the client sees it."""
        ...

    def close(self, notice: Notice, running: Iterable[str], doc: Json) -> Ending:
        """End everything at a stop, called once.

        running: keys of answers the server still gives. doc: the message it happened in, if it was read.
        """
        ...


class Talk(Surface, ABC):
    """A surface spoken over a socket. Subclasses override what follows."""

    @abstractmethod
    def begins(self, doc: Json) -> str:
        """The key of the answer this message of the server begins; empty: none."""
        ...

    @abstractmethod
    def ends(self, doc: Json) -> str:
        """The key of the answer whose last message this is; empty: it ends none."""
        ...

    def pauses(self, doc: Json) -> bool:
        """Whether a turn without an answer may end with this message of the server."""
        del doc
        return False

    @abstractmethod
    def keys(self, doc: Json) -> Iterable[str]:
        """Everything a server's message belongs to, as `Ending.deaf` may name it."""
        ...

    def model_said(self) -> str:
        """The model the request line names; empty: none."""
        return ""

    @abstractmethod
    def rejected(self, doc: Json, notice: Notice) -> bytes:
        """The event that tells the client its message was not passed on. doc: that message."""
        ...

    @abstractmethod
    def follower(self) -> Follower:
        """A new follower, for one turn."""
        ...


@runtime_checkable
class Talking(Protocol):
    """A dialect that also speaks over sockets."""

    def talk(self, seen: Seen) -> Talk | None:
        """The talk of a socket's request line; None where this dialect has none."""
        ...
