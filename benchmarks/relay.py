"""What one exchange through the station costs in CPU, beside nginx, LiteLLM and Portkey.

    python benchmarks/relay.py                        station with several policies, nginx where installed
    python benchmarks/relay.py --litellm PYTHON       beside LiteLLM's proxy of that interpreter
    python benchmarks/relay.py --portkey FOLDER       beside the gateway in that node_modules
    python benchmarks/relay.py --rounds 5 --requests 2000 --json

A POST of 1.1 KB, an answer of 0.9 KB, 32 connections kept alive, everything on loopback,
the same upstream (nginx `return 200`). CPU time of the proxy's process and its children,
all threads, from /proc: other work on the machine moves it far less than it moves the
clock. Rounds are interleaved; the median is printed with the least and the greatest,
and the ratio to nginx `proxy_pass` of the same run. Peers pass through, with no
guardrail on; the station inspects both ways and keeps its records (durability fsync).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import upstream as tools

ANSWER = json.dumps(
    {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1790000000,
        "model": "gpt-4.1-mini",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": "The ferry leaves at noon. " * 22, "refusal": None},
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
POLICIES = ("observe", "standard", "japan-business")


def request(path: str, extra: bytes = b"") -> bytes:
    return (
        b"POST %s HTTP/1.1\r\nhost: station\r\ncontent-type: application/json\r\n"
        b"authorization: Bearer sk-not-a-key\r\nuser-agent: bench\r\naccept: application/json\r\n%s"
        b"content-length: %d\r\n\r\n" % (path.encode(), extra, len(BODY))
    ) + BODY


def station(stack: ExitStack, upstream: int, policy: str) -> tuple[int, int]:
    """Port and process of a station in front of an upstream port, with everything as shipped but the ports."""
    home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    port, admin = tools.free_port(), tools.free_port()
    config = home / "sekisho.yaml"
    config.write_text(f"policy: {policy}\nlisten: {{port: {port}, admin_port: {admin}}}\n")
    os.environ.update(SEKISHO_HOME=str(home / "state"), SEKISHO_UPSTREAM_OPENAI=f"http://127.0.0.1:{upstream}")
    pid = stack.enter_context(tools.running([sys.executable, "-m", "sekisho", "serve", "--config", str(config)], port))
    return port, pid


def litellm(stack: ExitStack, python: str, upstream: int) -> tuple[int, int]:
    home, port = Path(stack.enter_context(tempfile.TemporaryDirectory())), tools.free_port()
    config = home / "config.yaml"
    config.write_text(
        "model_list:\n- model_name: gpt-4.1-mini\n  litellm_params:\n    model: openai/gpt-4.1-mini\n"
        f"    api_base: http://127.0.0.1:{upstream}/v1\n    api_key: sk-x\n"
    )
    command = [str(Path(python).with_name("litellm")), "--config", str(config), "--port", str(port), "--host", "127.0.0.1"]
    return port, stack.enter_context(tools.running(command, port))


def portkey(stack: ExitStack, folder: str) -> tuple[int, int]:
    port = tools.free_port()
    script = Path(folder) / "@portkey-ai" / "gateway" / "build" / "start-server.js"
    return port, stack.enter_context(tools.running(["node", str(script), "--headless", f"--port={port}"], port))


def family(pid: int) -> Iterator[int]:
    """The process and its children, theirs too."""
    yield pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        yield from family(int(child))


def measure(args: argparse.Namespace) -> dict[str, Any]:
    with ExitStack() as stack:
        plain = tools.free_port()
        stack.enter_context(tools.running([sys.executable, tools.__file__, "--serve-plain", str(plain)], plain))
        targets: dict[str, tuple[int, int, bytes]] = {}
        fast = plain
        if shutil.which("nginx"):
            fast, _ = tools.nginx(stack, tools.ANSWERS.format(ANSWER.decode()))
            port, pid = tools.nginx(stack, tools.PASSES, fast)
            targets["nginx"] = (port, pid, request("/v1/chat/completions"))
        for policy in POLICIES:
            targets[f"sekisho {policy}"] = (*station(stack, fast, policy), request("/openai/v1/chat/completions"))
        if args.litellm:
            targets["litellm"] = (*litellm(stack, args.litellm, fast), request("/v1/chat/completions"))
        if args.portkey:
            host = f"x-portkey-provider: openai\r\nx-portkey-custom-host: http://127.0.0.1:{fast}/v1\r\n".encode()
            targets["portkey"] = (*portkey(stack, args.portkey), request("/v1/chat/completions", host))
        return rounds(targets, args)


def rounds(targets: dict[str, tuple[int, int, bytes]], args: argparse.Namespace) -> dict[str, Any]:
    import uvloop

    seen: dict[str, list[float]] = {name: [] for name in targets}
    for number in range(args.rounds + 1):
        for name, (port, pid, asked) in targets.items():
            count = args.requests if name not in ("litellm", "portkey") else max(200, args.requests // 8)
            tools.REQUEST = asked
            before = sum(map(tools.cpu_s, family(pid)))
            uvloop.run(tools.load(port, count))
            spent = sum(map(tools.cpu_s, family(pid))) - before
            if number:  # the first round warms up
                seen[name].append(spent / count * 1e6)
    floor = statistics.median(seen["nginx"]) if "nginx" in seen else None
    return {
        name: {
            "median_us": round(statistics.median(v), 1),
            "least_us": round(min(v), 1),
            "greatest_us": round(max(v), 1),
            "times_nginx": round(statistics.median(v) / floor, 1) if floor else None,
        }
        for name, v in seen.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--litellm", help="the python of an environment with litellm[proxy]")
    parser.add_argument("--portkey", help="a node_modules folder with @portkey-ai/gateway")
    parser.add_argument("--json", action="store_true")
    result = measure(parser.parse_args())
    if "--json" in sys.argv:
        print(json.dumps(result))
        return
    print(f"{'proxy':<26}{'CPU µs/exchange':>16}{'least':>9}{'greatest':>10}{'× nginx':>9}")
    for name, row in result.items():
        print(f"{name:<26}{row['median_us']:>16}{row['least_us']:>9}{row['greatest_us']:>10}{row['times_nginx'] or '':>9}")


if __name__ == "__main__":
    main()
