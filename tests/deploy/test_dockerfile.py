"""What the image promises, read from its Dockerfile. No container engine is run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.deploy.dockerfile import environment, last_stage, parse

ROOT = Path(__file__).parents[2]
FILE = ROOT / "deploy" / "Dockerfile"
EVERY = parse(FILE.read_text("utf-8"))
FINAL = last_stage(FILE)
FLOORS = ("config", "filters", "audit", "provenance", "proxy")


def the(word: str) -> str:
    (only,) = [one.rest for one in FINAL if one.word == word]
    return only


def test_the_parser_joins_lines_and_counts_stages() -> None:
    got = parse('# c\nFROM a AS b\nRUN x \\\n    # inside\n    && y\n\nFROM c\nCMD ["p", "q r"]\n')
    assert [(one.stage, one.word, one.rest) for one in got[:3]] == [
        (0, "FROM", "a AS b"),
        (0, "RUN", "x && y"),
        (1, "FROM", "c"),
    ]
    assert got[3].items == ["p", "q r"]


def test_runs_as_a_numbered_user_who_is_not_root() -> None:
    user, group = the("USER").split(":")
    assert int(user) > 0
    assert int(group) > 0
    after = FINAL[[one.word for one in FINAL].index("USER") :]
    assert not {"RUN", "COPY", "ADD"} & {one.word for one in after}


def test_no_folder_can_come_before_the_floors() -> None:
    assert environment(FINAL)["PYTHONSAFEPATH"] == "1"


def test_every_install_is_hashed_or_our_own_wheel() -> None:
    installs = [
        part for one in EVERY if one.word == "RUN" for part in one.rest.split("&&") if "pip install" in part
    ]
    assert len(installs) == 3
    for install in installs:
        assert "--require-hashes -r requirements/" in install or re.search(
            r"--no-deps /wheel/\*\.whl", install
        )
    assert any("requirements/runtime.txt" in install for install in installs)
    assert not any("requirements/dev.txt" in install for install in installs)


def test_state_has_a_volume_that_belongs_to_the_user() -> None:
    home = environment(FINAL)["SEKISHO_HOME"]
    (volume,) = next(one for one in FINAL if one.word == "VOLUME").items
    assert volume == home == the("WORKDIR")
    assert re.search(rf"install -d -m 0700 -o 10001 -g 10001 {re.escape(home)}$", the("RUN"))


def test_the_health_check_asks_the_port_that_is_served() -> None:
    served = next(one for one in FINAL if one.word == "CMD").items
    port = served[served.index("--port") + 1]
    assert f"'http://127.0.0.1:{port}/healthz'" in the("HEALTHCHECK")
    assert port in the("EXPOSE").split()


def test_the_health_check_is_python_that_compiles_and_ignores_proxies() -> None:
    code = re.search(r'"-c", "(.+)"\]$', the("HEALTHCHECK"))
    assert code is not None
    compile(code[1], "HEALTHCHECK", "exec")
    assert "ProxyHandler({})" in code[1]


def test_only_the_data_plane_leaves_the_loopback() -> None:
    entry = next(one for one in FINAL if one.word == "ENTRYPOINT").items
    served = next(one for one in FINAL if one.word == "CMD").items
    assert entry == ["sekisho", "serve"]
    assert served == ["--host", "0.0.0.0", "--port", "8090"]


@pytest.mark.parametrize("floor", FLOORS)
def test_every_floor_is_copied(floor: str) -> None:
    assert f"{floor}/ {floor}/" in [one.rest for one in EVERY if one.word == "COPY"]


def test_what_is_copied_is_let_into_the_build() -> None:
    let_in = (ROOT / "deploy" / "Dockerfile.dockerignore").read_text("utf-8").split()
    copies = [one.rest for one in EVERY if one.word == "COPY" and "--from=" not in one.rest]
    sources = [source for rest in copies for source in rest.split()[:-1]]
    assert sources
    for source in sources:
        assert f"!{source}" in let_in
        assert (ROOT / source).exists()
