"""The life of an exchange as a Markdown table, drawn from the code: `python -m proxy.states`."""

from __future__ import annotations

import sys

from proxy.session import TRANSITIONS


def table() -> str:
    """Every state, what it means, and where it may lead."""
    rows = ["| state | meaning | leads to |", "|---|---|---|"]
    for state, following in TRANSITIONS.items():
        names = ", ".join(sorted(f"`{one.name}`" for one in following)) or "–"
        rows.append(f"| `{state.name}` | {state.value} | {names} |")
    return "\n".join(rows)


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")
