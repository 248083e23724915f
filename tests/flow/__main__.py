"""A longer run over seeds that nothing else uses: ``python -m tests.flow COUNT``.

Before it, every byte of a small bundle is flipped in turn; ``verify`` has to find each.
"""

from __future__ import annotations

import os
import sys
import tempfile
from multiprocessing import Pool
from pathlib import Path

from servanda.pipeline.archive import NotABundle
from servanda.pipeline.verifying import verify
from tests.flow.machine import converse

_SMALL = Path(__file__).parent / "bundles" / "semantics-1.servanda"
_FIRST = 1_000_000
_EACH = 250


def main() -> int:
    """Let two parties talk so many times, and print what does not hold."""
    count = int(sys.argv[1])
    missed = flip()
    seeds = range(_FIRST, _FIRST + -(-count // _EACH))
    failed = 0
    with Pool(os.cpu_count()) as pool:
        for number, found in enumerate(pool.imap(_talk, seeds), start=1):
            failed += bool(found)
            _tell(found or f"{number * _EACH:,} conversations, {failed:,} parts failed")
    return 1 if failed or missed else 0


def flip() -> list[int]:
    """Flip every byte of a small bundle, and return the places where nobody noticed."""
    size = _SMALL.stat().st_size
    starts = range(0, size, _EACH)
    missed: list[int] = []
    with Pool(os.cpu_count()) as pool:
        for number, found in enumerate(pool.imap(_flip, starts), start=1):
            missed += found
            _tell(
                f"{min(number * _EACH, size):,} bytes flipped, {len(missed):,} not noticed {found}"
            )
    return missed


def _flip(start: int) -> list[int]:
    whole = _SMALL.read_bytes()
    with tempfile.TemporaryDirectory() as scratch:
        changed = Path(scratch) / "changed.servanda"
        return [
            place
            for place in range(start, min(start + _EACH, len(whole)))
            if _passes(changed, whole, place)
        ]


def _passes(changed: Path, whole: bytes, place: int) -> bool:
    content = bytearray(whole)
    content[place] ^= 0xFF
    changed.write_bytes(content)
    try:
        return verify(changed).holds
    except NotABundle:
        return False


def _talk(seed: int) -> str:
    try:
        converse(seed, _EACH)
    except Exception as failure:  # noqa: BLE001 - whatever goes wrong is told, and the rest runs
        notes = "\n".join(getattr(failure, "__notes__", ()))
        return f"seed {seed}: {failure!r}\n{notes}"
    return ""


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
