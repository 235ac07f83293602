"""What holds for the whole house, whatever a file is about."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import Distribution, distributions
from pathlib import Path

import pytest

from tests.house import FLOORS, ROOT, module, sources, tracked

OURS = {*FLOORS, "sekisho"}
REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"))
LOCKS = [*REQUIREMENTS, *(path for path in tracked() if path.name in ("package-lock.json", ".npmrc"))]

# Report every file written and every socket made while `argv[1:]` are imported. An audit hook
# sees what third-party imports do too, so nothing can be hidden behind one.
WATCH = """
import importlib, os, sys

EFFECTS = {"socket.__new__", "socket.connect", "socket.bind", "subprocess.Popen", "os.fork",
           "os.mkdir", "os.remove", "os.rename", "_thread.start_new_thread"}

def watch(event, args):
    if event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        seen.append(f"{event} {args[0]}")
    elif event in EFFECTS:
        seen.append(f"{name}: {event}")

seen = []
sys.addaudithook(watch)
for name in sys.argv[1:]:
    importlib.import_module(name)
print("\\n".join(seen))
"""


def test_importing_anything_does_nothing() -> None:
    names = ["sekisho", *FLOORS, *(module(source) for source in sources())]
    command = [sys.executable, "-B", "-c", WATCH, *names]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")


def test_the_watch_would_see_a_file_and_a_socket(tmp_path: Path) -> None:
    (tmp_path / "guilty.py").write_text("import socket\nsocket.socket().close()\nopen('left', 'w').close()\n")
    command = [sys.executable, "-B", "-c", WATCH, "guilty"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["guilty: socket.__new__", "open left"]


def names_of(distribution: Distribution) -> set[str]:
    """The top-level import names that a distribution ships."""
    files = [Path(file) for file in distribution.files or [] if ".." not in Path(file).parts]
    packages = {file.parts[0] for file in files if len(file.parts) > 1}
    return packages | {file.stem for file in files if len(file.parts) == 1 and file.suffix == ".py"}


def test_no_other_distribution_ships_our_names() -> None:
    others = [one for one in distributions() if one.metadata["Name"] != "sekisho"]
    assert any("pytest" in names_of(one) for one in others)
    taken = {one.metadata["Name"]: names_of(one) & OURS for one in others}
    assert {name: both for name, both in taken.items() if both} == {}


# Somebody's home, or a checkout by its place: true on one machine only.
PLACES = re.compile(rb"(?<![\w.:/])/(?:home|Users|work|farm|root)/\w|[A-Z]:\\Users\\")


@pytest.mark.parametrize("text", [b"see /home/a/x", b'"/work/y"', rb"C:\Users\me"])
def test_a_machines_path_is_seen(text: bytes) -> None:
    assert PLACES.search(text)


def test_no_tracked_file_names_a_machines_path() -> None:
    here = str(ROOT).encode() + b"/"
    guilty = []
    for path in tracked():
        body = path.read_bytes()
        if path != Path(__file__) and (PLACES.search(body) or here in body):
            guilty.append(str(path.relative_to(ROOT)))
    assert guilty == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_locks_name_no_index_host_or_path(lock: Path) -> None:
    text = lock.read_text("utf-8")
    assert not re.search(
        r"https?:|file:|(?:^|\s)(?:-i|-f|--index-url|--extra-index-url|--find-links)[ =]", text, re.MULTILINE
    )


@pytest.mark.parametrize("file", REQUIREMENTS, ids=lambda path: path.name)
def test_every_requirement_is_pinned_and_hashed(file: Path) -> None:
    entries = re.split(r"\n(?=[a-zA-Z0-9])", re.sub(r"(?m)^\s*#.*\n", "", file.read_text("utf-8")).strip())
    assert len(entries) > 2
    for entry in entries:
        assert re.match(r"[\w.-]+==\S+ ", entry), entry.split("\n")[0]
        assert "--hash=sha256:" in entry, entry.split("\n")[0]


def pins(name: str) -> set[str]:
    return set(re.findall(r"(?m)^[\w.-]+==\S+", (ROOT / "requirements" / name).read_text("utf-8")))


def test_development_runs_what_is_deployed() -> None:
    assert pins("runtime.txt") < pins("dev.txt")
    assert pins("build.txt") < pins("dev.txt")


def test_the_floors_hold() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_target_of_the_makefile_says_what_it_does() -> None:
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    promised = {"setup", "demo", "test", "check", "bench", "deep", "help"}
    listed = dict(re.findall(r"  make (\w+) +(\S.+)", done.stdout))
    assert promised <= set(listed)


def mirrors(source: Path) -> list[Path]:
    """Where the tests of a source file may be: beside its like, or at the top of its floor."""
    tests = ROOT / "tests"
    name = f"test_{source.name}"
    return [tests / source.parent / name, tests / source.parts[0] / name]


# Still without a mirror of their own. Strict: a mirror that appears takes its line away here.
PENDING = """
"""

MIRRORED = [
    pytest.param(source, marks=pytest.mark.xfail(strict=True) if str(source) in PENDING.split() else ())
    for source in sources()
]


@pytest.mark.parametrize("source", MIRRORED, ids=str)
def test_every_source_file_has_its_mirror(source: Path) -> None:
    assert any(mirror.is_file() for mirror in mirrors(source)), (
        f"write {mirrors(source)[0].relative_to(ROOT)}"
    )


def test_nothing_is_pending_that_is_gone() -> None:
    assert set(PENDING.split()) <= {str(source) for source in sources()}
