"""One family of errors: the class says whose fault it is, the message what to do.

Messages carry kinds, names, positions and lengths; never a prompt, an answer,
a credential or matched text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass


class SekishoError(Exception):
    """Anything Sekisho reports on purpose."""


class ConfigError(SekishoError):
    """A configuration that cannot be honoured. Start-up stops; nothing is served."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a configuration: where, what, and what to do.

    line counts from 1; 0: no line is known. where: `policies.strict.rules[2].measure`,
    or empty for the file as a whole. hint: empty, or a few words such as "did you mean 'mask'?".
    """

    file: str
    line: int
    where: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        where = f" {self.where}:" if self.where else ""
        return f"{place}:{where} {self.message}" + (f" ({self.hint})" if self.hint else "")


MOST_PROBLEMS = 100


class ConfigErrors(ConfigError):
    """What one pass over a configuration found wrong: the first 100 problems, then a count."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first, rest = problems[:MOST_PROBLEMS], len(problems) - MOST_PROBLEMS
        more = [Problem(first[0].file, 0, "", f"and {rest} more problems")] if rest > 0 else []
        self.problems = (*first, *more)
        super().__init__(self.problems)  # the arguments to make it again, for pickling

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)

    def as_json(self) -> list[dict[str, str | int]]:
        """The problems as plain values: file, line, where, message, hint."""
        return [asdict(problem) for problem in self.problems]


class PolicyError(ConfigError):
    """A policy that cannot be honoured. Start-up stops; nothing is served."""


class UpstreamError(SekishoError):
    """The upstream refused, reset, stalled or spoke nonsense."""


class ClientError(SekishoError):
    """The client sent what cannot be served."""


class AuditError(SekishoError):
    """The record could not be written; the effect must not become visible."""
