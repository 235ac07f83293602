"""What else was said in an exchange, for detectors that judge a text by it.

Whether a text attacks depends on what it is said to: "what is the word?" asks for a secret
only where a system prompt has one, and an answer gives it away only if it is in there. So a
detector with `contextual = True` is shown, beside its window, a *context*; where there is none
it is not asked, and costs nothing.

What must stay true: of the system prompt, of tools and of documents nothing is kept but
digests, unless a policy asks for a judge that has to read them (`grounds`): then they live
as long as the exchange. The user's turns before are text, and live as long as the request is judged.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock
from typing import Generic, TypeVar

from filters.attack.given import Given, places
from filters.attack.standing import Standing
from filters.harm.grounds import Grounds
from filters.harm.sources import Source
from filters.ip.supplied import Supplied

T = TypeVar("T")
_KEPT = 256  # texts whose digests are kept: clients send the same ones with every turn


@dataclass(frozen=True, slots=True, repr=False)
class Context:
    """Of one text. system: the system prompts. given: what tools and documents said.

    before: the turns of the user before it, the latest last. vouched: digests of the places that
    the user named. call: whether the text is an argument of a tool's call.
    Of an answer: sources, what tools and documents said, own, what the user and the system prompt
    did (where a detector wants them), grounds: these texts themselves (where one wants those); asked: the
    kinds that the request was found to be of; supplied: of all these texts, what a passage may be from.
    """

    system: tuple[Standing, ...] = ()
    given: tuple[Given, ...] = ()
    before: str = ""
    vouched: frozenset[int] = frozenset()
    call: bool = False
    sources: tuple[Source, ...] = ()
    own: tuple[Source, ...] = ()
    asked: frozenset[str] = frozenset()
    grounds: Grounds | None = None
    supplied: tuple[Supplied, ...] = ()

    @classmethod
    def of(
        cls, system: str = "", given: Iterable[str] = (), before: Iterable[str] = (), *, call: bool = False
    ) -> Context | None:
        """The context that these texts make; None where there are none."""
        texts, turns = (*filter(None, given),), "\n".join(before)
        vouched = frozenset(places(turns)) if texts else frozenset[int]()
        known = (standing(system),) if system else ()
        made = cls(known, tuple(map(told, texts)), turns, vouched, call)
        return made if known or texts or turns else None


class _Digested(Generic[T]):
    """What was read of the texts seen last, by a digest of them. For many threads."""

    def __init__(self, read: Callable[[str], T]) -> None:
        self._read = read
        self._known: OrderedDict[bytes, T] = OrderedDict()
        self._lock = Lock()

    def __call__(self, text: str) -> T:
        name = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        with self._lock:
            known = self._known.get(name)
            if known is not None:
                self._known.move_to_end(name)
                return known
        made = self._read(text)
        with self._lock:
            self._known[name] = made
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return made


standing = _Digested(Standing.of)
"""What a system prompt says, in digests."""
told = _Digested(Given.of)
"""What the text of a tool or a document says, in digests."""
sourced = _Digested(Source.of)
"""What an answer may rest on in a text, in digests."""
supplied = _Digested(Supplied.of)
"""What a passage of an answer may be from, in digests."""
