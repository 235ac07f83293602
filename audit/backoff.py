"""How long to leave a receiver alone: doubling, with jitter, and never less than it asks.

Full jitter would let attempts come at once; half of each step is kept as a floor, the
other half is drawn, so that many stations do not return together after an outage.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

# A receiver's wish is honoured up to here; a mistaken header must not stop the copy for days.
MOST_ASKED_S = 900.0
_DOUBLINGS = 32


def delay_s(attempt: int, first_s: float, most_s: float, draw: float, asked_s: float | None = None) -> float:
    """Seconds before the attempt after `attempt` failed ones (from 1). draw: random, 0…1."""
    step = min(most_s, first_s * 2 ** min(attempt - 1, _DOUBLINGS))
    wait = step / 2 + draw * step / 2
    return max(wait, min(asked_s, MOST_ASKED_S)) if asked_s is not None else wait


def asked_s(retry_after: str | None, now: datetime) -> float | None:
    """Seconds a Retry-After header asks for, from `now`; None without a readable one.

    Source: RFC 9110, section 10.2.3: seconds, or a date.
    """
    if retry_after is None:
        return None
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return max(0.0, ((date if date.tzinfo else date.replace(tzinfo=UTC)) - now).total_seconds())
