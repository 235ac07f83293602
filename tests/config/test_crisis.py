"""Lists of help: what ships, and what an operator writes instead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from config.crisis import MOST_FILES, HelpList, parse, shipped
from config.errors import ConfigErrors
from config.load import load
from config.policies import digest, resolve

SETTINGS = """
policies:
  ours:
    rules:
      - kind: harm.self_harm
        measure:
          use: resources
          files: {files}
"""
LIST = """
language: en
lead: We hear you.
contacts:
  - {name: A line, phone: "110", note: at night}
  - {name: A page, url: "https://help.example/"}
urgent: Now.
closing: A machine said this.
"""


def written(folder: Path, text: str | bytes = LIST, files: str = "help.yaml") -> Path:
    (folder / "help.yaml").write_bytes(text.encode() if isinstance(text, str) else text)
    settings = folder / "sekisho.yaml"
    settings.write_text(SETTINGS.format(files=files), "utf-8")
    return settings


def test_a_list_is_a_text_with_an_empty_line_between_its_parts() -> None:
    said = HelpList.model_validate(parse("help.yaml", LIST)).text
    assert said == (
        "We hear you.\n\n- A line: 110 (at night)\n- A page: https://help.example/\n\n"
        "Now.\n\nA machine said this."
    )


def test_what_is_left_out_leaves_no_empty_lines() -> None:
    text = 'language: en\nlead: Hello.\ncontacts: [{name: a, phone: "1"}]'
    assert HelpList.model_validate(parse("help.yaml", text)).text == "Hello.\n\n- a: 1"


def test_japanese_and_english_ship_and_name_numbers_and_who_speaks() -> None:
    ja, en = shipped()
    assert (ja.language, en.language) == ("ja", "en")
    assert re.search("[ぁ-ん]", ja.lead)
    for one, word in ((ja, "自動"), (en, "automatically")):
        assert any(contact.phone for contact in one.contacts)
        assert all(contact.phone or contact.url for contact in one.contacts)
        assert all(line.count("(") == line.count(")") for line in one.text.splitlines())
        assert all(contact.checked and contact.source for contact in one.contacts)
        assert not any(contact.source and contact.source in one.text for contact in one.contacts)
        assert one.urgent
        assert one.closing
        assert word in one.closing


def test_the_list_takes_the_place_of_the_file(tmp_path: Path) -> None:
    (row,) = load(written(tmp_path), {}).policies["ours"].rules
    assert row.measure.use == "resources"
    assert set(row.measure.options) == {"lists"}
    (one,) = [HelpList.model_validate(each) for each in row.measure.options["lists"]]  # type: ignore[union-attr]  # a list
    assert one.lead == "We hear you."


def test_several_files_follow_what_is_written_in_place(tmp_path: Path) -> None:
    (tmp_path / "ja.yaml").write_text(LIST.replace("en", "ja", 1), "utf-8")
    (row,) = load(written(tmp_path, files="[help.yaml, ja.yaml]"), {}).policies["ours"].rules
    languages = [HelpList.model_validate(each).language for each in row.measure.options["lists"]]  # type: ignore[union-attr]  # a list
    assert languages == ["en", "ja"]


def test_another_number_is_another_policy(tmp_path: Path) -> None:
    digests = {
        digest(resolve(load(written(tmp_path, text), {}), "ours"))
        for text in (LIST, LIST + "# a comment\n", LIST.replace("110", "119"))
    }
    assert len(digests) == 2


@pytest.mark.parametrize(
    ("text", "files", "why"),
    [
        (LIST, "missing.yaml", "missing.yaml cannot be read: No such file"),
        (b"\xff\xfe", "help.yaml", "help.yaml is not UTF-8"),
        ("#" * (1 << 18) + "\n", "help.yaml", "longer than 262144 bytes"),
        (LIST, "[]", f"names from 1 to {MOST_FILES} files"),
        (LIST, "[1]", "must be names of files"),
        (LIST, "{}", f"names from 1 to {MOST_FILES} files"),
    ],
)
def test_problems_name_the_line_of_the_settings(
    tmp_path: Path, text: str | bytes, files: str, why: str
) -> None:
    with pytest.raises(ConfigErrors, match=rf"sekisho.yaml:8: .*{why}"):
        load(written(tmp_path, text, files), {})


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (LIST.replace("We hear you.", "[1]"), r"help.yaml:3: lead: "),
        (LIST.replace("name: A line", "name: A line, at night"), r"help.yaml:5: contacts\[0\].*comma"),
        (LIST.replace('"110"', "110"), r"help.yaml:5: contacts\[0\].phone: should be text"),
        (LIST.replace("language: en", "language: English"), "help.yaml:2: language: should be a language"),
        ("language: en\nlead: x\ncontacts: []", "help.yaml:3: contacts"),
        (LIST + "more: x\n", "no option named 'more'"),
        ("]", "help.yaml:1: not YAML"),
    ],
)
def test_problems_inside_a_list_name_its_line(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(ConfigErrors, match=why):
        load(written(tmp_path, text), {})
