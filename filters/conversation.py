"""The entries of one conversation: which surrogate stands for which value.

Surrogates are counted in the order values first appear, so a replayed history gets the
same ones again, on every worker that has the key. Values are kept sealed (AES-GCM under a key
of this conversation); a value is found by a keyed digest of what it is, not by itself.
One value has one surrogate, however it is spelt; what comes back is its first spelling.

An entry is bounded, and so is their number: the oldest makes room. A count is never used twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import msgspec

from filters.canonical import canonical
from filters.folding import fold
from filters.sealing import SealBroken, Sealer, keyed
from filters.surrogates import checks, is_exact, plain, spelt, word_of

# token, word and count (what a count goes on from), hidden from the upstream, digest, spelling
_Stored = tuple[bytes, str, int, bool, bytes, bytes]
# Attempts at a fake that is nobody's yet, before a token is taken instead.
_ATTEMPTS = 20
Make = Callable[[bytes], str | None]


class Named(NamedTuple):
    """What a value is called here. what: it, as all its spellings have it."""

    word: str
    what: str
    hide: bool
    style: str
    digest: bytes


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One value behind one surrogate. hide: from the upstream; else from the client.

    fake: it looks like a value of its kind, so it does not say itself what it is.
    """

    token: str
    word: str
    count: int
    hide: bool
    digest: bytes
    sealed: bytes
    fake: bool

    @property
    def spellings(self) -> tuple[str, ...]:
        """How it may be written, where it does not say itself what it is: with its separators and without."""
        return tuple({self.token: None, canonical(self.word, self.token): None}) if self.fake else ()


class Conversation:
    """See above. key: 32 bytes that are its own."""

    __slots__ = (
        "_by_digest",
        "_by_token",
        "_checks",
        "_counts",
        "_fakes",
        "_most",
        "_sealer",
        "key",
        "used_at",
    )

    def __init__(self, key: bytes, most: int) -> None:
        self.key = key
        self.used_at = 0.0
        self._most = most
        self._sealer = Sealer(keyed(key, "values"))
        self._by_token: dict[str, Entry] = {}
        self._by_digest: dict[bytes, Entry] = {}
        self._fakes: dict[str, Entry] = {}  # by spelling
        self._counts: dict[str, int] = {}
        self._checks: dict[
            str, None
        ] = {}  # there are ten thousand conversations, and a set takes thrice as much

    def __len__(self) -> int:
        return len(self._by_token)

    # -- by value

    def named(self, kind: str, value: str, hide: bool, style: str = "token") -> Named:
        """What its entry is found by."""
        word = word_of(kind)
        what = canonical(word, value)
        digest = keyed(self.key, "value", word, "up" if hide else "down", style, what)
        return Named(word, what, hide, style, digest[:16])

    def known(self, name: Named) -> Entry | None:
        """The entry of a value, if it has one."""
        return self._by_digest.get(name.digest)

    def mint(self, name: Named, value: str, make: Make | None = None) -> Entry:
        """A new entry. make: of a digest, a text to stand for the value; where it makes none, a token."""
        counted = name.word if make is None else f"{name.word} {name.style}"
        count = self._counts[counted] = self._counts.get(counted, 0) + 1
        token = self._made(make, name.digest) or self._token(name, count)
        sealed = self._sealer.seal(
            value.encode("utf-8", "surrogatepass"), token.encode("utf-8", "surrogatepass")
        )
        entry = Entry(token, name.word, count, name.hide, name.digest, sealed, not is_exact(token))
        self._keep(entry)
        return entry

    def _token(self, name: Named, count: int) -> str:
        digest = keyed(self.key, "check", name.word, str(count), name.what)
        return spelt(name.word, count, checks(digest, self._checks))

    def _made(self, make: Make | None, digest: bytes) -> str | None:
        for attempt in range(_ATTEMPTS if make else 0):
            made = make(keyed(self.key, "fake", digest, str(attempt))) if make else None
            if made is None:
                return None
            if made not in self._fakes:
                return made
        return None

    def _keep(self, entry: Entry) -> None:
        self._by_token[entry.token] = entry
        self._by_digest.setdefault(entry.digest, entry)
        counted = f"{entry.word} fake" if entry.fake else entry.word
        self._counts[counted] = max(self._counts.get(counted, 0), entry.count)
        self._checks[entry.token[-2:]] = None
        for one in entry.spellings:
            self._fakes.setdefault(one, entry)
        if len(self._by_token) > self._most:
            self._forget(self._by_token.pop(next(iter(self._by_token))))

    def _forget(self, old: Entry) -> None:
        self._checks.pop(old.token[-2:], None)
        if self._by_digest.get(old.digest) is old:
            del self._by_digest[old.digest]
        for one in old.spellings:
            if self._fakes.get(one) is old:
                del self._fakes[one]

    # -- by surrogate

    def entry(self, text: str) -> Entry | None:
        """The one entry this text stands for, as it was minted or in another spelling of the same."""
        exact = self._by_token.get(text) or self._fakes.get(fold(text))
        if exact is not None:
            return exact
        found = [entry for one in plain(text) if (entry := self._by_token.get(one)) is not None]
        return found[0] if len(found) == 1 else None

    def fakes(self) -> list[Entry]:
        """The entries that do not say themselves what they are."""
        return list(self._fakes.values())

    def hidden(self) -> list[str]:
        """The surrogates of all that is hidden from the upstream."""
        return [entry.token for entry in self._by_token.values() if entry.hide]

    def value(self, entry: Entry) -> str:
        """The value as it was first spelt."""
        about = entry.token.encode("utf-8", "surrogatepass")
        return self._sealer.open(entry.sealed, about).decode("utf-8", "surrogatepass")

    # -- to a store, and back

    def packed(self, entry: Entry) -> tuple[bytes, bytes]:
        """The entry for a store: a keyed digest to find it by, and all the rest as ciphertext."""
        field = self._field(entry.token)
        value = self.value(entry).encode("utf-8", "surrogatepass")
        token = entry.token.encode("utf-8", "surrogatepass")
        stored = (token, entry.word, entry.count, entry.hide, entry.digest, value)
        return field, self._sealer.seal(msgspec.msgpack.encode(stored), field)

    @property
    def name(self) -> str:
        """What a store calls it: a keyed digest."""
        return keyed(self.key, "name").hex()

    @property
    def fields(self) -> frozenset[bytes]:
        """What a store calls the entries that are kept here."""
        return frozenset(self._field(token) for token in self._by_token)

    def _field(self, token: str) -> bytes:
        return keyed(self.key, "field", token)[:16]

    def unpack(self, packed: Mapping[bytes, bytes]) -> int:
        """Take what a store has of this conversation; how many of them did not open and were left out."""
        broken = 0
        found: list[_Stored] = []
        for field in packed.keys() - self.fields:
            try:
                found.append(_read(self._sealer.open(packed[field], field)))
            except (SealBroken, msgspec.MsgspecError):
                broken += 1
        for token, word, count, hide, digest, value in sorted(found, key=lambda one: (one[2], one[0])):
            sealed = self._sealer.seal(value, token)
            said = token.decode("utf-8", "surrogatepass")
            self._keep(Entry(said, word, count, hide, digest, sealed, not is_exact(said)))
        return broken


_read = msgspec.msgpack.Decoder(tuple[bytes, str, int, bool, bytes, bytes]).decode
