"""Documents that requests carry inside (data URLs, base64): which are opened, and what that may cost."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from config.section import Count, OneOrMany, Seconds, Section

Kind: TypeAlias = Literal["text", "pdf", "docx"]


class Documents(Section):
    """Documents inside requests. What is not opened passes as `sekisho.unscanned`, and a row rules on it.

    Text is masked where it stands. A PDF or DOCX file cannot be written anew: a row that would change its
    text refuses the request. `pdf` needs the extra `documents` (pypdf).
    """

    extract: Annotated[tuple[Kind, ...], OneOrMany()] | None = Field(
        default=None, description="Kinds whose text is read like any other; without it, none."
    )
    pages: Count = Field(default=200, description="Most pages of a PDF; one with more is not read.")
    bytes: Count = Field(
        default=16 << 20, description="Longest document that is opened, and most text of one, in bytes."
    )
    timeout_s: Seconds = Field(
        default=10.0, description="How long opening one may take, waiting for a free worker included."
    )

    @property
    def kinds(self) -> frozenset[str]:
        """Those that are opened."""
        return frozenset(self.extract or ())
