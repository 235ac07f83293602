"""The lists of names the model knows of, as its lexicon."""

from __future__ import annotations

from collections.abc import Iterator

from filters.names.lexicon import CLASSES, Lexicon, lexicon
from training.names import people, sources

_CLASS = {name: place for place, name in enumerate(CLASSES)}


def build() -> Lexicon:
    """Made from the sources in the same order every time."""
    return lexicon((text, _CLASS[name]) for text, name in _entries())


def _entries() -> Iterator[tuple[str, str]]:
    for text in people.COMMON:
        yield text, "surname_ja"
    for part, name in (("名詞,固有名詞,人名,姓", "surname_ja"), ("名詞,固有名詞,人名,名", "given_ja")):
        for one in sources.japanese(part):
            yield one.text, name
            if people.is_kanji(one.text):
                yield one.reading, name
                yield people.hiragana(one.reading), name
                if len(one.reading) > 2:
                    yield people.romaji(one.reading), name
    for pair in people.MODERN:
        text, _, reading = pair.partition(":")
        for form in (text, reading, people.hiragana(reading), people.romaji(reading)):
            yield form, "given_ja"
    for one in sources.japanese("名詞,固有名詞,組織"):
        yield one.text, "organization"
    for one in sources.japanese("名詞,固有名詞,地域,一般"):
        yield one.text, "place"
    for name in sources.PREFECTURES:
        yield name, "region"
        yield name[:-1] if name != "北海道" else name, "region"
    for one in sources.japanese("名詞,固有名詞,地域,国"):
        yield one.text, "region"
    for language in ("ja", "en"):
        for name in sources.countries(language):
            yield name, "region"
    for part in ("名詞,一般", "名詞,サ変接続", "名詞,形容動詞語幹", "副詞", "名詞,副詞可能"):
        for one in sources.japanese(part):
            if len(one.text) > 1:
                yield one.text, "word"
    yield from _english()


def _english() -> Iterator[tuple[str, str]]:
    for names in sources.given_names().values():
        for name in names:
            yield name, "given_en"
    for names in sources.surnames().values():
        for name in names:
            yield name, "surname_en"
    for names in (*sources.towns().values(),):
        for name in names:
            yield name, "place"
    for names in sources.organisations().values():
        for name in names:
            yield name, "organization"
    for word in sources.words():
        yield word, "word"
