"""A disk that is full, for as long as a test wants it."""

from __future__ import annotations

import resource
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """No file of this process grows beyond `size` bytes: writes are cut short there, then fail."""
    assert signal.getsignal(signal.SIGXFSZ) == signal.SIG_IGN, "CPython ignores it from the start"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def small_disk(path: Path, kib: int) -> Iterator[Path]:
    """A file system of `kib` KiB at `path`; skips where this account may not mount one."""
    path.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={kib}k", "tmpfs", str(path)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a small file system needs rights that this account has not")
    try:
        yield path
    finally:
        subprocess.run(["umount", str(path)], check=True)
