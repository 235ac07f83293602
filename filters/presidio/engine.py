"""presidio-analyzer set up by options: one analyzer a language, and nothing fetched from anywhere.

It is imported when it is first needed: it brings spaCy along, seconds and a hundred
megabytes. What it would do by itself and must not: write the words it reads into a log
(its decision process, and its logger), download a model, ask the network for a list of
domains.
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from config.errors import PolicyError
from filters.presidio.entities import GINZA

MISSING = "'presidio' needs presidio-analyzer and spaCy, which are not installed: pip install 'sekisho[ner]'"
_KANA = re.compile("[\u3041-\u30ff\uff66-\uff9f]")
_HAN, _HANGUL = re.compile("[\u3400-\u9fff]"), re.compile("[\uac00-\ud7a3]")
_SPARE = ("parser", "compound_splitter", "bunsetu_recognizer")  # parts of pipelines that find no names
Library = Any  # presidio-analyzer and spaCy: what comes out of them is narrowed at once


class Entity(NamedTuple):
    """An entity in a text."""

    start: int
    end: int
    name: str
    score: float


class Analyzers:
    """An analyzer for each language."""

    def __init__(
        self,
        languages: Sequence[str],
        models: Mapping[str, str],
        labels: Mapping[str, str],
        recognizers: Mapping[str, Any] | None,
    ) -> None:
        _require()
        self._languages = tuple(languages)
        made = ((one, _analyzer(one, models.get(one, ""), labels, recognizers)) for one in languages)
        self._analyzers: dict[str, Library] = dict(made)

    def read(self, text: str, score: float, entities: Sequence[str] | None) -> list[Entity]:
        """What is found, at least so certain, in text order."""
        language = language_of(text, self._languages)
        wanted = None if entities is None else list(entities)
        results = self._analyzers[language].analyze(
            text=text, language=language, entities=wanted, score_threshold=score
        )
        return sorted(
            Entity(int(r.start), int(r.end), str(r.entity_type), min(float(r.score), 1.0)) for r in results
        )


def language_of(text: str, languages: Sequence[str]) -> str:
    """The language to read a text in, by its script; the first that uses letters where none is plain."""
    for language, script in (("ja", _KANA), ("ko", _HANGUL), ("ja", _HAN), ("zh", _HAN)):
        if language in languages and script.search(text):
            return language
    return next((one for one in languages if one not in ("ja", "ko", "zh")), languages[0])


def lacking(models: Mapping[str, str]) -> str:
    """What has to be installed; empty: nothing."""
    if importlib.util.find_spec("presidio_analyzer") is None or importlib.util.find_spec("spacy") is None:
        return MISSING
    for language, model in models.items():
        if model and importlib.util.find_spec(model) is None and not Path(model).is_dir():
            advice = "pip install 'sekisho[ner]'" if model == "ja_ginza" else "install it, or leave it out"
            return f"the model '{model}' for '{language}' is neither a package nor a folder: {advice}"
    return ""


def recognizers(file: Path) -> Mapping[str, Any]:
    """Presidio's YAML file of recognizers. PolicyError where it cannot be read or is no such thing."""
    try:
        told = yaml.safe_load(file.read_text("utf-8"))
    except OSError as error:
        raise PolicyError(f"{file}: {error.strerror or 'cannot be read'}") from None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
        raise PolicyError(f"{file}: is not YAML") from None
    rows = told.get("recognizers") if isinstance(told, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict | str) for row in rows):
        raise PolicyError(f"{file}: has no list of 'recognizers'")
    return dict(told)


def entities_of(told: Mapping[str, Any]) -> list[str]:
    """The entities that the recognizers of such a file find, as far as it says."""
    rows = [row for row in told["recognizers"] if isinstance(row, dict)]
    named = [str(row["supported_entity"]) for row in rows if row.get("supported_entity")]
    return [*named, *(str(one) for row in rows for one in row.get("supported_entities") or ())]


def _require() -> None:
    if missing := lacking({}):
        raise PolicyError(missing)
    logging.getLogger("presidio-analyzer").disabled = True
    _offline()


def _offline() -> None:
    """The list of domains that came with tldextract, never one from the network or a cache on disk."""
    tldextract: Library = importlib.import_module("tldextract.tldextract")
    tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def _analyzer(
    language: str, model: str, labels: Mapping[str, str], told: Mapping[str, Any] | None
) -> Library:
    presidio: Library = importlib.import_module("presidio_analyzer")
    nlp = _nlp(language, model, labels)
    registry = _registry(language, told)
    if model:
        registry.add_nlp_recognizer(nlp_engine=nlp)
    return presidio.AnalyzerEngine(
        registry=registry, nlp_engine=nlp, supported_languages=[language], log_decision_process=False
    )


def _nlp(language: str, model: str, labels: Mapping[str, str]) -> Library:
    engines: Library = importlib.import_module("presidio_analyzer.nlp_engine")
    if not model:
        engine = engines.NoOpNlpEngine(models=[{"lang_code": language, "model_name": "none"}])
        engine.load()
        return engine
    if missing := lacking({language: model}):
        raise PolicyError(missing)
    spacy: Library = importlib.import_module("spacy")
    names = engines.NerModelConfiguration()
    names.model_to_presidio_entity_mapping |= {**GINZA, **labels}
    engine = engines.SpacyNlpEngine([{"lang_code": language, "model_name": model}], names)
    engine.nlp = {language: spacy.load(model, exclude=list(_SPARE))}  # never `load`, which would download
    return engine


def _registry(language: str, told: Mapping[str, Any] | None) -> Library:
    """Presidio's own recognizers for a language, with those of a file, or only those of a whole registry."""
    registries: Library = importlib.import_module("presidio_analyzer.recognizer_registry")
    provider = registries.RecognizerRegistryProvider
    if told is not None and "supported_languages" in told:
        configured = {**told, "supported_languages": [language]}
        return provider(registry_configuration=configured).create_recognizer_registry()
    registry = provider(
        registry_configuration={"supported_languages": [language]}
    ).create_recognizer_registry()
    for row in told["recognizers"] if told else ():
        if isinstance(row, dict) and row.get("supported_language", "en") == language:
            registry.add_pattern_recognizer_from_dict(row)
    return registry
