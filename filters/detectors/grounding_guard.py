"""Ask a model whether what an answer was given bears it out: the second stage behind `grounding`.

It reads answers, passage by passage, where the exchange brought something to rest on. The texts
themselves are held for it, in memory, as long as the exchange (`filters.harm.grounds`), and are
shown to the guards named here. It runs only where a policy names it, and is asked by the station
(`proxy.guarding`); alone, as here, it can judge nothing and says so. See `docs/care.md`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field

import filters.detector
from config.errors import PolicyError
from filters.cascade.choice import Edges, Fail, Terms
from filters.cascade.conclusion import FAILED, KINDS, LATE, SHADOW, UNJUDGED, Heard, conclude
from filters.cascade.grounding import Asked, inquire
from filters.cascade.guard import GUARDS, UNSUPPORTED, Guard, Unreadable
from filters.cascade.inquiry import Cascade, Inquiry
from filters.detector import DETECTORS, View, Window
from filters.harm.grounds import Grounds
from filters.model import Direction, Reading

_NAME = "detector 'grounding_guard', option 'guards'"
_KINDS: Mapping[str, str] = {
    UNSUPPORTED: "A passage of an answer that, a model says, nothing it was given bears out.",
    **{kind: KINDS[kind] for kind in (SHADOW, UNJUDGED, FAILED, LATE)},
}


@DETECTORS.add
class GroundingGuard:
    """Asks whether passages of an answer are supported."""

    name = "grounding_guard"
    kinds: Mapping[str, str] = _KINDS
    view: View = "raw"
    inline = False
    opt_in = True
    contextual = True
    sources = True  # a context must have their digests
    grounds = True  # and the texts
    direction: Direction = "response"

    class Options(filters.detector.Options):
        """Whom to ask, about what, and what it means that nobody answers."""

        guards: tuple[Mapping[str, Any], ...] = Field(
            min_length=1, max_length=16, description="Each `{use: NAME, …}` with its options."
        )
        ask: Literal["all", "first"] = Field("all", description="All of them, or in turn, as of `guard`.")
        mode: Literal["always", "band", "sampled"] = Field(
            "always", description="When a passage is asked about."
        )
        band: Edges = Field(
            (0.2, 1.0),
            description="Of `band`: from which share of terms that stand in nothing given, and below which.",
        )
        share: float = Field(0.05, ge=0, le=1, description="Of `sampled`: of all passages.")
        fail: Fail = Field("closed", description="That no guard could judge is a failure, or only noted.")
        shadow: Annotated[bool, Field(description="Ask and record, and let no other row see it.")] = False
        min_score: float = Field(0.5, ge=0, le=1, description="Less probable findings are dropped.")
        asked: tuple[str, ...] = Field(
            (), max_length=32, description="Only where the request was found to be of one of these kinds."
        )
        prompts: Annotated[
            bool, Field(description="Judge also where documents stand in the prompt, and nowhere else.")
        ] = False
        terms: int = Field(3, ge=1, le=64, description="A passage with fewer terms is not asked about.")
        least: int = Field(
            120, ge=8, le=4000, description="Characters of an answer that are judged together, at least."
        )
        most: int = Field(2000, ge=64, le=20_000, description="No more are judged together.")
        context: int = Field(400, ge=0, le=8000, description="Characters before them that are shown as well.")
        shown: int = Field(
            24_000, ge=1000, le=131_072, description="Characters of what was given that are shown with them."
        )
        calls: int = Field(64, ge=1, le=1024, description="Questions at once; more are failures.")

    def __init__(self, options: Options) -> None:
        self.options = options
        self.guards = tuple(_built(one) for one in options.guards)
        self.reach = options.context
        low, high = options.band
        closed = options.fail == "closed"
        terms = {UNSUPPORTED: Terms(UNSUPPORTED, options.mode, low, high, options.share, closed)}
        self._cascade = Cascade(
            self.guards, terms, options.ask == "first", min(options.least, options.most), options.most,
            options.context, options.calls, decoded=False, scoring=None,
        )  # fmt: skip
        said = (
            (SHADOW, UNJUDGED)
            if options.shadow
            else (UNSUPPORTED, *((FAILED, LATE) if closed else (UNJUDGED,)))
        )
        self.kinds = {kind: _KINDS[kind] for kind in said}

    def inquire(self, window: Window, key: bytes) -> Inquiry:
        """What is to be asked about a window. key: of samples."""
        grounds = self._grounds(window)
        if grounds is None:
            return Inquiry((), (), window.end)
        return inquire(self._cascade, Asked(self.options.terms, self.options.shown), window, grounds, key)

    def _grounds(self, window: Window) -> Grounds | None:
        """What an answer is held against; None where nothing is asked about it."""
        context, channel, asked = window.context, window.channel, self.options.asked
        if context is None or context.grounds is None:
            return None
        if channel.direction != self.direction or channel.role != "assistant" or channel.syntax != "plain":
            return None
        if asked and context.asked.isdisjoint(asked):
            return None
        grounds = context.grounds
        return grounds if grounds.given or (self.options.prompts and grounds.own) else None

    def conclude(self, window: Window, inquiry: Inquiry, heard: Sequence[Sequence[Heard]]) -> Reading:
        """What the reading is, by what was heard for each query."""
        options = self.options
        return conclude(self._cascade, window, inquiry, heard, options.min_score, shadow=options.shadow)

    def read(self, window: Window) -> Reading:
        inquiry = self.inquire(window, b"")
        nobody = Unreadable("nobody asked")
        return self.conclude(
            window, inquiry, [[Heard(one, nobody) for one in query.guards] for query in inquiry.queries]
        )


def _built(told: Mapping[str, Any]) -> Guard:
    name = told.get("use")
    if not isinstance(name, str):
        raise PolicyError(f"{_NAME}: each has a `use`, the name of a guard")
    made = GUARDS.build(name, {key: value for key, value in told.items() if key != "use"})
    if UNSUPPORTED not in made.covers:
        raise PolicyError(f"{_NAME}: '{name}' does not judge what an answer rests on")
    return made
