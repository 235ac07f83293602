"""One exchange at the vault: what it hides, what it may see again, and what must not leave.

Who may see what: a value hidden from the upstream comes back only in an exchange whose
own request carried it, or whose answered history did (`seen`): two users who begin alike
never see each other's values. A value hidden from the client goes back up when its
surrogate returns.

What a user types in the form of a surrogate is hidden like a value, and so put back as it
was typed: it is never taken for one of ours. Who tries many that are none is believed none.
The values hidden in this exchange stay here, in plain text, until it is over: the egress
guard looks for them in what leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock

from filters.canonical import canonical
from filters.conversation import Conversation, Entry
from filters.detector import Detector
from filters.fakes import faked
from filters.literals import Literals
from filters.model import Direction
from filters.surrogates import is_exact, word_of

TYPED = "data.typed"
# Roles whose words repeat the history: a surrogate in them is one that was left as it stands.
_HISTORY = frozenset({"assistant", "reasoning", "tool"})
_MOST_STRANGERS = 16  # surrogates nobody minted, in one request


@dataclass(slots=True)
class Hidden:
    """What one exchange hides from the upstream, in plain text: for as long as the exchange lasts.

    values: what must not leave, and its word. given: canonical values that the upstream has all the same.
    """

    values: dict[str, str] = field(default_factory=dict[str, str])
    given: set[str] = field(default_factory=set[str])


class Desk:
    """See above. stored: its history lives upstream, so it need not be carried along."""

    def __init__(
        self, conversation: Conversation, lock: Lock, stored: bool = False, seen: Iterable[str] = ()
    ) -> None:
        self.conversation = conversation
        self._lock = lock
        self._stored = stored
        self._carried: set[str] = {*seen}
        self._strangers = 0
        self._minted: list[Entry] = []
        self._literals: Literals | None = None
        self.hidden = Hidden()

    # -- hiding

    def token(self, kind: str, value: str, hide: bool) -> str:
        """The surrogate for `value`; minted at its first appearance in the conversation."""
        return self._surrogate(kind, value, hide, "token")

    def fake(self, kind: str, value: str) -> str:
        """A value of the same form that is nobody's, hidden from the upstream; else a token."""
        return self._surrogate(kind, value, hide=True, style="fake")

    def _surrogate(self, kind: str, value: str, hide: bool, style: str) -> str:
        talk = self.conversation
        with self._lock:
            name = talk.named(kind, value, hide, style)
            entry = talk.known(name)
            if entry is None:
                make = faked(name.word, value, talk.key) if style == "fake" else None
                entry = talk.mint(name, value, make)
                self._minted.append(entry)
        if hide:
            self._carried.add(entry.token)
            if kind != TYPED:
                self.hidden.values.setdefault(value, entry.word)
        return entry.token

    def conceal(self, kind: str, value: str) -> None:
        """A value was hidden from the upstream for good, and has no surrogate."""
        self.hidden.values.setdefault(value, word_of(kind))

    def escape(self, text: str, role: str) -> str | None:
        """What goes up for a text in the form of a surrogate; None: itself.

        Of the history (assistant, tool) a surrogate goes up as it came: it was left so.
        """
        typed = self.conversation.known(self.conversation.named(TYPED, text, hide=True))
        if typed is None:
            if role in _HISTORY:
                return None
            entry = self.conversation.entry(text)
            if not is_exact(text) and (entry is None or not self._sees(entry, "response")):
                return None  # only looks a little like one, and stands for nothing
        return self.token(TYPED, text, hide=True)

    # -- putting back

    def original(self, text: str, direction: str) -> str | None:
        """The value behind a surrogate, if this exchange may see it in this direction."""
        with self._lock:
            entry = self.conversation.entry(text)
            if entry is None:
                self._strangers += direction == "request" and is_exact(text)
            if entry is None or not self._sees(entry, direction) or self._strangers >= _MOST_STRANGERS:
                return None
            value = self.conversation.value(entry)
        if direction == "request":
            self.hidden.given.add(canonical(entry.word, value))
        return value

    def knows(self, text: str) -> bool:
        """Whether a text is a surrogate that this exchange may put back, in this direction or the other."""
        with self._lock:
            entry = self.conversation.entry(text)
        return entry is not None and (self._sees(entry, "request") or self._sees(entry, "response"))

    def _sees(self, entry: Entry, direction: str) -> bool:
        if entry.hide != (direction == "response"):
            return False
        return not entry.hide or self._stored or entry.token in self._carried

    def literals(self, direction: Direction) -> Detector | None:
        """A reader of the fakes that may come back in this direction; None where there are none."""
        if direction != "response":
            return None
        if self._literals is None:
            with self._lock:
                fakes = self.conversation.fakes()
            seen = [entry for entry in fakes if self._sees(entry, direction)]
            self._literals = Literals({one for entry in seen for one in entry.spellings})
        return self._literals if self._literals.some else None

    # -- for those who keep

    @property
    def seen(self) -> frozenset[str]:
        """What an exchange that goes on from this one's answer may see again."""
        return frozenset(self.conversation.hidden()) if self._stored else frozenset(self._carried)

    def minted(self) -> Mapping[bytes, bytes]:
        """What is new since this was asked last, as a store keeps it."""
        minted, self._minted = self._minted, []
        with self._lock:
            return dict(self.conversation.packed(entry) for entry in minted)


class LazyDesk:
    """A desk that is opened when it is first needed: most exchanges hide nothing."""

    __slots__ = ("_desk", "_open")

    def __init__(self, open_desk: Callable[[], Desk]) -> None:
        self._open = open_desk
        self._desk: Desk | None = None

    @property
    def desk(self) -> Desk:
        """The desk itself, open."""
        self._desk = self._desk or self._open()
        return self._desk

    @property
    def opened(self) -> Desk | None:
        """The desk, if it was needed."""
        return self._desk

    @property
    def hidden(self) -> Hidden:
        """See `Desk`."""
        return self._desk.hidden if self._desk else Hidden()

    def token(self, kind: str, value: str, hide: bool) -> str:
        """See `Desk.token`."""
        return self.desk.token(kind, value, hide)

    def fake(self, kind: str, value: str) -> str:
        """See `Desk.fake`."""
        return self.desk.fake(kind, value)

    def conceal(self, kind: str, value: str) -> None:
        """See `Desk.conceal`."""
        self.desk.conceal(kind, value)

    def escape(self, text: str, role: str) -> str | None:
        """See `Desk.escape`."""
        return self.desk.escape(text, role)

    def original(self, text: str, direction: str) -> str | None:
        """See `Desk.original`."""
        return self.desk.original(text, direction)

    def knows(self, text: str) -> bool:
        """See `Desk.knows`."""
        return self.desk.knows(text)

    def literals(self, direction: Direction) -> Detector | None:
        """See `Desk.literals`."""
        return self.desk.literals(direction)
