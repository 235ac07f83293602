import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import ConfigError
from proxy.fake.cut import Cut

SSE = b'event: a\ndata: {"x":1}\n\ndata: [DONE]\n\n'


@pytest.mark.parametrize(
    ("how", "body", "recorded", "pieces"),
    [
        ("whole", b"abc", (1, 2), [b"abc"]),
        ("bytes", b"abc", (), [b"a", b"b", b"c"]),
        ("2", b"abc", (), [b"ab", b"c"]),
        ("recorded", b"abc", (1, 2), [b"a", b"bc"]),
        ("recorded", b"abc", (1,), [b"a", b"bc"]),
        ("recorded", b"abc", (0, 2, 9), [b"ab", b"c"]),
        ("recorded", SSE, (), [b'event: a\ndata: {"x":1}\n\n', b"data: [DONE]\n\n"]),
        ("events", SSE, (5,), [b'event: a\ndata: {"x":1}\n\n', b"data: [DONE]\n\n"]),
        ("events", b"data: 1\r\n\r\ndata: 2\r\n\r\n", (), [b"data: 1\r\n\r\n", b"data: 2\r\n\r\n"]),
        ("events", b"data: 1\n\ndata: unfinished", (), [b"data: 1\n\n", b"data: unfinished"]),
        ("events", b'{"a":1}\n{"b":2}\n', (), [b'{"a":1}\n', b'{"b":2}\n']),
        ("events", b'{"a":1}', (), [b'{"a":1}']),
        ("whole", b"", (), []),
        ("bytes", b"", (), []),
    ],
)
def test_cuts(how: str, body: bytes, recorded: tuple[int, ...], pieces: list[bytes]) -> None:
    assert list(Cut.parse(how).pieces(body, "name", recorded)) == pieces


@given(
    st.sampled_from(["whole", "bytes", "random", "events", "recorded", "1", "7", "4096"]),
    st.binary(max_size=300) | st.text("\r\n:d").map(str.encode),
    st.lists(st.integers(0, 50)),
)
def test_the_pieces_are_the_body_and_none_is_empty(how: str, body: bytes, recorded: list[int]) -> None:
    pieces = list(Cut.parse(how, seed=3).pieces(body, "name", recorded))
    assert b"".join(pieces) == body
    assert all(pieces)


def test_random_is_the_same_for_the_same_seed_and_recording() -> None:
    body = bytes(2000)

    def lengths(seed: int, name: str) -> list[int]:
        return [len(piece) for piece in Cut.parse("random", seed).pieces(body, name, ())]

    assert lengths(1, "a") == lengths(1, "a")
    assert lengths(1, "a") != lengths(2, "a")
    assert lengths(1, "a") != lengths(1, "b")


@pytest.mark.parametrize("text", ["half", "0", "-1", "1.5", ""])
def test_an_unknown_cut_is_named(text: str) -> None:
    with pytest.raises(ConfigError, match="no cut named"):
        Cut.parse(text)
