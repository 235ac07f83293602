"""`sekisho try`: put a text through a policy, without an upstream."""

from __future__ import annotations

import codecs
import random
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from config.errors import ClientError
from filters.model import Direction
from proxy.cli.options import AsJson, Config, PolicyName
from proxy.cli.screen import aside, note, out, plain, raw, show_json, table, visible
from proxy.cli.shell import FINE, FOUND

if TYPE_CHECKING:
    from proxy.checking import Outcome

EXAMPLE = "echo 'mail hanako.sato@example.jp' | sekisho try --policy japan-business"

_MOST = 16 * 1024 * 1024  # bytes read from standard input
_LONG = 1024 * 1024  # bytes worth a progress bar
_LONGEST_PIECE = 64


_Cutting: TypeAlias = Literal["whole", "bytes", "random"]

_Direction = Annotated[Direction, typer.Option("--direction", "-d", help="Whether it is sent or answered.")]
_Role = Annotated[
    str | None,
    typer.Option(
        "--role",
        help="Whose text it is, as rules name it; without it, user in a request, assistant in a response.",
        show_default=False,
    ),
]
_Cut = Annotated[
    _Cutting, typer.Option("--cut", help="How the text arrives: whole, byte by byte, or at random.")
]


def run(
    policy: PolicyName = None,
    direction: _Direction = "request",
    role: _Role = None,
    cut: _Cut = "whole",
    config: Config = None,
    as_json: AsJson = False,
) -> int:
    """Put the text on standard input through a policy.

    Shows what would leave and what was found. Nothing is sent anywhere and nothing is recorded.
    Exit status 1 means that something was found.
    """
    from filters.vault import Vault
    from proxy.checking import judge
    from proxy.cli.loading import read_policy, read_settings

    _, chosen = read_policy(read_settings(config), policy)
    text = _read()
    # A key of zeros: nothing is kept, and the same text gets the same surrogates every time.
    desk = Vault(bytes(32), 3600, 1, 100_000).open("try", "", 0)
    whose = role or ("user" if direction == "request" else "assistant")
    outcome = judge(chosen, desk, _watched(_pieces(text, cut), len(text)), direction, whose)
    if as_json:
        show_json(outcome.as_json() | {"policy": f"{chosen.name}@{chosen.digest[:12]}"})
    else:
        _show(outcome, direction)
    return FOUND if outcome.verdicts else FINE


def _read() -> bytes:
    if sys.stdin.isatty():
        note("type the text, then Ctrl-D")
    text = sys.stdin.buffer.read(_MOST + 1)
    if len(text) > _MOST:
        raise ClientError(f"standard input: longer than {_MOST} bytes; try a part of it")
    try:
        text.decode()
    except UnicodeDecodeError as error:
        raise ClientError(f"standard input: is not UTF-8 text (byte {error.start})") from None
    return text


def _pieces(text: bytes, cut: _Cutting) -> Iterator[tuple[int, str]]:
    """How many bytes were read, and what they make of the text so far."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    dice = random.Random(0)  # noqa: S311  # repeatable, not secret
    at = 0
    while at < len(text):
        size = {"whole": len(text), "bytes": 1, "random": dice.randint(1, _LONGEST_PIECE)}[cut]
        yield min(size, len(text) - at), decoder.decode(text[at : at + size])
        at += size


def _watched(pieces: Iterable[tuple[int, str]], size: int) -> Iterator[str]:
    """The pieces; long work is seen to go on, on a terminal."""
    screen = aside()
    if size < _LONG or not screen.is_terminal:
        yield from (piece for _, piece in pieces)
        return
    from rich.progress import Progress

    with Progress(console=screen, transient=True) as progress:
        task = progress.add_task("reading", total=size)
        for length, piece in pieces:
            yield piece
            progress.advance(task, length)


def _show(outcome: Outcome, direction: Direction) -> None:
    screen = out()
    shown = visible(outcome.text) if screen.is_terminal else outcome.text
    raw(shown if shown.endswith("\n") or not shown else shown + "\n")
    if outcome.stopped:
        whose = "the request is refused" if direction == "request" else "the answer ends here"
        screen.print(f"-- {whose}", style="bold red")
        if outcome.says:
            screen.print(plain(f"-- and answered with:\n\n{outcome.says}"))
    rows = table("kind", "where", "score", "rule", "measure")
    told = outcome.as_json()["findings"]
    assert isinstance(told, list)
    for row in told:
        where = f"{row['start']}-{row['end']}"
        rows.add_row(*map(plain, (row["kind"], where, f"{row['score']:.2f}", row["rule"], row["measure"])))
    if told:
        screen.print()
        screen.print(rows)
    else:
        note("nothing found")
