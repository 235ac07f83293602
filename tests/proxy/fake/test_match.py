import json

import pytest

from proxy.fake import Recording
from proxy.fake.match import Library, read_request
from proxy.fake.recording import Reply


def recorded(
    name: str,
    target: str = "/v1/chat",
    body: object = None,
    method: str = "POST",
    provider: str = "",
    status: int = 200,
) -> Recording:
    text = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    asked = read_request(method, target, text)
    return Recording(name, provider, "", None, asked, Reply(status, (), b"", ()))


def ask(text: str, *, model: str = "m", stream: bool = False, turns: int = 1) -> dict[str, object]:
    messages = [{"role": "user", "content": f"{text} {turn}"} for turn in range(turns)]
    return {"model": model, "messages": messages, "stream": stream}


def found(library: Library, body: object, target: str = "/v1/chat", method: str = "POST") -> str | None:
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    recording = library.find(method, target, text)
    return recording.name if recording else None


TALK = Library(
    [
        recorded("plain", body=ask("hello")),
        recorded("stream", body=ask("hello", stream=True)),
        recorded("mail", body=ask("write to hanako@example.jp please", stream=True)),
        recorded("call", body=ask("call 03-1234-5678 please", stream=True)),
        recorded("long", body=ask("hello", stream=True, turns=3)),
        recorded("other model", body=ask("hello", stream=True, model="other")),
    ]
)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (ask("hello"), "plain"),
        (dict(reversed(ask("hello", stream=True).items())), "stream"),
        (ask("write to PII_EMAIL_1_K7 please", stream=True), "mail"),
        (ask("call PII_PHONE_1_AB please", stream=True), "call"),
        (ask("something else", stream=True, turns=3), "long"),
        (ask("hello", stream=True, turns=3) | {"user": "u"}, "long"),
        (ask("something else", stream=True, model="other", turns=2), "stream"),
        (ask("something else", model="third") | {"n": 2}, "plain"),
        (b"not json", "plain"),
    ],
)
def test_the_closest_recording_answers(body: object, name: str) -> None:
    assert found(TALK, body) == name


@pytest.mark.parametrize(
    ("method", "target"), [("GET", "/v1/chat"), ("POST", "/v1/chats"), ("POST", "/v2/chat"), ("POST", "/")]
)
def test_another_method_or_path_is_not_answered(method: str, target: str) -> None:
    assert found(TALK, ask("hello"), target, method) is None


def test_a_recorded_query_must_be_there() -> None:
    library = Library([recorded("any", "/m:go"), recorded("sse", "/m:go?alt=sse")])
    assert found(library, b"", "/m:go?alt=sse") == "sse"
    assert found(library, b"", "/m%3Ago?alt=sse&key=k") == "sse"
    assert found(library, b"", "/m:go?alt=json") == "any"
    assert found(Library([recorded("sse", "/m:go?alt=sse")]), b"", "/m:go") is None


def test_equal_requests_get_the_first_recording() -> None:
    library = Library([recorded("first", body=ask("hi")), recorded("second", body=ask("hi"))])
    assert [found(library, ask("hi")) for _ in range(3)] == ["first"] * 3


def test_bytes_that_are_not_json_are_compared_as_bytes() -> None:
    library = Library([recorded("one", body=b"--x one"), recorded("two", body=b"--x two")])
    assert found(library, b"--x two") == "two"
    assert found(library, b"--y") == "one"


def test_a_prefix_is_not_part_of_the_path() -> None:
    library = Library([recorded("one")], prefix="/openai")
    assert found(library, b"", "/openai/v1/chat") == "one"
    assert found(library, b"", "//v1/chat") == "one"
    assert found(library, b"", "/openai2/v1/chat") is None


def test_a_recording_can_be_picked_by_name() -> None:
    picked = TALK.pick("mail")
    assert picked
    assert picked.name == "mail"
    assert TALK.pick("nothing of that name") is None


def test_deep_nesting_is_no_trouble() -> None:
    assert found(TALK, b"[" * 100_000) == "plain"


@pytest.mark.parametrize("version", ["v1", "v1beta", "v1alpha", "v1beta1"])
def test_googles_versions_are_one(version: str) -> None:
    library = Library([recorded("go", "/v1beta/models/m:go")])
    assert found(library, b"", f"/{version}/models/m:go") == "go"
    assert found(library, b"", f"/{version}/files") is None


def test_the_same_words_count_for_more_than_the_same_shape() -> None:
    words = {"contents": [{"parts": [{"text": "who keeps the key?"}]}]}
    library = Library(
        [
            recorded("shape", body={"contents": [{"parts": [{"text": "sing me a song"}]}]}),
            recorded("words", body=words | {"generationConfig": {"temperature": 0}}),
        ]
    )
    assert found(library, words) == "words"


PROVIDERS = Library(
    [
        recorded("their error", body=ask("why is the sky blue today?", model="n"), provider="b", status=400),
        recorded("their answer", body=ask("a rhyme", model="n"), provider="b"),
        recorded("our error", body=ask("why is the sky blue?", turns=2), provider="a", status=400),
        recorded("our stream", body=ask("another thing", stream=True, turns=2), provider="a"),
        recorded("our answer", body=ask("a song of the sea", turns=3), provider="a"),
    ]
)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (ask("why is the sky green?", turns=2), "our answer"),  # like our error, which says nothing of it
        (ask("something else"), "our answer"),
        (ask("something else", model="n"), "their answer"),
        (ask("why is the sky green?", model="n"), "their answer"),
        (ask("something else", model="third"), "their answer"),  # nobody's: the first answer
        (ask("why is the sky blue today?", model="n"), "their error"),  # that was asked
        (ask("why is the sky blue today!", model="n"), "their error"),  # hardly a word of it changed
        (ask("why is PII_COLOUR_1_K7 blue today?", model="n"), "their error"),  # masked on the way
        (ask("something else", stream=True, turns=3), "our stream"),
    ],
)
def test_a_plain_question_gets_an_answer_of_its_own_provider(body: object, name: str) -> None:
    assert found(PROVIDERS, body) == name
