"""What is aimed at, and whether it is reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median

from tests.bench.others import Other
from tests.bench.stage import THREADS
from tests.bench.whole import Settled

__all__ = ["Goal", "Measured", "goals_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Hold a work at one size.

    Args:
        work: Its name.
        rows: How many cases, or outages, the evidence has.
        scan: Seconds of each bare scan.
        seconds: Seconds of each round of the work, taken in turns with the scans.
        processor: The same in seconds of processors: of scans, of the work.
        peak_bytes: Most memory of the process that did both.
    """

    work: str
    rows: int
    scan: tuple[float, ...]
    seconds: tuple[float, ...]
    processor: tuple[tuple[float, ...], tuple[float, ...]]
    peak_bytes: int

    @property
    def ratios(self) -> tuple[float, ...]:
        """Return how many scans each round of the work lasted, the scan just before it."""
        return tuple(work / scan for scan, work in zip(self.scan, self.seconds, strict=True))

    @property
    def ratio(self) -> float:
        """Return the median of the ratios."""
        return median(self.ratios)

    @property
    def processor_ratio(self) -> float:
        """Return the same in seconds of processors, which a busy machine does not lengthen."""
        scan, work = self.processor
        return median(work) / median(scan)

    @property
    def is_disturbed(self) -> bool:
        """Return whether the work waited for others: it lasted longer than one processor needs."""
        return median(self.seconds) > median(self.processor[1])

    @property
    def rows_per_second(self) -> float:
        """Return how many rows the work goes through in a second."""
        return self.rows / median(self.seconds)

    @property
    def rows_per_processor_second(self) -> float:
        """Return how many rows it goes through in a second of all its processors."""
        return self.rows * THREADS / median(self.processor[1])

    def figure(self, on_the_clock: float, in_processor_time: float) -> tuple[str, float, float]:
        """Return both figures in words, and the least and the greatest that count.

        That on the clock; and that in processor time where others kept the processors from it.
        """
        words = f"{on_the_clock:.2f} ({in_processor_time:.2f} in processor time)"
        counting = (on_the_clock, *([in_processor_time] if self.is_disturbed else []))
        return words, min(counting), max(counting)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """Hold one goal with its figure.

    Args:
        what: What is looked at.
        rows: At which size.
        aim: The figure aimed at, in words.
        figure: The figure found, in words.
        met: Whether it is reached.
    """

    what: str
    rows: int
    aim: str
    figure: str
    met: bool


_TIMES_SCAN = {
    "kernel": 3.5,
    "report": 2.6,
    "percentiles": 3.5,
    "pauses": 6.0,
    "due": 2.5,
    "by hand": 1.15,
}
_BESIDE = {"kernel": "scan", "by hand": "the same by hand"}
_OUTAGES_MILLIONS = 2
_MANY = 100_000_000
_PERCENTILES_BYTES = 1_500_000_000
_PAUSES_BYTES = 1_200_000_000
_WHOLE = 12
_AGAINST = (
    ("kernel", "workclock", 20),
    ("kernel", "workclock, two threads", 12),
    ("written", "workclock", 10),
)


def goals_of(
    found: list[Measured], whole: list[Settled], others: list[Other], wrong: int, cases: int
) -> list[Goal]:
    """Return every goal that something was measured for."""
    return [
        *(goal for each in found for goal in _of_work(each)),
        *_against(found, {other.name: other for other in others}),
        *(_of_whole(each) for each in whole),
        Goal(
            what="cases that differ from the count of seconds",
            rows=cases,
            aim="0",
            figure=str(wrong),
            met=wrong == 0,
        ),
    ]


def _of_work(each: Measured) -> Iterator[Goal]:
    if each.work in _TIMES_SCAN:
        most = _TIMES_SCAN[each.work]
        figure, least, _ = each.figure(each.ratio, each.processor_ratio)
        yield Goal(
            what=each.work,
            rows=each.rows,
            aim=f"at most {most} times {_BESIDE.get(each.work, 'scan')}",
            figure=figure,
            met=least <= most,
        )
    if each.work == "pauses":
        yield Goal(
            what="pauses, memory",
            rows=each.rows,
            aim="at most 1.2 GB",
            figure=f"{each.peak_bytes / 1e9:.2f} GB",
            met=each.peak_bytes <= _PAUSES_BYTES,
        )
    if each.work == "outages":
        figure, _, greatest = each.figure(
            each.rows_per_second / 1e6, each.rows_per_processor_second / 1e6
        )
        yield Goal(
            what="outages",
            rows=each.rows,
            aim=f"at least {_OUTAGES_MILLIONS} M a second",
            figure=figure,
            met=greatest >= _OUTAGES_MILLIONS,
        )
    if each.work == "percentiles" and each.rows >= _MANY:
        yield Goal(
            what="percentiles, memory",
            rows=each.rows,
            aim="at most 1.5 GB",
            figure=f"{each.peak_bytes / 1e9:.2f} GB",
            met=each.peak_bytes <= _PERCENTILES_BYTES,
        )


def _against(found: list[Measured], others: Mapping[str, Other]) -> Iterator[Goal]:
    for work, name, least in _AGAINST:
        other = others.get(name)
        if other is None or other.trouble:
            continue
        for each in found:
            if each.work == work:
                figure, _, greatest = each.figure(
                    each.rows_per_second / other.cases_per_second,
                    each.rows_per_processor_second / other.cases_per_processor_second,
                )
                yield Goal(
                    what=f"{work}, against {name}",
                    rows=each.rows,
                    aim=f"at least {least} times as fast",
                    figure=figure,
                    met=greatest >= least,
                )


def _of_whole(each: Settled) -> Goal:
    times = each.seconds / each.scan_seconds
    return Goal(
        what="settle, twelve commitments",
        rows=each.rows,
        aim=f"at most {_WHOLE} times scan",
        figure=f"{times:.0f}",
        met=times <= _WHOLE,
    )
