"""Forms that belong to no service: signed tokens, and passwords inside addresses."""

from __future__ import annotations

from filters.keys.form import URLSAFE, Key
from filters.shapes import row, some, text

_DOT = text(".")
_JWT = row(some(URLSAFE, 8, 1024), _DOT, text("eyJ"), some(URLSAFE, 8, 6144), _DOT, some(URLSAFE, 16, 1018))
# user : password @ host, behind "://"
_USERINFO = row(
    some("[A-Za-z0-9._~%+-]", 0, 64),
    text(":"),
    some("[A-Za-z0-9._~%!$&*+=^-]", 1, 256),
    text("@"),
    some("[A-Za-z0-9.-]", 1, 253),
    some("[A-Za-z0-9_:/.,?=&%+-]", 0, 512),
)

# Source: RFC 7519 (JSON Web Token), RFC 3986 section 3.2.1 (user information).
KEYS = (
    Key("jwt", "", "eyJ", _JWT),
    Key("jwt", "", "ZXlK", some("[A-Za-z0-9+/_=-]", 100, 8192), bits=3.0),  # one more time in base64
    Key("connection_string", "", "://", _USERINFO),
)
