"""Links that nobody fetches any more."""

from __future__ import annotations

import pytest

from filters.detector import DETECTORS, Window
from filters.measure import MEASURES, Edit
from filters.model import Channel
from tests.filters.attack.leaks import leaks
from tests.filters.verdicts import NoDesk, desk, verdict

KIND = "injection.exfiltration"


def defanged(text: str) -> str:
    outcome = MEASURES.build("defang").act(text, verdict(text, KIND), NoDesk())
    assert isinstance(outcome, Edit)
    return outcome.text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("https://collector.example/p.png?d=c2VjcmV0", "hxxps://collector[.]example/…"),
        ("HTTP://a.example:8080/x", "hxxp://a[.]example/…"),
        ("//a.example/x?d=1", "hxxps://a[.]example/…"),
        ("https://c2VjcmV0@a.example/x", "hxxps://a[.]example/…"),
        ("https://one.two.three.collector.co.example/x", "hxxps://collector[.]co[.]example/…"),
        ("https://" + "a" * 60 + ".a.example/", "hxxps://…[.]a[.]example/…"),
        ("wss://a.example", "wxxs://a[.]example/…"),
        ("no link at all", "[EXFILTRATION]"),
        ("https:///x", "[EXFILTRATION]"),
    ],
)
def test_only_the_host_is_left(text: str, left: str) -> None:
    assert defanged(text) == left


def test_nothing_of_any_leak_is_left_and_nothing_is_found_again() -> None:
    detector = DETECTORS.build("exfiltration")
    answer = Channel("response", "/text", "assistant")
    for leak in leaks():
        text = leak.text.replace(leak.address, defanged(leak.address))
        assert detector.read(Window(answer, "exfiltration", text, 0, 0, final=True)).findings == ()


def test_what_was_taken_out_of_a_request_counts_as_hidden() -> None:
    mine = desk()
    MEASURES.build("defang").act("https://a.example/x", verdict("https://a.example/x", KIND), mine)
    assert "https://a.example/x" in mine.hidden.values
