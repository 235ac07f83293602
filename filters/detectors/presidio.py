"""What presidio-analyzer finds, with any spaCy model, as findings like all others.

For what has no detector here, or to compare. It is slow (a hundred times and more), so
it runs only where a policy names it, in a process of its own, and reads stretches of text
(`filters.stretches`): sentences put together to `least` characters. SudachiPy, the tokenizer of
every Japanese pipeline, fails beyond 49,149 bytes; a stretch has 12,000 characters at most.

Its look at the words around an entity ends with the stretch. Dates, URLs and UUIDs are left
out unless asked for: they are seldom personal data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from threading import Lock

from pydantic import Field

import filters.detector
from config.errors import PolicyError
from filters.detector import DETECTORS, Confined, View, Window
from filters.model import Reading
from filters.presidio.engine import Analyzers, entities_of, lacking, recognizers
from filters.presidio.entities import KNOWN, documented, kind_of
from filters.stretches import Seen, read_stretches

_MOST = 12_000  # code points: in UTF-8 at most 48,000 bytes
_SELDOM = ("DATE_TIME", "URL", "UUID")


@DETECTORS.add
class Presidio:
    """presidio-analyzer (extra `ner`): its recognizers, a YAML file of more, a spaCy model a language."""

    name = "presidio"
    kinds: Mapping[str, str] = documented(KNOWN)
    reach = 0
    view: View = "raw"
    inline = False
    opt_in = True

    class Options(filters.detector.Options):
        """Which languages, models and entities."""

        languages: tuple[str, ...] = Field(
            ("ja", "en"), min_length=1, description="Languages, as Presidio names them; told apart by script."
        )
        models: Mapping[str, str] = Field(
            {"ja": "ja_ginza"},
            description="A spaCy model by language, a package or a folder; without one, patterns only.",
        )
        labels: Mapping[str, str] = Field({}, description="Entities of a model's own labels, by label.")
        recognizers: Path | None = Field(
            None,
            description="A YAML file of recognizers in Presidio's form: more of them, or a whole registry.",
        )
        entities: tuple[str, ...] | None = Field(None, description="Only these entities of Presidio's.")
        without: tuple[str, ...] = Field(_SELDOM, description="Not these, unless `entities` names them.")
        score: float = Field(0.4, ge=0, le=1, description="Only what Presidio is so certain of.")
        least: int = Field(
            80, ge=8, le=4000, description="Characters read together, where there are so many."
        )
        memory_mb: int = Field(3072, ge=512, description="Address space of its process.")
        timeout_s: float = Field(20.0, gt=0, le=600, description="After so long its process is ended.")

    def __init__(self, options: Options) -> None:
        self.options = options
        if missing := lacking(options.models):
            raise PolicyError(missing)
        self.confined = Confined(options.memory_mb << 20, options.timeout_s)
        self._told = None if options.recognizers is None else recognizers(options.recognizers)
        more = entities_of(self._told) if self._told else []
        self.kinds = documented(one for one in (*KNOWN, *more) if self._has(one))
        self._analyzers: Analyzers | None = None
        self._loading = Lock()

    def _has(self, entity: str) -> bool:
        wanted = self.options.entities
        return entity not in self.options.without if wanted is None else entity in wanted

    def load(self) -> None:
        """Import Presidio and load the models, once. PolicyError where something is not installed."""
        self._loaded()

    def read(self, window: Window) -> Reading:
        return read_stretches(window, self.options.least, _MOST, self._look)

    def _look(self, texts: Sequence[str]) -> Iterator[list[Seen]]:
        options, analyzers = self.options, self._loaded()
        for text in texts:
            entities = analyzers.read(text, options.score, options.entities)
            kinds = [(one, kind_of(one.name)) for one in entities if self._has(one.name)]
            yield [
                Seen(one.start, one.end, kind, round(one.score, 4), {"entity": one.name})
                for one, kind in kinds
                if kind in self.kinds
            ]

    def _loaded(self) -> Analyzers:
        with self._loading:
            if self._analyzers is None:
                options = self.options
                self._analyzers = Analyzers(options.languages, options.models, options.labels, self._told)
            return self._analyzers
