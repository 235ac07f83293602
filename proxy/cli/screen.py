"""Where verbs print: results on standard output, everything else on standard error.

Colours appear on a terminal only. What came from outside is shown without anything that
could move a cursor or change a colour; into a file or a pipe it goes as it is.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from typing import NoReturn, TextIO, TypeVar

from rich.console import Console
from rich.table import Table
from rich.text import Text

T = TypeVar("T")

_WIDE = 120  # columns where nobody's terminal says how many


class Gone(Exception):
    """Whoever read our output has gone."""


class _Console(Console):
    def on_broken_pipe(self) -> NoReturn:
        """As `head` does it: quietly."""
        raise Gone from None


def _console(stream: TextIO) -> Console:
    # Made when needed, on the stream of that moment.
    wide = None if stream.isatty() else _WIDE
    return _Console(file=stream, width=wide, highlight=False, emoji=False, markup=False, soft_wrap=True)


def out() -> Console:
    """Standard output."""
    return _console(sys.stdout)


def aside() -> Console:
    """Standard error: progress, notes, complaints."""
    return _console(sys.stderr)


def complain(message: str) -> None:
    """Say what is wrong, each line once, on standard error."""
    screen = aside()
    for line in message.splitlines() or [""]:
        screen.print(Text.assemble(("sekisho: ", "bold red"), visible(line)))


def note(message: str) -> None:
    """Say something by the way, on standard error."""
    aside().print(Text(visible(message), style="dim"))


def show_json(value: object, *, indent: int | None = None) -> None:
    """One JSON value on standard output; on one line unless indented."""
    raw(json.dumps(value, ensure_ascii=False, indent=indent) + "\n")


def raw(text: str) -> None:
    """Exactly this text, on standard output."""
    try:
        sys.stdout.write(text.encode("utf-8", "surrogatepass").decode("utf-8", "replace"))
        sys.stdout.flush()
    except BrokenPipeError:
        raise Gone from None


def watched(things: Sequence[T], doing: str = "reading") -> Iterator[T]:
    """The things one by one; on a terminal it is seen how far that is."""
    screen = aside()
    if not screen.is_terminal:
        yield from things
        return
    from rich.progress import track

    yield from track(things, doing, console=screen, transient=True)


def visible(text: str) -> str:
    """`text` with everything that could steer a terminal as "\ufffd"; line ends and tabs stay."""
    return "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in text)


def table(*heads: str) -> Table:
    """An empty table with these columns."""
    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for head in heads:
        made.add_column(head, overflow="fold")
    return made


def plain(value: object, style: str = "") -> Text:
    """A cell: the value's text, as it is, without markup."""
    return Text(visible(str(value)), style=style)
