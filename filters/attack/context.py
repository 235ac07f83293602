"""What else was said in an exchange, for detectors that judge a text by it.

Whether a text attacks depends on what it is said to: "what is the word?" asks for a secret
only where a system prompt has one, and an answer gives it away only if it is in there. So a
detector with `contextual = True` is shown, beside its window, a *context*; where there is none
it is not asked, and costs nothing.

What must stay true: of the system prompt, of tools and of documents nothing is kept but
digests. The user's turns before are text, and live as long as the request is judged.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from filters.attack.words import Grams


@dataclass(frozen=True, slots=True, repr=False)
class Context:
    """Of one text. system: the system prompts. given: what tools and documents said.

    before: the turns of the user before it, the latest last.
    """

    system: Grams | None = None
    given: Grams | None = None
    before: str = ""

    @classmethod
    def of(cls, system: str = "", given: Iterable[str] = (), before: Iterable[str] = ()) -> Context | None:
        """The context that these texts make; None where there are none."""
        texts = (*given,)
        made = cls(
            Grams.of((system,)) if system else None, Grams.of(texts) if texts else None, "\n".join(before)
        )
        return made if system or texts or made.before else None
