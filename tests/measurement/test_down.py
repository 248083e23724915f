"""Down time that a condition over time tells, against a walk over every second."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow.parquet
import pytest

from servanda.facts.decision import RecordsNamed
from servanda.facts.figure import NoValue
from servanda.facts.measurement import LeftOut, Measurement
from servanda.facts.relief import Relief
from servanda.kernel.quantity import Quantity
from servanda.measurement import reasons
from servanda.measurement.explain import StretchKind, explain_outages
from servanda.measurement.measure import Measurements
from tests.measurement.scene import Scene, figure, scene

TEXT = """
calendars:
  desk: {{zone: Europe/Amsterdam, open: {{mon-sun: [00:00-02:30, 03:10-24:00]}}}}
evidence:
  outages:
    each: interval
    key: id
    from: began
    until: ended
    nulls: [""]
    columns: {{id: text, service: text, began: instant, ended: instant, grave: yes or no}}
  states:
    each: event
    noun: host
    key: host
    at: changed
    nulls: [""]
    columns: {{host: text, changed: instant, state: text}}
  works:
    each: interval
    key: id
    from: began
    until: ended
    nulls: [""]
    columns: {{id: text, service: text, began: instant, ended: instant}}
conditions:
  vendor_down: {{from: outages, where: grave, by: service}}
  host_down: {{from: states, where: state = 'down'}}
  maintenance: {{from: works, by: service}}
measures:
  up:
    availability: {rule}
    by: {by}
    value: availability
    no data: not settled
