"""A parent that starts a shipper and waits to be killed: `python -m tests.audit.parent LEDGER ENDPOINT`.

It has a forked child too, which holds a copy of the shipper's lifeline and lives on.
Prints the child's process id.
"""

import os
import signal
import sys
from pathlib import Path

from audit.ship import start

if __name__ == "__main__":
    shipping = start(Path(sys.argv[1]), [{"use": "otlp", "endpoint": sys.argv[2]}])
    child = os.fork()
    if child:
        print(child, flush=True)  # noqa: T201  # the test reads it
    else:
        os.closerange(1, 3)
    signal.pause()
