"""Bad files, and exactly what is said about them."""

import pytest

from config.blame import names_at
from config.errors import ConfigErrors
from config.load import load_text
from config.schema import Settings
from tests.config.goldens import goldens

BAD = goldens("shapes")


@pytest.mark.parametrize(("text", "message"), BAD, ids=range(len(BAD)))
def test_says(text: str, message: str) -> None:
    with pytest.raises(ConfigErrors) as caught:
        load_text(text)
    assert str(caught.value) == message


def test_all_of_a_pass_is_reported_in_the_order_of_the_file() -> None:
    with pytest.raises(ConfigErrors) as caught:
        load_text("vault: {ttl: 1}\nlimits:\n  nesting: 0\nlisten: {port: x}\npolicies: {a: {hold: x}}\n")
    assert [problem.where for problem in caught.value.problems] == [
        "vault.ttl",
        "limits.nesting",
        "listen.port",
        "policies.a.hold",
    ]


PASTED = "sk-live-0123456789abcdef"


@pytest.mark.parametrize(
    "text",
    [
        f"keys: [{{name: me, sha256: {PASTED}}}]",
        f"upstreams: {{openai: {{credential_env: {PASTED}}}}}",
        f"upstreams: {{openai: {{base_url: 'https://u:{PASTED}@h'}}}}",
        f"upstreams: {{openai: {{base_url: 'https://h/?key={PASTED}'}}}}",
        f"upstreams: {{openai: {{base_url: '{PASTED}'}}}}",
        f"listen: {{port: {PASTED}, host: '{PASTED} '}}",
        f"home: [{PASTED}]",
    ],
    ids=range(7),
)
def test_a_pasted_credential_is_not_repeated(text: str) -> None:
    with pytest.raises(ConfigErrors) as caught:
        load_text(text)
    assert PASTED not in repr(caught.value)
    assert PASTED not in str(caught.value)


def test_many_problems_are_counted() -> None:
    with pytest.raises(ConfigErrors) as caught:
        load_text("\n".join(f"n{n}: 1" for n in range(5000)))
    assert len(caught.value.problems) == 101


def test_option_names_are_found_at_any_depth() -> None:
    assert "measure" in names_at(Settings, ("policies", "x", "rules", 3))
    assert "idle_s" in names_at(Settings, ("upstreams", "x", "timeouts"))
    assert names_at(Settings, ("policy", "x")) == []
