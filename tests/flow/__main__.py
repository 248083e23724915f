"""A longer run over seeds that nothing else uses: ``python -m tests.flow COUNT``."""

from __future__ import annotations

import os
import sys
from multiprocessing import Pool

from tests.flow.machine import converse

_FIRST = 1_000_000
_EACH = 250


def main() -> int:
    """Let two parties talk so many times, and print what does not hold."""
    count = int(sys.argv[1])
    seeds = range(_FIRST, _FIRST + -(-count // _EACH))
    failed = 0
    with Pool(os.cpu_count()) as pool:
        for number, found in enumerate(pool.imap(_talk, seeds), start=1):
            failed += bool(found)
            _tell(found or f"{number * _EACH:,} conversations, {failed:,} parts failed")
    return 1 if failed else 0


def _talk(seed: int) -> str:
    try:
        converse(seed, _EACH)
    except AssertionError as failure:
        notes = "\n".join(getattr(failure, "__notes__", ()))
        return f"seed {seed}: {failure}\n{notes}"
    return ""


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
