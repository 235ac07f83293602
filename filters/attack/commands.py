"""Commands and code that carry secrets out: a file of keys or the whole environment, and a way out.

In the arguments of a tool they are about to be run; in a document they wait for an assistant
that copies them. What reads one variable to sign in with it is how programs are written.
"""

from __future__ import annotations

from filters.attack.ploy import Ploy, heads

_FILES = (
    r"(?:\.ssh/|id_(?:rsa|dsa|ed25519|ecdsa)\b|\.env\b(?!\.(?:example|sample|template))|/etc/"
    r"(?:passwd|shadow)|\.aws/credentials|\.netrc\b|"
    r"\.git-credentials|\.npmrc\b|\.pypirc\b|\.docker/config\.json|\.kube/config|\.gnupg/|"
    r"wallet\.dat|cookies\.sqlite|"
    r"\.bash_history|\.zsh_history|secrets?\.(?:ya?ml|json|toml))"
)
_ALL = (
    r"(?:\b(?:printenv|env|set|history)\b(?=\s*(?:\||\)|`|;|&))|\bos\.environ(?!\s*[\[.])|"
    r"\bprocess\.env(?!\s*[\[.])|\$env:\*)"
)
_TAKEN = (
    rf"(?:@|\$\(\s*(?:cat|<)\s*|`\s*cat\s+|<\s*|--post-file[ =]|-t\s+|"
    rf"-f\s+\w*=?@)[^\s'\"]{{0,60}}?{_FILES}"
)
_HEADS = heads(
    "curl / wget / nc / ncat / netcat / nslookup / invoke-webrequest / invoke-restmethod / "
    "scp / rsync / sendmail"
)

COMMANDS: tuple[Ploy, ...] = (
    Ploy(
        "command",
        "injection.exfiltration",
        0.9,
        _HEADS,
        rf"[a-z-]+\s+[^\n]{{0,140}}?(?:{_TAKEN}|[$`]\(?[^)`\n]{{0,80}}(?:{_FILES}|{_ALL})|"
        rf"(?<=\s)[^\s|]{{0,60}}{_FILES}\S*\s+\S+@\S+:)",
        not_led=r"\b(?:never|do not|don't) (?:\w+ )?",
        unit="passage",
        mentions=True,
        severity=3,
    ),
    Ploy(
        "command",
        "injection.exfiltration",
        0.9,
        _HEADS,
        r"[a-z-]+\s",
        near=r"\|",
        led=rf"(?:{_FILES}|\b(?:printenv|env|history)\b)[^|\n]{{0,30}}(?:\|[^|\n]{{0,30}}){{0,2}}\|\s*",
        unit="passage",
        mentions=True,
        severity=3,
    ),
    Ploy(
        "command",
        "injection.exfiltration",
        0.85,
        heads(
            "requests.post / requests.put / requests.get / urlopen / httpx.post / axios.post / "
            "fetch( / urllib.request"
        ),
        rf"[a-z.]+[^\n]{{0,140}}?(?:{_ALL}|open\([^)\n]{{0,60}}?{_FILES})",
        unit="passage",
        mentions=True,
        severity=3,
    ),
)
