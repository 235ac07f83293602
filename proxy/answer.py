"""The answer as it goes down: its head with our marks, and the bytes that came unless they were edited."""

from __future__ import annotations

import time

from filters.model import Exchange
from proxy import headers as rules
from proxy.call import content_type_of
from proxy.coding import Decoder
from proxy.commands import Begin
from proxy.dialect import Framing, Reply, Surface
from proxy.downstream import Downstream
from proxy.session import Session
from proxy.upstream import DecodedAnswer, Headers, UpstreamAnswer, UpstreamBroken


class Answer:
    """What the client gets. sent_at: when bytes last left, by the monotonic clock."""

    def __init__(self, down: Downstream, exchange: Exchange) -> None:
        self._down = down
        self._exchange = exchange
        self._headers: Headers = []  # the upstream's
        self._decoder: Decoder | None = None
        self._coded: list[bytes] | None = None  # a whole answer's bytes as they came, if it came coded
        self.sent_at = 0.0

    # -- what comes

    def meet(self, answer: UpstreamAnswer, surface: Surface, session: Session) -> tuple[str, UpstreamAnswer]:
        """Take the head of what the upstream answers: its content type, and where to read on.

        UpstreamBroken, or an error of the decoder: this comes first, for after `Session.head` there is
        no way back to an error of our own.
        """
        check_answer(answer)
        self._headers = answer.headers
        kind = content_type_of(answer.headers)
        coding = rules.codings(answer.headers)
        if not coding or surface.framing(kind) == "opaque":
            return kind, answer
        decoder = Decoder(coding)
        if session.framing_of(answer.status, kind) not in ("whole", "text"):
            return kind, DecodedAnswer(answer, decoder)
        self._decoder, self._coded = decoder, []
        return kind, answer

    def decoded(self, piece: bytes) -> bytes:
        """A piece of the body without its coding."""
        if self._decoder is None or self._coded is None:
            return piece
        self._coded.append(piece)
        return self._decoder.feed(piece)

    def decoded_all(self) -> None:
        """The body has ended; an error of the decoder if its coding has not."""
        if self._decoder is not None:
            self._decoder.end()

    # -- what leaves

    def begin(self, begin: Begin, framing: Framing) -> None:
        """The upstream's head, without what is no longer true of the body."""
        whole = begin.whole
        edited = begin.touched or not (whole or framing == "opaque")
        if edited:
            self._coded = None
        given = rules.to_client(
            self._headers,
            edited=edited,
            length=begin.length if edited and whole else None,
            add=self.marks(begin.verdict, begin.ip),
        )
        if whole and begin.length and b"content-length" not in dict(given):
            length = begin.length if self._coded is None else sum(map(len, self._coded))
            given.append((b"content-length", b"%d" % length))
        self._down.begin(begin.status, given)

    def respond(self, reply: Reply, verdict: str) -> None:
        """An answer of the station's own, unless one has begun."""
        if not self._down.response_started:
            self._coded = None  # the upstream's bytes stay here
            give(self._down, reply, self.marks(verdict))

    def send(self, data: bytes) -> None:
        """The next bytes; none: what has begun."""
        if self._coded is None:
            self.sent_at = time.monotonic()
            self._down.write(data)

    def finish(self, data: bytes) -> None:
        """The last bytes."""
        self._down.finish(data if self._coded is None else b"".join(self._coded))

    def marks(self, verdict: str, ip: str = "") -> Headers:
        """Our own headers of an answer."""
        x = self._exchange
        similar = [(b"sekisho-ip", ip.encode())] if ip else []
        return [
            (b"sekisho-exchange", x.id.encode()),
            (b"sekisho-policy", f"{x.policy}@{x.policy_digest[:12]}".encode("ascii", "replace")),
            (b"sekisho-verdict", verdict.encode()),
            *similar,
        ]


def give(down: Downstream, reply: Reply, marks: Headers) -> None:
    """Answer with a reply of the station's own, whole."""
    given = [(b"content-type", reply.content_type), (b"content-length", b"%d" % len(reply.body))]
    down.begin(reply.status, [*given, *reply.headers, *marks])
    down.finish(reply.body)


def check_answer(answer: UpstreamAnswer) -> None:
    """UpstreamBroken for a head that cannot be passed on: no known status, or a broken header line."""
    if not 200 <= answer.status < 600 or not rules.printable(answer.headers):
        raise UpstreamBroken("the upstream's answer has a head that cannot be passed on")
