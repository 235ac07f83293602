"""Works, characters, authors and marks by name, as an operator lists them.

JSON lines, one an item, in either of two forms. Short:

    {"id": "Q1", "sort": "character", "names": ["Captain Harl", "ハール"], "by": ["M. Ellwood"], "fame": 40}

or an entity as Wikidata's dumps have it (labels, aliases, claims P31, P50, P170, sitelinks; CC0): what
is an instance of a known class becomes an item, names in English and Japanese, and fame is the
number of site links. Lines of anything else are counted and left.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast, get_args

from filters.harm.canon_words import ranks
from filters.wordlist import plain

Sort = Literal["work", "character", "author", "mark"]
LONGEST = 120  # characters of a name
_PER_ITEM = 64  # names
_COMMON = 8_000  # words of everyday English
_LITTLE = frozenset(("the", "a", "an", "of", "and", "in", "on", "to", "my"))

# Source: Wikidata, classes by their number.
_CLASSES: Mapping[str, Sort] = {
    **dict.fromkeys(
        ("Q7725634", "Q47461344", "Q8261", "Q571", "Q7366", "Q105543609", "Q11424", "Q5398426"), "work"
    ),
    **dict.fromkeys(
        ("Q21198342", "Q8274", "Q7889", "Q25379", "Q5185279", "Q49084", "Q482994", "Q134556"), "work"
    ),
    **dict.fromkeys(
        ("Q95074", "Q15632617", "Q15773347", "Q80447738", "Q3658341", "Q1114461", "Q15773317"), "character"
    ),
    **dict.fromkeys(("Q167270", "Q431289", "Q1549591"), "mark"),
    "Q5": "author",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing with a name. by: names of its author, owner or world; goods: words of what a mark is for."""

    id: str
    sort: Sort
    names: tuple[str, ...]
    by: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()
    fame: int = 0


def items(lines: Iterable[str]) -> Iterator[Item]:
    """The items of these lines; what is none is left out."""
    for line in lines:
        try:
            raw: Any = json.loads(line.strip().rstrip(","))
        except ValueError:
            continue
        made = _entity(raw) if isinstance(raw, dict) and "labels" in raw else _short(raw)
        if made is not None:
            yield made


def _short(raw: Any) -> Item | None:
    if not isinstance(raw, dict) or raw.get("sort") not in get_args(Sort):
        return None
    names = _names(raw.get("names"))
    fame = raw.get("fame", 0)
    if not names or not isinstance(fame, int) or not raw.get("id"):
        return None
    return Item(
        str(raw["id"])[:64],
        cast(Sort, raw["sort"]),
        names,
        _names(raw.get("by")),
        _names(raw.get("goods")),
        fame,
    )


def _entity(raw: Mapping[str, Any]) -> Item | None:
    try:
        claims = raw.get("claims", {})
        sort: Sort | None = next((_CLASSES[one] for one in _values(claims, "P31") if one in _CLASSES), None)
        labels = [raw["labels"][lang]["value"] for lang in ("en", "ja") if lang in raw["labels"]]
        aliases = [one["value"] for lang in ("en", "ja") for one in raw.get("aliases", {}).get(lang, ())]
        by = [*_values(claims, "P50"), *_values(claims, "P170"), *_values(claims, "P1080")]
        names = _names([*labels, *aliases])
        return (
            Item(str(raw["id"]), sort, names, tuple(by), (), len(raw.get("sitelinks", {})))
            if sort and names
            else None
        )
    except (KeyError, TypeError, AttributeError):
        return None


def _values(claims: Mapping[str, Any], name: str) -> Iterator[str]:
    for one in claims.get(name, ()):
        value = one.get("mainsnak", {}).get("datavalue", {}).get("value", {})
        if isinstance(value, dict) and "id" in value:
            yield str(value["id"])


def _names(given: Any) -> tuple[str, ...]:
    if not isinstance(given, list):
        return ()
    kept = (one.strip() for one in given if isinstance(one, str))
    return tuple(dict.fromkeys(one for one in kept if len(plain(one)) > 1 and len(one) <= LONGEST))[
        :_PER_ITEM
    ]


def is_generic(name: str) -> bool:
    """Whether a name is also a plain word, or so short that it may be: it then says nothing alone."""
    if name.isascii():
        words = [word for word in plain(name).split() if word not in _LITTLE]
        return len(words) < 2 and all(word in _everyday() or len(word) < 4 for word in words)
    return len(name) < 4 or all("\u3040" <= one <= "\u309f" for one in name)


@cache
def _everyday() -> frozenset[str]:
    known = ranks()
    return frozenset(word for word in known if known[word] < _COMMON)
