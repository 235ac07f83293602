"""All ploys, put together once."""

from __future__ import annotations

from functools import cache

from filters.attack.addressed import ADDRESSED
from filters.attack.addressed_ja import ADDRESSED_JA
from filters.attack.commands import COMMANDS
from filters.attack.elsewhere import ELSEWHERE
from filters.attack.extraction import EXTRACTION
from filters.attack.extraction_ja import EXTRACTION_JA
from filters.attack.hidden import HIDDEN
from filters.attack.overriding import OVERRIDING
from filters.attack.overriding_ja import OVERRIDING_JA
from filters.attack.personas import PERSONAS
from filters.attack.personas_ja import PERSONAS_JA
from filters.attack.reading import Ploys
from filters.attack.roles import ROLES
from filters.attack.sending import SENDING

ALL = (
    *(*OVERRIDING, *OVERRIDING_JA, *ELSEWHERE),
    *(*EXTRACTION, *EXTRACTION_JA),
    *(*PERSONAS, *PERSONAS_JA),
    *(*ROLES, *ADDRESSED, *ADDRESSED_JA),
    *(*HIDDEN, *SENDING, *COMMANDS),
)


@cache
def ploys() -> Ploys:
    """Every ploy of this package, ready to be looked for."""
    return Ploys(ALL)
