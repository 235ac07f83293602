"""`sekisho try`: the same gate, the same outcome however the text is cut, and calm on any input."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.proxy.cli.shells import one_line, run, run_apart

MAIL = "連絡は hanako.sato@example.jp まで。".encode()
INPUTS = st.binary(max_size=300) | st.text(max_size=300).map(
    lambda text: text.encode("utf-8", "surrogatepass")
)
KEY = b"deploy with AKIASEKISHODEMO00001 now"


def test_a_finding_is_shown_with_its_place_rule_and_measure() -> None:
    done = run("try", "--policy", "japan-business", given=MAIL)
    assert done.status == 1
    assert "hanako" not in done.out
    assert "連絡は PII_EMAIL_1_" in done.out
    assert "pii.email  4-26" in done.out
    assert "pii.*→pseudonymise" in done.out


def test_nothing_found_is_status_0_and_the_text_as_it_came() -> None:
    done = run("try", given="今日は晴れです。\n".encode())
    assert (done.status, done.out) == (0, "今日は晴れです。\n")
    assert "nothing found" in done.err


def test_the_direction_decides() -> None:
    shown = {
        way: run("try", "-p", "strict", "-d", way, "--json", given=MAIL).json
        for way in ("request", "response")
    }
    assert [one["findings"][0]["measure"] for one in shown.values()] == ["pseudonymise", "mask"]


def test_of_a_refused_request_nothing_leaves() -> None:
    done = run("try", "--json", given=KEY)
    assert (done.status, done.json["verdict"], done.json["text"]) == (1, "refuse", "")
    assert "the request is refused" in run("try", given=KEY).out


def test_json_is_the_form_of_the_check_endpoint() -> None:
    told = run("try", "--json", "-p", "standard", given=MAIL).json
    assert set(told) == {"verdict", "findings", "text", "policy"}
    assert set(told["findings"][0]) == {"kind", "start", "end", "score", "rule", "measure"}
    assert told["policy"].startswith("standard@")


@pytest.mark.parametrize("text", [MAIL, KEY, "電話は090-1234-5678、😀 a@b.example".encode()], ids=range(3))
@pytest.mark.parametrize("way", ["request", "response"])
def test_however_it_is_cut_the_outcome_is_the_same(text: bytes, way: str) -> None:
    told = [run("try", "--json", "-d", way, "-p", "strict", "--cut", cut, given=text).json
            for cut in ("whole", "bytes", "random")]  # fmt: skip
    assert told[0] == told[1] == told[2]


@pytest.mark.parametrize("policy", ["strcit", "", "\x1b[1m", "x" * 500])
def test_a_policy_that_is_not_there_is_one_line(policy: str) -> None:
    done = (
        run("try", "--policy", policy, given=b"x") if policy else run("try", "-c", "nowhere.yaml", given=b"x")
    )
    assert one_line(done)
    if policy == "strcit":
        assert "did you mean 'strict'?" in done.err


def test_input_that_is_no_text_or_too_much_of_it() -> None:
    assert "not UTF-8" in run("try", given=b"caf\xe9").err
    done = run("try", given=b"a" * (16 * 1024 * 1024 + 1))
    assert one_line(done)
    assert "longer than" in done.err


@settings(max_examples=60)
@given(INPUTS, st.sampled_from(["whole", "bytes", "random"]))
def test_any_input_ends_well(text: bytes, cut: str) -> None:
    done = run("try", "--cut", cut, "--json", given=text)
    try:
        text.decode()
    except UnicodeDecodeError:
        assert one_line(done)
    else:
        assert done.status == (1 if done.json["findings"] else 0)


def test_in_a_process_of_its_own() -> None:
    done = run_apart("try", "--json", given=MAIL)
    assert (done.status, done.err) == (1, "")
    assert done.json["findings"][0]["kind"] == "pii.email"
