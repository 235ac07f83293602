"""The conversations whose surrogates are known here: tenant-isolated, expiring, bounded.

A conversation is named by whoever opens it (tenant, and a digest of what starts it). The
name becomes a key, and the key of every value, digest and check letter in it comes from
that; so a conversation cannot be opened, nor its surrogates guessed, under another name.

An answer that is stored upstream is gone on from by its id: `answered` says which
conversation that is, and which surrogates had been seen by then. The clock is handed in;
the lock is there because long requests are read in workers.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

import msgspec

from filters.conversation import Conversation
from filters.desk import Desk, LazyDesk
from filters.sealing import SealBroken, Sealer, framed, keyed

_ANSWERS = 4  # answers remembered for each conversation, on average


@dataclass(frozen=True, slots=True)
class Thread:
    """Where an answer's story goes on: the key of its conversation, and the surrogates seen by then."""

    key: bytes
    seen: frozenset[str]


def whose(*parts: str) -> str:
    """A tenant of several parts, none of which can be taken for another's."""
    return framed(*parts).decode("utf-8", "surrogatepass")


class Vault:
    """Every conversation's surrogates, in memory.

    key: 32 secret bytes; the same key and history give the same tokens on every worker.
    ttl_s: a conversation not used for so long is forgotten. conversations, entries: upper
    bounds; the least recently used conversation, and the oldest entry, make room.
    """

    def __init__(self, key: bytes, ttl_s: float, conversations: int, entries: int) -> None:
        self._key = key
        self._sealer = Sealer(keyed(key, "answers"))
        self._ttl_s = ttl_s
        self._most = conversations
        self.entries = entries
        self._open: OrderedDict[bytes, Conversation] = OrderedDict()
        self._answers: OrderedDict[bytes, Thread] = OrderedDict()
        self.lock = Lock()

    # -- names

    def key_of(self, tenant: str, conversation: str) -> bytes:
        """What a conversation is called and what everything in it is keyed by."""
        return keyed(self._key, "conversation", tenant, conversation)

    def answer_key(self, tenant: str, answer: str) -> bytes:
        """What an answer is called by whoever goes on from it."""
        return keyed(self._key, "answer", tenant, answer)

    # -- conversations

    def open(self, tenant: str, conversation: str, now: float, stored: bool = False) -> Desk:
        """The view of one exchange. stored: its history lives upstream, so it need not be carried along.

        Where `conversation` is an answer that was remembered, the exchange goes on from that one.
        """
        with self.lock:
            thread = self._answers.get(self.answer_key(tenant, conversation)) if stored else None
            if thread is not None:
                return Desk(self._known(thread.key, now), self.lock, seen=thread.seen)
            return Desk(self._known(self.key_of(tenant, conversation), now), self.lock, stored)

    def _known(self, key: bytes, now: float) -> Conversation:
        self._expire(now)
        known = self._open.get(key)
        if known is None:
            while len(self._open) >= self._most:
                self._open.popitem(last=False)
            known = self._open[key] = Conversation(key, self.entries)
        known.used_at = now
        self._open.move_to_end(key)
        return known

    def _expire(self, now: float) -> None:
        while self._open:
            oldest = next(iter(self._open.values()))
            if now - oldest.used_at < self._ttl_s:
                return
            self._open.popitem(last=False)

    def __len__(self) -> int:
        return len(self._open)

    # -- answers that are stored upstream

    def answered(self, tenant: str, answer: str, desk: Desk) -> tuple[bytes, bytes]:
        """Remember that `answer` ended an exchange at this desk; for a store, as name and ciphertext."""
        name, thread = self.answer_key(tenant, answer), Thread(desk.conversation.key, desk.seen)
        with self.lock:
            self._remember(name, thread)
        packed = msgspec.msgpack.encode((thread.key, sorted(thread.seen)))
        return name, self._sealer.seal(packed, name)

    def _remember(self, name: bytes, thread: Thread) -> None:
        self._answers[name] = thread
        self._answers.move_to_end(name)
        while len(self._answers) > self._most * _ANSWERS:
            self._answers.popitem(last=False)

    # -- what a store has

    def wanted(self, tenant: str, conversation: str) -> bytes:
        """What a store calls the answer of this name, if it is not remembered here; else nothing."""
        name = self.answer_key(tenant, conversation)
        return b"" if name in self._answers else name

    def take_answer(self, name: bytes, sealed: bytes) -> bool:
        """Take what a store says of an answer; whether it could be opened."""
        try:
            key, seen = _read(self._sealer.open(sealed, name))
        except (SealBroken, msgspec.MsgspecError):
            return False
        with self.lock:
            self._remember(name, Thread(key, frozenset(seen)))
        return True

    def found(self, tenant: str, conversation: str, now: float, *, stored: bool) -> Conversation:
        """The conversation that `open` would open now."""
        with self.lock:
            thread = self._answers.get(self.answer_key(tenant, conversation)) if stored else None
            return self._known(thread.key if thread else self.key_of(tenant, conversation), now)

    def take(self, conversation: Conversation, packed: Mapping[bytes, bytes]) -> int:
        """Take what a store has of a conversation; how many entries did not open."""
        with self.lock:
            return conversation.unpack(packed)


_read = msgspec.msgpack.Decoder(tuple[bytes, list[str]]).decode

__all__ = ["Desk", "LazyDesk", "Thread", "Vault", "whose"]
