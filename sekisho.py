"""The public name: what an extension imports, and `python -m sekisho`.

An extension is one file that says `from sekisho import DETECTORS, Options, Reading, Window`;
everything else in this project may move, these names may not.
"""

from importlib.metadata import PackageNotFoundError, version

from filters.detector import DETECTORS, Confined, Detector, Window
from filters.measure import MEASURES, Edit, Halt, Measure, Pseudonyms
from filters.model import Channel, Finding, Reading, TextSpan, Verdict
from filters.registry import Options

try:
    __version__ = version("sekisho")
except PackageNotFoundError:  # a checkout on the path, not installed
    __version__ = "0+unknown"

__all__ = [
    "DETECTORS",
    "MEASURES",
    "Channel",
    "Confined",
    "Detector",
    "Edit",
    "Finding",
    "Halt",
    "Measure",
    "Options",
    "Pseudonyms",
    "Reading",
    "TextSpan",
    "Verdict",
    "Window",
    "__version__",
]

if __name__ == "__main__":
    from proxy.cli import main

    main()
