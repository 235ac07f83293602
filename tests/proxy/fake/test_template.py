import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from proxy.fake.template import Template, TemplateError

ASKED: JsonValue = {
    "model": "m",
    "messages": [
        {"role": "system", "content": "be brief"},
        {"role": "user", "content": "mail hanako@example.jp today"},
    ],
    "n": 2,
}


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("no placeholder", "no placeholder"),
        ("a dollar $ and a brace {x}", "a dollar $ and a brace {x}"),
        ("${/model}", "m"),
        ("<${/messages/0/content}>", "<be brief>"),
        ("${/messages/-1/content}", "mail hanako@example.jp today"),
        (r"${/messages/-1/content~mail (\\S+)}", "hanako@example.jp"),
        (r"${/messages/-1/content~\\w+@\\S+}", "hanako@example.jp"),
        (r"${/messages/-1/content~mail (\\S+)|0:3}", "han"),
        (r"${/messages/-1/content~mail (\\S+)|3:}", "ako@example.jp"),
        (r"${/messages/-1/content~mail (\\S+)|-2:}", "jp"),
        (r"${/messages/-1/content~(nobody|hanako)}", "hanako"),
        ("${/messages/7/content}", ""),
        ("${/messages/x/content}", ""),
        ("${/model/deeper}", ""),
        ("${/messages/-1/content~nobody}", ""),
        (r"${/messages~role\\W+(sys\\w+)}", "system"),
        ("${/n}", "2"),
    ],
)
def test_a_placeholder_stands_for_what_the_request_says(template: str, filled: str) -> None:
    assert Template.parse(template).fill(ASKED) == filled.encode()


def test_a_request_without_json_fills_nothing_in() -> None:
    assert Template.parse("<${/model}>").fill(None) == b"<>"


@pytest.mark.parametrize(
    "template", ["${model}", "${/a~(}", r"${/a~\\y}", r"${/a\q}"], ids=["pointer", "group", "escape", "json"]
)
def test_what_cannot_be_read_is_refused_with_the_placeholder(template: str) -> None:
    with pytest.raises(TemplateError, match="placeholder"):
        Template.parse(template)


@given(st.text(), st.integers(0, 9), st.integers(0, 9))
def test_no_text_can_leave_its_string(text: str, start: int, end: int) -> None:
    filled = Template.parse(f'{{"a":"${{/t|{start}:{end}}}"}}').fill({"t": text})
    assert json.loads(filled.decode(errors="surrogatepass")) == {"a": text[start:end]}


@given(st.text(), st.integers(0, 20), st.integers(0, 20))
def test_slices_that_meet_join_to_the_whole(text: str, one: int, two: int) -> None:
    first, second = sorted((one, two))
    cut = f"${{/t|:{first}}}${{/t|{first}:{second}}}${{/t|{second}:}}"
    whole = Template.parse("${/t}").fill({"t": text})
    assert Template.parse(cut).fill({"t": text}) == whole
