"""The command line: one file a verb, put together in `proxy.cli.app`."""

from proxy.cli.app import main

__all__ = ["main"]
