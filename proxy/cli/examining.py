"""What a station needs of its surroundings, looked at one by one: for `sekisho doctor`.

Looking changes nothing. Whoever asks gets every answer, whatever the others were; only
without a configuration that can be read is there nothing more to look at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from audit.exporter import EXPORTERS
from config.environment import variable_of
from config.errors import ConfigErrors, SekishoError
from config.known import check_names
from config.load import find, load
from config.policies import names, resolve
from config.schema import Settings
from filters.compiling import compile_policy
from proxy.assembly import known
from proxy.cli.machine import Check, clients, clock, natives, places, python
from proxy.cli.reaching import Goal, ports, reached
from proxy.extraction.ready import lacking
from proxy.signing import signers


def examine(config: Path | None, env: Mapping[str, str]) -> Iterator[Check]:
    """Look at everything; each answer as soon as it is known."""
    yield python()
    yield from natives()
    yield clients()
    checked = _configuration(config, env)
    if isinstance(checked, Check):
        yield checked
        return
    where = find(config, env)
    yield Check("configuration", "ok", "the defaults" if where is None else str(where))
    yield from places(checked.home, checked.ledger_path)
    yield clock(checked.ledger_path)
    yield from ports(checked.listen)
    yield from _documents(checked)
    yield from _credentials(checked, env)
    yield from reached(_upstreams(checked, env))
    yield from _exporters(checked)


def _configuration(config: Path | None, env: Mapping[str, str]) -> Settings | Check:
    try:
        settings = load(config, env)
        check_names(settings, known())
        for name in names(settings):
            compile_policy(resolve(settings, name))
    except SekishoError as error:
        return Check("configuration", "attention", str(error), "`sekisho check` names every problem")
    return settings


def _documents(settings: Settings) -> Iterator[Check]:
    if kinds := settings.documents.kinds:
        missing = lacking(settings)
        advice = "or leave 'pdf' out; the station will not start" if missing else ""
        state = "attention" if missing else "ok"
        yield Check("documents", state, missing or f"opened: {', '.join(sorted(kinds))}", advice)


def _credentials(settings: Settings, env: Mapping[str, str]) -> Iterator[Check]:
    for name, upstream in settings.upstreams.items():
        variable = upstream.credential_env
        if variable and not env.get(variable):
            advice = f"set {variable}, or the station will not start"
            yield Check(f"upstream {name}", "attention", f"{variable} is not set", advice)
    try:
        signers(settings, env)
    except ConfigErrors as error:
        for problem in error.problems:
            yield Check(problem.where, "attention", problem.message, "the station will not start")


def _upstreams(settings: Settings, env: Mapping[str, str]) -> Iterator[Goal]:
    written = settings.source.data()
    asked = written.get("upstreams") if isinstance(written, dict) else None
    for name, upstream in settings.upstreams.items():
        if upstream.base_url:
            matters = (isinstance(asked, dict) and name in asked) or bool(env.get(variable_of(name)))
            yield Goal(f"upstream {name}", upstream.base_url, matters)


def _exporters(settings: Settings) -> Iterator[Check]:
    goals: list[Goal] = []
    for choice in settings.audit.exporters:
        name = f"exporter {choice.use}"
        try:
            goals.append(Goal(name, EXPORTERS.build(choice.use, choice.options).identity, matters=True))
        except SekishoError as error:  # a variable that its headers name is not set
            yield Check(name, "attention", str(error), "records stay in the ledger until it can be started")
    yield from reached(goals)
