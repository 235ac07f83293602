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
from tests.sdk.calls import Api, Call, Roots
from tests.sdk.result import Failure, Result

NODE = Path(__file__).parents[1] / "node"
needs_node = pytest.mark.skipif(
    shutil.which("node") is None or not (NODE / "node_modules").is_dir(),
    reason="node is not installed, or `make node` has not been run",
)

Client = Literal["openai", "anthropic", "genai", "ai"]
_AI: frozenset[Api] = frozenset({"chat.completions", "completions", "responses", "messages", "generate"})


@dataclass(frozen=True, slots=True)
class Job:
    """One call by one library.

    helper: use its `.stream()` helper, which checks more. retries: as often as the library does by default.
    prompt: what the AI SDK says, which has no way to send a recorded request.
    """

    client: Client
    call: Call
    helper: bool = False
    retries: bool = False
    prompt: str = "-"

    @property
    def name(self) -> str:
        """Unique among jobs for the same roots."""
        return f"{self.client}{'+helper' if self.helper else ''}: {self.call.recording}"


def jobs(call: Call) -> list[Job]:
    """Every library's way to make this call; none for what only raw HTTP can ask for."""
    native: dict[str, Client] = {
        "openai": "openai",
        "azure": "openai",  # in the v1 form
        "anthropic": "anthropic",
        "gemini": "genai",
    }
    if call.api == "raw" or call.family not in native:
        return []
    made = [Job(native[call.family], call)]
    if call.stream and call.api in ("chat.completions", "responses", "messages"):
        made.append(Job(native[call.family], call, helper=True))
    if call.api in _AI:
        made.append(Job("ai", call))
    return made


async def read_all(wanted: Iterable[Job], roots: Roots, folder: Path) -> dict[str, Result]:
    """Every job's reading, by its name. folder: where the list for Node may be written."""
    file = folder / "jobs.json"
    file.write_text(json.dumps([_spelled(job, roots) for job in wanted]))
    process = await asyncio.create_subprocess_exec(
        "node",
        str(NODE / "run.mjs"),
        str(file),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"run.mjs ended with status {process.returncode}: {err.decode()[-2000:]}")
    return {line["id"]: _result(line) for line in map(json.loads, out.splitlines())}


def _spelled(job: Job, roots: Roots) -> dict[str, object]:
    call = job.call
    return {
        "id": job.name,
        "client": job.client,
        "api": call.api,
        "base_url": roots(call.family),
        "stream": call.stream,
        "helper": job.helper,
        "retries": job.retries,
        "prompt": job.prompt,
        "model": call.model,
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
