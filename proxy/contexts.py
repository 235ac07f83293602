"""What the texts of an exchange are to each other: noted before any of them is judged.

A detector that judges a text by what else was said (`filters.attack.context`) must know the
system prompt, and dialects write it before the messages, among them or behind. So a request's
texts are noted first, and looked at when somebody asks (`proxy.said`); one text alone has no context.
The answer's texts are judged by digests: the request is let go when the answer begins. Where a policy
has a judge that must read what an answer rests on, these texts are held with the exchange (`grounds`).

On a socket every message is a document of its own, and what was said before it counts (`lasting`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from filters.attack.context import Context, sourced, supplied
from filters.attack.given import Given
from filters.attack.splitting import dull
from filters.attack.standing import Standing
from filters.harm.grounds import Grounds
from filters.harm.sources import Source
from filters.harm.taxonomy import BY_KIND, ruled_as
from filters.ip.supplied import Supplied
from filters.model import Trust, Verdict
from proxy.dialect import Json
from proxy.jsonscan import Leaf
from proxy.said import FOREIGN, GIVEN, SYSTEMS, TURNS, VOUCHED, Heard, Kept, Said, root_of
from proxy.table import Slot

_BEFORE = 2000  # code points of the turns before, the latest
_ANSWERS = ("assistant", "reasoning")


class Contexts:
    """Of one exchange; lasting: of a connection.

    sources: whether answers are held against what was given. grounds: and whether by its very words.
    supplied: whether passages of answers are, of works that were supplied.
    """

    def __init__(self, *, lasting: bool = False) -> None:
        self.sources = self.grounds = self.supplied = False
        self._lasting = lasting
        self._noted: tuple[bytes, Json, Sequence[tuple[Leaf, Slot]], Kept | None] | None = None
        self._request: Said | None = None
        # What was said before, or by the time the answer begins.
        self._systems: tuple[Standing, ...] = ()
        self._given: tuple[Given, ...] = ()
        self._vouched: tuple[int, ...] = ()
        self._turns: tuple[str, ...] = ()
        self._dull: bool | None = None  # whether nothing of an attack is in the recent turns, once asked
        self._foreign: tuple[Source, ...] = ()
        self._own: tuple[Source, ...] = ()
        self._asked: frozenset[str] = frozenset()
        self._edits: dict[int, str] = {}  # texts of the request as rows have them go up, by place
        self._held: Grounds | None = None
        self._supplied: tuple[Supplied, ...] = ()

    def found(self, verdict: Verdict) -> None:
        """A text of the request was ruled on: of which kinds of harm it is, the answer's readers may ask."""
        for one in verdict.findings:
            if one.kind == verdict.kind and one.kind in BY_KIND:
                self._asked |= {one.kind, ruled_as(one.kind, one.attrs)}

    def note(
        self, data: bytes, doc: Json, texts: Sequence[tuple[Leaf, Slot]], kept: Kept | None = None
    ) -> None:
        """A document's texts are about to be judged. Nothing is looked at yet."""
        if self._lasting:
            self.answering()
        self._request = self._dull = None
        alone = len(texts) < 2 and not (kept or self._lasting or self.grounds or self.supplied)
        self._noted = None if alone else (data, doc, texts, kept)
        self._edits = {}

    def goes_up(self, edits: Iterable[tuple[Leaf, str]]) -> None:
        """What goes up in the place of texts of the document that was noted last."""
        self._edits = {leaf.start: text for leaf, text in edits} if self.grounds else {}

    def answering(self) -> None:
        """The request has been judged: digests will do from here on."""
        request = self._look()
        self._noted = self._request = None
        if request is None:
            return
        if self.sources:
            self._rest(request)
        if self.grounds:
            self._hold(request)
        if self.supplied:
            self._supply(request)
        self._systems = (*self._systems, *(one for _, one in request.told()))[-SYSTEMS:]
        self._given = (*self._given, *(one for _, one in request.brought()))[-GIVEN:]
        if self._lasting:
            turns = (request.text(leaf)[-_BEFORE:] for leaf in request.latest(TURNS))
            self._turns = (*self._turns, *turns)[-TURNS:]
        if self._naming:
            self._vouched = (*self._vouched, *request.vouched())[-VOUCHED:]

    @property
    def _naming(self) -> bool:
        """Whether somebody asks which places the user named: whoever is given something, or may yet be."""
        return bool(self._given) or self._lasting

    def _rest(self, request: Said) -> None:
        """Note what the answer may rest on."""

        def read(leaves: Sequence[Leaf]) -> Iterator[Source]:
            return (sourced(request.text(leaf)) for leaf in leaves[-GIVEN:])

        said = [*(leaf for leaf, _ in request.told()), *request.latest(GIVEN)]
        self._foreign = (*self._foreign, *read([leaf for leaf, _ in request.brought()]))[-GIVEN:]
        self._own = (*self._own, *read(said))[-GIVEN:]

    def _supply(self, request: Said) -> None:
        """Note of which passages nobody can say that the answer has them from elsewhere."""
        told, brought = ([leaf for leaf, _ in pairs] for pairs in (request.told(), request.brought()))
        leaves = [*told, *brought[-GIVEN:], *request.latest(GIVEN)]
        self._supplied = (*self._supplied, *(supplied(request.text(leaf)) for leaf in leaves))[-3 * GIVEN :]

    def _hold(self, request: Said) -> None:
        """Hold the texts that the answer may rest on, as they went up; a judge is shown nothing else."""

        def read(leaves: Iterable[Leaf]) -> list[str]:
            kept = ((leaf, self._edits.get(leaf.start)) for leaf in leaves)
            return [request.text(leaf) if text is None else text for leaf, text in kept]

        before = self._held or Grounds((), ())
        given = read([leaf for leaf, _ in request.brought()][-GIVEN:])
        told, turns = read(leaf for leaf, _ in request.told()), read(request.latest(GIVEN))
        asked = turns[-1] if turns else before.asked
        self._held = Grounds((*before.given, *given), (*before.own, *told, *turns), asked)

    def of(self, leaf: Leaf, role: str, trust: Trust) -> Context | None:
        """What a text of a request is said in, by the user or from afar; None where it is said in nothing."""
        if not (role == "user" == trust or trust in FOREIGN):
            return None
        request = self._look()
        if request is None:
            return None
        root = root_of(leaf.pointer)
        here = (one for place, one in request.told() if place.pointer.startswith(root))
        systems = (*self._systems, *here)
        before = self._before(request, leaf) if trust == "user" else ""
        return Context(systems, (), before) if systems or before else None

    def _before(self, request: Said, leaf: Leaf) -> str:
        """The turns before a place, where an order could be made of them and what stands there."""
        if request.is_recent(leaf):
            if self._dull is None:  # of all at once: most often that is all there is to ask
                self._dull = dull([*self._turns, *request.recent()])
            if self._dull:
                return ""
        turns = [*self._turns, *request.before(leaf)][-TURNS:]
        if not turns or dull([*turns, request.text(leaf)]):
            return ""
        return "\n".join(turns)[-_BEFORE:]

    def heard(self) -> Iterable[Heard]:
        """The texts of a request that are said in something, or may be."""
        request = self._look()
        return request.heard if request is not None else ()

    def answer(self, role: str, *, call: bool) -> Context | None:
        """What a text of the answer is said in. call: whether it is an argument of a tool's call."""
        if role not in _ANSWERS:
            return None
        if self._lasting:
            self.answering()
        if not (self._systems or self._given or self._asked or self._held or self._supplied):
            return None
        vouched = frozenset(self._vouched) if call else frozenset[int]()
        rest = (self._foreign, self._own) if self._foreign else ((), ())
        return Context(
            self._systems, self._given, "", vouched, call, *rest, self._asked, self._held, self._supplied
        )

    def kept(self, begin: int, end: int) -> Kept | None:
        """What of this lies between two bytes of the request."""
        request = self._look()
        if request is None:
            return None
        naming = self._naming or any(request.brought())
        return request.keep(begin, end, naming=naming)

    def _look(self) -> Said | None:
        if self._request is None and self._noted is not None:
            self._request = Said.of(*self._noted)
        return self._request
