"""Two-part goldens: a text, then what is said about it on lines that begin with `=> `."""

from pathlib import Path


def goldens(name: str) -> list[tuple[str, str]]:
    """The pairs of `<name>.txt` beside this file. A blank line ends a pair; `%` begins a comment."""
    text = (Path(__file__).parent / f"{name}.txt").read_text("utf-8")
    return [_pair(block) for block in text.strip().split("\n\n")]


def _pair(block: str) -> tuple[str, str]:
    lines = [line for line in block.splitlines() if not line.startswith("%")]
    said = [line.removeprefix("=> ") for line in lines if line.startswith("=> ")]
    return "\n".join(line for line in lines if not line.startswith("=> ")), "\n".join(said)
