"""Run the benches named on the command line, or all: one line a figure with its bar; exits 1 if any falls short."""

from __future__ import annotations

import sys
from importlib import import_module

NAMES = ("pipeline", "tasks")


def main(wanted: list[str]) -> int:
    """Exit code: 0 when every figure is within its bar."""
    unknown = set(wanted) - set(NAMES)
    if unknown:
        print(f"There is no bench called {', '.join(sorted(unknown))}; there is {', '.join(NAMES)}.")
        return 2
    short = 0
    for name in wanted or NAMES:
        for figure in import_module(f"tests.bench.{name}").figures():
            print(figure, flush=True)
            short += not figure.holds
    print(f"{short} fell short" if short else "every bar holds")
    return 1 if short else 0


sys.exit(main([each for each in sys.argv[1:] if not each.startswith("-")]))
