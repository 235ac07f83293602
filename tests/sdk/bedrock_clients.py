"""Read recorded answers of Amazon Bedrock with boto3, and Claude's with Anthropic's client for it.

boto3 checks every checksum of a stream. It signs its requests, or sends an API key; the
latter only over TLS, so here the key is put into a request that it leaves unsigned.
"""

from __future__ import annotations

import base64
import contextlib
import json
from typing import Any, Literal, Self
from urllib.parse import unquote

import boto3
from anthropic.lib.bedrock import AnthropicBedrock
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError
from pydantic import JsonValue

from proxy.fake.match import PICK_HEADER
from tests.sdk.calls import Call, Roots
from tests.sdk.result import Failure, Result, failure, plain

Auth = Literal["key", "signature"]
API_KEY = "bedrock-api-key-client"
_OPERATIONS = {
    "converse": "converse",
    "converse-stream": "converse_stream",
    "invoke": "invoke_model",
    "invoke-with-response-stream": "invoke_model_with_response_stream",
    "count-tokens": "count_tokens",
    "apply": "apply_guardrail",
}


def operation(call: Call) -> str:
    """What boto3 calls this request; empty if it has no word for it."""
    return _OPERATIONS.get(call.target.rpartition("/")[2], "")


class BedrockClients:
    """boto3 clients by base URL. retries: as often as boto3 does by default, else never."""

    def __init__(self, auth: Auth = "key", retries: bool = False) -> None:
        self._key = auth == "key"
        self._retries: Any = {} if retries else {"retries": {"total_max_attempts": 1}}
        self._clients: dict[str, Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for client in self._clients.values():
            client.close()

    def read(self, call: Call, roots: Roots) -> Result:
        """What boto3 makes of the answer. Never raises: an exception is a result too."""
        root = roots("bedrock")
        events: list[JsonValue] = []
        try:
            final = self._ask(call, self._client(root), events)
        except ClientError as error:
            return Result(tuple(events), None, _failed(error, root))
        except Exception as error:  # noqa: BLE001  # whatever a client library raises is its reading
            return Result(tuple(events), None, failure(error, root))
        return Result(tuple(events), final, None)

    def _ask(self, call: Call, client: Any, events: list[JsonValue]) -> JsonValue:
        words = call.target.split("/")
        name = operation(call)
        asked: dict[str, Any] = {"modelId": unquote(words[2])}
        if name.startswith("invoke"):
            asked["body"] = json.dumps(dict(call.body)) if call.body else call.content
        elif name == "apply_guardrail":
            asked = {"guardrailIdentifier": words[2], "guardrailVersion": words[4], **call.body}
        else:
            asked |= _as_bytes(call.body)
        client.meta.events.unregister("before-sign", unique_id="pick")
        headers = {
            PICK_HEADER: call.recording,
            **({"authorization": f"Bearer {API_KEY}"} if self._key else {}),
        }
        client.meta.events.register("before-sign", _adding(headers), unique_id="pick")
        answer = getattr(client, name)(**asked)
        answer.pop("ResponseMetadata")
        stream = answer.pop("stream", None) or (answer.pop("body") if "stream" in name else None)
        if stream is not None:
            with contextlib.closing(stream):
                for event in stream:
                    events.append(_event(event))  # noqa: PERF401  # what came before a failure counts
            return None
        if "body" in answer:
            return json.loads(answer["body"].read())
        return plain(answer)

    def _client(self, root: str) -> Any:
        if root not in self._clients:
            unsigned: Any = {"signature_version": UNSIGNED} if self._key else {}
            config = Config(
                parameter_validation=False, proxies={}, read_timeout=60, **self._retries, **unsigned
            )
            session = boto3.Session(
                aws_access_key_id="AKIDCLIENT", aws_secret_access_key="client secret", region_name="us-east-1"
            )
            self._clients[root] = session.client("bedrock-runtime", endpoint_url=root, config=config)
        return self._clients[root]


def _event(event: dict[str, Any]) -> JsonValue:
    """An event; of a chunk the model's own."""
    chunk = event.get("chunk")
    return {"chunk": json.loads(chunk["bytes"])} if chunk else plain(event)


def _adding(headers: dict[str, str]) -> Any:
    def add(request: Any, **_: object) -> None:
        for name, value in headers.items():
            request.headers[name] = value

    return add


def _as_bytes(value: Any) -> Any:
    """A recorded body with its base64 as bytes, which boto3 wants."""
    match value:
        case dict():
            return {
                k: base64.b64decode(v) if k in ("redactedContent", "bytes") else _as_bytes(v)
                for k, v in value.items()
            }
        case list():
            return [_as_bytes(one) for one in value]
        case _:
            return dict(value) if hasattr(value, "items") else value


def _failed(error: ClientError, root: str) -> Failure:
    told: Any = error.response
    status = told.get("ResponseMetadata", {}).get("HTTPStatusCode")
    return Failure(type(error).__name__, status, str(error).replace(root, ""), plain(told.get("Error")))


def claude(root: str, recording: str) -> AnthropicBedrock:
    """Anthropic's own client for Bedrock, which reads event streams in its own way."""
    return AnthropicBedrock(
        api_key=API_KEY,
        base_url=root,
        aws_region="us-east-1",
        default_headers={PICK_HEADER: recording},
    )
