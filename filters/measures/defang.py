"""Make a link harmless: nobody fetches it any more, and a reader still sees where it went.

`https://collector.example/p.png?d=…` becomes `hxxps://collector[.]example/…`: another scheme,
a host that is none, and nothing of what the address carried. What is no link becomes a label.
"""

from __future__ import annotations

import re

from filters.measure import MEASURES, Edit, Pseudonyms
from filters.model import Verdict

_LINK = re.compile(r"(?:(?P<scheme>[a-z]{2,5}):)?//(?:[^/?#\s@]*@)?(?P<host>[^/?#\s:@]*)", re.IGNORECASE)
_SCHEMES = {"http": "hxxp", "https": "hxxps", "ws": "wxx", "wss": "wxxs", "ftp": "fxp"}
_LABELS = 3  # the last ones of the host: what stands before them may carry something too
_LONGEST = 40  # characters of a label that is a name


@MEASURES.add
class Defang:
    """The host is told, and nothing else."""

    name = "defang"
    severity = 35
    holds = True
    documentation = "Make a link harmless: hxxps://host[.]example/…, without what it carried."

    def act(self, text: str, verdict: Verdict, pseudonyms: Pseudonyms) -> Edit:
        if verdict.channel.direction == "request":
            pseudonyms.conceal(verdict.kind, text)
        link = _LINK.match(text)
        if link is None or not link["host"]:
            return Edit(f"[{verdict.kind.rpartition('.')[2].upper()}]")
        labels = [label if len(label) <= _LONGEST else "…" for label in link["host"].split(".")[-_LABELS:]]
        scheme = _SCHEMES.get((link["scheme"] or "https").lower(), "hxxps")
        return Edit(f"{scheme}://{'[.]'.join(labels)}/…")
