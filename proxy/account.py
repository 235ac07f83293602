"""What goes on record of one exchange of a conversation: facts, numbered, in order.

An exchange over HTTP is numbered by the rim, where it is one task's; over a socket several
exchanges are open at once, so each has an account of its own in the heart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from filters.model import Exchange
from proxy.ledger import Tally


@dataclass(frozen=True, slots=True)
class Fact:
    """Write this down before anything after it becomes visible. seq: its number within the exchange."""

    exchange: str
    seq: int
    name: str
    attrs: Mapping[str, object]


class Account:
    """The facts of one exchange, numbered. more: attributes of its opening and its decision."""

    def __init__(self, exchange: Exchange, most: int, more: Mapping[str, object]) -> None:
        self.exchange = exchange
        self.tally = Tally(exchange, most)
        self._more = more
        self._seq = 0

    def fact(self, name: str, attrs: Mapping[str, object]) -> Fact:
        self._seq += 1
        return Fact(self.exchange.id, self._seq - 1, name, attrs)

    def opened(self) -> Fact:
        return self.fact("sekisho.opened", {**self.tally.opened(), **self._more})

    def decided(self, outcome: str, more: Mapping[str, object]) -> Fact:
        return self.fact("sekisho.decision", {**self.tally.decision(outcome), **self._more, **more})
