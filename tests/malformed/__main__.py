"""Tell how long the command takes over each malformed input, and how much memory it holds."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.evidence.malformed import FILES
from tests.malformed.watched import (
    Run,
    agreements,
    run_on_agreement,
    run_on_evidence,
)


def main() -> None:
    """Run all of them and print the slowest, the largest and the medians."""
    runs = list(_runs())
    seconds = sorted(run.seconds for run in runs)
    megabytes = sorted(run.peak_megabytes for run in runs)
    for run in sorted(runs, key=lambda each: -each.seconds)[:10]:
        sys.stdout.write(f"{run.seconds:6.2f} s {run.peak_megabytes:5d} MB  {run.name}\n")
    middle = len(runs) // 2
    sys.stdout.write(
        f"{len(runs)} inputs: median {seconds[middle]:.2f} s and {megabytes[middle]} MB, "
        f"most {seconds[-1]:.2f} s and {megabytes[-1]} MB\n"
    )


def _runs() -> Iterator[Run]:
    for path in agreements():
        with _folder() as folder:
            yield run_on_agreement(path, Path(folder))
    for bad in FILES:
        with _folder() as folder:
            yield run_on_evidence(bad, Path(folder))


def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="servanda-malformed-")


if __name__ == "__main__":
    main()
