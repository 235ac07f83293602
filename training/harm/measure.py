"""What the model says of sources it has not learnt from: recall where one in fifty harmless texts is flagged.

The harmless pool is chat and questions as people write them, in English; in Japanese
everyday requests, system prompts and documents, of which one in a hundred may be flagged.
Look-alikes are reported apart: nobody's traffic is made of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from filters.harm.model import QUESTIONS
from training.harm.rows import NO, YES, Row

_CHAT = frozenset(
    {
        "oasst_eval",
        "arena_hard",
        "self_instruct_user",
        "fastchat_bench",
        "self_instruct_seed",
        "fastchat_dummy",
    }
)
_CHAT_JA = frozenset({"flexeval_ja", "jp_mtbench_answers"})
_EVERYDAY = frozenset({"everyday", "system_like", "document"})
FLAGGED = {"en": 0.02, "ja": 0.01}
_FEW = 20

Floats = NDArray[np.float32]


class Figure(NamedTuple):
    """Of the rows of one source with one answer. flagged: the share above the threshold."""

    question: str
    lang: str
    harmful: bool
    source: str
    rows: int
    flagged: float
    auroc: float  # against the pool


def pooled(row: Row) -> bool:
    """Whether a row is of the pool that thresholds are taken from."""
    if row.answers[0] != NO or row.source.startswith(("made", "authored_injection")):
        return False
    if row.lang == "ja":
        return row.source in _CHAT_JA or not _EVERYDAY.isdisjoint(row.tags)
    return row.kind == "prompt" and (row.source in _CHAT or "chat" in row.tags)


def figures(rows: Sequence[Row], sums: Floats) -> list[Figure]:
    """For every question, language, answer and source."""
    found = list[Figure]()
    known = ~np.isnan(sums[:, 0])
    for lang in ("en", "ja"):
        pool = np.array([known[n] and row.lang == lang and pooled(row) for n, row in enumerate(rows)])
        for column, question in enumerate(QUESTIONS):
            base = sums[pool, column]
            if len(base) < _FEW:
                continue
            least = float(np.quantile(base, 1 - FLAGGED[lang]))
            groups = defaultdict[tuple[bool, str], list[float]](list)
            for number in np.flatnonzero(known):
                row = rows[number]
                if row.lang == lang and row.answers[column] in (YES, NO):
                    groups[row.answers[column] == YES, _group(row)].append(float(sums[number, column]))
            for (harmful, group), said in sorted(groups.items()):
                if len(said) >= _FEW:
                    flagged = float(np.mean(np.array(said) > least))
                    found.append(
                        Figure(question, lang, harmful, group, len(said), flagged, auroc(said, base))
                    )
    return found


def _group(row: Row) -> str:
    if row.source.startswith(("authored", "seed_grammar")) and row.tags:
        return f"{row.source}: {row.tags[0]}" if row.answers[0] == NO else row.source
    return row.source


def auroc(harmful: Sequence[float] | Floats, harmless: Sequence[float] | Floats) -> float:
    """How often a harmful text scores higher than a harmless one; ties count half."""
    low = np.sort(np.asarray(harmless, np.float64))
    high = np.asarray(harmful, np.float64)
    below = np.searchsorted(low, high, "left") + np.searchsorted(low, high, "right")
    return float(below.mean() / (2 * len(low))) if len(low) and len(high) else float("nan")


def report(rows: Sequence[Row], sums: Floats) -> None:
    """The table of figures, as text."""
    for one in figures(rows, sums):
        label = "harmful" if one.harmful else "harmless"
        print(
            f"{one.question:8s} {one.lang} {label:8s} {one.source:44s} n={one.rows:5d} "
            f"flagged={one.flagged:.3f} auroc={one.auroc:.3f}",
            flush=True,
        )
