"""A configuration as verbs read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.errors import ConfigErrors, PolicyError
from proxy.cli.loading import read_policy, read_settings


def test_both_passes_are_made(tmp_path: Path) -> None:
    file = tmp_path / "s.yaml"
    file.write_text("policies: {a: {rules: [{kind: pii.email, measure: maks}]}}")
    with pytest.raises(ConfigErrors, match="did you mean 'mask'"):
        read_settings(file)


def test_a_credential_is_not_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "s.yaml"
    file.write_text("policy: strict\nupstreams: {openai: {credential_env: NOT_SET_HERE}}")
    settings = read_settings(file)
    spec, policy = read_policy(settings, None)
    assert (spec.name, policy.name) == ("strict", "strict")
    assert read_policy(settings, "observe")[1].name == "observe"
    with pytest.raises(PolicyError, match="no policy named 'x'"):
        read_policy(settings, "x")
