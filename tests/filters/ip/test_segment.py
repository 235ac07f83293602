from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from filters.ip.channel import CHANNELS, STREAMS
from filters.ip.document import Document
from filters.ip.encode import Work, encode
from filters.ip.hashing import mixed
from filters.ip.index import Memory
from filters.ip.prints import Marks, Prints, prints_of
from filters.ip.segment import MAGIC, PackError, Segment
from tests.filters.ip.works import english, text, works

SALT, SEED = b"s" * 32, b"0123456789abcdef"


def made(path: Path, given: list[Work], salt: bytes = b"") -> Segment:
    file = path / "one.seg"
    file.write_bytes(encode(given, salt, SEED))
    return Segment(file, salt)


def rows(hits: object, at: np.ndarray, doc: np.ndarray, pos: np.ndarray) -> list[tuple[int, ...]]:
    del hits
    return sorted(zip(at.tolist(), doc.tolist(), pos.tolist(), strict=True))


@pytest.mark.parametrize("salt", [b"", SALT])
def test_it_answers_as_the_index_in_memory(tmp_path: Path, salt: bytes) -> None:
    seeds = range(9)
    memory = Memory([text(seed) for seed in seeds])
    segment = made(tmp_path, works(*seeds), salt)
    assert segment.size == memory.size
    for seed in range(12):
        document, said = text(seed)
        for channel, marks in prints_of(said, document.kind, document.lang).marks.items():
            asked = np.concatenate([marks.hashes, mixed(marks.hashes)])
            mine, theirs = segment.hits(channel, asked), memory.hits(channel, asked)
            assert rows(mine, mine.at, mine.doc, mine.pos) == rows(theirs, theirs.at, theirs.doc, theirs.pos)
            assert channel == "tokens" or bool(len(mine.at)) == (seed in seeds)
    for number in seeds:
        assert segment.document(number) == memory.document(number)
        for stream in STREAMS:
            assert segment.blocks(stream, number).tobytes() == memory.blocks(stream, number).tobytes()


