"""Count the common English words of the harm corpus: `python -m training.words DIR`.

DIR holds JSON lines, plain or gzip, with `text`, `lang` and, where rows have one, `source`. Left
out is what is rare, or short and not common; a spelling that one swap of letters makes a word
a hundred times as common; what reads like such a word backwards or rotated. Behind the words
come pairs of common words that stand side by side in this order, and seldom in the other.
Same rows, same list.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from filters.folding import fold
from filters.harm.canon_words import LONGEST, split

OUT = Path(__file__).parents[1] / "filters" / "harm" / "words.txt"
MOST = 24_000
_ROWS, _ROWS_OF_ONE = 3, 12  # that a word is in, at least: of several sources, of one
_ROWS_OF_SHORT = {2: 60, 3: 20}  # by letters
_TYPO = 100  # so many times as common is what was meant
_COMMON, _PAIRS = 2_000, 1_500  # words that pairs are of, and pairs
_ORDERED = 4  # so many times as common in this order
_WORD = re.compile(rf"[a-z]{{1,{LONGEST}}}\Z")
_ROT13 = str.maketrans("abcdefghijklmnopqrstuvwxyz", "nopqrstuvwxyzabcdefghijklm")
_HEAD = """\
# Common English words, the most common first, then pairs of them: a sign of whether letters were moved.
# Counted by `python -m training.words` in the data the harm model is trained on; see NOTICE.
"""


def rows(folder: Path) -> Iterator[tuple[str, str]]:
    """(source, text) of every English row."""
    for path in sorted([*folder.glob("*.jsonl"), *folder.glob("*.jsonl.gz")]):
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for line in data.splitlines():
            row = json.loads(line)
            if row.get("lang", "en") == "en":
                yield row.get("source", path.name), row["text"]


def counted(texts: Iterator[tuple[str, str]]) -> dict[str, int]:
    """Words and the number of rows that have them."""
    count, sources = Counter[str](), defaultdict[str, set[str]](set)
    for source, text in texts:
        for word in {word for word in split(fold(text)) if _WORD.match(word)}:
            count[word] += 1
            if len(sources[word]) < 2:
                sources[word].add(source)
    return {word: rows for word, rows in count.items() if rows >= _least(len(word), len(sources[word]))}


def _least(length: int, sources: int) -> int:
    return max(_ROWS if sources > 1 else _ROWS_OF_ONE, _ROWS_OF_SHORT.get(length, 0))


def twisted(word: str) -> Iterator[str]:
    """What may have been meant by it."""
    yield word[::-1]
    yield word.translate(_ROT13)
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def chosen(count: Mapping[str, int]) -> list[str]:
    """The words to keep, the most common first."""
    plain = [
        word
        for word, rows in count.items()
        if len(word) < 3 or not any(count.get(other, 0) >= _TYPO * rows for other in twisted(word))
    ]
    return sorted(plain, key=lambda word: (-count[word], word))[:MOST]


def pairs(texts: Iterator[tuple[str, str]], common: Collection[str]) -> list[str]:
    """The commonest pairs of these words, in the order in which they stand."""
    count = Counter[tuple[str, str]]()
    for _, text in texts:
        count.update(
            {pair for pair in pairwise(split(fold(text))) if pair[0] in common and pair[1] in common}
        )
    ordered = [pair for pair, rows in count.items() if rows >= _ORDERED * max(count[pair[::-1]], 1)]
    return [" ".join(pair) for pair in sorted(ordered, key=lambda pair: (-count[pair], pair))[:_PAIRS]]


def main() -> None:
    parser = argparse.ArgumentParser(description="Count the common English words of the harm corpus.")
    parser.add_argument("folder", type=Path, help="where the rows are: *.jsonl, *.jsonl.gz")
    folder = parser.parse_args().folder
    words = chosen(counted(rows(folder)))
    side_by_side = pairs(rows(folder), set(words[:_COMMON]))
    OUT.write_text(_HEAD + "".join(f"{line}\n" for line in [*words, *side_by_side]), "ascii")
    sys.stdout.write(f"{len(words)} words, {len(side_by_side)} pairs, {OUT.stat().st_size // 1000} KB\n")


if __name__ == "__main__":
    main()
