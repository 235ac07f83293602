"""OpenTelemetry logs over HTTP: `POST /v1/logs`, protobuf, to any collector.

What a status means for a batch: 2xx, it is there; 400, 413 and other faults of the
request, it never will be; everything that time or an operator can mend (unreachable,
5xx, 429, but also a wrong credential or path), it is tried again, and nothing is lost.
Source: https://opentelemetry.io/docs/specs/otlp/#otlphttp.
"""

from __future__ import annotations

import gzip
import os
import re
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import httpx
import orjson
from google.protobuf.message import DecodeError
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceResponse
from pydantic import Field, SecretStr, field_validator

from audit.backoff import asked_s
from audit.exporter import EXPORTERS, Delivered, ExporterOptions, Later, Outcome, Refused
from audit.otlp_logs import encode
from audit.record import Record
from config.errors import ConfigError

_PATH = "/v1/logs"
_PROTOBUF = "application/x-protobuf"
# 401, 403, 404, 405, 407: a key to renew or an address to correct, not a record at fault.
_MENDABLE = frozenset({401, 403, 404, 405, 407, 408, 421, 423, 425, 429})
_MOST_ANSWER = 64 * 1024  # bytes of an answer that are read
_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_HEADER_VALUE = re.compile(r"[\x20-\x7e]*")


@EXPORTERS.add
class Otlp:
    """Sends records as OpenTelemetry log records."""

    name: str
    documentation = "OpenTelemetry logs over HTTP, protobuf."

    class Options(ExporterOptions):
        """Where to, and how."""

        endpoint: str = Field(
            default="http://127.0.0.1:4318", description="Base address of the collector; /v1/logs is added."
        )
        headers: Mapping[str, SecretStr] = Field(
            default={}, description="Headers of every request; `${NAME}` in a value is the environment's."
        )
        timeout_s: float = Field(
            default=10.0, gt=0, le=120, description="Seconds for each step of a request."
        )
        gzip: bool = Field(default=True, description="Whether bodies are compressed.")

        @field_validator("endpoint")
        @classmethod
        def _address(cls, text: str) -> str:
            return _checked(text)

    def __init__(self, options: Options) -> None:
        """ConfigError when a header names a variable that is not set, or cannot be sent."""
        self._options = options
        self._url = (
            options.endpoint if options.endpoint.endswith(_PATH) else options.endpoint.rstrip("/") + _PATH
        )
        self.identity = self._url
        self._headers = {
            "content-type": _PROTOBUF,
            "accept-encoding": "identity",
            "user-agent": "sekisho",
            **({"content-encoding": "gzip"} if options.gzip else {}),
            **{name: _expanded(name, value.get_secret_value()) for name, value in options.headers.items()},
        }
        self._client: httpx.Client | None = None

    @property
    def options(self) -> Options:
        """What it was made with."""
        return self._options

    def send(self, records: Sequence[Record]) -> Outcome:
        """One POST."""
        body = encode(records)
        if self._options.gzip:
            body = gzip.compress(body, compresslevel=1, mtime=0)
        if self._client is None:
            self._client = httpx.Client(timeout=self._options.timeout_s)
        try:
            with self._client.stream("POST", self._url, content=body, headers=self._headers) as response:
                return _outcome(response, _beginning(response, self._options.timeout_s))
        except httpx.HTTPError as error:
            return Later(f"the receiver cannot be reached ({type(error).__name__})")

    def close(self) -> None:
        """Close the connection."""
        if self._client is not None:
            self._client.close()


def _checked(text: str) -> str:
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL:
        raise ValueError("should be an address such as http://127.0.0.1:4318") from None
    if url.scheme not in ("http", "https") or not url.host:
        raise ValueError("should be an http or https address with a host")
    if url.userinfo or url.query or url.fragment:
        raise ValueError("should carry no credentials, query or fragment; put credentials into `headers`")
    return text


def _expanded(name: str, value: str) -> str:
    missing = [one for one in _VARIABLE.findall(value) if one not in os.environ]
    if missing:
        raise ConfigError(f"exporter 'otlp', header '{name}': environment variable {missing[0]} is not set")
    expanded = _VARIABLE.sub(lambda match: os.environ[match[1]], value)
    if not (_HEADER_NAME.fullmatch(name) and _HEADER_VALUE.fullmatch(expanded)):
        raise ConfigError("exporter 'otlp': a header has a name or a value that cannot be sent")
    return expanded


def _beginning(response: httpx.Response, timeout_s: float) -> bytes:
    """What comes of the body within the time, at most 64 KiB: the status has said the rest."""
    body = b""
    end = time.monotonic() + timeout_s
    for piece in response.iter_raw():
        body += piece
        if len(body) >= _MOST_ANSWER or time.monotonic() > end:
            break
    return body


def _outcome(response: httpx.Response, body: bytes) -> Outcome:
    status = response.status_code
    if response.is_success:
        rejected = _rejected(response.headers.get("content-type", ""), body)
        return (
            Later(f"the receiver answered {status}, but not in OTLP")
            if rejected is None
            else Delivered(rejected)
        )
    if 400 <= status < 500 and status not in _MENDABLE:
        return Refused(f"status {status}")
    return Later(
        f"the receiver answered {status}", asked_s(response.headers.get("retry-after"), datetime.now(UTC))
    )


def _rejected(kind: str, body: bytes) -> int | None:
    """How many records a 2xx answer rejects; None when a person's page came instead, such as a login."""
    if kind.startswith("text/html"):
        return None
    try:
        if kind.startswith("application/json"):
            count = int(orjson.loads(body)["partialSuccess"]["rejectedLogRecords"])
        else:
            count = ExportLogsServiceResponse.FromString(body).partial_success.rejected_log_records
    except (DecodeError, ValueError, TypeError, KeyError):
        return 0  # the status has said that the batch is there
    return max(0, count)
