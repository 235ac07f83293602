"""Which dialects speak over sockets, and on which paths."""

from __future__ import annotations

import pytest

from proxy.dialect import DIALECTS, Seen
from proxy.surfaces.realtime import Realtime
from proxy.surfaces.responses_talk import ResponsesTalk
from proxy.talk import Ending, Talk, Talking


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/v1/realtime", Realtime),
        ("/openai/v1/realtime", Realtime),
        ("/realtime", Realtime),
        ("/v1/realtime/translations", Realtime),
        ("/v1/responses", ResponsesTalk),
        ("/v1/responses/", ResponsesTalk),
    ],
)
def test_sockets_of_openai(path: str, kind: type[Talk]) -> None:
    dialect = DIALECTS.build("openai")
    assert isinstance(dialect, Talking)
    assert type(dialect.talk(Seen("GET", path))) is kind


@pytest.mark.parametrize(
    "path", ["/v1/chat/completions", "/v1/responses/resp_1", "/v1/realtime/client_secrets"]
)
def test_other_paths_have_no_socket(path: str) -> None:
    dialect = DIALECTS.build("openai")
    assert isinstance(dialect, Talking)
    assert dialect.talk(Seen("GET", path)) is None


def test_a_dialect_without_sockets_is_none_that_talks() -> None:
    assert not isinstance(DIALECTS.build("generic"), Talking)


@pytest.mark.parametrize("kind", [Realtime, ResponsesTalk])
def test_every_talk_says_what_a_talk_says(kind: type[Talk]) -> None:
    talk = kind(Seen("GET", "/v1/x"))
    for doc in (
        {},
        [],
        None,
        {"type": 1},
        {"type": "x", "response": 1, "item": [], "stream_id": 2, "error": "e"},
    ):
        assert talk.begins(doc) == ""
        assert talk.ends(doc) == ""
        assert not talk.pauses(doc)
        assert all(isinstance(key, str) for key in talk.keys(doc))
        assert list(talk.over(doc)) is not None
        talk.follower().saw(doc)


def test_an_ending_may_be_nothing() -> None:
    assert Ending() == Ending((), (), ())


def test_a_talk_that_cannot_say_no_is_none() -> None:
    class Mute(Talk):
        """It leaves out what only a socket has."""

    with pytest.raises(TypeError, match=r"begins.*ends.*follower.*keys.*rejected"):
        Mute(Seen("GET", "/x"))  # pyright: ignore[reportAbstractUsage]  # that is the point