"""
STATES = """
    host,changed,state
    h,2026-01-01T00:00Z,up
    h,2026-01-20T00:00Z,down
    h,2026-01-20T01:00Z,up
    """
OUTAGES = """
    id,service,began,ended,grave
    1,pay,2026-01-10T00:30Z,2026-01-10T04:00Z,yes
    2,web,2026-01-11T00:30Z,2026-01-11T04:00Z,
    3,,2026-01-11T00:30Z,2026-01-11T04:00Z,yes
    4,pay,2026-01-12T00:30Z,2026-01-12T00:39Z,yes
    5,pay,2026-01-10T03:00Z,2026-01-10T05:00Z,yes
    6,web,2026-03-20T00:00Z,2026-04-01T00:00Z,no
    """
WORKS = """
    id,service,began,ended
    a,pay,2026-01-10T02:00Z,2026-01-10T03:00Z
    b,,2026-01-12T00:00Z,2026-01-13T03:00Z
    """
PAGE_OUTAGES = """
    service,line,began,ended
    pay,a,2026-01-05T09:00,2026-01-05T12:00
    pay,b,2026-01-05T11:00,2026-01-05T14:00
    pay,a,2026-01-15T09:00,2026-01-15T12:00
    pay,b,2026-01-15T08:30,2026-01-15T11:30
    pay,a,2026-01-20T09:00,2026-01-20T18:00
    """
PAGE_WORKS = """
    began,ended
    2026-01-15T10:00,2026-01-15T11:00
    """
HOUR = 3600

Truth = bool | None


def told(folder: Path, rule: str, *, by: str = "[service]") -> Scene:
    tables = {"outages": OUTAGES, "states": STATES, "works": WORKS}
    return scene(folder, TEXT.format(rule=rule, by=by), tables, months=2)


def records(measured: Measurements) -> list[dict[str, Any]]:
    return [
        row
        for file in measured.results["up"]
        for row in pyarrow.parquet.read_table(file).to_pylist()
    ]


def down(found: Measurement) -> Fraction:
    return found.parts["down"].amount


def test_stretches_are_the_records_and_open_to_those_behind_them(tmp_path: Path) -> None:
    made = told(tmp_path, "{down: vendor_down and not maintenance, at least: 10 minutes}")
    measured = made.measured()
    pay = figure(measured, "up", "2026-01", service="pay")
    # 00:30 to 02:00 and, after the planned hour, 03:00 to 05:00; nine minutes are too short.
    assert down(pay) == Fraction(7, 2) * HOUR
    assert pay.value == Quantity.share(1 - Fraction(7, 2) / 744)
    assert pay.parts["outages"].amount == 2
    assert pay.left_out == (LeftOut(reason=reasons.TOO_SHORT, records=1),)
    # It is not known whether outage 2 was grave: its time is unknown, and left out.
    web = figure(measured, "up", "2026-01", service="web")
    assert web.parts["unknown"].amount == Fraction(7, 2) * HOUR
    assert web.parts["agreed"].amount == (744 - Fraction(7, 2)) * HOUR
    assert web.value == Quantity.share(1)
    assert [(row["key"], row["counted"], row["segment_service"]) for row in records(measured)] == [
        ("2026-01-10T00:30:00Z", True, "pay"),
        ("2026-01-10T03:00:00Z", True, "pay"),
        ("2026-01-12T00:30:00Z", False, "pay"),
        ("3", False, None),
        ("b", False, None),
    ]
    assert measured.unplaced["up"] == (LeftOut(reason=reasons.NO_SEGMENT, records=2),)
    opened = explain_outages(
        made.history, made.snapshot, "up", made.periods[0], (("service", "pay"),)
    )
    assert opened.values["availability"] == pay.value
    assert opened.left_out == (("2026-01-12T00:30:00Z", reasons.TOO_SHORT),)
    assert [(str(each.start)[8:16], each.kind, each.keys) for each in opened.stretches] == [
        ("10T00:30", StretchKind.DOWN, ("1",)),
        ("10T03:00", StretchKind.DOWN, ("1", "5")),
    ]


def test_planned_rows_about_nobody_are_told(tmp_path: Path) -> None:
    for planned in ("maintenance", "works"):
        (tmp_path / planned).mkdir()
        made = told(tmp_path / planned, f"{{down: vendor_down, planned: {planned}}}")
        measured = made.measured()
        pay = figure(measured, "up", "2026-01", service="pay")
        assert pay.parts["planned"].amount == HOUR
        assert down(pay) == (Fraction(7, 2) + Fraction(9, 60)) * HOUR
        left_out = {(row["key"], row["reason"]) for row in records(measured) if row["reason"]}
        assert left_out == {("3", reasons.NO_SEGMENT), ("b", reasons.PLANNED_NO_SEGMENT)}
        assert measured.unplaced["up"] == (
            LeftOut(reason=reasons.PLANNED_NO_SEGMENT, records=1),
            LeftOut(reason=reasons.NO_SEGMENT, records=1),
        )


def test_relief_takes_out_a_record_behind_it(tmp_path: Path) -> None:
    made = told(tmp_path, "{down: vendor_down}")
    subject = RecordsNamed(table="outages", period="2026-01", keys=("5",))
    for measures, hours in (
        (("up",), Fraction(7, 2)),
        ((), Fraction(7, 2)),
        (("x",), Fraction(9, 2)),
    ):
        relief = Relief(
            number=3, title="third party", subject=subject, measures=measures, share=Fraction(1)
        )
        relieved = replace(made, snapshot=replace(made.snapshot, reliefs=(relief,)))
        measured = relieved.measured()
        pay = figure(measured, "up", "2026-01", service="pay")
        assert down(pay) == (hours + Fraction(9, 60)) * HOUR
        opened = explain_outages(
            relieved.history, relieved.snapshot, "up", made.periods[0], (("service", "pay"),)
        )
        assert opened.values["availability"] == pay.value
        assert any("5" in each.keys for each in opened.stretches) is (measures == ("x",))
        why = [(row["key"], row["segment_service"]) for row in records(measured) if row["reason"]]
        assert why == ([("3", None), ("5", "pay")] if hours == Fraction(7, 2) else [("3", None)])


def test_a_register_has_segments_that_nothing_tells_of(tmp_path: Path) -> None:
    made = told(tmp_path, "{down: vendor_down}", by="{service: [pay, mail]}")
    measured = made.measured()
    mail = figure(measured, "up", "2026-01", service="mail")
    assert mail.value == Quantity.share(1)
    assert {each.segment for each in measured.figures} == {
        (("service", "pay"),),
        (("service", "mail"),),
    }


def test_a_weight_may_hang_on_the_stretch(tmp_path: Path) -> None:
    rule = "{down: host_down or not always, weight: if length above 30 minutes then 50% else 100%}"
    made = told(tmp_path, rule, by="[]")
    found = figure(made.measured(), "up", "2026-01")
    assert down(found) == HOUR / 2
    # January begins an hour before the first state, and of that hour nothing is known.
    assert found.parts["unknown"].amount == HOUR
    opened = explain_outages(made.history, made.snapshot, "up", made.periods[0], ())
    assert opened.values["availability"] == found.value


def test_the_page_on_availability_tells_the_truth(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "measures" / "availability.md").read_text("utf-8")
    [told_] = [each for each in page.split("```yaml\n")[1:] if each.startswith("calendars:")]
    text = told_.split("```")[0]
    made = scene(tmp_path, text, {"line_outages": PAGE_OUTAGES, "works": PAGE_WORKS}, months=1)
    found = figure(made.measured(), "reached", "2026-01", service="pay")
    assert found.value == Quantity.share(1 - Fraction(5, 2) / 220)
    assert found.parts["outages"].amount == 3


def test_without_the_table_there_is_no_figure(tmp_path: Path) -> None:
    text = TEXT.format(rule="{down: vendor_down}", by="[service]")
    text = text.replace(
        "    each: interval\n    key: id", "    each: interval\n    required: no\n    key: id", 1
    )
    made = scene(tmp_path, text, {"states": STATES, "works": WORKS}, months=1)
    assert all(isinstance(each.value, NoValue) for each in made.measured().figures)


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    lines = OUTAGES.strip().splitlines()
    shuffled = "\n".join([lines[0], *reversed(lines[1:])])
    rule = "{down: vendor_down and not maintenance}"
    texts = []
    for name, outages in (("one", OUTAGES), ("other", shuffled)):
        (tmp_path / name).mkdir()
        tables = {"outages": outages, "states": STATES, "works": WORKS}
        made = scene(tmp_path / name, TEXT.format(rule=rule, by="[service]"), tables, months=2)
        [file] = made.measured().results["up"]
        rows = pyarrow.parquet.read_table(file).to_pylist()
        texts.append(
            [{**row, "_record": 0} if row["segment_service"] is None else row for row in rows]
        )
    assert texts[0] == texts[1]


@dataclass(frozen=True)
class World:
    """What happened on the night in which the clocks change, as drawn; they do at 01:00 UTC."""

    outages: list[tuple[str, datetime, datetime, str]]
    works: list[tuple[str, datetime, datetime, str]]
    states: list[tuple[str, datetime, str]]

    def tables(self) -> dict[str, str]:
        """Return it as evidence."""
        lines = {
            "outages": "id,service,began,ended,grave",
            "works": "id,service,began,ended,sure",
            "states": "host,changed,state",
        }
        for name, rows in (("outages", self.outages), ("works", self.works)):
            for number, (service, start, end, sure) in enumerate(rows):
                told_ = f"{start.isoformat()},{end.isoformat()},{sure}"
                lines[name] += f"\n{number},{service},{told_}"
        for host, at, state in self.states:
            lines["states"] += f"\n{host},{at.isoformat()},{state}"
        return lines

    def at(self, now: datetime, service: str) -> tuple[Truth, bool]:
        """Return whether a service is down, and whether that is planned."""
        vendor, host = _lasts(self.outages, service, now), self._host(now)
        either = True if True in (vendor, host) else None if None in (vendor, host) else False
        at_work = _lasts(self.works, service, now) is True
        return (False if at_work else either), at_work

    def _host(self, now: datetime) -> Truth:
        last = max(at for _, at, _ in self.states)
        found: Truth = False
        for name in {each[0] for each in self.states}:
            past = [each for each in self.states if each[0] == name and each[1] <= now]
            state = max(past, key=lambda each: each[1])[2] if past else ""
            if state != "up":
                found = True if found or (state == "down" and now < last) else None
        return found


def _lasts(rows: list[tuple[str, datetime, datetime, str]], service: str, now: datetime) -> Truth:
    last = max(end for _, _, end, _ in rows)
    own = [s for of, a, b, s in rows if of == service and a <= now < b and s != "no"]
    return True if "yes" in own and now < last else None if own else False


EVENING = datetime(2026, 3, 28, 20, tzinfo=UTC)


def drawn(random: Random) -> World:
    def moment() -> datetime:
        return EVENING + timedelta(seconds=random.randint(0, 10 * HOUR))

    def both() -> tuple[datetime, datetime]:
        one, other = moment(), moment()
        return min(one, other), max(one, other)

    grave = ["yes", "", "no"]
    return World(
        [(random.choice("ab"), *both(), random.choice(grave)) for _ in range(6)],
        [(random.choice("ab"), *both(), "yes") for _ in range(2)],
        [(random.choice("hi"), moment(), random.choice(["up", "down", ""])) for _ in range(6)],
    )


def is_open(now: datetime) -> bool:
    local = now.astimezone(ZoneInfo("Europe/Amsterdam"))
    return not 150 <= local.hour * 60 + local.minute < 190


def open_seconds(start: datetime, end: datetime) -> int:
    """Add up the desk's hours between two full minutes."""
    minutes = int((end - start).total_seconds()) // 60
    return sum(60 for n in range(minutes) if is_open(start + timedelta(minutes=n)))


