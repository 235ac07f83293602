"""Which surrogate stands for which value: per conversation, tenant-isolated, expiring, bounded.

A conversation is named by whoever opens it (tenant, and a digest of what starts it).
Tokens are counted in the order values first appear, so a replayed history gets the
same tokens again, and end in two letters of a keyed digest, so that a token nobody
minted is not believed: PII_EMAIL_1_K7.

Who may see what: a value hidden from the upstream comes back only in an exchange
whose own request carried it (two users who begin alike never see each other's
values). A value hidden from the client goes back up when the token returns.
The clock is handed in; the lock is there because long requests are read in workers.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

_PREFIXES = {"pii": "PII", "secret": "SECRET"}
_NOT_LETTERS = re.compile(r"[^A-Z]+")


@dataclass(frozen=True, slots=True)
class _Entry:
    word: str
    value: str
    hide: bool  # from the upstream; else from the client


class _Conversation:
    """The entries of one conversation; bounded, oldest out first."""

    __slots__ = ("by_token", "by_value", "counts", "key", "used_at")

    def __init__(self, key: bytes) -> None:
        self.key = key
        self.by_token: OrderedDict[str, _Entry] = OrderedDict()
        self.by_value: dict[tuple[str, str, bool], str] = {}
        self.counts: dict[str, int] = {}
        self.used_at = 0.0


class Vault:
    """Every conversation's surrogates, in memory.

    key: 32 secret bytes; the same key and history give the same tokens on every worker.
    ttl_s: a conversation not used for so long is forgotten. conversations, entries: upper
    bounds; the least recently used conversation, and the oldest entry, make room.
    """

    def __init__(self, key: bytes, ttl_s: float, conversations: int, entries: int) -> None:
        self._key = key
        self._ttl_s = ttl_s
        self._most = conversations
        self.entries = entries
        self._open: OrderedDict[bytes, _Conversation] = OrderedDict()
        self.lock = Lock()

    def open(self, tenant: str, conversation: str, now: float, stored: bool = False) -> Desk:
        """The view of one exchange. stored: its history lives upstream, so it need not be carried along."""
        name = b"\0".join((tenant.encode(), conversation.encode()))
        key = hmac.digest(self._key, name, "sha256")
        with self.lock:
            self._expire(now)
            known = self._open.get(key)
            if known is None:
                while len(self._open) >= self._most:
                    self._open.popitem(last=False)
                known = self._open[key] = _Conversation(key)
            known.used_at = now
            self._open.move_to_end(key)
        return Desk(self, known, stored)

    def _expire(self, now: float) -> None:
        while self._open:
            oldest = next(iter(self._open.values()))
            if now - oldest.used_at < self._ttl_s:
                return
            self._open.popitem(last=False)

    def __len__(self) -> int:
        return len(self._open)


class LazyDesk:
    """A desk that is opened when it is first needed: most exchanges hide nothing."""

    __slots__ = ("_desk", "_open")

    def __init__(self, open_desk: Callable[[], Desk]) -> None:
        self._open = open_desk
        self._desk: Desk | None = None

    def token(self, kind: str, value: str, hide: bool) -> str:
        """See `Desk.token`."""
        self._desk = self._desk or self._open()
        return self._desk.token(kind, value, hide)

    def original(self, token: str, direction: str) -> str | None:
        """See `Desk.original`."""
        self._desk = self._desk or self._open()
        return self._desk.original(token, direction)


class Desk:
    """One exchange at the vault: what it mints, and what it may see again."""

    def __init__(self, vault: Vault, conversation: _Conversation, stored: bool) -> None:
        self._vault = vault
        self._conversation = conversation
        self._stored = stored
        self._carried: set[str] = set()

    def token(self, kind: str, value: str, hide: bool) -> str:
        """The surrogate for `value`; minted at its first appearance in the conversation."""
        talk = self._conversation
        word = _word(kind)
        with self._vault.lock:
            token = talk.by_value.get((word, value, hide))
            if token is None:
                token = self._mint(word, value, hide)
        if hide:
            self._carried.add(token)
        return token

    def _mint(self, word: str, value: str, hide: bool) -> str:
        talk = self._conversation
        count = talk.counts[word] = talk.counts.get(word, 0) + 1
        named = f"{word}\0{count}\0{value}".encode("utf-8", "surrogatepass")
        digest = hmac.digest(talk.key, named, hashlib.sha256)
        token = f"{word}_{count}_{base64.b32encode(digest)[:2].decode()}"
        talk.by_token[token] = _Entry(word, value, hide)
        talk.by_value[(word, value, hide)] = token
        if len(talk.by_token) > self._vault.entries:
            _, old = talk.by_token.popitem(last=False)
            del talk.by_value[(old.word, old.value, old.hide)]
        return token

    def original(self, token: str, direction: str) -> str | None:
        """The value behind `token`, if this exchange may see it in this direction."""
        entry = self._conversation.by_token.get(token)
        if entry is None or entry.hide != (direction == "response"):
            return None
        if entry.hide and not self._stored and token not in self._carried:
            return None
        return entry.value


def _word(kind: str) -> str:
    """`pii.jp.my_number` → `PII_JP_MY_NUMBER`; what is neither pii nor secret is DATA."""
    family, _, rest = kind.partition(".")
    parts = [p for p in _NOT_LETTERS.split(rest.upper().replace(".", "_")) if len(p) > 1]
    return "_".join([_PREFIXES.get(family, "DATA"), *(p[:20] for p in parts[:4])]) if parts else "DATA_TEXT"
