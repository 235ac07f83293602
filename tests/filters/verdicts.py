"""Rulings for tests of measures: a verdict on a whole text, and a desk to mint at."""

from __future__ import annotations

from filters.desk import Hidden
from filters.detector import Detector
from filters.model import Channel, Direction, Finding, TextSpan, Verdict
from filters.vault import Desk, Vault


def desk(tenant: str = "tenant", conversation: str = "talk") -> Desk:
    """An exchange of a conversation that nothing was said in yet."""
    return Vault(b"k" * 32, 60, 10, 100).open(tenant, conversation, 0.0)


def verdict(text: str, kind: str = "pii.email", direction: Direction = "request") -> Verdict:
    """A ruling on all of `text`; what rules is left to the test."""
    channel, span = Channel(direction, "/text"), TextSpan(0, len(text))
    finding = Finding(channel, span, kind, 1.0, "test")
    return Verdict(channel, span, (finding,), f"{kind}→test", "test", 0, kind)


class NoDesk:
    """For measures that need no surrogate: to ask is to fail. concealed: what is gone for good."""

    def __init__(self) -> None:
        self.hidden = Hidden()
        self.concealed: list[tuple[str, str]] = []

    def conceal(self, kind: str, value: str) -> None:
        self.concealed.append((kind, value))

    def token(self, kind: str, value: str, hide: bool) -> str:
        raise AssertionError("asked for a surrogate")

    def fake(self, kind: str, value: str) -> str:
        raise AssertionError("asked for a fake")

    def original(self, text: str, direction: str) -> str | None:
        raise AssertionError("asked for a value")

    def knows(self, text: str) -> bool:
        raise AssertionError("asked for an entry")

    def escape(self, text: str, role: str) -> str | None:
        raise AssertionError("asked what goes up")

    def literals(self, direction: Direction) -> Detector | None:
        raise AssertionError("asked for a reader")
