"""`python -m worker run | relay | tick | mailbox`: one process a part."""

from __future__ import annotations

import sys
from importlib import import_module

PARTS = ("run", "relay", "tick", "mailbox")


def main(argv: list[str]) -> int:
    """Start the part `argv` names."""
    if not argv or argv[0] not in PARTS:
        print(f"usage: python -m worker {' | '.join(PARTS)}", file=sys.stderr)
        return 2
    return import_module(f"worker.{argv[0]}").main(argv[1:]) or 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
