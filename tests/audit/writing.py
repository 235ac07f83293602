"""A worker under load, in a process of its own that may be killed at any moment.

`python -m tests.audit.writing LEDGER`: threads open and decide exchanges, each waits for
the disk after every record, and only then prints the exchange and what is kept of it.
"""

import os
import sys
import threading
from itertools import count
from pathlib import Path

from audit.spool import Spool
from tests.audit.events import event

THREADS = 4


def work(spool: Spool, thread: int) -> None:
    for i in count():
        exchange = f"{spool.writer}-{thread}-{i}"
        opened = event("sekisho.opened", exchange, 0, model="m", route="/openai/*")
        findings = [event("sekisho.finding", exchange, 1 + k, kind="pii.phone") for k in range(i % 3)]
        spool.synced(spool.append([opened, *findings])).result()
        os.write(1, f"{exchange} opened\n".encode())
        spool.synced(spool.append([event("sekisho.decision", exchange, 3, verdict="allow")])).result()
        os.write(1, f"{exchange} decided\n".encode())


if __name__ == "__main__":
    own = Spool(Path(sys.argv[1]), roll_bytes=32 * 1024)
    for number in range(THREADS):
        threading.Thread(target=work, args=(own, number), daemon=True).start()
    threading.Event().wait()
