"""A parent that starts a shipper and waits to be killed: `python -m tests.audit.parent LEDGER ENDPOINT`."""

import sys
import threading
from pathlib import Path

from audit.ship import start

if __name__ == "__main__":
    shipping = start(Path(sys.argv[1]), [{"use": "otlp", "endpoint": sys.argv[2]}])
    print(shipping.pid, flush=True)  # noqa: T201  # the test reads it
    threading.Event().wait()
