"""What a detector is: text in, findings out, and an honest word on what is final.

The promise, checked for every registered detector by `tests/contracts`:
*whatever text follows, my findings that begin before `settled` are final and
complete.* A detector is stateless; the gate remembers. It reads a window of one
view of the channel (`folded`: NFKC per character, digits and look-alikes folded,
invisible characters gone; or `raw`) and answers in positions of that view.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, Protocol, runtime_checkable

from msgspec import Struct

from filters.attack.context import Context
from filters.model import NO_ATTRS, Channel, Finding, Reading, TextSpan
from filters.registry import Options, Registry

View = Literal["folded", "raw"]


class Window(Struct, frozen=True, gc=False):
    """A stretch of one channel's text, as a detector is shown it.

    text: the view's text from position `start`. resume: the view position from which
    findings are wanted; what lies before it is context, at most `reach` code points.
    final: nothing follows. Findings that begin before `resume` are never wanted.
    context: what else was said in the exchange, for detectors that are `contextual`.
    """

    channel: Channel
    detector: str
    text: str
    start: int
    resume: int
    final: bool
    context: Context | None = None

    @property
    def at(self) -> int:
        """Where in `text` to begin."""
        return self.resume - self.start

    @property
    def end(self) -> int:
        """The view position after the last character shown."""
        return self.start + len(self.text)

    def finding(
        self,
        span: tuple[int, int],
        kind: str,
        score: float,
        attrs: Mapping[str, str | int | float | bool] = NO_ATTRS,
    ) -> Finding:
        """A finding at `text[span[0]:span[1]]`."""
        where = TextSpan(self.start + span[0], self.start + span[1])
        return Finding(self.channel, where, kind, score, self.detector, attrs)

    def nothing(self, settled: int) -> Reading:
        """No findings; final up to `text[settled]` (an index into `text`)."""
        return Reading((), self.start + settled)


class Detector(Protocol):
    """One file in `filters/detectors/`; the module name is the configuration name.

    name: set by the registry. kinds: kind → one line of documentation. reach: how many
    code points before `resume` it may look at. view: which view it reads. inline: cheap
    enough (microseconds per KB) to run where the text arrives; otherwise the rim runs it
    in a worker under the policy's deadline. `Options`: a pydantic model; the constructor
    takes one. A class may also have `sieve`, a `filters.sieve.Sieve`: it is then asked
    only where that lets something through, together with all others that have one. One with
    `contextual = True` is asked only where there is a `Window.context`; it is inline. One with
    `opt_in = True` runs only where a policy names it. One with `confined`, bounds of memory
    and time, is run by stations in a process of its own; it keeps its `options` for that. It is not
    asked about texts whose trust is in `deaf`.
    """

    name: str
    kinds: Mapping[str, str]
    reach: int
    view: View
    inline: bool

    def read(self, window: Window) -> Reading:
        """Answer for one window. When `window.final`, `settled` is `window.end`."""
        ...


@runtime_checkable
class Borrower(Protocol):
    """A detector that reads with others: it is lent all those of its policy, when that is put together."""

    def lend(self, detectors: Sequence[Detector]) -> None:
        """The policy's detectors, itself among them."""
        ...


class Confined(Struct, frozen=True):
    """What a process that runs one detector may take.

    memory: bytes of address space. seconds: for one window; start_s: to load what it needs.
    """

    memory: int
    seconds: float
    start_s: float = 60.0


DETECTORS: Registry[Detector] = Registry("detector", "filters.detectors", "sekisho.detectors")


def opt_in() -> frozenset[str]:
    """The detectors that run only where a policy names them."""
    return frozenset(name for name, one in DETECTORS.members().items() if getattr(one, "opt_in", False))


__all__ = ["DETECTORS", "Borrower", "Confined", "Detector", "Options", "View", "Window", "opt_in"]
