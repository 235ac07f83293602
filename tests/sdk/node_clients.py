"""Read recorded answers with the official JavaScript client libraries.

One Node process reads a list of jobs (tests/node/run.mjs) and prints a line for each.
"""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

from proxy.fake.match import PICK_HEADER
from tests.sdk.bedrock_clients import operation
from tests.sdk.calls import Call, Roots
from tests.sdk.node_providers import Place, model, place
from tests.sdk.result import Failure, Result

NODE = Path(__file__).parents[1] / "node"
needs_node = pytest.mark.skipif(
    shutil.which("node") is None or not (NODE / "node_modules").is_dir(),
    reason="node is not installed, or `make node` has not been run",
)

Client = Literal["openai", "anthropic", "genai", "ollama", "cohere", "mistral", "bedrock", "ai"]
Access = Literal["key", "signature"]
# The provider's own library, by the family of a call.
_NATIVE: dict[str, Client] = {
    "openai": "openai",
    "azure": "openai",  # in the v1 form
    "anthropic": "anthropic",
    "gemini": "genai",
    "ollama": "ollama",
    "cohere": "cohere",
    "mistral": "mistral",
    "bedrock": "bedrock",
}


@dataclass(frozen=True, slots=True)
class Job:
    """One call by one library.

    helper: use its `.stream()` helper, which checks more. retries: as often as the library does by default.
    prompt: what is said by libraries that have no way to send a recorded request. place: where the
    AI SDK asks, and with which package. access: how Amazon's library says who asks.
    """

    client: Client
    call: Call
    helper: bool = False
    retries: bool = False
    prompt: str = "-"
    place: Place | None = None
    access: Access = "key"

    @property
    def name(self) -> str:
        """Unique among jobs for the same roots."""
        library = f"{self.client}/{self.place.package}" if self.place else self.client
        return f"{library}{'+helper' if self.helper else ''}: {self.call.recording}"


def jobs(call: Call) -> list[Job]:
    """Every library's way to make this call; none for what only raw HTTP can ask for."""
    if call.family not in _NATIVE or (call.api == "raw" and not operation(call)):
        return []
    made = [Job(_NATIVE[call.family], call)]
    if call.stream and call.api in ("chat.completions", "responses", "messages"):
        made.append(Job(_NATIVE[call.family], call, helper=True))
    if there := place(call):
        made.append(Job("ai", call, place=there))
    return made


async def read_all(wanted: Iterable[Job], roots: Roots, folder: Path) -> dict[str, Result]:
    """Every job's reading, by its name. folder: for what goes to Node and what comes back."""
    file, results = folder / "jobs.json", folder / "results.jsonl"
    file.write_text(json.dumps([_spelled(job, roots) for job in wanted]))
    process = await asyncio.create_subprocess_exec(
        "node",
        str(NODE / "run.mjs"),
        str(file),
        str(results),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    _, err = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"run.mjs ended with status {process.returncode}: {err.decode()[-2000:]}")
    return {line["id"]: _result(line) for line in map(json.loads, results.read_bytes().splitlines())}


def _spelled(job: Job, roots: Roots) -> dict[str, object]:
    call = job.call
    return {
        "id": job.name,
        "client": job.client,
        "api": f"bedrock.{operation(call)}" if call.family == "bedrock" else call.api,
        "package": job.place.package if job.place else None,
        "base_url": roots(job.place.family if job.place else call.family),
        "prefix": job.place.prefix if job.place else None,
        "access": job.access,
        "stream": call.stream,
        "helper": job.helper,
        "retries": job.retries,
        "prompt": job.prompt,
        "model": model(call),
        "body": dict(call.body),
        "target": call.target,
        "response_format": call.response_format,
        "headers": {PICK_HEADER: call.recording},
    }


def _result(line: dict[str, object]) -> Result:
    events, failed = line["events"], line["failure"]
    assert isinstance(events, list)
    failure = Failure(**failed) if isinstance(failed, dict) else None
    return Result(tuple(events), line["final"], failure)  # pyright: ignore[reportArgumentType]  # parsed JSON
