"""One spelling for every path, and no way around it."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.paths import MAX_PATH, Prefix, base_url, before_version, join, normal, prefix_of, without


@pytest.mark.parametrize(
    ("path", "spelling"),
    [
        ("/", "/"),
        ("/v1/chat/completions", "/v1/chat/completions"),
        ("/v1/%66iles", "/v1/files"),
        ("/v1/%46iles", "/v1/Files"),
        ("//v1///files/", "/v1/files/"),
        ("/v1%2ffiles", "/v1%2Ffiles"),
        ("/model/arn%3aaws%3abedrock/converse", "/model/arn%3Aaws%3Abedrock/converse"),
        ("/models/gemini-2.5:generateContent", "/models/gemini-2.5:generateContent"),
        ("/a%20b", "/a%20b"),
        ("/%E9%96%A2", "/%E9%96%A2"),
        ("/...", "/..."),
        ("/.well-known/x", "/.well-known/x"),
        ("/v1/%2566iles", "/v1/%2566iles"),
        ("/" + "a" * (MAX_PATH - 1), "/" + "a" * (MAX_PATH - 1)),
    ],
)
def test_a_path_has_one_spelling(path: str, spelling: str) -> None:
    assert normal(path) == spelling
    assert normal(spelling) == spelling


@pytest.mark.parametrize(
    "path",
    [
        "",
        "v1",
        "/..",
        "/.",
        "/a/../b",
        "/a/./b",
        "/a/%2e%2E/b",
        "/a/.%2e/b",
        "/a%2f..%2fb",
        "/a/..;x=1/b",
        "/a/..%3Bx/b",
        "/a\\..\\b",
        "/a%5c..%5cb",
        "/a\tb",
        "/.\t./b",
        "/a%00",
        "/a%0d%0a",
        "/a%7f",
        "/a b",
        "/a?b",
        "/a#b",
        "/a%",
        "/a%4",
        "/a%zz",
        "/" + "a" * MAX_PATH,
    ],
)
def test_a_path_that_depends_on_its_reader_has_none(path: str) -> None:
    assert normal(path) is None


@given(st.text(alphabet="/.%25eEfF;ab\\", max_size=30).map(lambda text: f"/{text}"))
def test_what_has_a_spelling_stays_where_it_is(path: str) -> None:
    spelling = normal(path)
    if spelling is not None:
        assert normal(spelling) == spelling
        segments = re.split(r"/|%2F", spelling)
        assert not {unquote(segment).split(";")[0] for segment in segments} & {".", ".."}
        assert "//" not in spelling


@pytest.mark.parametrize(
    ("path", "prefix"),
    [
        ("/openai/v1/models", Prefix("openai", "/openai")),
        ("/anthropic", Prefix("anthropic", "/anthropic")),
        ("/v1/models", Prefix("openai", "")),
        ("/u/mine/x", Prefix("mine", "/u/mine")),
        ("/u", None),
        ("/u/", None),
        ("/", None),
        ("", None),
        ("/openaix/v1", None),
        ("/sekisho/v1/check", None),
    ],
)
def test_a_prefix_names_its_upstream(path: str, prefix: Prefix | None) -> None:
    assert prefix_of(path) == prefix


@pytest.mark.parametrize(
    ("path", "before"),
    [
        ("/team/v1", "/team"),
        ("/v1/x", ""),
        ("/team/v1beta/x", "/team"),
        ("/team", "/team"),
        ("/vx/y", "/vx/y"),
        ("", ""),
    ],
)
def test_a_version_is_where_the_provider_begins(path: str, before: str) -> None:
    assert before_version(path) == before


def test_only_whole_segments_are_stripped() -> None:
    assert without("/a/b", "/a") == "/b"
    assert without("/a", "/a") == "/"
    assert without("/ab", "/a") == "/ab"
    assert without("/ab", "") == "/ab"


@pytest.mark.parametrize(
    ("base", "path", "url"),
    [
        ("https://h", "/v1/x", "https://h/v1/x"),
        ("https://h/prefix", "/v1/x", "https://h/prefix/v1/x"),
        ("https://h/v1", "/v1/x", "https://h/v1/x"),
        ("https://h/openai/v1", "/v1/x", "https://h/openai/v1/x"),
        ("https://h/openai/v1", "/x", "https://h/openai/v1/x"),
        ("https://h/v1beta", "/v1/x", "https://h/v1beta/v1/x"),
        ("https://h/v1", "/v1", "https://h/v1/"),
        ("https://h/v1", "/v10/x", "https://h/v1/v10/x"),
        ("https://h/a", "/a/x", "https://h/a/a/x"),
        ("http://v1", "/v1/x", "http://v1/v1/x"),
    ],
)
def test_a_version_is_written_once(base: str, path: str, url: str) -> None:
    assert join(base, path) == url


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("https://api.example.com/", "https://api.example.com"),
        ("http://127.0.0.1:9000/a/b", "http://127.0.0.1:9000/a/b"),
        ("http://[::1]:9000", "http://[::1]:9000"),
        ("HTTP://Host", "HTTP://Host"),
    ],
)
def test_a_base_url(text: str, base: str) -> None:
    assert base_url(text) == base


@pytest.mark.parametrize(
    "text",
    [
        "",
        "api.example.com",
        "ftp://h",
        "file:///etc/passwd",
        "http://",
        "http://:80",
        "http://h:0",
        "http://h:99999",
        "http://[::1",
        "http://u@h",
        "http://u:p@h",
        "http://:p@h",
        "http://h?x",
        "http://h#x",
        "http://h/../x",
        "http://h/a b",
        "http://h\\x",
        "http://h\n",
        "\thttp://h",
        "http://h/\u202e",
        "http://例え.jp",
    ],
)
def test_not_a_base_url(text: str) -> None:
    with pytest.raises(ValueError, match=r"^should"):
        base_url(text)
