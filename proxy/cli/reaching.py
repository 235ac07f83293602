"""Whom a station will talk to: its own ports, upstreams, receivers of records.

Nothing is sent: others are connected to, for at most a second, all at the same time. Only
a port of our own that is taken is asked whether a station answers there.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from config.traffic import Listen
from proxy.cli.machine import Check, State

_WAIT_S = 1.0


@dataclass(frozen=True, slots=True)
class Goal:
    """Something to connect to. matters: it was asked for, so its silence deserves attention."""

    name: str
    url: str
    matters: bool


def ports(listen: Listen) -> Iterator[Check]:
    for name, host, port in (
        ("port", listen.host, listen.port),
        ("admin port", listen.admin_host, listen.admin_port),
    ):
        trouble = _taken(host, port)
        if not trouble:
            yield Check(name, "ok", f"{host}:{port} is free")
        elif _is_ours(host, port):
            yield Check(name, "note", f"{host}:{port} is in use by a running station")
        else:
            yield Check(
                name,
                "attention",
                f"{host}:{port}: {trouble}",
                f"choose another one: `listen.{name.replace(' ', '_')}`",
            )


def _taken(host: str, port: int) -> str:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.strerror or "cannot be bound"
    return ""


def _is_ours(host: str, port: int) -> bool:
    """Whether a station answers there; asked of our own address only."""
    place = f"[{host}]" if ":" in host else host
    try:
        with httpx.Client(timeout=_WAIT_S, trust_env=False) as client:
            return client.get(f"http://{place}:{port}/healthz").json() == {"status": "ok"}
    except (httpx.HTTPError, ValueError):
        return False


def reached(goals: Iterable[Goal]) -> Iterator[Check]:
    """All at once, each in a thread of its own, which a name server that never answers may keep."""
    asked = [(goal, _asked(goal.url)) for goal in goals]
    end = time.monotonic() + 2 * _WAIT_S
    for goal, (thread, answer) in asked:
        thread.join(max(0.0, end - time.monotonic()))
        trouble = answer[0] if answer else "no answer in time"
        host = urlsplit(goal.url).netloc
        if not trouble:
            yield Check(goal.name, "ok", f"{host} can be reached")
        else:
            state: State = "attention" if goal.matters else "note"
            advice = (
                "check the address, the network and the firewall"
                if goal.matters
                else "built in; nobody asked for it"
            )
            yield Check(goal.name, state, f"{host}: {trouble}", advice)


def _asked(address: str) -> tuple[threading.Thread, Sequence[str]]:
    answer: list[str] = []
    thread = threading.Thread(target=_into(answer, address), daemon=True)
    thread.start()
    return thread, answer


def _into(answer: list[str], address: str) -> Callable[[], None]:
    def ask() -> None:
        answer.append(_trouble(address))

    return ask


def _trouble(address: str) -> str:
    """What keeps us from connecting; empty when nothing does."""
    parts = urlsplit(address)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        socket.create_connection((parts.hostname or "", port), timeout=_WAIT_S).close()
    except socket.gaierror:
        return "the name cannot be resolved"
    except OSError as error:
        return error.strerror or "no answer in time"
    return ""
