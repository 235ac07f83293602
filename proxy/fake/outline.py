"""How alike two request bodies are when texts were changed on the way.

A body is split into its shape (everything but texts) and its texts. Masking changes
some texts in part and nothing else, so the shape stays and most of the text does too.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from os.path import commonprefix

from pydantic import JsonValue

# Values that say what kind of thing this is: masking does not touch them.
_KEPT = frozenset({"model", "role", "type"})


@dataclass(frozen=True, slots=True)
class Outline:
    """A JSON value without its texts, and the texts, in the same order."""

    shape: tuple[str, ...]
    texts: tuple[str, ...]

    @classmethod
    def of(cls, value: JsonValue) -> Outline:
        """O(size); nesting is walked without recursion. Key order does not matter."""
        shape: list[str] = []
        texts: list[str] = []
        rest: list[tuple[str, JsonValue]] = [("", value)]
        while rest:
            key, one = rest.pop()
            match one:
                case dict():
                    shape.append(f"{key}{{{len(one)}")
                    rest.extend(sorted(one.items(), key=lambda item: item[0], reverse=True))
                case list():
                    shape.append(f"{key}[{len(one)}")
                    rest.extend(("", item) for item in reversed(one))
                case str() if key not in _KEPT:
                    shape.append(f"{key}:")
                    texts.append(one)
                case _:
                    shape.append(f"{key}={one!r}")
        return cls(tuple(shape), tuple(texts))

    def likeness(self, other: Outline) -> float:
        """The share, 0 to 1, of this one's text that the other holds too.

        Whole texts wherever they stand; of the others, taken in order, what they
        begin and end alike. Counted in code points; O(size).
        """
        total = sum(map(len, self.texts))
        mine, theirs = Counter(self.texts), Counter(other.texts)
        common = mine & theirs
        held = sum(len(text) * times for text, times in common.items())
        left = zip((mine - common).elements(), (theirs - common).elements(), strict=False)
        held += sum(_ends_alike(one, two) for one, two in left)
        return held / total if total else 0.0


def _ends_alike(one: str, two: str) -> int:
    before = len(commonprefix([one, two]))
    rest = min(len(one), len(two)) - before
    after = len(commonprefix([one[::-1][:rest], two[::-1][:rest]]))
    return before + after
