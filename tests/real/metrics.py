"""Five public series as volume, cost and response times, their gaps and squashed minutes named."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil
from pathlib import Path
from statistics import mode

from servanda.evidence.findings.finding import Finding, FindingKind
from servanda.facts.figure import NoValue, Value
from servanda.facts.measurement import Measurement
from servanda.kernel.quantity import Quantity
from servanda.pipeline.profiling import profile_agreement
from tests.real.checks import Check, measured, percent, workspace

__all__ = ["checks"]

_Series = list[tuple[datetime, Fraction]]
_Said = dict[str, tuple[Finding, ...]]
_IRREGULAR = "TravelTime_387"


def checks(data: Path) -> Iterator[Check]:
    """Compare every figure with one made row by row, and what profiling found with what is so."""
    folder = data / "metrics"
    with workspace("metrics", folder) as place:
        figures = measured(place).measurements.figures
        profiled = profile_agreement(place).value or ()
    said = {Path(each.profile.file).stem: each.profile.findings for each in profiled}
    series = {path.stem: _read(path) for path in sorted(folder.glob("*.csv"))}
    yield _volume(figures, series["nyc_taxi"])
    yield _unusual(figures, series["nyc_taxi"])
    yield _trend(figures, series["nyc_taxi"])
    yield _quick(figures, series["ec2_request_latency_system_failure"])
    yield _slow_end(figures, series["ec2_request_latency_system_failure"])
    yield _cost(figures, series["exchange-2_cpc_results"])
    yield _counted(figures, series["elb_request_count_8c0756"])
    yield from _gaps(said, series)
    yield _squashed(said)


def _read(path: Path) -> _Series:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            (datetime.fromisoformat(row["timestamp"]), Fraction(Decimal(row["value"])))
            for row in csv.DictReader(file)
        ]


def _by_month(series: _Series) -> dict[str, list[Fraction]]:
    months: dict[str, list[Fraction]] = defaultdict(list)
    for at, value in series:
        months[f"{at:%Y-%m}"].append(value)
    return months


def _known(figures: tuple[Measurement, ...], measure: str) -> dict[str, Value]:
    return {
        each.period.label: each.value
        for each in figures
        if each.measure == measure and not isinstance(each.value, NoValue)
    }


def _amounts(figures: tuple[Measurement, ...], measure: str) -> dict[str, Fraction]:
    return {
        label: value.amount
        for label, value in _known(figures, measure).items()
        if isinstance(value, Quantity)
    }


def _alike(name: str, found: dict[str, Fraction], expected: dict[str, Fraction]) -> Check:
    same = sum(found.get(label) == value for label, value in expected.items())
    return Check(
        name=f"metrics: {name}, against every row",
        figure=f"{same} of {len(expected)} months alike",
        passed=found == expected,
    )


def _volume(figures: tuple[Measurement, ...], series: _Series) -> Check:
    totals = {label: sum(values, Fraction(0)) for label, values in _by_month(series).items()}
    return _alike("passengers carried", _amounts(figures, "passengers"), totals)


def _unusual(figures: tuple[Measurement, ...], series: _Series) -> Check:
    days: dict[date, Fraction] = defaultdict(Fraction)
    for at, value in series:
        days[at.date()] += value
    outside = {label: _outside(days, label) for label in _by_month(series)}
    expected = {label: Fraction(len(found)) for label, found in outside.items()}
    return Check(
        name="metrics: days of January 2015 outside the limits of July to October",
        figure=", ".join(f"{day:%d %B}" for day in outside["2015-01"]),
        passed=_amounts(figures, "unusual_days") == expected,
    )


def _outside(days: dict[date, Fraction], month: str) -> list[date]:
    """Return the days of a month outside the limits, of what was known when it ended."""
    base = [days[d] for d in sorted(days) if d < date(2014, 11, 1) and f"{d:%Y-%m}" <= month]
    centre = sum(base, Fraction(0)) / len(base)
    ranges = sum((abs(b - a) for a, b in pairwise(base)), Fraction(0)) / (len(base) - 1)
    reach = Fraction(266, 100) * ranges
    own = (day for day in sorted(days) if f"{day:%Y-%m}" == month)
    return [day for day in own if abs(days[day] - centre) > reach]


def _trend(figures: tuple[Measurement, ...], series: _Series) -> Check:
    points = [
        ((date.fromisoformat(f"{label}-01") - date(2014, 7, 1)).days, sum(values) / len(values))
        for label, values in sorted(_by_month(series).items())
    ]
    before, (day, actual) = points[:-1], points[-1]
    n, s_x, s_y = len(before), sum(x for x, _ in before), sum(y for _, y in before)
    s_xy, s_xx = sum(x * y for x, y in before), sum(x * x for x, _ in before)
    slope = (n * s_xy - s_x * s_y) / (n * s_xx - s_x**2)
    expected = (s_y - slope * s_x) / n + slope * day
    effect = _amounts(figures, "beyond_the_trend")["2015-01"]
    return Check(
        name="metrics: January 2015 against the line through the six months before",
        figure=f"{int(effect)} passengers the half hour beyond the line",
        passed=effect == actual - expected,
    )


def _quick(figures: tuple[Measurement, ...], series: _Series) -> Check:
    good = sum(value <= 50 for _, value in series)
    share = Fraction(good, len(series))
    found = _amounts(figures, "answer_time")
    return Check(
        name="metrics: answers within 50 milliseconds",
        figure=f"{percent(share)} of {len(series)}",
        passed=found == {"2014-03": share},
    )


def _slow_end(figures: tuple[Measurement, ...], series: _Series) -> Check:
    values = sorted(value for _, value in series)
    slow = values[ceil(Fraction(95, 100) * len(values)) - 1] / 1000
    found = _amounts(figures, "slow_end")["2014-03"]
    # Evidence keeps durations in whole microseconds.
    return Check(
        name="metrics: 95th percentile of the answers, nearest rank",
        figure=f"{float(found * 1000):.3f} milliseconds",
        passed=abs(found - slow) < Fraction(1, 1_000_000),
    )


def _cost(figures: tuple[Measurement, ...], series: _Series) -> Check:
    means = {label: sum(vs, Fraction(0)) / len(vs) for label, vs in _by_month(series).items()}
    return _alike("mean cost per click", _amounts(figures, "cost_per_click"), means)


def _counted(figures: tuple[Measurement, ...], series: _Series) -> Check:
    counts = {label: Fraction(len(values)) for label, values in _by_month(series).items()}
    return _alike(
        "readings counted, and none where there are none", _amounts(figures, "readings"), counts
    )


def _gaps(said: _Said, series: dict[str, _Series]) -> Iterator[Check]:
    for name, rows in series.items():
        times = sorted(at for at, _ in rows)
        steps = [later - earlier for earlier, later in pairwise(times)]
        usual = mode(steps)
        gaps = sum(step >= 2 * usual for step in steps)
        found = [each.text for each in said[name] if each.kind is FindingKind.GAP]
        if name == _IRREGULAR:
            # No step is usual for a sensor that speaks when it likes; that it is silent is named.
            yield Check(
                name=f"metrics: silence of {name} is named", figure=found[0], passed=bool(found)
            )
            continue
        yield Check(
            name=f"metrics: gaps of {name} are named",
            figure=f"{gaps} gaps in {len(rows)} rows",
            passed=f"{gaps} gaps" in found[0] if gaps else not found,
        )


def _squashed(said: _Said) -> Check:
    findings = said["ec2_request_latency_system_failure"]
    found = [each.text for each in findings if each.kind is FindingKind.SQUASHED]
    return Check(
        name="metrics: twelve readings squashed into one minute are named",
        figure=found[0] if found else "not named",
        passed=bool(found) and "12 at 2014-03-09 03:00" in found[0],
    )
