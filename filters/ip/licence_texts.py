"""Licences known by their own words: how each begins, and what tells it from its relatives.

A text begins with one of a few openers. Which licence it is may be said much later (the third
clause of BSD), so up to `after` characters are read, or as far as `until` where that comes before.
Whatever is cut off there counts as not said: the answer depends on these characters alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from filters.ip.wording import count, place, said


@dataclass(frozen=True)
class Opener:
    """One beginning. words: bare (`filters.ip.wording`), the first of them the head that is looked for.

    rules: in order, source searched in the bare words → SPDX id; `{1}` is its first group.
    The empty source fits everything.
    """

    words: str
    rules: Sequence[tuple[str, str]]
    after: int = 400
    until: str = ""

    @cached_property
    def compiled(self) -> Sequence[tuple[re.Pattern[str], str]]:
        return [(re.compile(source), spdx) for source, spdx in self.rules]

    @cached_property
    def stop(self) -> re.Pattern[str] | None:
        return re.compile(self.until) if self.until else None


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a licence, and how far it was recognised."""

    spdx: str
    end: int


_MIT = (
    (r"obtaining a copy of the unicode data files", "Unicode-3.0"),
    (r"obtaining a copy of the font software", "OFL-1.1"),
    (r"any person or organization obtaining a copy of the software and accompanying", "BSL-1.0"),
    (r"redistributions? of source code must retain", "NCSA"),
    (r"except as contained in this notice the name", "X11"),
    (r"the materials", "LicenseRef-Khronos-MIT"),
    (r"furnished to do so(?! subject)(?: \w+){6}", "MIT-0"),
    (r"", "MIT"),
)
_BSD = (
    (r"no express or implied licenses to any party s patent rights", "BSD-3-Clause-Clear"),
    (r"all advertising materials mentioning", "BSD-4-Clause"),
    (
        r"neither the names? |may not be used to endorse or promote|name of the (?:author|copyright holder)s? may not",
        "BSD-3-Clause",
    ),
    (r"redistributions? in binary form", "BSD-2-Clause"),
    (r"", "BSD-1-Clause"),
)
_ISC = (
    (r"and without a written agreement is hereby granted", "PostgreSQL"),
    (r"shall not be used in advertising", "curl"),
    (r"software and its documentation", "HPND"),
    (r"provided that the above copyright notice", "ISC"),
    (r"hereby granted(?! provided)(?: \w+){3}", "0BSD"),
    (r"", "ISC"),
)

OPENERS: tuple[Opener, ...] = (
    Opener(
        "permission is hereby granted free of charge to any person",
        _MIT,
        1700,
        r"dealings in the (?:software|materials)(?: \w+){8}",
    ),
    Opener(
        "redistribution and use in source and binary forms with or without modification are permitted",
        _BSD,
        1700,
        r"(?:software|library|code|product|\w+) is provided (?:by|as|``as)|warranties (?:of|including)",
    ),
    Opener("permission to use copy modify and distribute this software", _ISC, 1500, r"arising out of(?: \w+){12}"),
    Opener("permission to use copy modify and or distribute this software", _ISC, 700, r"the software is provided"),
    Opener("permission to use copy modify distribute and sell this software", ((r"", "HPND-sell-variant"),)),
    Opener("permission is granted to anyone to use this software for any purpose", ((r"", "Zlib"),)),
    Opener(
        "permission is granted to copy distribute and or modify this document under the terms of the gnu free documentation",
        ((r"version (1) ([123]) or any later", "GFDL-{1}.{2}-or-later"), (r"version (1) ([123])", "GFDL-{1}.{2}-only")),
    ),
    Opener("unencumbered software released into the public domain", ((r"", "Unlicense"),)),
    Opener("fuck you want to public license", ((r"", "WTFPL"),)),
    Opener("everyone is permitted to copy and distribute verbatim copies", (
        (r"gnu affero|free software for all(?: \w+)* affero", "AGPL-3.0-only"),
        (r"first released version of the lesser gpl", "LGPL-2.1-only"),
        (r"this version of the gnu lesser general public license incorporates", "LGPL-3.0-only"),
        (r"we the free software foundation use the gnu general public", "GPL-3.0-only"),
        (r"this general public license applies to most of the free software foundation s software", "GPL-2.0-only"),
        (r"", "LicenseRef-GNU"),
    ), 1600),
)  # fmt: skip


def by_head() -> Mapping[str, tuple[Opener, ...]]:
    """The openers by their first word."""
    found = dict[str, tuple[Opener, ...]]()
    for one in OPENERS:
        head = one.words.partition(" ")[0]
        found[head] = (*found.get(head, ()), one)
    return found


def begun(openers: Sequence[Opener], text: str, at: int, *, final: bool) -> Text | int | None:
    """The licence whose words begin at `text[at]`; or from where on more must be known, or nothing.

    An int is `at` itself: what comes next may decide.
    """
    longest = max(len(one.words) for one in openers)
    # Comment leaders take room too: a line of twelve words has some eight characters of them.
    ahead = min(len(text), at + 3 * longest)
    here = said(text, at, ahead, open=not final and ahead == len(text))
    for one in openers:
        if here.startswith(one.words):
            return _read(one, text, at, final=final)
        if not final and ahead == len(text) and one.words.startswith(here):
            return at
    return None


def _read(one: Opener, text: str, at: int, *, final: bool) -> Text | int | None:
    limit = at + one.after
    known = min(len(text), limit)
    unit = said(text, at, known, open=not final and known < limit)
    stop = one.stop.search(unit) if one.stop else None
    if stop is None and not final and known < limit:
        return at
    unit = unit[: stop.end()] if stop else unit
    for rule, spdx in one.compiled:
        if found := rule.search(unit):
            told = unit[: stop.start()] if stop else one.words
            return Text(_filled(spdx, found), place(text, at, count(told.rstrip())))
    return None


def _filled(spdx: str, found: re.Match[str]) -> str:
    for n, group in enumerate(found.groups(""), 1):
        spdx = spdx.replace(f"{{{n}}}", group)
    return spdx