def walked(
    world: World, service: str, shortest: int, start: datetime, end: datetime
) -> dict[str, int]:
    """Add up a month second by second; before and after the night nothing changes any more."""
    sums = {"down": 0, "unknown": 0, "planned": 0}
    run: list[datetime] = []
    dusk, dawn = EVENING - timedelta(hours=1), EVENING + timedelta(hours=11)
    for number in range(12 * HOUR):
        now = dusk + timedelta(seconds=number)
        truth, at_work = world.at(now, service)
        if truth is True:
            run.append(now)
            continue
        if len(run) >= shortest:
            sums["down"] += sum(map(is_open, run))
        run = []
        sums["planned"] += is_open(now) and at_work
        sums["unknown"] += is_open(now) and truth is None and not at_work
    for first, last in ((start, dusk), (dawn, end)):
        truth, _ = world.at(first, service)
        sums["unknown"] += open_seconds(first, last) if truth is None else 0
        assert truth is not True
    return sums


@pytest.mark.parametrize("seed", range(4))
def test_every_second_is_what_it_was(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    world, shortest = drawn(random), random.randint(1, 2 * HOUR)
    unknown = random.choice(["left out", "counts as down", "counts as up"])
    planned = random.choice(["left out", "counts as up"])
    rule = (
        "{down: (vendor_down or host_down) and not maintenance, calendar: desk, "
        f"planned: maintenance, planned time: {planned}, "
        f"unknown time: {unknown}, at least: {shortest} seconds}}"
    )
    text = TEXT.format(rule=rule, by="{service: [a, b]}")
    made = scene(tmp_path, text, world.tables(), months=4)
    measured, march = made.measured(), made.periods[2]
    start, end = march.start.to_datetime(), march.end.to_datetime()
    whole = open_seconds(start, end)
    for service in "ab":
        sums = walked(world, service, shortest, start, end)
        found = figure(measured, "up", march.label, service=service)
        lost = sums["down"] + (sums["unknown"] if unknown == "counts as down" else 0)
        agreed = whole - (sums["unknown"] if unknown == "left out" else 0)
        agreed -= sums["planned"] if planned == "left out" else 0
        wanted = {**sums, "down": lost, "agreed": agreed}
        assert {name: found.parts[name].amount for name in wanted} == wanted
        opened = explain_outages(made.history, made.snapshot, "up", march, (("service", service),))
        assert opened.values == {name: found.parts.get(name, found.value) for name in opened.values}
