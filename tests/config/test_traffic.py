"""Upstreams, routes and listeners, as they are written."""

import pytest
from pydantic import ValidationError

from config.traffic import BUILT_IN, Listen, Route


@pytest.mark.parametrize(
    ("match", "yes", "no"),
    [
        ("/openai/*", ["/openai", "/openai/", "/openai/v1/x"], ["/openaix", "/", "/x/openai/"]),
        ("/openai/v1/models", ["/openai/v1/models"], ["/openai/v1/models/", "/openai/v1/models/x"]),
    ],
)
def test_a_route_covers_whole_segments(match: str, yes: list[str], no: list[str]) -> None:
    route = Route(match=match)
    assert [route.covers(path) for path in yes + no] == [True] * len(yes) + [False] * len(no)


def test_a_route_for_everything_needs_an_upstream() -> None:
    assert Route(match="/*", upstream="x").covers("/anything")
    with pytest.raises(ValidationError):
        Route(match="/*")


@pytest.mark.parametrize(
    "match",
    ["", "*", "openai/*", "/a*", "/*/b", "/a/**", "/a/", "//a", "/a/../b", "/%61", "/a b", "/a?b", "/"],
)
def test_not_a_match(match: str) -> None:
    with pytest.raises(ValidationError):
        Route(match=match, upstream="x")


@pytest.mark.parametrize("strip", ["/b", "a", "/team/", "/team/x", "/te"])
def test_not_the_beginning(strip: str) -> None:
    with pytest.raises(ValidationError):
        Route(match="/team/*", upstream="x", strip=strip)


def test_what_administers_has_a_port_of_its_own() -> None:
    assert Listen(port=0, admin_port=0).port == 0
    with pytest.raises(ValidationError):
        Listen(port=9, admin_port=9, admin_host="127.0.0.2")


def test_the_built_in_upstreams() -> None:
    assert {name: upstream.base_url for name, upstream in BUILT_IN.items()} == {
        "openai": "https://api.openai.com",
        "anthropic": "https://api.anthropic.com",
        "gemini": "https://generativelanguage.googleapis.com",
        "azure": None,
        "ollama": "http://127.0.0.1:11434",
        "bedrock": None,
    }
