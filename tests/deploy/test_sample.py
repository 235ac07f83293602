"""The sample configuration holds, and means what deploy/README.md says it does."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from config.load import load
from config.schema import Settings
from tests.deploy.dockerfile import environment, last_stage

DEPLOY = Path(__file__).parents[2] / "deploy"


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load(DEPLOY / "sekisho.yaml", {})


def test_every_route_names_what_is_configured(settings: Settings) -> None:
    named = {route.upstream for route in settings.routes} & set(settings.upstreams)
    assert named == {"openai"}
    assert {route.policy for route in settings.routes} == {"japan-business"}


def test_the_ledger_is_on_the_volume(settings: Settings) -> None:
    home = PurePosixPath(environment(last_stage(DEPLOY / "Dockerfile"))["SEKISHO_HOME"])
    ledger = settings.audit.ledger.path
    assert ledger is not None
    assert PurePosixPath(ledger).is_relative_to(home)


def test_the_administrative_listener_stays_on_the_loopback(settings: Settings) -> None:
    assert settings.listen.admin_host == "127.0.0.1"
    assert settings.listen.admin_port == 8091
