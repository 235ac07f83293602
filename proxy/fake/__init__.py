"""An upstream made of recordings: for tests, for the demo, and for `sekisho fake-upstream`.

CONVERSATIONS is the folder of the recordings that come with it, written by us.
"""

from pathlib import Path

from proxy.fake.cut import Cut
from proxy.fake.faults import FAULTS, Fault
from proxy.fake.recording import Recording, RecordingError, load
from proxy.fake.request import Ended, Received
from proxy.fake.script import Script, load_scripts
from proxy.fake.server import FakeUpstream

CONVERSATIONS = Path(__file__).parent / "conversations"

__all__ = [
    "CONVERSATIONS",
    "FAULTS",
    "Cut",
    "Ended",
    "FakeUpstream",
    "Fault",
    "Received",
    "Recording",
    "RecordingError",
    "Script",
    "load",
    "load_scripts",
]
