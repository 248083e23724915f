"""``make bench``: measure, print each goal with its figure, and write the page."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.bench.goals import Goal, Measured, goals_of
from tests.bench.kernels import WORKS
from tests.bench.others import compare
from tests.bench.page import page_text, size
from tests.bench.truth import asked, mismatches
from tests.bench.whole import Settled, settle_whole

_SLOW, _SLOW_ROWS = "range join", 100_000
_CASES_OF_TRUTH = 60_000


def main() -> int:
    """Run everything that the arguments ask for."""
    wanted = _arguments()
    folder = wanted.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    _say("counting seconds")
    wrong = mismatches(asked(_CASES_OF_TRUTH))
    _say("asking others")
    others = [] if wanted.alone else compare(folder)
    whole: list[Settled] = []
    for rows in wanted.whole:
        _say(f"settling {size(rows)}")
        whole.append(settle_whole(folder, rows))
    found: list[Measured] = []
    goals: list[Goal] = []
    for work, rows in _works(wanted.rows):
        found.append(_measure(work, rows, wanted.rounds, folder))
        goals = goals_of(found, whole, others, wrong, _CASES_OF_TRUTH)
        # A run may last hours; what it has found stands on the page if it is cut short.
        wanted.page.parent.mkdir(parents=True, exist_ok=True)
        command = " ".join(("python -m tests.bench", *sys.argv[1:]))
        wanted.page.write_text(page_text(found, whole, others, goals, command), "utf-8")
    for goal in goals:
        verdict = "met  " if goal.met else "short"
        print(f"{verdict} {goal.what}, {size(goal.rows)}: {goal.figure} ({goal.aim})")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("rows", nargs="+", type=int, help="how many cases, once or several times")
    parser.add_argument("--whole", nargs="*", type=int, default=[], help="sizes of whole settling")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--alone", action="store_true", help="ask no other programs")
    parser.add_argument("--folder", type=Path, default=Path("build/bench"))
    parser.add_argument("--page", type=Path, default=Path("docs/scale/benchmarks.md"))
    return parser.parse_args()


def _works(sizes: Iterable[int]) -> Iterator[tuple[str, int]]:
    """Yield each work with each size, and the one that hardly ends with a small one."""
    yield _SLOW, _SLOW_ROWS
    yield from ((work, rows) for rows in sizes for work in WORKS if work != _SLOW)


def _measure(work: str, rows: int, rounds: int, folder: Path) -> Measured:
    _say(f"{work}, {size(rows)}")
    command = [sys.executable, "-m", "tests.bench.child", work, str(rows), str(rounds), str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    told = json.loads(done.stdout)
    return Measured(
        work=work,
        rows=rows,
        scan=tuple(told["scan"]),
        seconds=tuple(told["work"]),
        processor=(tuple(told["scan_processor"]), tuple(told["work_processor"])),
        peak_bytes=told["peak_bytes"],
    )


def _say(what: str) -> None:
    print(f"     {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
