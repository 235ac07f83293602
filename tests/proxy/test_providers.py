"""How an upstream speaks: by its dialect's name, its host, its own name; else one is told what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.load import load_text
from config.traffic import Upstream
from proxy.assembly import read_setup
from proxy.dialect import DIALECTS
from proxy.providers import dialect_of, unsure

DIALECT_NAMES = DIALECTS.members()


@pytest.mark.parametrize(
    ("name", "url", "dialect"),
    [
        *((name, "http://127.0.0.1:9", name) for name in ("openai", "cohere", "mistral", "ollama", "mcp")),
        *(
            (name, "http://10.0.0.1", "openai")
            for name in (
                "groq",
                "xai",
                "deepseek",
                "openrouter",
                "perplexity",
                "together",
                "vllm",
                "llamacpp",
            )
        ),
        ("vertex", None, "gemini"),
        ("fast", "https://api.groq.com/openai/v1", "openai"),
        ("mine", "https://API.DeepSeek.com", "openai"),
        ("mine", "https://openrouter.ai/api", "openai"),
        ("mine", "https://api.anthropic.com", "anthropic"),
        ("eu", "https://europe-west4-aiplatform.googleapis.com", "gemini"),
        ("mine", "https://aiplatform.googleapis.com", "gemini"),
        ("office", "https://office.openai.azure.com", "azure"),
        ("tokyo", "https://bedrock-runtime.ap-northeast-1.amazonaws.com", "bedrock"),
        ("french", "https://api.mistral.ai", "mistral"),
        ("ranks", "https://api.cohere.com", "cohere"),
        ("groq", "https://api.mistral.ai", "mistral"),  # where it is is surer than what it is called
        ("openai", "https://api.mistral.ai", "openai"),  # a dialect's name is what the contract says
        ("mine", "https://api.groq.com.evil.example", "generic"),
        ("mine", "https://notapi.groq.com", "generic"),
        ("gateway", "http://127.0.0.1:9", "generic"),
        ("gateway", None, "generic"),
    ],
)
def test_what_is_sure_is_known(name: str, url: str | None, dialect: str) -> None:
    assert dialect_of(name, Upstream(base_url=url), DIALECT_NAMES) == dialect


def test_what_is_written_counts() -> None:
    one = Upstream(base_url="https://api.groq.com", dialect="generic")
    assert dialect_of("groq", one, DIALECT_NAMES) == "generic"


UNSURE = """
upstreams:
  gateway: {base_url: "http://127.0.0.1:9"}
  meant: {base_url: "http://127.0.0.1:9", dialect: generic}
  groq: {base_url: "http://127.0.0.1:9"}
"""


def test_who_cannot_be_known_is_told_where_what_and_what_to_do() -> None:
    [told] = unsure(load_text(UNSURE, "sekisho.yaml"), DIALECT_NAMES)
    assert (told.file, told.line, told.where) == ("sekisho.yaml", 3, "upstreams.gateway")
    assert "add 'dialect:'" in told.hint
    assert "anthropic, azure, bedrock, cohere" in told.hint


def test_the_defaults_leave_nothing_to_tell() -> None:
    assert [*unsure(load_text(""), DIALECT_NAMES)] == []


def test_a_station_speaks_so_and_sends_its_own_key_as_that_provider_wants_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "sekisho.yaml"
    file.write_text(f"{UNSURE}  claude: {{base_url: 'https://api.anthropic.com', credential_env: KEY}}\n")
    setup = read_setup(file, {"SEKISHO_HOME": str(tmp_path), "KEY": "k"})
    spoken = {name: one.name for name, one in setup.dialects.items()}
    assert (spoken["groq"], spoken["gateway"], spoken["claude"]) == ("openai", "generic", "anthropic")
    assert setup.credentials["claude"] == (b"x-api-key", b"k")
    assert [record.getMessage() for record in caplog.records if "upstreams." in record.getMessage()] == [
        str(one) for one in unsure(setup.settings, DIALECT_NAMES)
    ]
