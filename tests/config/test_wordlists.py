"""Words in files beside the settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.errors import ConfigErrors
from config.load import load, load_text
from config.policies import digest, resolve

SETTINGS = """
policies:
  ours:
    detectors:
      lists:
        deny:
          - kind: list.customer
            words: [first]
            words_file: {file}
"""


def written(folder: Path, words: str | bytes, file: str = "words.txt") -> Path:
    (folder / "words.txt").write_bytes(words.encode("utf-8") if isinstance(words, str) else words)
    settings = folder / "sekisho.yaml"
    settings.write_text(SETTINGS.format(file=file), "utf-8")
    return settings


def test_the_words_take_the_place_of_the_file(tmp_path: Path) -> None:
    settings = load(written(tmp_path, "\ufeff# ours\nAcme\n\n  山田商店  \nAcme\n"), {})
    assert settings.policies["ours"].detectors["lists"]["deny"] == [
        {"kind": "list.customer", "words": ["first", "Acme", "山田商店"]}
    ]


def test_another_list_is_another_policy(tmp_path: Path) -> None:
    digests = {
        digest(resolve(load(written(tmp_path, words), {}), "ours")) for words in ("Acme", "Acme\n", "Apex")
    }
    assert len(digests) == 2


@pytest.mark.parametrize(
    ("words", "file", "why"),
    [
        ("Acme", "missing.txt", "missing.txt cannot be read: No such file"),
        (b"\xff\xfe", "words.txt", "words.txt is not UTF-8"),
        (f"a\n{'x' * 257}", "words.txt", "words.txt:2: longer than 256"),
        ("a" * (8 << 20) + "b", "words.txt", "longer than 8388608 bytes"),
        ("\n".join(map(str, range(200_001))), "words.txt", "more than 200000 words"),
        ("a", "[1]", "must be the name of a file"),
    ],
)
def test_problems_name_the_line_of_the_settings(
    tmp_path: Path, words: str | bytes, file: str, why: str
) -> None:
    with pytest.raises(ConfigErrors, match=f"sekisho.yaml:9: .*{why}"):
        load(written(tmp_path, words, file), {})


def test_a_text_from_elsewhere_reads_no_file(tmp_path: Path) -> None:
    written(tmp_path, "Acme")
    settings = load_text(SETTINGS.format(file="words.txt"), folder=tmp_path)
    assert settings.policies["ours"].detectors["lists"]["deny"] == [
        {"kind": "list.customer", "words": ["first"], "words_file": "words.txt"}
    ]
