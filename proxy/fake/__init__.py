"""An upstream made of recordings: for tests, for the demo, and for `sekisho fake-upstream`."""

from proxy.fake.cut import Cut
from proxy.fake.faults import FAULTS, Fault
from proxy.fake.recording import Recording, RecordingError, load
from proxy.fake.request import Ended, Received
from proxy.fake.server import FakeUpstream

__all__ = [
    "FAULTS",
    "Cut",
    "Ended",
    "FakeUpstream",
    "Fault",
    "Received",
    "Recording",
    "RecordingError",
    "load",
]
