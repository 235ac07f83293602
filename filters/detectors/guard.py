"""Ask guard models and moderation services: the second stage behind `harm` and `attack`.

It runs only where a policy names it, and is asked by the station (`proxy.guarding`), which
makes the calls; alone, as here, it can judge nothing and says so. See `docs/guards.md`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field

import filters.detector
from config.errors import PolicyError
from filters.cascade.choice import ClassOptions, Edges, Fail, Mode, Terms, terms_of
from filters.cascade.conclusion import KINDS, Heard, conclude, documented
from filters.cascade.guard import GUARDS, Unreadable
from filters.cascade.guard import Guard as Adapter
from filters.cascade.inquiry import Cascade, Inquiry, inquire
from filters.detector import DETECTORS, View, Window
from filters.harm.taxonomy import BY_KIND, BY_NAME
from filters.harm.taxonomy import documented as classes
from filters.model import Direction, Reading, Trust


@DETECTORS.add
class Guard:
    """Asks what is wrong with a text where the terms of a class say so."""

    name = "guard"
    kinds: Mapping[str, str] = {**classes(), **KINDS}
    view: View = "raw"
    inline = False
    opt_in = True

    class Options(filters.detector.Options):
        """Whom to ask, when, and what it means that nobody answers."""

        guards: tuple[Mapping[str, Any], ...] = Field(
            min_length=1, max_length=16, description="Each `{use: NAME, …}` with its options."
        )
        ask: Literal["all", "first"] = Field(
            "all",
            description="All of them, and the gravest counts; or the next only where one gives no answer.",
        )
        mode: Mode = Field("always", description="When a class is asked for.")
        band: Edges = Field(
            # From where nine in ten known jailbreaks are, for a seventh of chat (docs/models/harm.md), up
            # to where rows of the presets act: a finding of 0.9 is 0.994 here.
            (0.65, 0.995),
            description="Of `band`: from which score of the first stage, and below which.",
        )
        share: float = Field(0.05, ge=0, le=1, description="Of `sampled`: of all texts.")
        fail: Fail = Field(
            "closed",
            description="That no guard could judge a class is a failure, or (`open`) only noted; "
            "`weapons_cbrn` and `csae` fail closed unless named.",
        )
        classes: Mapping[str, ClassOptions] = Field({}, description="What differs, by class.")
        shadow: Annotated[bool, Field(description="Ask and record, and let no other row see it.")] = False
        ahead: Annotated[
            bool, Field(description="A request goes up while it is judged; nothing comes back before that.")
        ] = False
        min_score: float = Field(0.5, ge=0, le=1, description="Less probable grades are dropped.")
        directions: tuple[Direction, ...] = Field(
            ("request", "response"), min_length=1, description="Whose texts."
        )
        trusts: tuple[Trust, ...] = Field(
            ("user", "tool", "retrieved"), min_length=1, description="Texts of which trust."
        )
        least: int = Field(
            400, ge=8, le=4000, description="Characters of an answer that are judged together, at least."
        )
        most: int = Field(4000, ge=64, le=20_000, description="No more are judged together.")
        context: int = Field(800, ge=0, le=8000, description="Characters before them that are shown as well.")
        request: Annotated[
            bool, Field(description="Show the user's last turn with an answer; it is held for that.")
        ] = False
        calls: int = Field(
            64, ge=1, le=1024, description="Questions about one text at once; more are failures."
        )

        decoded: Annotated[
            bool, Field(description="Ask about what is hidden in a text (base64, tags, …) as well.")
        ] = True

    def __init__(self, options: Options) -> None:
        self.options = options
        self.guards = tuple(_built(one) for one in options.guards)
        self.reach = options.context
        self.ahead = options.ahead or options.shadow
        self.grounds = options.request
        terms = self._terms()
        banded = any(one.mode == "band" for one in terms.values())
        self.kinds = documented(terms, shadow=options.shadow)
        self.cascade = Cascade(
            self.guards, terms, options.ask == "first", min(options.least, options.most), options.most,
            options.context, options.calls, options.decoded, _first_stage if banded else None,
        )  # fmt: skip

    def _terms(self) -> dict[str, Terms]:
        """The terms of every class that is not off and that a guard can judge."""
        options = self.options
        usual = ClassOptions(mode=options.mode, band=options.band, share=options.share, fail=options.fail)
        covers = frozenset[str]().union(*(one.covers for one in self.guards))
        for name, own in options.classes.items():
            if name not in BY_NAME:
                raise PolicyError(f"detector 'guard', option 'classes': no class '{name}'")
            if BY_NAME[name].kind not in covers and own.mode not in (None, "off"):
                raise PolicyError(f"detector 'guard', option 'classes': no guard here knows '{name}'")
        made = [terms_of(name, options.classes.get(name, ClassOptions()), usual) for name in BY_NAME]
        return {one.kind: one for one in made if one.mode != "off" and one.kind in covers}

    def inquire(self, window: Window, key: bytes) -> Inquiry:
        """What is to be asked about a window. key: of samples."""
        channel = window.channel
        if channel.direction not in self.options.directions or channel.trust not in self.options.trusts:
            return Inquiry((), (), window.end)
        return inquire(self.cascade, window, key, self._asked(window))

    def _asked(self, window: Window) -> str:
        """What an answer answers, where it is to be shown."""
        held = window.context.grounds if window.context and self.options.request else None
        return held.asked if held and window.channel.direction == "response" else ""

    def conclude(self, window: Window, inquiry: Inquiry, heard: Sequence[Sequence[Heard]]) -> Reading:
        """What the reading is, by what was heard for each query."""
        options = self.options
        return conclude(self.cascade, window, inquiry, heard, options.min_score, shadow=options.shadow)

    def read(self, window: Window) -> Reading:
        inquiry = self.inquire(window, b"")
        nobody = Unreadable("nobody asked")
        return self.conclude(
            window, inquiry, [[Heard(one, nobody) for one in query.guards] for query in inquiry.queries]
        )


def _built(told: Mapping[str, Any]) -> Adapter:
    name = told.get("use")
    if not isinstance(name, str):
        raise PolicyError("detector 'guard', option 'guards': each has a `use`, the name of a guard")
    made = GUARDS.build(name, {key: value for key, value in told.items() if key != "use"})
    if made.covers.isdisjoint(BY_KIND):
        raise PolicyError(f"detector 'guard', option 'guards': '{name}' knows no class of harm or attack")
    return made


def _first_stage(text: str, window: Window) -> Mapping[str, float]:
    """The scores of the built-in classifier, by kind."""
    from filters.harm.score import score  # noqa: PLC0415  # its model is read where a band asks for it

    scores = score(text, role=window.channel.role, trust=window.channel.trust)
    found = {one.kind: scores.classes.get(one.name, 0.0) for one in BY_KIND.values()}
    return found | {"harm": scores.harm, "injection": scores.attack}
