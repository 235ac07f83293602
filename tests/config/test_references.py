"""Names a file uses have to be given by it, by a preset or by the environment."""

import pytest

from config.errors import ConfigErrors
from config.load import load_text
from tests.config.goldens import goldens

BAD = goldens("references")


@pytest.mark.parametrize(("text", "message"), BAD, ids=range(len(BAD)))
def test_says(text: str, message: str) -> None:
    with pytest.raises(ConfigErrors) as caught:
        load_text(text)
    assert str(caught.value) == message


def test_a_mistake_is_reported_once_where_it_is() -> None:
    with pytest.raises(ConfigErrors) as caught:
        load_text("policies:\n a: {extends: b}\n b: {extends: c}\n c: {extends: gone}")
    assert [problem.line for problem in caught.value.problems] == [4]


def test_chains_have_a_longest() -> None:
    def text(length: int) -> str:
        links = [f" p{n}: {{extends: p{n + 1}}}" for n in range(length - 1)]
        return "\n".join(["policies:", *links, f" p{length - 1}: {{}}"])

    assert len(load_text(text(16)).policies) == 16
    with pytest.raises(ConfigErrors, match="more than 16 policies"):
        load_text(text(17))


def test_a_policy_may_be_named_in_any_order() -> None:
    assert load_text("policy: a\npolicies: {a: {extends: b}, b: {extends: strict}}").policy == "a"
