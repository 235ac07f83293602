"""The upstream's end of a socket: the `websockets` client, as the relay wants it.

What we pass is what is asked for: no redirect is followed, no proxy is taken from the
environment, nothing is compressed, and no header is added but those of the handshake.
Its errors are translated here. Pings are sent and answered by the library, and it stops
reading while nobody takes the messages it has.
"""

from __future__ import annotations

import re
import ssl
from dataclasses import dataclass
from typing import Any, cast

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidHandshake, InvalidStatus, InvalidURI
from websockets.typing import Subprotocol

from config.errors import UpstreamError
from proxy.upstream import Headers, Unsendable, UpstreamBroken, UpstreamRefused, UpstreamTimeout

# Beyond this a message is refused by the wire itself (1009); events that are read are bounded lower.
LONGEST = 16 * 1024 * 1024
_SCHEME = re.compile(r"http(?=s?://)")
_KEPT = 4  # messages read ahead of whoever takes them
_CLOSE_S = 2.0


class UpstreamDeclined(UpstreamError):
    """The upstream answered the handshake with an HTTP status, 400 or above as a rule."""

    def __init__(self, where: str, status: int) -> None:
        super().__init__(f"{where}: the upstream declined the socket with status {status}")
        self.status = status


@dataclass(frozen=True, slots=True)
class Dial:
    """How a socket goes up. url: http or https, with its query; where: its origin, for messages.

    headers: without host and without those of the handshake. protocols: subprotocols to offer.
    """

    url: str
    where: str
    headers: Headers
    protocols: tuple[str, ...]
    connect_s: float
    tls: ssl.SSLContext | None = None


class _Once(connect):
    """Goes where it was told and nowhere else."""

    def process_redirect(self, exc: Exception) -> Exception | str:
        """See websockets."""
        return exc


async def dial(asked: Dial) -> ClientConnection:
    """An open socket. UpstreamDeclined, UpstreamRefused, UpstreamTimeout, UpstreamBroken, Unsendable."""
    secure: dict[str, Any] = {"ssl": asked.tls} if asked.tls is not None else {}
    try:
        return await _Once(
            _SCHEME.sub("ws", asked.url, count=1),
            additional_headers=[(n.decode("latin-1"), v.decode("latin-1")) for n, v in asked.headers],
            subprotocols=cast("list[Subprotocol]", list(asked.protocols)) or None,
            user_agent_header=None,
            compression=None,
            proxy=None,
            open_timeout=asked.connect_s,
            close_timeout=_CLOSE_S,
            max_size=LONGEST,
            max_queue=_KEPT,
            **secure,
        )
    except InvalidStatus as error:
        raise UpstreamDeclined(asked.where, error.response.status_code) from error
    except TimeoutError as error:
        raise UpstreamTimeout("connect", asked.where, asked.connect_s) from error
    except OSError as error:
        raise UpstreamRefused(f"{asked.where}: no connection ({type(error).__name__})") from error
    except (InvalidURI, ValueError) as error:
        raise Unsendable("the socket's URL or one of its headers cannot be sent") from error
    except (InvalidHandshake, EOFError) as error:
        raise UpstreamBroken(f"{asked.where}: no handshake ({type(error).__name__})") from error
