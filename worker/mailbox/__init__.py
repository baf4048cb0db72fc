"""The mail catcher of development: every letter the product sends lands here and none leaves the machine.

`main(argv)` takes mail by SMTP into a folder (the newest 500) and shows it on a page of its own. A letter's HTML
stays in a sandbox: it runs no script, loads nothing from elsewhere, and its links open in a new tab.
"""

import argparse
import os
import signal
import threading
from pathlib import Path

from aiosmtpd.controller import Controller

from worker.mailbox.letters import Letters, Receiver
from worker.mailbox.pages import pages

LARGEST_LETTER = 64 * 1024 * 1024


def main(argv: list[str] | None = None) -> int:
    """Catch mail until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m worker mailbox")
    parser.add_argument("--smtp-port", type=int, required=True)
    parser.add_argument("--http-port", type=int, required=True)
    parser.add_argument("--folder", type=Path, default=Path(os.environ.get("DEALWRIGHT_DATA", ".data")) / "mail")
    options = parser.parse_args(argv)
    letters = Letters(options.folder)
    receiver = Controller(
        Receiver(letters), hostname="127.0.0.1", port=options.smtp_port, data_size_limit=LARGEST_LETTER
    )
    server = pages(letters, options.http_port, os.environ.get("DEALWRIGHT_LANG", "en"))
    receiver.start()
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    try:
        server.serve_forever()
    finally:
        receiver.stop()
        server.server_close()
    return 0
