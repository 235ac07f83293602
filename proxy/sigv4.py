"""AWS's Signature Version 4, computed by botocore with the station's own credentials.

Only what belongs to the request is signed: host, content type, and Amazon's own headers;
whoever stands between may add or change others. What the client's signature brought along
(its date, its token, its digest of the body) stays here. The path is written with
everything escaped, as AWS's own clients write it: then all ways to read it agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any
from urllib.parse import quote, unquote_to_bytes, urlsplit, urlunsplit

from config.traffic import SigV4
from proxy.signing import BadCredentials, NotSigned
from proxy.upstream import Headers, UpstreamRequest

# Of the client's signature.
_OLD = frozenset([b"authorization", b"x-amz-date", b"x-amz-security-token", b"x-amz-content-sha256"])
_SIGNED = frozenset([b"host", b"content-type"])
_AMAZONS = (b"x-amz-", b"x-amzn-")


def sigv4(settings: SigV4, env: Mapping[str, str]) -> SigV4Signer:
    """A signer. BadCredentials if botocore, a variable or the profile is missing.

    env: where named variables are looked up; profiles and the machine's role are botocore's to find.
    """
    try:
        import botocore.session  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise BadCredentials("needs botocore: pip install 'sekisho[bedrock]'") from error
    if settings.access_key_env and settings.secret_key_env:
        names = [settings.access_key_env, settings.secret_key_env, settings.session_token_env]
        for name in names:
            if name and not env.get(name):
                raise BadCredentials(f"the environment variable {name} is not set")
        return SigV4Signer(settings, tuple(env[name] for name in names if name))
    session: Any = botocore.session.Session(profile=settings.profile)
    if settings.profile and settings.profile not in session.available_profiles:
        raise BadCredentials(f"the AWS configuration files have no profile '{settings.profile}'")
    return SigV4Signer(settings, session=session)


class SigV4Signer:
    """Signs with given keys, or with those a botocore session finds when first asked."""

    def __init__(self, settings: SigV4, keys: tuple[str, ...] = (), session: Any = None) -> None:
        self._settings = settings
        self._keys = keys
        self._session = session

    def sign(self, request: UpstreamRequest) -> UpstreamRequest:
        """See `Signer.sign`. About 0.2 ms, and a digest over the body."""
        from botocore.auth import SigV4Auth  # noqa: PLC0415  # an extra
        from botocore.awsrequest import AWSRequest  # noqa: PLC0415

        kept = [pair for pair in request.headers if pair[0] not in _OLD]
        url = escaped(request.url)
        covered: Any = AWSRequest(method=request.method, url=url, data=request.body)
        for name, value in kept:
            if name in _SIGNED or name.startswith(_AMAZONS):
                covered.headers.add_header(name.decode("latin-1"), value.decode("latin-1"))
        auth: Any = SigV4Auth(self._frozen(), self._settings.service, self._settings.region)
        auth.add_auth(covered)
        return replace(request, url=url, headers=[*kept, *_added(covered.headers)])

    def _frozen(self) -> Any:
        """The keys as they are now."""
        from botocore.exceptions import BotoCoreError  # noqa: PLC0415  # an extra

        try:
            found = self._credentials
            return found.get_frozen_credentials() if found is not None else _none()
        except (BotoCoreError, OSError) as error:  # a file, a process or a service that does not answer
            raise NotSigned(
                f"the station's AWS credentials could not be had: {type(error).__name__}"
            ) from error

    @cached_property
    def _credentials(self) -> Any:
        from botocore.credentials import Credentials  # noqa: PLC0415  # an extra

        return Credentials(*self._keys) if self._keys else self._session.get_credentials()


def escaped(url: str) -> str:
    """The URL with every character of its path escaped that may be."""
    parts = urlsplit(url)
    path = "/".join(quote(unquote_to_bytes(word), safe="") for word in parts.path.split("/"))
    return urlunsplit(parts._replace(path=path))


def _added(headers: Any) -> Headers:
    """What the signature is: headers of these names were not there before."""
    return [
        (name.lower().encode("latin-1"), value.encode("latin-1"))
        for name, value in headers.items()
        if name.lower().encode("latin-1") in _OLD
    ]


def _none() -> Any:
    raise NotSigned("the station has no AWS credentials: name some in `credentials.sigv4`")
