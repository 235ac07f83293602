"""An option that several verbs take is the same one everywhere."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest

from proxy.cli.app import app
from proxy.cli.options import AsJson, Config, PolicyName
from proxy.cli.reference import verbs

FUNCTIONS = {name: function for name, function, _ in verbs(app(), "sekisho")}
SHARED = {"config": Config, "policy": PolicyName, "as_json": AsJson}


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_shared_options_are_shared(function: Callable[..., Any]) -> None:
    for name, one in inspect.signature(function, eval_str=True).parameters.items():
        if name in SHARED and function.__module__ != "proxy.cli.fake":  # its JSON is lines of its own
            assert one.annotation == SHARED[name], name
