"""How the demo is told: in Japanese and English, what would have happened, and what did."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from audit.conventions import WARN, severity
from audit.describe import summary
from audit.record import Record
from proxy.demo.scenes import Played
from proxy.demo.stage import Stage
from proxy.demo.talks import Said

_SURROGATE = r"(?:PII|SECRET|DATA)(?:_[A-Z]+)+_[0-9]+_[A-Z2-7]{2}"

# A request that the fake upstream has an answer for, with an address to be hidden on the way up.
_TRY = {
    "model": "gpt-4.1-mini",
    "messages": [
        {"role": "system", "content": "あなたは秘書です。"},
        {"role": "user", "content": "議事録を hanako.sato@example.jp へ送ってください。"},
    ],
}
_CHECK = {"direction": "response", "text": "お電話は 090-1234-5678 まで。"}


def opening(stage: Stage) -> RenderableType:
    """What is about to be seen."""
    text = Text.assemble(
        ("関所  Sekisho\n", "bold"),
        "公式クライアントの base_url だけを関所に向けて会話します。相手は同梱の擬似アップストリームです。\n",
        "Official clients talk to the bundled fake upstream; only their base URL points at the station.\n",
        "Policy: japan-business. Every person, number and key here is made up.\n\n",
        (f"client  →  station {stage.station.data_url}  →  fake upstream {stage.fake.base_url}", "cyan"),
    )
    return Panel(text, border_style="cyan", padding=(0, 1))


def scene(played: Played, number: int, count: int) -> Iterator[RenderableType]:
    """One scene: what was sent, what would have come, what came, and the record of it."""
    one = played.scene
    yield Text()
    yield Rule(Text(f"{number}/{count}  {one.ja}", style="bold"), align="left", style="cyan")
    yield Text.assemble((f"     {one.en}", "bold"), (f"   [{one.client}]", "dim"))
    rows = Table.grid(padding=(0, 2, 0, 0))
    rows.add_column(no_wrap=True, style="dim")
    rows.add_column(overflow="fold")
    rows.add_row("送信   client sent", _marked(one.sent, one.values))
    if played.reached != (one.sent,):
        rows.add_row("到達   provider saw", _reached(played))
    if played.unguarded != played.said:
        rows.add_row("素通し without Sekisho", _said(played.unguarded, one.values))
    rows.add_row("受信   client got", _said(played.said, one.values))
    for at, record in enumerate(played.records):
        rows.add_row("" if at else "記録   audit", _record(record))
    yield rows


def _reached(played: Played) -> Text:
    if not played.reached:
        return Text("何も届いていない / nothing: the request never left", style="bold green")
    return Text("\n").join(_marked(text, played.scene.values) for text in played.reached)


def _said(said: Said, values: tuple[str, ...]) -> Text:
    return Text(said.error, style="yellow") if said.error else _marked(said.text, values)


def _marked(text: str, values: tuple[str, ...]) -> Text:
    """The text with what matters in colour: surrogates green, real values red."""
    made = Text(text)
    made.highlight_regex(_SURROGATE, "bold green")
    made.highlight_words(values, "bold red")
    return made


def _record(record: Record) -> Text:
    style = "yellow" if severity(record) >= WARN else ""
    return Text.assemble((summary(record), style), (f"  {record['exchange'][-12:]}", "dim"))


def closing(stage: Stage) -> Iterator[RenderableType]:
    """What can be tried while the station is up."""
    base = stage.station.data_url
    yield Text()
    yield Rule(Text("関所は動いています / The station stays up", style="bold"), align="left", style="cyan")
    rows = Table.grid(padding=(0, 2, 0, 0))
    for name, value in (
        ("OpenAI", stage.roots.openai),
        ("Anthropic", stage.roots.anthropic),
        ("Gemini", stage.roots.gemini),
        ("admin", stage.station.admin_url),
    ):
        rows.add_row(Text(name, style="dim"), value)
    yield rows
    yield Text("\n試す / Try:", style="bold")
    yield Text(curl(f"{base}/openai/v1/chat/completions", _TRY), no_wrap=True)
    yield Text(curl(f"{base}/sekisho/v1/check", _CHECK), no_wrap=True)
    yield Text(f"sekisho audit tail --follow --home {shlex.quote(str(stage.home))}")
    yield Text("\nCtrl-C で終了 / Ctrl-C ends it.", style="dim")


def curl(url: str, body: object) -> str:
    """One line for a shell."""
    data = shlex.quote(json.dumps(body, ensure_ascii=False))
    return f"curl -si {url} -H 'content-type: application/json' -d {data}"


def tell(screen: Console, parts: Iterator[RenderableType]) -> None:
    """Print in order."""
    for part in parts:
        screen.print(part)
