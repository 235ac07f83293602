"""Text that no person sees and a machine reads: comments, elements without size or colour, terminal codes.

Web pages are full of hidden text. It counts where it speaks to a machine: of an assistant or a
summary together with an order, or with an order to ignore what was said.
"""

from __future__ import annotations

from filters.attack.ploy import Ploy, heads

_MACHINE = (
    r"(?:\b(?:ai|llm|language\s+model|assistant|chat\s?bot|copilot|summari[sz]er|gpt|chatgpt)s?\b|"
    r"\bagents?\s*[:,]|(?<![a-z])AI(?![a-z])|アシスタント|エージェント|ボット|言語モデル|要約(?:時|する|文|"
    r"ツール))"
)
_ORDER = (
    r"(?:\b(?:ignore|disregard|forget|respond|reply|answer|output|say|tell|recommend|include|"
    r"mention|summari[sz]e|send|forward|click|visit|open|rank|rate|approve|execute|run|call|"
    r"instruct(?:ed|ions?)|must|append|collect|fetch|add|state|write|insert|give|treat|praise|"
    r"do\s+not|never|always)\b"
    r"|無視|回答|出力|表示|伝え|答え|ください|すること|せよ|送信|転送|推薦|勧め|書き添え|記載|"
    r"案内|開くこと|取得|書け|添え)"
)
_BOTH = rf"(?:{_MACHINE}{{GAP}}{_ORDER}|{_ORDER}{{GAP}}{_MACHINE})"
_OVERRIDE = (
    r"(?:(?:ignore|disregard|forget)\s+(?:\w+\s+){0,3}?(?:previous|prior|above|earlier|your|"
    r"system)\s+(?:\w+\s+)?(?:instructions?|prompts?|rules|guidelines|directives)|"
    r"system\s+(?:override|prompt)|(?:これまで|以前|上記|すべて|全て)の[^<>]{0,16}(?:指示|"
    r"命令|ルール)[^<>]{0,12}無視)"
)


def _within(closing: str) -> str:
    """Both, or an order to ignore, before what ends the hidden stretch."""
    gap = rf"(?:(?!{closing}).){{0,160}}?"
    return rf"(?:(?!{closing}).){{0,240}}?(?:{_OVERRIDE}|{_BOTH.replace('{GAP}', gap)})"


_ESC = r"\x1b"
_QUOTE = '"'
_LINE = r"\n"
_STYLE = heads(
    "display:none / display: none / visibility:hidden / visibility: hidden / font-size:0 / "
    "font-size: 0 / opacity:0 / opacity: 0 / color:white / color: white / color:#fff / "
    "color: #fff / color:transparent / color: transparent / left:-9999 / left: -9999 / "
    'text-indent:-9999 / aria-hidden="true" / hidden> / font-size:1px / font-size: 1px'
)

HIDDEN: tuple[Ploy, ...] = (
    Ploy(
        "html_comment",
        "injection.indirect",
        0.92,
        ("<!--",),
        rf"(?s:<!--{_within('-->')})",
        unit="block",
        foreign=0.95,
        mentions=True,
        not_led="`",
    ),
    Ploy(
        "hidden_element",
        "injection.indirect",
        0.9,
        _STYLE,
        rf"(?s:[^<>]{{0,200}}>{_within('</')})",
        unit="block",
        foreign=0.95,
        mentions=True,
        led=r"<[^<>]*",
    ),
    Ploy(
        "markdown_comment",
        "injection.indirect",
        0.9,
        ("[//]:", "[comment]:"),
        rf"(?:\[//\]|\[comment\]):\s*(?:#|<>)\s*[(\"']{_within(_LINE)}",
        unit="block",
        foreign=0.93,
        mentions=True,
    ),
    Ploy(
        "hidden_attribute",
        "injection.indirect",
        0.0,
        ('alt="', 'title="', 'aria-label="'),
        rf"\w[\w-]*=\"{_within(_QUOTE)}",
        unit="block",
        foreign=0.9,
        led=r"<[a-z][^<>]*",
        mentions=True,
    ),
    Ploy(
        "terminal_code",
        "injection.indirect",
        0.9,
        ("\x1b[",),
        rf"(?s:\x1b\[(?:[0-9;]{{0,8}};)?(?:8|30;40|37;47|97;107)m{_within(_ESC)})",
        unit="block",
        foreign=0.93,
        mentions=True,
    ),
)
