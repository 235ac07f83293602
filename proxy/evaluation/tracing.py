"""Why something was missed or found by mistake: the place in its text, and what was claimed there.

For the terminal of whoever owns the rows: here, and nowhere else, text is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from filters.arbiter import arbiter
from filters.policy import Policy
from filters.views import Folded
from proxy.evaluation.matching import Outcome
from proxy.evaluation.rows import TextRow

_AROUND = 24


def explained(row: TextRow, policy: Policy, wrong: Sequence[Outcome]) -> Iterator[str]:
    """A line for each, and beneath it, indented, the claims of the arbiter that overlap it."""
    claims = _claims(row.text) if any(one.name == "identifier" for one in policy.detectors) else []
    for one in wrong:
        yield f"{one.sort} {one.type} {one.start}-{one.end}  {_marked(row.text, one.start, one.end)}"
        for start, end, line in claims:
            if start < one.end and one.start < end:
                yield f"    {line}"


def _marked(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return f"{before}[[{text[start:end]}]]{after}".replace("\n", "⏎")


def _claims(text: str) -> list[tuple[int, int, str]]:
    view = Folded()
    view.feed(text)
    told: list[tuple[int, int, str]] = []
    for claim in arbiter().trace(view.text):
        start, end = view.raw_start(claim.start), view.raw_end(claim.end)
        entity = claim.entity
        what = "claimed" if claim.score else "rejected"
        why = f"score {claim.score:.2f}, check {claim.check}, cue {claim.cue}"
        told.append((start, end, f"{what} {entity.kind} {start}-{end}  {why}"))
    return told
