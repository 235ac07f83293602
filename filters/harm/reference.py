"""The page of the taxonomy: `python -m filters.harm.reference > docs/taxonomy.md`.

Classes, parts, crosswalks and what the presets do are read off the table and the presets. A
test holds the page against this.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from config.policies import preset, resolve
from filters.harm.taxonomy import ATTACKS, CLASSES, HARMS, Class
from filters.measure import MEASURES
from filters.model import Channel
from filters.policy import Plan, Rule

_PRESETS = ("standard", "japan-business", "strict")
_BEFORE = """\
# Harm and attacks: the classes

<!-- Written by `python -m filters.harm.reference`; a test holds it to the code. -->

Seventeen classes of harm (*what* a text is about) and six of attack (*how* it goes at a model). They say
nothing of each other: a jailbreak may ask for a recipe, and a plain question for a bomb. What is done about a
finding is the policy's word, not the class's; the tables below say what the shipped presets do.

害の17分類と攻撃の6分類です。分類は「何が書かれているか」を示すだけで、どう扱うかはポリシーが決めます。
特殊詐欺・闇バイト・盗撮・採用差別など、日本で特に重要なものは下位分類として個別に扱えます。

A finding carries `severity` (0 none, 1 low, 2 medium, 3 high; Azure's 0, 2, 4, 6) and, where it is known,
`sub`, the part of its class. A row of a policy names a class (`harm.fraud_scam`) or one of its parts
(`harm.fraud_scam.special_fraud`); a row about the class is about its parts too, unless it excepts them.

What the presets refuse, they refuse in what users write (and attacks also in what tools and documents say).
System prompts, definitions of tools and earlier answers are pointed out, never refused, except in `strict`.
"""
_AFTER = """\
## Words of the table

| word | what the presets lean to |
|---|---|
| refuse | The exchange is refused as a whole. |
| resources | An answer that names help ([care.md](care.md)), never a bare block. |
| review | Flagged, with the name of a queue in the record: a person looks. |
| notice | Flagged; the answer may begin with a line of caution. |
| sources | Flagged; the answer may be labelled, and held against its sources. |
| pii, ip | Other detectors know more. |
| flag | Pointed out. |

## Limits

The classes are names, and no detector knows all that belongs to one: see the cards of the models and
[limits.md](limits.md). A crosswalk says which class of ours bears a code of theirs, not that both mean the
same. The names of acts are pointers for counsel, not a reading of the law.
法令名は参考です。該当するかどうかは、専門家がご判断ください。
"""


def reference() -> str:
    """The page."""
    parts = [
        _BEFORE,
        "## Harm\n",
        _classes(HARMS),
        "## Attacks\n",
        _classes(ATTACKS),
        "## Parts of classes\n",
        _parts(),
        "## What the presets do, in requests and in answers\n",
        _ruled(),
        "## What others call them\n",
        _crosswalk(),
        "## In Japan (日本の評価観点と関係法令)\n",
        _japan(),
        _AFTER,
    ]
    return "\n".join(part.strip("\n") + "\n" for part in parts)


def _classes(classes: Sequence[Class]) -> str:
    rows = (
        (one.id, f"`{one.kind}`", one.japanese, one.documentation, one.route + _strictly(one))
        for one in classes
    )
    return _table(("id", "kind", "日本語", "what", "leans to"), rows)


def _strictly(one: Class) -> str:
    return "; its text is never kept or shown" if one.zero_tolerance else ""


def _parts() -> str:
    rows = (
        (f"`{one.kind}.{sub.name}`", sub.japanese, sub.documentation, sub.route or one.route)
        for one in CLASSES
        for sub in one.subclasses
    )
    return _table(("part", "日本語", "what", "leans to"), rows)


def _ruled() -> str:
    """What each preset does with a finding that is all but certain, and from which score on."""
    kinds = [one.kind for one in CLASSES]
    kinds += [f"{one.kind}.{sub.name}" for one in CLASSES for sub in one.subclasses if sub.route]
    rows = [(f"`{kind}`", *(_of_preset(name, kind) for name in _PRESETS)) for kind in kinds]
    return _table(("kind", *(f"`{name}`" for name in _PRESETS)), rows)


def _of_preset(name: str, kind: str) -> str:
    asked, told = (_measure(name, kind, channel) for channel in _CHANNELS)
    return asked if asked == told else f"{asked}; {told}"


_CHANNELS = (Channel("request", "/text", "user"), Channel("response", "/text", "assistant"))


def _measure(name: str, kind: str, channel: Channel) -> str:
    spec = resolve(preset(name), name)
    rules = [
        Rule(
            one.name,
            one.kinds,
            MEASURES.build(one.measure.name, dict(one.measure.options)),
            one.unless,
            one.direction,
            None if one.roles is None else frozenset(one.roles),
            None if one.trusts is None else frozenset(one.trusts),
            one.min_score,
        )
        for one in spec.rules
    ]
    default = Rule("default", ("*",), MEASURES.build(spec.default.name))
    seen = [one for one in rules if one.sees(channel) and one.names(kind)]
    won = Plan(seen, default, ()).rule(kind, 1.0).measure
    least = min((one.min_score for one in seen if one.measure.name == won.name), default=0.0)
    queue = getattr(won, "review", "")
    return f"{won.name}{f' ({queue})' if queue else ''} ≥ {least:g}"


def _crosswalk() -> str:
    rows = (
        (
            f"{one.id} `{one.name}`",
            *(
                ", ".join(codes) or "–"
                for walk in (one.crosswalk,)
                for codes in (walk.ailuminate, walk.llama_guard, walk.openai, walk.azure, walk.bedrock)
            ),
        )
        for one in CLASSES
    )
    return _table(("class", "AILuminate", "Llama Guard", "OpenAI moderation", "Azure", "Bedrock"), rows)


def _japan() -> str:
    rows = (
        (
            f"{one.id} {one.japanese}",
            "、".join(one.crosswalk.aisi_japan),
            "、".join(one.crosswalk.law) or "–",
        )
        for one in CLASSES
    )
    return _table(("分類", "AISI 評価観点", "関係する法令の例"), rows)


def _table(head: Sequence[str], rows: Iterator[tuple[str, ...]] | Sequence[tuple[str, ...]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


if __name__ == "__main__":
    sys.stdout.write(reference())
