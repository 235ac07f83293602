"""The environment goes before the file."""

from pathlib import Path

import pytest

from config.environment import variable_of, with_environment
from config.errors import ConfigErrors
from config.load import default_settings, load_text

FILE = (
    "upstreams: {my-gateway: {base_url: 'http://a', max_connections: 3}, my.gateway: {base_url: 'http://b'}}"
)


def test_a_variable_goes_before_the_file_and_keeps_the_rest() -> None:
    settings = load_text(FILE, env={"SEKISHO_UPSTREAM_MY_GATEWAY": "http://127.0.0.1:9000/"})
    assert settings.upstreams["my-gateway"].base_url == "http://127.0.0.1:9000"
    assert settings.upstreams["my-gateway"].max_connections == 3
    assert settings.upstreams["my.gateway"].base_url == "http://127.0.0.1:9000"
    assert "my_gateway" not in settings.upstreams


def test_a_variable_adds_an_upstream() -> None:
    settings = default_settings({"SEKISHO_UPSTREAM_OTHER": "http://h", "SEKISHO_UPSTREAM_AZURE": "http://z"})
    assert settings.upstreams["other"].base_url == "http://h"
    assert settings.upstreams["azure"].base_url == "http://z"
    assert settings.upstreams["openai"].base_url == "https://api.openai.com"


def test_a_variable_may_give_what_the_file_leaves_out() -> None:
    text = "upstreams: {mine: {credential_env: MINE_KEY}, openai: {max_connections: 2}}"
    settings = load_text(text, env={variable_of("mine"): "http://h"})
    assert settings.upstreams["mine"].base_url == "http://h"
    assert settings.upstreams["openai"].base_url == "https://api.openai.com"


def test_empty_variables_are_not_there() -> None:
    assert default_settings({"SEKISHO_UPSTREAM_OPENAI": "", "SEKISHO_HOME": ""}) == default_settings()


def test_wrong_values_are_named_and_never_shown() -> None:
    secret = "hunter2-not-a-url"
    env = {
        "SEKISHO_UPSTREAM_OPENAI": secret,
        "SEKISHO_UPSTREAM_": "http://h",
        "SEKISHO_UPSTREAM_A B": "http://h",
    }
    with pytest.raises(ConfigErrors) as caught:
        with_environment(default_settings(), env)
    assert [problem.where for problem in caught.value.problems] == [
        "SEKISHO_UPSTREAM_",
        "SEKISHO_UPSTREAM_A B",
        "SEKISHO_UPSTREAM_OPENAI",
    ]
    assert secret not in str(caught.value)


def test_home() -> None:
    assert default_settings().home == Path(".sekisho")
    assert load_text("home: state", env={"SEKISHO_HOME": "/srv/s"}).home == Path("/srv/s")
