"""Sign requests with the station's own credentials, where a header alone is not enough.

A signature covers the host and the body, so one that a client made for the station can
never be passed on, and ours is made last, over the bytes that really leave. Which signer
an upstream has is configuration; another one is one more file and one more line here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from config.errors import ClientError, ConfigErrors, UpstreamError
from config.schema import Settings
from proxy.upstream import UpstreamRequest


class NotForwardable(ClientError):
    """The client signed its request for the station, and the station has nothing to sign with."""


class NotSigned(UpstreamError):
    """The station's own credentials could not be had."""


class BadCredentials(ClientError):
    """Configured credentials that cannot be used; the message says why, and what to do."""


class Signer(Protocol):
    """What an upstream's requests are signed with."""

    def sign(self, request: UpstreamRequest) -> UpstreamRequest:
        """The same request, signed: some headers more, in the place of older ones. Body untouched.

        May block, to renew credentials; may be called from several threads. NotSigned.
        """
        ...


def is_signed(headers: Iterable[tuple[bytes, bytes]], url: str) -> bool:
    """Whether a client signed this request the way AWS wants, by header or in the query."""
    return "X-Amz-Signature=" in url or any(
        name == b"authorization" and value.startswith(b"AWS4-") for name, value in headers
    )


def signers(settings: Settings, env: Mapping[str, str]) -> dict[str, Signer]:
    """Every upstream's signer. ConfigErrors, on their lines, for those that cannot be made."""
    from proxy.sigv4 import sigv4  # noqa: PLC0415  # which imports what stands above

    made: dict[str, Signer] = {}
    wrong = []
    for name, upstream in settings.upstreams.items():
        if upstream.credentials is not None:
            try:
                made[name] = sigv4(upstream.credentials.sigv4, env)
            except BadCredentials as error:
                at = ("upstreams", name, "credentials", "sigv4")
                wrong.append(settings.source.problem(at, str(error)))
    if wrong:
        raise ConfigErrors(wrong)
    return made
