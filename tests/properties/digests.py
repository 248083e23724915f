"""Digests of statements, settled by a process of its own with the evidence in another order."""

from __future__ import annotations

import locale
import os
import subprocess
import sys
from pathlib import Path

from tests.properties.product import given_of, read, statements_of
from tests.properties.properties import case_of, digest_of, shuffled

__all__ = ["SURROUNDINGS", "digests_elsewhere"]

SURROUNDINGS = (
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "2147483647"},
    {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "77"},
    {"TZ": "", "LC_ALL": "ar_EG.UTF-8", "PYTHONHASHSEED": "0"},
)
_ROOT = Path(__file__).parents[2]


def digests_elsewhere(first: int, count: int, surroundings: dict[str, str]) -> dict[int, str]:
    """Return the digest of each seed as another process in other surroundings finds it."""
    found = subprocess.run(
        [sys.executable, "-m", "tests.properties.digests", str(first), str(count)],
        cwd=_ROOT,
        env={**os.environ, **surroundings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stderr
    return {int(seed): digest for seed, digest in map(str.split, found.stdout.splitlines())}


def main() -> None:
    """Print the digest of each seed."""
    try:
        locale.setlocale(locale.LC_ALL, "")
    except locale.Error:
        # A machine without the locale still has its environment set.
        locale.setlocale(locale.LC_ALL, "C")
    first, count = map(int, sys.argv[1:])
    for seed in range(first, first + count):
        case = case_of(seed)
        given = shuffled(given_of(case, read(case.texts)), seed)
        sys.stdout.write(f"{seed} {digest_of(statements_of(given))}\n")


if __name__ == "__main__":
    main()
