"""What keys and tokens of known services look like: a prefix, then so many of a class.

A row is a fact about a service. More specific prefixes stand before those they begin
with, and their characters are among those the shorter one would take: while a key is
being written, it is one row's or the other's, never between them.
"""

from __future__ import annotations

from typing import NamedTuple

from filters.shapes import Shape, maybe, row, some, text, unless

_ALNUM, _URLSAFE, _HEX = "[A-Za-z0-9]", "[A-Za-z0-9_-]", "[0-9a-f]"
_END = unless(some(_ALNUM, 1, 1))


class Key(NamedTuple):
    """One row. mixed: a digit must be in it, since words have the same form.

    last: only so many characters at its end are the secret; 0 for all.
    """

    kind: str
    prefix: str
    rest: Shape
    mixed: bool = False
    last: int = 0


def _of(chars: str, least: int, most: int | None = None) -> Shape:
    """A run; one of a fixed length must end there."""
    return some(chars, least, most) if most else row(some(chars, least, least), _END)


_DOT = text(".")
_JWT = row(
    some(_URLSAFE, 8, 1024), _DOT, text("eyJ"), some(_URLSAFE, 8, 6144), _DOT, some(_URLSAFE, 16, 1018)
)
_GITLAB = row(some(_URLSAFE, 20, 256), maybe(row(_DOT, some("[0-9a-z]", 2, 2), _DOT, some("[0-9a-z]", 9, 9))))
_ASSIGNED = row(
    some("[\"' ]", 0, 3), some("[:=]", 1, 1), some("[\"' ]", 0, 3), some("[A-Za-z0-9/+]", 40, 40), _END
)
# user : password @ host, behind "://"
_USERINFO = row(
    some("[A-Za-z0-9._~%+-]", 0, 64),
    text(":"),
    some("[A-Za-z0-9._~%!$&*+=^-]", 1, 256),
    text("@"),
    some("[A-Za-z0-9.-]", 1, 253),
    some("[A-Za-z0-9_:/.,?=&%+-]", 0, 512),
)

# Source: the services' own documentation of their formats, docs/sources.md#keys.
KEYS = (
    Key("anthropic_key", "sk-ant-", _of(_URLSAFE, 24, 256)),
    Key("ai_key", "sk-or-v1-", _of(_HEX, 64)),
    Key("openai_key", "sk-proj-", _of(_URLSAFE, 20, 256)),
    Key("openai_key", "sk-svcacct-", _of(_URLSAFE, 20, 256)),
    Key("openai_key", "sk-admin-", _of(_URLSAFE, 20, 256)),
    Key("openai_key", "sk-", _of(_URLSAFE, 32, 256), mixed=True),
    Key("stripe_key", "sk_live_", _of(_ALNUM, 16, 256)),
    Key("stripe_key", "sk_test_", _of(_ALNUM, 16, 256)),
    Key("stripe_key", "rk_live_", _of(_ALNUM, 16, 256)),
    Key("stripe_key", "rk_test_", _of(_ALNUM, 16, 256)),
    Key("stripe_key", "whsec_", _of("[A-Za-z0-9+/=]", 24, 256)),
    Key("github_token", "github_pat_", _of("[A-Za-z0-9_]", 22, 255)),
    *(Key("github_token", f"gh{sort}_", _of(_ALNUM, 36, 255)) for sort in "pousr"),
    *(Key("gitlab_token", f"{sort}-", _GITLAB) for sort in ("glpat", "gldt", "glrt", "glcbt")),
    *(Key("slack_token", f"xox{sort}-", _of("[A-Za-z0-9-]", 10, 256)) for sort in "abeoprs"),
    Key("slack_token", "xapp-", _of("[A-Za-z0-9-]", 20, 256), mixed=True),
    Key("huggingface_token", "hf_", _of(_ALNUM, 30, 64)),
    Key("npm_token", "npm_", _of(_ALNUM, 36)),
    Key("pypi_token", "pypi-AgE", _of(_URLSAFE, 50, 1024)),
    Key("ai_key", "gsk_", _of(_ALNUM, 40, 64)),
    Key("ai_key", "xai-", _of(_ALNUM, 40, 128)),
    Key("ai_key", "pplx-", _of(_ALNUM, 40, 64)),
    Key("ai_key", "r8_", _of(_ALNUM, 37)),
    Key("aws_access_key", "AKIA", _of("[A-Z0-9]", 16)),
    Key("aws_access_key", "ASIA", _of("[A-Z0-9]", 16)),
    *(
        Key("aws_secret_key", name, _ASSIGNED, last=40)
        for name in ("aws_secret_access_key", "AWS_SECRET_ACCESS_KEY", "secretAccessKey", "SecretAccessKey")
    ),
    Key("google_api_key", "AIza", row(some(_URLSAFE, 35, 35), unless(some(_URLSAFE, 1, 1)))),
    Key("google_oauth_secret", "GOCSPX-", _of(_URLSAFE, 28, 28)),
    Key("sendgrid_key", "SG.", row(some(_URLSAFE, 22, 22), _DOT, some(_URLSAFE, 43, 43))),
    Key("twilio_key", "SK", _of(_HEX, 32)),
    Key("jwt", "eyJ", _JWT),
    Key("connection_string", "://", _USERINFO),
)
