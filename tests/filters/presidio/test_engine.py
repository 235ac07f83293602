"""presidio-analyzer itself: set up as asked, quiet, and without a network."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import pytest

from config.errors import PolicyError
from filters.presidio.engine import Analyzers, entities_of, lacking, language_of, recognizers

EXTRA = """\
recognizers:
  - name: staff numbers
    supported_language: en
    supported_entity: STAFF_NUMBER
    patterns: [{name: staff, regex: "ST-[0-9]{6}", score: 0.6}]
  - name: the same in Japanese
    supported_language: ja
    supported_entity: STAFF_NUMBER
    deny_list: [社員番号零]
"""
WHOLE = """\
supported_languages: [en]
global_regex_flags: 26
recognizers:
  - name: CreditCardRecognizer
    supported_languages: [ja]
    type: predefined
"""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("mail me", "en"),
        ("田中さんへ mail", "ja"),
        ("東京都", "ja"),
        ("안녕", "ko"),
        ("12", "en"),
        ("Привет", "en"),
    ],
)
def test_the_script_tells_the_language(text: str, language: str) -> None:
    assert language_of(text, ("ja", "ko", "en")) == language


def test_one_language_is_every_texts() -> None:
    assert [language_of(text, ("ja",)) for text in ("a", "あ", "")] == ["ja"] * 3


@pytest.fixture(scope="module")
def patterns(tmp_path_factory: pytest.TempPathFactory) -> Analyzers:
    file = tmp_path_factory.mktemp("p") / "extra.yaml"
    file.write_text(EXTRA, "utf-8")
    return Analyzers(("ja", "en"), {}, {}, recognizers(file))


def found(analyzers: Analyzers, text: str) -> list[tuple[str, str]]:
    return [(one.name, text[one.start : one.end]) for one in analyzers.read(text, 0.4, None)]


def test_its_own_recognizers_and_those_of_a_file(patterns: Analyzers) -> None:
    told = found(patterns, "ST-123456 wrote from taro@example.com to 192.0.2.1")
    assert ("EMAIL_ADDRESS", "taro@example.com") in told
    assert ("IP_ADDRESS", "192.0.2.1") in told
    assert ("STAFF_NUMBER", "ST-123456") in told
    assert ("STAFF_NUMBER", "社員番号零") in found(patterns, "これは 社員番号零 です")


def test_it_writes_nothing_about_what_it_reads(
    patterns: Analyzers, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        assert patterns.read("taro@example.com, 4111111111111111", 0.4, ["EMAIL_ADDRESS", "NOTHING"])
    assert "example" not in caplog.text + "".join(capsys.readouterr())


def test_it_asks_nobody_for_a_list_of_domains(patterns: Analyzers) -> None:
    opened: list[str] = []
    watching = True

    def watch(event: str, args: tuple[object, ...]) -> None:
        if watching and event.startswith("socket."):
            opened.append(event)

    sys.addaudithook(watch)  # stays for good, and says nothing any more
    assert patterns.read("hanako@mail.example.co.jp", 0.4, None)
    watching = False
    assert opened == []


def test_a_whole_registry_takes_the_place_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "whole.yaml"
    file.write_text(WHOLE, "utf-8")
    analyzers = Analyzers(("ja",), {}, {}, recognizers(file))
    assert found(analyzers, "カード 4111 1111 1111 1111 と taro@example.com") == [
        ("CREDIT_CARD", "4111 1111 1111 1111")
    ]


def test_the_entities_of_a_file_are_known_before_it_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "extra.yaml"
    file.write_text(EXTRA, "utf-8")
    assert set(entities_of(recognizers(file))) == {"STAFF_NUMBER"}


@pytest.mark.parametrize(
    ("text", "message"),
    [("a: [", "is not YAML"), ("a: 1", "no list of 'recognizers'"), ("recognizers: [1]", "no list of")],
)
def test_a_file_that_is_none_is_told(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(PolicyError, match=f"bad.yaml: .*{message}"):
        recognizers(file)
    with pytest.raises(PolicyError, match="No such file"):
        recognizers(tmp_path / "none.yaml")


def test_a_model_that_is_not_there_is_said_with_what_to_do() -> None:
    assert lacking({"ja": "ja_ginza", "en": ""}) == ""
    assert "neither a package nor a folder" in lacking({"en": "en_core_web_zz"})
    with pytest.raises(PolicyError, match="en_core_web_zz"):
        Analyzers(("en",), {"en": "en_core_web_zz"}, {}, None)
