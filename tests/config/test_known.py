"""The second pass: names and options of extensions, on their lines."""

from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict

from config.errors import ConfigErrors
from config.known import Known, check_names
from config.load import load_text
from config.policies import PRESETS, preset
from tests.config.goldens import goldens


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class MaskOptions(Closed):
    style: Literal["token", "label"] = "token"


class OtlpOptions(Closed):
    endpoint: str
    headers: dict[str, str] = {}


KNOWN = Known(
    measures={"mask": MaskOptions, "refuse": Closed, "flag": Closed},
    detectors={"pii_text": MaskOptions, "words": Closed},
    dialects=["openai", "generic"],
    exporters={"otlp": OtlpOptions},
    kinds=["pii.email", "pii.phone", "custom.*"],
)

GOOD = """
upstreams: {mine: {base_url: "http://h", dialect: generic}}
policies:
  a:
    default: flag
    rules:
      - {kind: [pii.*, custom.staff], measure: {use: mask, style: label}}
      - {kind: harm.*, except: whatever, measure: refuse}
    detectors: {pii_text: {style: label}}
    enable: [pii_text]
    disable: [words]
audit: {exporters: [{use: otlp, endpoint: x}]}
"""


def test_what_is_known_is_fine() -> None:
    check_names(load_text(GOOD), KNOWN)


BAD = goldens("extensions")


@pytest.mark.parametrize(("text", "message"), BAD, ids=range(len(BAD)))
def test_says(text: str, message: str) -> None:
    with pytest.raises(ConfigErrors) as caught:
        check_names(load_text(text), KNOWN)
    assert str(caught.value) == message


def test_all_are_reported_in_the_order_of_the_file() -> None:
    text = "audit: {exporters: [a]}\npolicies: {p: {default: b}}\nupstreams: {openai: {dialect: c}}\n"
    with pytest.raises(ConfigErrors) as caught:
        check_names(load_text(text), KNOWN)
    assert [problem.line for problem in caught.value.problems] == [1, 2, 3]


def test_kinds_are_checked_only_against_known_ones() -> None:
    settings = load_text("policies: {a: {rules: [{kind: pi.x, measure: mask}]}}")
    check_names(settings, Known(measures=KNOWN.measures))
    with pytest.raises(ConfigErrors, match=r"no detector finds 'pi\.x'"):
        check_names(settings, KNOWN)


@pytest.mark.parametrize("name", PRESETS)
def test_presets_are_checked_like_any_file(name: str) -> None:
    with pytest.raises(ConfigErrors, match=rf"presets/{name}\.yaml:\d+: policies\.{name}\.rules\[0\]"):
        check_names(preset(name), Known())
