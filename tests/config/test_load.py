"""Which file is read, and what its paths are relative to."""

from pathlib import Path

import pytest

from config.errors import ConfigErrors
from config.load import default_settings, load, load_text


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_a_file_there_are_defaults(folder: Path) -> None:
    assert load(None, {}) == default_settings() == load_text("")


def test_the_file_given_then_the_variable_then_the_folder(folder: Path) -> None:
    for name in ("given", "variable", "sekisho"):
        (folder / f"{name}.yaml").write_text(f"routes: [{{match: /v1/x, name: {name}}}]", "utf-8")
    env = {"SEKISHO_CONFIG": "variable.yaml"}
    assert load(Path("given.yaml"), env).routes[0].name == "given"
    assert load(None, env).routes[0].name == "variable"
    assert load(None, {}).routes[0].name == "sekisho"


def test_paths_are_relative_to_the_file(folder: Path) -> None:
    (folder / "etc").mkdir()
    (folder / "etc/s.yaml").write_text("home: state\naudit: {ledger: {path: ../ledger}}", "utf-8")
    settings = load(folder / "etc/s.yaml", {})
    assert settings.home == folder / "etc/state"
    assert settings.ledger_path == folder / "etc/../ledger"
    (folder / "etc/s.yaml").write_text("home: /srv/state", "utf-8")
    assert load(folder / "etc/s.yaml", {}).ledger_path == Path("/srv/state/ledger")


def test_a_home_nobody_wrote_is_where_sekisho_was_started(folder: Path) -> None:
    (folder / "etc").mkdir()
    (folder / "etc/s.yaml").write_text("policy: strict", "utf-8")
    assert load(folder / "etc/s.yaml", {}).home == Path(".sekisho")


def test_a_file_in_utf_8_with_or_without_its_mark(folder: Path) -> None:
    text = "routes: [{match: /v1/*, system: 窓口}]"
    (folder / "s.yaml").write_text(text, "utf-8-sig")
    assert load(Path("s.yaml"), {}).routes[0].system == "窓口"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff\xfe", "s.yaml: is not UTF-8 text"),
        (b"#" * ((4 << 20) + 1), "s.yaml: longer than 4194304 bytes"),
        (b"#" * ((1 << 20) + 1), "s.yaml: longer than 1048576 characters"),
        (b"policy: no-such", "s.yaml:1: policy: no policy named 'no-such'"),
    ],
    ids=range(4),
)
def test_what_cannot_be_honoured(folder: Path, content: bytes, message: str) -> None:
    (folder / "s.yaml").write_bytes(content)
    with pytest.raises(ConfigErrors) as caught:
        load(Path("s.yaml"), {})
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("env", [{}, {"SEKISHO_CONFIG": "nothing.yaml"}])
def test_a_file_that_was_named_has_to_be_there(folder: Path, env: dict[str, str]) -> None:
    with pytest.raises(ConfigErrors, match=r"nothing\.yaml: cannot be read: No such file"):
        load(None if env else Path("nothing.yaml"), env)
    with pytest.raises(ConfigErrors, match="cannot be read: Is a directory"):
        load(folder, {})
