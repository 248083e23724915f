"""Run inside a rival's environment: ``script.py RIVAL CASES.json``; prints times and answers.

The file holds a week per weekday number, holidays, a zone, and cases in seconds since 1970.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from importlib import import_module
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

Answers = list[float]
_spent = {"seconds": 0.0, "processor": 0.0}


@contextmanager
def _timed() -> Iterator[None]:
    """Note what answering takes, without reading and preparing what is asked."""
    began, busy = time.perf_counter(), time.process_time()
    yield
    _spent["seconds"] = time.perf_counter() - began
    _spent["processor"] = time.process_time() - busy


def _time(seconds: int) -> clock:
    return (datetime(2000, 1, 1) + timedelta(seconds=seconds)).time()  # noqa: DTZ001 - a time alone


def workclock(given: dict[str, Any], threads: int = 1) -> Answers:
    """Ask ``Schedule.between_many`` with arrays."""
    numpy, library = import_module("numpy"), import_module("workclock")
    hours = [
        library.WorkDay(_time(start), _time(end), days=[int(day) - 1])
        for day, openings in given["week"].items()
        for start, end in openings
    ]
    holidays = library.Holidays([date.fromisoformat(day) for day in given["holidays"]])
    schedule = library.Schedule([*hours, holidays], time_zone=given["zone"])
    starts = numpy.array(given["starts"], dtype="datetime64[s]").astype("datetime64[us]")
    stops = numpy.array(given["stops"], dtype="datetime64[s]").astype("datetime64[us]")
    with _timed():
        if threads == 1:
            found = schedule.between_many(starts, stops)
        else:
            with ThreadPoolExecutor(threads) as pool:
                pairs = (numpy.array_split(starts, threads), numpy.array_split(stops, threads))
                found = numpy.concatenate(list(pool.map(schedule.between_many, *pairs)))
    answers: Answers = (found / numpy.timedelta64(1, "s")).tolist()
    return answers


def workclock_two_threads(given: dict[str, Any]) -> Answers:
    """Ask the same with two threads."""
    return workclock(given, 2)


def businesstimedelta(given: dict[str, Any]) -> Answers:
    """Ask for the difference of two moments, case by case."""
    library, pytz = import_module("businesstimedelta"), import_module("pytz")
    zone = pytz.timezone(given["zone"])
    hours = [
        library.WorkDayRule(
            start_time=_time(start), end_time=_time(end), working_days=[int(day) - 1], tz=zone
        )
        for day, openings in given["week"].items()
        for start, end in openings
    ]
    holidays = library.HolidayRule(
        {date.fromisoformat(day): "" for day in given["holidays"]}, tz=zone
    )
    rules = library.Rules([*hours, holidays])
    pairs = [
        (datetime.fromtimestamp(a, UTC), datetime.fromtimestamp(b, UTC))
        for a, b in zip(given["starts"], given["stops"], strict=True)
    ]
    with _timed():
        found = [rules.difference(a, b) for a, b in pairs]
    return [each.hours * 3600 + each.seconds for each in found]


def custom_business_hour(given: dict[str, Any]) -> Answers:
    """Count the whole business hours from one moment to the other, case by case."""
    pandas = import_module("pandas")
    [(start, end)] = next(iter(given["week"].values()))
    offset = pandas.offsets.CustomBusinessHour(
        start=_time(start), end=_time(end), holidays=given["holidays"]
    )
    pairs = [
        [pandas.Timestamp(at, unit="s", tz="UTC").tz_convert(given["zone"]) for at in pair]
        for pair in zip(given["starts"], given["stops"], strict=True)
    ]
    with _timed():
        found = [len(pandas.date_range(a, b, freq=offset, inclusive="left")) for a, b in pairs]
    return [each * 3600.0 for each in found]


def busday(given: dict[str, Any]) -> Answers:
    """Count business days between local days, and clip the first and the last of them."""
    numpy = import_module("numpy")
    [(start, end)] = next(iter(given["week"].values()))
    zone = ZoneInfo(given["zone"])
    local = [
        numpy.array(
            [datetime.fromtimestamp(at, zone).replace(tzinfo=None) for at in given[side]],
            dtype="datetime64[s]",
        )
        for side in ("starts", "stops")
    ]
    with _timed():
        passed = []
        for moments in local:
            days = moments.astype("datetime64[D]")
            inside = numpy.clip((moments - days).astype(int), start, end) - start
            is_open = numpy.is_busday(days, holidays=given["holidays"])
            before = numpy.busday_count("2000-01-03", days, holidays=given["holidays"])
            passed.append(before * (end - start) + numpy.where(is_open, inside, 0))
        found = passed[1] - passed[0]
    answers: Answers = found.astype(float).tolist()
    return answers


RIVALS = {
    "workclock": workclock,
    "workclock, two threads": workclock_two_threads,
    "businesstimedelta": businesstimedelta,
    "CustomBusinessHour": custom_business_hour,
    "busday": busday,
}

if __name__ == "__main__":
    name = sys.argv[1]
    answers = RIVALS[name](json.loads(Path(sys.argv[2]).read_text("utf-8")))
    threads = 2 if name == "workclock, two threads" else 1
    print(json.dumps({**_spent, "threads": threads, "answers": answers}))
