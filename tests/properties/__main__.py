"""A longer run over seeds that nothing else uses: ``python -m tests.properties COUNT``."""

from __future__ import annotations

import os
import sys
from multiprocessing import Pool

from tests.properties.pairs import pair_lines
from tests.properties.properties import case_of, failures_of

FIRST = 1_000_000


def main() -> int:
    """Check so many agreements and print what failed, with the count per pair."""
    count = int(sys.argv[1])
    seeds = range(FIRST, FIRST + count)
    failed = 0
    with Pool(os.cpu_count()) as pool:
        for number, failures in enumerate(pool.imap(_check, seeds, chunksize=20), start=1):
            failed += bool(failures)
            for each in failures:
                _tell(each)
            if number % 500 == 0:
                _tell(f"{number:,} checked, {failed:,} failed")
    for line in pair_lines(case_of(seed).mechanisms for seed in seeds):
        _tell(line)
    _tell(f"{count:,} checked, {failed:,} failed")
    return 1 if failed else 0


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _check(seed: int) -> list[str]:
    return failures_of(seed)[0]


if __name__ == "__main__":
    sys.exit(main())