def many(count: int, documents: int = 40) -> list[Work]:
    """Works of fingerprints alone, more than a table of first bits is made for."""
    hashes = mixed(np.arange(count, dtype=np.uint64))
    each = count // documents
    blocks = np.zeros(each * 10 // 8 + 1, np.uint8)
    return [
        Work(
            Document(f"d{n}"),
            Prints(
                {"en": Marks(hashes[n * each : (n + 1) * each], np.arange(each, dtype=np.uint32) * 10)},
                {"text": blocks},
            ),
        )
        for n in range(documents)
    ]


def test_many_fingerprints_are_found_by_their_first_bits(tmp_path: Path) -> None:
    given = many(120_000)
    segment = made(tmp_path, given)
    assert "en.top" in json.loads(_header(segment.path))["arrays"]
    for number in (0, 17, 39):
        marks = given[number].prints.marks["en"]
        found = segment.hits("en", marks.hashes)
        assert found.at.tolist() == list(range(len(marks.hashes)))
        assert set(found.doc.tolist()) == {number}
        assert found.pos.tolist() == marks.pos.tolist()
    assert not len(segment.hits("en", mixed(np.arange(10**6, 10**6 + 5000, dtype=np.uint64))).at)


def _header(path: Path) -> bytes:
    raw = path.read_bytes()
    size = int.from_bytes(raw[len(MAGIC) : len(MAGIC) + 4], "little")
    return raw[len(MAGIC) + 4 : len(MAGIC) + 4 + size]


def test_what_too_many_works_say_is_only_counted(tmp_path: Path) -> None:
    document, said = text(0)
    given = [Work(document, prints_of(said, "text", "en"))] * 65 + works(3)
    segment = made(tmp_path, given)
    hashes = given[0].prints.marks["en"].hashes
    found = segment.hits("en", hashes)
    assert not len(found.at)
    assert found.common.tolist() == list(range(len(hashes)))


def test_a_megabyte_of_text_takes_less_than_450_kilobytes(tmp_path: Path) -> None:
    said = english(1, 260_000)
    given = [Work(Document("big", lang="en"), prints_of(said, "text", "en"))]
    assert made(tmp_path, given).path.stat().st_size <= 450_000 * len(said) / 1_000_000


def test_no_word_of_a_work_is_in_the_file(tmp_path: Path) -> None:
    document, said = text(0)
    raw = made(tmp_path, works(0)).path.read_bytes()
    assert document.title not in raw.decode("latin-1")
    assert not any(word.encode() in raw for word in said.split() if len(word) > 4)


# ------------------------------------------------------------------ who has the file and not the salt


def test_a_guess_cannot_be_held_against_a_salted_file(tmp_path: Path) -> None:
    segment = made(tmp_path, works(0, 3, 6), SALT)
    document, said = text(0)
    prints = prints_of(said, document.kind, document.lang)
    guessed = prints.marks["en"].hashes
    assert len(segment.hits("en", guessed).at) >= len(guessed)  # its owner finds it
    stored = _stored(segment)
    assert not np.isin(guessed, stored).any()
    bare = made(tmp_path / "..", works(0, 3, 6))
    assert np.isin(guessed, _stored(bare)).all()  # without a salt the guess is confirmed
    covered = np.unpackbits(segment.array("text.blocks")[: len(prints.blocks["text"])])
    assert 0.4 < (covered == np.unpackbits(prints.blocks["text"])).mean() < 0.6
    assert document.title.encode() not in segment.path.read_bytes()


def _stored(segment: Segment) -> np.ndarray:
    first, high, low = (segment.array(f"en.{name}").astype(np.uint64) for name in ("first", "high", "low"))
    return (first << np.uint64(48)) | (high << np.uint64(16)) | low


def test_the_same_works_twice_are_covered_differently(tmp_path: Path) -> None:
    one, other = (encode(works(0), SALT, seed) for seed in (SEED, SEED[::-1]))
    (tmp_path / "a").write_bytes(one)
    (tmp_path / "b").write_bytes(other)
    first, second = (Segment(tmp_path / name, SALT).array("text.blocks") for name in "ab")
    assert (first != second).mean() > 0.9
    with pytest.raises(ValueError, match="seed"):
        encode(works(0), SALT)


# ------------------------------------------------------------------ files that are none


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda raw: b"", "empty"),
        (lambda raw: b"PK\x03\x04" + raw[4:], "no segment"),
        (lambda raw: raw[:7] + b"\x02" + raw[8:], "version 2, this is version 1"),
        (lambda raw: raw[:-400], "cut off"),
        (lambda raw: raw[:40], "damaged|cut off"),
        (lambda raw: raw[:12] + b"\0" * 30 + raw[42:], "damaged"),
        (lambda raw: raw[:8] + b"\xff\xff\xff\x7f" + raw[12:], "damaged"),
        (lambda raw: raw.replace(b'"documents":2', b'"documents":9'), "damaged: 2 documents instead of 9"),
    ],
    ids=range(8),
)
def test_a_file_that_is_not_whole_says_so(tmp_path: Path, change: object, message: str) -> None:
    file = tmp_path / "x.seg"
    file.write_bytes(change(encode(works(0, 2))))  # type: ignore[operator]
    with pytest.raises(PackError, match=message) as seen:
        Segment(file)
    assert str(file) in str(seen.value)


def test_the_wrong_salt_says_so(tmp_path: Path) -> None:
    file = made(tmp_path, works(0), SALT).path
    for salt, message in ((b"", "is salted"), (b"t" * 32, "not the one")):
        with pytest.raises(PackError, match=message):
            Segment(file, salt)
    made(tmp_path, works(0))
    with pytest.raises(PackError, match="not salted"):
        Segment(file, SALT)


def test_every_channel_has_its_rows(tmp_path: Path) -> None:
    segment = made(tmp_path, works(0, 1, 2))
    assert all(len(segment.array(f"{name}.at")) for name in CHANNELS)
