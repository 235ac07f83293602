"""Which class of the taxonomy a label of somebody's rows stands for.

Class names and kinds stand for themselves; codes of other schemes (S4, `sexual/minors`, …)
for the class that is closest by the taxonomy's crosswalks; then some words of public sets.
What nobody knows keeps its name: it is a group of rows, without a score of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import get_args

from filters.harm.taxonomy import BY_KIND, BY_NAME, CLASSES, Scheme, kinds_of

_WORDS: Mapping[str, str] = {
    "extremism": "violent_crime",
    "violence": "violent_crime",
    "physical_harm": "violent_crime",
    "chemical_biological": "weapons_cbrn",
    "illegal_activity": "nonviolent_crime",
    "illegal": "nonviolent_crime",
    "fraud": "fraud_scam",
    "malware_generation": "cyber_abuse",
    "cybercrime_intrusion": "cyber_abuse",
    "child_abuse": "csae",
    "child_sexual_exploitation": "csae",
    "adult_content": "sexual_content",
    "hate_speech": "hate_discrimination",
    "harassment_insult": "harassment",
    "harassment_threat": "harassment",
    "harassment_bullying": "harassment",
    "self_harm_intent": "self_harm",
    "suicide": "self_harm",
    "privacy": "privacy_violation",
    "misinformation_disinformation": "misinformation",
    "copyright": "ip_violation",
    "unethical": "manipulation",
    "prompt_injection": "direct",
    "injection_direct": "direct",
    "injection_indirect": "indirect",
    "indirect_injection": "indirect",
    "prompt_extraction": "extraction",
}
HEADS: Mapping[str, tuple[str, ...]] = {
    "harm": tuple(one.name for one in CLASSES if one.kind.startswith("harm.")),
    "attack": tuple(one.name for one in CLASSES if one.kind.startswith("injection.")),
}
_ZERO = frozenset(one.name for one in CLASSES if one.zero_tolerance)
_CHILDREN = ("child", "minor", "csa", "児童", "未成年")
_FAINT = 0.05  # a class that is to show no text is suspected from here on


@cache
def class_of(label: str) -> str | None:
    """The class's name; None where nobody knows the label."""
    if label in BY_KIND:
        return BY_KIND[label].name
    known = next((kinds for scheme in get_args(Scheme) if (kinds := kinds_of(scheme, label))), ())
    if known:
        return BY_KIND[known[0]].name
    word = label.lower().replace(" ", "_").replace("-", "_")
    name = _WORDS.get(word, word)
    return name if name in BY_NAME else None


def classes_of(labels: Collection[str]) -> tuple[str, ...]:
    """The classes of a row, each once; labels nobody knows as they are."""
    return tuple(dict.fromkeys(class_of(label) or label for label in labels))


def unshown(labels: Collection[str], scores: Mapping[str, float]) -> bool:
    """Whether the text may be of a class that is shown nowhere: labelled so, or suspected of it."""
    if any(class_of(label) in _ZERO or any(c in label.lower() for c in _CHILDREN) for label in labels):
        return True
    return any(scores.get(name, 0.0) >= _FAINT for name in _ZERO)
