"""How well passages of works are found in answers, and notices and requests beside them.

A row says which works an answer resembles (`expected`; none: it must stay silent), what was done to the
passage (`edit`) and of which class it is. Any of the expected works counts; where `need_all` says so all
do, or those it names. Rows whose edit ends in `_hard` are told apart. A corpus is a file of documents with
their texts; it is indexed in memory. A row with `expected_notice` has a licence in it; one with a `prompt`
and a `label` asks.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from filters.ip.document import Document, Kind
from filters.ip.index import Index, Memory
from filters.ip.matcher import match
from filters.ip.trail import Trail
from proxy.evaluation.ip_words import Expected, Notice, Share, Words, shares
from proxy.evaluation.rows import read

HARD = "_hard"


class WorkRow(msgspec.Struct, frozen=True):
    """A document of a corpus."""

    id: str
    text: str
    title: str = ""
    author: str = ""
    lang: str = ""
    kind: Kind = "text"
    licence: str = ""
    source: str = ""


class AnswerRow(msgspec.Struct, frozen=True):
    """An answer, and the works that it resembles; or a prompt, and what it is after."""

    id: str = ""
    output: str = ""
    cls: str = ""
    edit: str = ""
    expected: tuple[str, ...] = ()
    need_all: bool | tuple[str, ...] = False
    expected_notice: Expected | None = None
    prompt: str | None = None
    label: str | None = None
    lang: str = ""


class Read(msgspec.Struct, frozen=True):
    """What was found in a row. ids: of works, the most alike first; seconds of the processor."""

    row: AnswerRow
    ids: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    intent: str = "none"
    seconds: float = 0.0

    @property
    def right(self) -> bool:
        """Whether it is as the row says: silent, or some of the expected works, or all of them."""
        expected, needed, found = set(self.row.expected), self.row.need_all, set(self.ids)
        if not expected:
            return not found
        return found >= (expected if needed is True else set(needed)) if needed else bool(expected & found)

    def as_json(self) -> dict[str, object]:
        notices = [msgspec.to_builtins(one) for one in self.notices]
        return {"id": self.row.id, "ids": self.ids, "notices": notices, "intent": self.intent}


def corpus(path: Path) -> Memory:
    """The works of a file, indexed. ClientError with file:line where one cannot be read."""
    rows = (row for _, row in read([path], WorkRow))
    return Memory(
        (Document(one.id, one.title, one.author, _lang(one), one.kind, one.licence, "", one.source), one.text)
        for one in rows
    )


def _lang(row: WorkRow) -> str:
    return row.lang if row.kind == "text" else ""


def answers(rows: Iterable[AnswerRow], index: Index) -> Iterator[Read]:
    """Every row, read. Notices and requests by the detectors that a policy has for them."""
    trail, words = Trail(index), Words()
    for row in rows:
        if row.prompt is not None:
            yield Read(row, intent=words.intent(row.prompt))
            continue
        began = time.process_time()
        parts = match(row.output, trail, start=0, resume=0, final=True).parts
        took = time.process_time() - began
        every = (index.document(one.number).id for part in parts for one in part.sources)
        yield Read(row, tuple(dict.fromkeys(every)), words.notices(row.output), seconds=took)


def answer_rows(paths: Iterable[Path]) -> list[AnswerRow]:
    """Every row of every file. ClientError with file:line where it is none."""
    return [row for _, row in read(paths, AnswerRow)]


class Report(msgspec.Struct, frozen=True):
    """Shares. recall, false: by class, of rows with works and of rows without; edits: rows that are right.

    notices: of rows that have one, found, and with the right licence, holder, year. intents: right, by
    language.
    """

    recall: Mapping[str, Share]
    false: Mapping[str, Share]
    edits: Mapping[str, Share]
    notices: Mapping[str, Share]
    intents: Mapping[str, Share]
    us_per_kb: float
    ms: Mapping[str, float]

    @classmethod
    def of(cls, rows: Iterable[Read]) -> Report:
        every = list(rows)
        outputs = [one for one in every if one.row.prompt is None]
        gated = [one for one in outputs if not one.row.edit.endswith(HARD)]
        took = sorted(one.seconds for one in outputs) or [0.0]
        size = sum(len(one.row.output.encode("utf-8", "surrogatepass")) for one in outputs) / 1024
        at = {f"p{n}": took[min(len(took) - 1, len(took) * n // 100)] * 1e3 for n in (50, 99)}
        return cls(
            shares((one.row.cls, one.right) for one in gated if one.row.expected),
            shares((one.row.cls, not one.right) for one in gated if not one.row.expected),
            shares((f"{one.row.cls}/{one.row.edit}", one.right) for one in outputs),
            shares(pair for one in outputs if (e := one.row.expected_notice) for pair in e.told(one.notices)),
            shares((one.row.lang, one.intent == one.row.label) for one in every if one.row.label),
            sum(took) * 1e6 / max(size, 1e-9),
            at,
        )

    def as_json(self) -> dict[str, object]:
        groups = ("recall", "false", "edits", "notices", "intents")
        told = {name: {key: one.as_json() for key, one in getattr(self, name).items()} for name in groups}
        ms = {key: round(one, 2) for key, one in self.ms.items()}
        return {**told, "us_per_kb": round(self.us_per_kb, 1), "ms_per_row": ms}
