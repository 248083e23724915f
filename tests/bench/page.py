"""The page with the figures."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from tests.bench.goals import Goal, Measured
from tests.bench.others import Other
from tests.bench.whole import Settled

__all__ = ["page_text", "size"]

_HEAD = """\
# Benchmarks

Written by `make bench` (`make bench-large` for a hundred million cases); do not edit. Every work \
is run in turns with a bare scan: a statement that reads the same columns of the same Parquet and \
keeps only the greatest value of each. A figure is the median of the ratios of each round to the \
scan before it, so that a busy machine slows both; in parentheses stands the same in seconds of \
processors, which decides where a work lasted longer than one processor needs for it, because \
others had the processors meanwhile. Each work has a process of its own; its memory \
is everything that this process held, Python and its libraries (about 0.2 GB) included.
"""
_WORKS = {
    "kernel": "business time of all cases added up, six calendars side by side",
    "written": "business time of each case written as Parquet",
    "by hand": "the kernel as the program spells it, beside the same joins spelled by hand",
    "range join": "the kernel as it is usually written first: each case joined to its openings",
    "report": "cases, their sum and how many are late, by month, service and priority",
    "percentiles": "the same with the exact 50th, 90th and 95th percentile of each group",
    "due": "when each case is due after 16 open hours",
    "pauses": "open time in which cases waited, from their events (4.35 a case), range by range",
    "outages": "open time in which 200 services were down, overlaps once",
}
_OTHERS = """\
Each has an environment of its own, with the versions and files locked in `tests/bench/rivals`. \
Speed is on office hours in Amsterdam, on as many cases as it gets through in a few seconds. \
Wrong answers are counted against open time counted second by second, half of the cases near a \
change of clocks; a dash is a calendar that it cannot say, or for which no answer came.
"""


def page_text(
    found: Sequence[Measured],
    whole: Sequence[Settled],
    others: Sequence[Other],
    goals: Sequence[Goal],
    command: str,
) -> str:
    """Return the page in Markdown; ``command`` is what made it."""
    parts = [
        _HEAD,
        f"This page: `{command}`",
        f"with two threads on {os.cpu_count()} cores and {_memory_gigabytes():.0f} GB of memory.",
        "",
        "## Goals",
        "",
        *_table(
            ("what", "rows", "aim", "figure", ""),
            (
                (goal.what, size(goal.rows), goal.aim, goal.figure, "met" if goal.met else "short")
                for goal in goals
            ),
        ),
        "",
        "## Works",
        "",
        *_table(("work", "is"), _WORKS.items()),
        "",
        *_table(
            ("work", "rows", "scans", "least to most", "in processor time", "seconds", "memory"),
            (_row(each) for each in found),
        ),
        "",
        *_settled(whole),
        "## What one would pick instead",
        "",
        _OTHERS,
        *_compared(others),
    ]
    return "\n".join(parts).rstrip() + "\n"


def size(rows: int) -> str:
    """Return a number of rows as people say it."""
    return f"{rows / 1e6:g} M" if rows >= 1_000_000 else f"{rows:,}".replace(",", " ")


def _memory_gigabytes() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def _row(each: Measured) -> tuple[str, ...]:
    return (
        each.work,
        size(each.rows),
        f"{each.ratio:.2f}",
        f"{min(each.ratios):.2f} to {max(each.ratios):.2f}",
        f"{each.processor_ratio:.2f}",
        f"{median(each.seconds):.2f}",
        f"{each.peak_bytes / 1e9:.2f} GB",
    )


def _settled(whole: Sequence[Settled]) -> Iterator[str]:
    for each in whole:
        yield f"## The whole of `settle` on {size(each.rows)} cases"
        yield ""
        yield (
            "Twelve commitments on clocks, each with its allowance in office hours, ten yearly "
            f"statements: {each.seconds:.1f} seconds from nothing, statements and the record of "
            f"every case written; {each.scan_seconds:.3f} seconds for the bare scan of all five "
            f"columns; {each.peak_bytes / 1e9:.2f} GB."
        )
        yield ""
        yield from _table(
            ("step", "seconds", "share"),
            (
                (name, f"{seconds:.1f}", f"{100 * seconds / each.seconds:.0f}%")
                for name, seconds in _steps(each)
            ),
        )
        yield ""


def _steps(each: Settled) -> Iterator[tuple[str, float]]:
    """Add up steps of one kind: every measure, and every period settled."""
    sums: dict[str, float] = {}
    for name, seconds in each.steps:
        kind = name.partition(" ")[0] if name.startswith(("measuring", "settling")) else name
        sums[kind] = sums.get(kind, 0) + seconds
    yield from sums.items()


def _compared(others: Sequence[Other]) -> Iterator[str]:
    if not others:
        yield "Not compared in this run."
        return
    calendars = next((other.wrong for other in others if other.wrong), ())
    yield from _table(
        (
            "",
            "cases a second",
            "in a second of its processors",
            *(f"wrong: {name}" for name, _ in calendars),
        ),
        (_answers(other, len(calendars)) for other in others),
    )


def _answers(other: Other, calendars: int) -> tuple[str, ...]:
    if other.trouble:
        return (other.name, other.trouble, "-", *["-"] * calendars)
    shares = ("-" if share is None else f"{share:.0f}%" for _, share in other.wrong)
    speeds = (other.cases_per_second, other.cases_per_processor_second)
    return (other.name, *(f"{speed:,.0f}".replace(",", " ") for speed in speeds), *shares)
