"""A new file is a new extension: found, named, built, and refused with a hint."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from config.errors import ConfigError, PolicyError
from filters.registry import Options, Registry

HEAD = "from filters.registry import Options as Base\nfrom shelf import TOOLS\n"
FILES = {
    "shelf/__init__.py": "from filters.registry import Registry\n"
    "TOOLS = Registry('tool', 'shelf', 'shelf.tools')\n",
    "shelf/saw.py": HEAD + "@TOOLS.add\nclass AnyName:\n    name = 'written otherwise'\n",
    "shelf/hammer.py": HEAD
    + """
@TOOLS.add
class Hammer:
    class Options(Base):
        weight: int = 3
        use: list[int] = []

    def __init__(self, options):
        self.options = options
""",
    "elsewhere/drill.py": HEAD + "@TOOLS.add\nclass Drill: ...\n",
    "elsewhere/hammer.py": HEAD + "@TOOLS.add\nclass Other: ...\n",
    "elsewhere/again/hammer.py": HEAD + "@TOOLS.add\nclass Hammer: ...\n",
    "elsewhere-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: elsewhere\nVersion: 1\n",
    "elsewhere-1.dist-info/entry_points.txt": "[shelf.tools]\ndrill = elsewhere.drill\n",
}


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry[object]]:
    """A registry over a package of two modules, and a distribution that brings a third."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module("shelf").TOOLS
    for name in [name for name in sys.modules if name.partition(".")[0] in ("shelf", "elsewhere")]:
        del sys.modules[name]


def test_the_modules_name_is_the_name(tools: Registry[object]) -> None:
    assert list(tools) == list(tools.members()) == ["drill", "hammer", "saw"]
    assert {name: getattr(tools.find(name), "name", None) for name in tools} == {name: name for name in tools}


def test_nothing_is_imported_before_first_use(tools: Registry[object]) -> None:
    assert "shelf.saw" not in sys.modules
    tools.members()
    assert {"shelf.saw", "elsewhere.drill"} <= set(sys.modules)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("hamer", "(did you mean 'hammer'?)"),
        ("Saw", "(did you mean 'saw'?)"),
        ("quill-pen", "(there are: drill, hammer, saw)"),
        ("", "(there are: drill, hammer, saw)"),
    ],
)
def test_a_name_that_is_not_there_gets_a_hint(tools: Registry[object], name: str, hint: str) -> None:
    with pytest.raises(PolicyError) as caught:
        tools.build(name)
    assert str(caught.value) == f"no tool named '{name}' {hint}"


@pytest.mark.parametrize(
    ("name", "options", "where"),
    [
        ("hammer", {"weight": "heavy"}, "weight"),
        ("hammer", {"use": [1, "two"]}, "use.1"),
        ("hammer", {"wieght": 1}, "wieght"),
        ("saw", {"teeth": 40}, "teeth"),  # it has no options at all
    ],
)
def test_options_that_do_not_fit_are_named(
    tools: Registry[object], name: str, options: dict[str, object], where: str
) -> None:
    with pytest.raises(PolicyError, match=rf"^tool '{name}', option '{where}': \w"):
        tools.build(name, options)


@pytest.mark.parametrize(("options", "weight"), [(None, 3), ({}, 3), ({"weight": 5}, 5)])
def test_it_is_built_with_its_own_options(
    tools: Registry[object], options: dict[str, object] | None, weight: int
) -> None:
    made = tools.build("hammer", options)
    assert getattr(made, "options").weight == weight  # noqa: B009  # a class of the shelf's
    assert type(tools.build("saw")) is tools.find("saw")


@pytest.mark.parametrize("module", ["elsewhere.hammer", "elsewhere.again.hammer"])
def test_two_classes_of_one_name_are_refused(tools: Registry[object], module: str) -> None:
    known = tools.members()["hammer"]
    with pytest.raises(ConfigError, match="two tools are called 'hammer': one per file"):
        importlib.import_module(module)
    assert tools.find("hammer") is known


def test_a_module_may_be_read_again(tools: Registry[object]) -> None:
    hammer: ModuleType = importlib.import_module("shelf.hammer")
    importlib.reload(hammer)
    assert tools.find("hammer") is hammer.Hammer


def test_options_are_frozen_and_closed() -> None:
    assert Options.model_config == {"extra": "forbid", "frozen": True}
