"""docs/realtime.md: its figures, words and paths are the code's."""

from __future__ import annotations

import re

from proxy.outbox import ROOM
from proxy.socket_passage import passable
from proxy.socket_upstream import LONGEST
from tests.house import ROOT

PAGE = (ROOT / "docs" / "realtime.md").read_text("utf-8")
CODE = "".join(file.read_text("utf-8") for file in (ROOT / "proxy").rglob("*.py"))


def test_figures() -> None:
    assert f"{ROOM // 1024} KiB" in PAGE
    assert f"{LONGEST >> 20} MiB" in PAGE
    assert f"{passable(1006, lost=1011)} if the upstream broke off" in PAGE


def test_words_of_the_protocol_are_spelt_as_in_the_code() -> None:
    words = set(re.findall(r"`((?:response|conversation|sekisho)\.[a-z_.]+[a-z]|[a-z]+_[a-z_]+)`", PAGE))
    assert len(words) > 8
    assert {word for word in words if word not in CODE} == set()


def test_pages_it_leads_to_are_there() -> None:
    named = re.findall(r"`(docs/[\w/.-]+\.md)`", PAGE)
    assert named
    assert all((ROOT / name).is_file() for name in named)


def test_the_example_compiles() -> None:
    (block,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    indented = "".join(f"    {line}\n" for line in block.splitlines())
    compile(f"async def example(openai):\n{indented}", "docs/realtime.md", "exec")
