"""What one exchange through the station costs in CPU, beside nginx, LiteLLM and Portkey.

    python benchmarks/relay.py                        station with several policies, nginx where installed
    python benchmarks/relay.py --litellm PYTHON       beside LiteLLM's proxy of that interpreter
    python benchmarks/relay.py --portkey FOLDER       beside the gateway in that node_modules
    python benchmarks/relay.py --rounds 5 --requests 4000 --json

A POST of 1.1 KB, an answer of 0.9 KB, 32 connections kept alive, everything on loopback,
the same upstream (nginx `return 200`, else a small asyncio server). CPU time of the
proxy's process and its children, all threads. Rounds are interleaved; the median is
printed with the least and the greatest, and the ratio to nginx `proxy_pass` of the same
run. Peers pass through, with no guardrail on; the station inspects both ways and keeps
its records as shipped (durability fsync).
"""

from __future__ import annotations

import argparse
import itertools
import json
import secrets
import statistics
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import rig

ANSWER = json.dumps(
    {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1790000000,
        "model": "gpt-4.1-mini",
        "choices": [
            {
                "index": 0,
                "message": {
                    "role": "assistant",
                    "content": "The ferry leaves at noon. " * 22,
                    "refusal": None,
                },
                "logprobs": None,
                "finish_reason": "stop",
            }
        ],
        "usage": {"prompt_tokens": 210, "completion_tokens": 130, "total_tokens": 340},
    }
).encode()
BODY = json.dumps(
    {
        "model": "gpt-4.1-mini",
        "messages": [
            {"role": "system", "content": "You are a careful assistant. Answer shortly."},
            {"role": "user", "content": "When does the boat to the island leave, please? " * 19},
        ],
        "temperature": 0.2,
    }
).encode()
POLICIES = ("observe", "standard", "japan-business", "strict")
MANY = 8  # nginx gets so many times more requests a round (its clock ticks in 10 ms), peers as many fewer


@dataclass(frozen=True, slots=True)
class Target:
    """A proxy, the request as it wants it, and how many of them are a round."""

    server: rig.Server
    request: bytes
    requests: int


def litellm(stack: ExitStack, python: str, upstream: int, requests: int) -> Target:
    home, port = Path(stack.enter_context(tempfile.TemporaryDirectory())), rig.free_port()
    config = home / "config.yaml"
    config.write_text(
        "model_list:\n- model_name: gpt-4.1-mini\n  litellm_params:\n    model: openai/gpt-4.1-mini\n"
        f"    api_base: http://127.0.0.1:{upstream}/v1\n    api_key: sk-x\n"
    )
    key = f"sk-{secrets.token_hex(32)}"  # it does not serve without one
    env = {"LITELLM_MASTER_KEY": key, "LITELLM_LOCAL_MODEL_COST_MAP": "True"}  # prices: not from the network
    script = str(Path(python).with_name("litellm"))
    command = [script, "--config", str(config), "--port", str(port), "--host", "127.0.0.1"]
    server = rig.Server(port, stack.enter_context(rig.running(command, port, env, seconds=120)))
    asked = rig.post("/v1/chat/completions", BODY, b"authorization: Bearer " + key.encode())
    return Target(server, asked, requests)


def portkey(stack: ExitStack, folder: str, upstream: int, requests: int) -> Target:
    port = rig.free_port()
    script = Path(folder) / "@portkey-ai" / "gateway" / "build" / "start-server.js"
    command = ["node", str(script), "--headless", f"--port={port}"]
    server = rig.Server(port, stack.enter_context(rig.running(command, port, seconds=60)))
    host = f"x-portkey-custom-host: http://127.0.0.1:{upstream}/v1".encode()
    asked = rig.post("/v1/chat/completions", BODY, b"x-portkey-provider: openai", host, BEARER)
    return Target(server, asked, requests)


BEARER = b"authorization: Bearer sk-not-a-key"


def measure(args: argparse.Namespace) -> dict[str, Any]:
    with ExitStack() as stack:
        targets: dict[str, Target] = {}
        if rig.has_nginx():
            upstream = rig.nginx_answers(stack, ANSWER).port
            passed = rig.nginx_passes(stack, upstream)
            asked = rig.post("/v1/chat/completions", BODY, BEARER)
            targets["nginx"] = Target(passed, asked, args.requests * MANY)
        else:
            upstream = plain(stack)
        for policy in args.policy or POLICIES:
            asked = rig.post("/openai/v1/chat/completions", BODY, BEARER)
            targets[f"sekisho {policy}"] = Target(rig.station(stack, upstream, policy), asked, args.requests)
        few = max(200, args.requests // MANY)
        if args.portkey:
            targets["portkey"] = portkey(stack, args.portkey, upstream, few)
        if args.litellm:
            targets["litellm"] = litellm(stack, args.litellm, upstream, few)
        return rounds(targets, args.rounds)


def plain(stack: ExitStack) -> int:
    """An upstream without nginx."""
    from benchmarks import upstream as clients

    port = rig.free_port()
    stack.enter_context(rig.running([sys.executable, clients.__file__, "--serve-plain", str(port)], port))
    return port


def rounds(targets: dict[str, Target], times: int) -> dict[str, Any]:
    import uvloop

    seen: dict[str, list[float]] = {name: [] for name in targets}
    for number in range(times + 1):
        for name, target in targets.items():
            before = rig.cpu_s(target.server.pid)
            uvloop.run(rig.load(target.server.port, itertools.repeat(target.request, target.requests)))
            spent = rig.cpu_s(target.server.pid) - before
            if number:  # the first round warms up
                seen[name].append(spent / target.requests * 1e6)
    floor = statistics.median(seen["nginx"]) if "nginx" in seen else None
    return {name: row(values, floor) for name, values in seen.items()}


def row(values: list[float], floor: float | None) -> dict[str, Any]:
    median = statistics.median(values)
    return {
        "median_us": round(median, 1),
        "least_us": round(min(values), 1),
        "greatest_us": round(max(values), 1),
        "times_nginx": round(median / floor, 1) if floor else None,
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--requests", type=int, default=4000, help=f"a round; {MANY} times more for nginx, fewer for peers"
    )
    parser.add_argument("--policy", action="append", help=f"instead of {', '.join(POLICIES)}; repeatable")
    parser.add_argument("--litellm", metavar="PYTHON", help="of an environment with litellm[proxy]")
    parser.add_argument("--portkey", metavar="FOLDER", help="a node_modules with @portkey-ai/gateway")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    result = measure(args)
    if args.json:
        rig.dump({"rounds": args.rounds, "requests": args.requests, "relay": result})
        return
    print(f"{rig.machine()}\n{args.rounds} rounds of {args.requests} requests\n")
    print(f"{'proxy':<26}{'CPU µs/exchange':>16}{'least':>9}{'greatest':>10}{'× nginx':>9}")
    line = "{median_us:>16}{least_us:>9}{greatest_us:>10}"
    for name, one in result.items():
        print(f"{name:<26}{line.format_map(one)}{one['times_nginx'] or '':>9}")


if __name__ == "__main__":
    main()
