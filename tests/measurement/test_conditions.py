"""Conditions over time against a slow oracle that asks what is so at every single second."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from servanda.agreement.held import UNSEEN, lengths_asked
from servanda.facts.figure import NoValue
from servanda.facts.row import EvidenceRow
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.kernel.unit import BaseKind, Unit
from servanda.settlement.lengths import length_held
from tests.measurement.scene import scene

# Clocks change in Amsterdam, in New York and on Lord Howe, by an hour or by half of one.
DAYS = {
    "Europe/Amsterdam": datetime(2026, 3, 29, 1, tzinfo=UTC),
    "America/New_York": datetime(2026, 3, 8, 7, tzinfo=UTC),
    "Australia/Lord_Howe": datetime(2026, 4, 4, 15, tzinfo=UTC),
}
ELAPSED = Unit.of(BaseKind.ELAPSED)
SERVICES = ("a", "b", "")
HOSTS = ("h", "i")
AROUND = timedelta(hours=3)

Truth = bool | None
Stretch = tuple[datetime, datetime | None, str, str]
Change = tuple[datetime, str, str]


@dataclass(frozen=True)
class World:
    """What happened, as drawn."""

    zone: str
    outages: Sequence[Stretch]
    changes: Sequence[Change]
    middle: datetime


def drawn(seed: int) -> World:
    random = Random(seed)
    zone = sorted(DAYS)[seed % len(DAYS)]
    middle = DAYS[zone]

    def moment() -> datetime:
        seconds = int(AROUND.total_seconds())
        return middle + timedelta(seconds=random.randint(-seconds, seconds))

    outages: list[Stretch] = []
    for _ in range(8):
        start = moment()
        end = start + timedelta(seconds=random.randint(0, 7_000)) if random.random() < 0.9 else None
        grave = random.choice(["yes", "no", ""])
        outages.append((start, end, random.choice(SERVICES), grave))
    changes = [
        (moment(), random.choice(HOSTS), random.choice(["up", "down", "", "up"])) for _ in range(9)
    ]
    return World(zone, outages, changes, middle)


def both(left: Truth, right: Truth) -> Truth:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def contrary(one: Truth) -> Truth:
    return None if one is None else not one


def either(left: Truth, right: Truth) -> Truth:
    return contrary(both(contrary(left), contrary(right)))


class Oracle:
    """Answer from the drawn world, moment by moment, and from nothing else."""

    def __init__(self, world: World, service: str) -> None:
        self.world = world
        self.service = service
        edges = [edge for start, end, _, _ in world.outages for edge in (start, end) if edge]
        self.end_of_outages = max(edges)
        self.end_of_changes = max(at for at, _, _ in world.changes)

    def grave(self, at: datetime) -> Truth:
        return self._outage(at, [each for each in self.world.outages if each[3] != "no"])

    def down(self, at: datetime) -> Truth:
        own = [each for each in self.world.outages if each[2] == self.service and self.service]
        return self._outage(at, [(start, end, of, "yes") for start, end, of, _ in own])

    def _outage(self, at: datetime, outages: Sequence[Stretch]) -> Truth:
        found: Truth = False
        for start, end, _, grave in outages:
            if start <= at and (end is None or at < end):
                sure = grave == "yes" and at < self.end_of_outages
                found = either(found, True if sure else None)
        return found

    def dark(self, at: datetime) -> Truth:
        found: Truth = False
        for host in {host for _, host, _ in self.world.changes}:
            own = [each for each in self.world.changes if each[1] == host]
            past = [each for each in own if each[0] <= at]
            if not past:
                found = either(found, None)
            elif past[-1][2] != "up":
                sure = past[-1][2] == "down" and at < self.end_of_changes
                found = either(found, True if sure else None)
        return found

    def desk(self, at: datetime) -> Truth:
        local = at.astimezone(ZoneInfo(self.world.zone)).time()
        return local.hour < 2 or (local.hour, local.minute) >= (2, 30)


def expression(random: Random, depth: int) -> tuple[str, object]:
    """Draw a condition as text and as a tree of tuples."""
    if depth == 0 or random.random() < 0.15:
        name = random.choice(["grave", "down", "dark", "desk", "mixed"])
        return name, name
    word = random.choice(["and", "or", "not", "known"])
    text, tree = expression(random, depth - 1)
    if word == "not":
        return f"not ({text})", ("not", tree)
    if word == "known":
        return f"({text}) is known", ("known", tree)
    other_text, other = expression(random, depth - 1)
    return f"({text}) {word} ({other_text})", (word, tree, other)


Answers = Mapping[str, Sequence[Truth]]


def answers(oracle: Oracle, moments: Sequence[datetime]) -> Answers:
    """Return what each condition is at each moment."""
    found = {
        name: [getattr(oracle, name)(at) for at in moments]
        for name in ("grave", "down", "dark", "desk")
    }
    mixed = ("and", ("not", "dark"), ("or", "grave", "desk"))
    return {**found, "mixed": asked(mixed, found)}


def asked(tree: object, known: Answers) -> Sequence[Truth]:
    match tree:
        case str(name):
            return known[name]
        case ("not", of):
            return [contrary(each) for each in asked(of, known)]
        case ("known", of):
            return [each is not None for each in asked(of, known)]
        case ("and", left, right):
            return [
                both(*pair) for pair in zip(asked(left, known), asked(right, known), strict=True)
            ]
        case ("or", left, right):
            return [
                either(*pair) for pair in zip(asked(left, known), asked(right, known), strict=True)
            ]
    raise AssertionError(tree)


TEXT = """
calendars:
  desk: {{zone: {zone}, open: {{mon-sun: [00:00-02:00, 02:30-24:00]}}}}
evidence:
  outages:
    each: interval
    from: began
    until: ended
    nulls: [""]
    columns: {{began: instant, ended: instant, service: text, grave: yes or no}}
  changes:
    each: event
    key: host
    at: changed
    order: turn
    nulls: [""]
    columns: {{host: text, changed: instant, state: text, turn: whole number}}
  cases:
    each: case
    key: number
    columns: {{number: text, opened: instant, service: text}}
conditions:
  mixed: not dark and (grave or desk)
  grave: {{from: outages, where: grave}}
  down: {{from: outages, by: service}}
  dark: {{from: changes, where: state = 'down'}}
rows:
  served: {{each: one_served, from: cases}}
figures:
{figures}
"""


def stamp(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def tables(world: World) -> Mapping[str, str]:
    outages = [f"{stamp(a)},{stamp(b)},{of},{grave}" for a, b, of, grave in world.outages]
    changes = [
        f"{host},{stamp(at)},{state},{n}" for n, (at, host, state) in enumerate(world.changes)
    ]
    return {
        "outages": "\n".join(["began,ended,service,grave", *outages]),
        "changes": "\n".join(["host,changed,state,turn", *changes]),
        "cases": "number,opened,service\nC,2026-03-01T00:00Z,a",
    }


def of_service(rows: Sequence[EvidenceRow], service: str) -> list[EvidenceRow]:
    divided = any(row.segment for row in rows)
    seen = {value for row in rows for _, value in row.segment}
    wanted = service if service in seen else UNSEEN
    return [row for row in rows if not divided or row.segment == (("service", wanted),)]


def states(rows: Sequence[EvidenceRow], first: int, seconds: int) -> list[Truth]:
    """Return what the stretches say at each second, refusing gaps and overlaps."""
    found: list[Truth] = []
    for row in rows:
        began, ended = row.columns["began"], row.columns["ended"]
        assert isinstance(began, Instant)
        assert isinstance(ended, Instant)
        start = max(began.micros // 10**6, first)
        end = min(ended.micros // 10**6, first + seconds)
        if end > start:
            assert start == first + len(found)
            holds = row.columns["holds"]
            found += [None if isinstance(holds, NoValue) else holds is True] * (end - start)
    return found


@pytest.mark.parametrize("seed", range(3))
def test_every_second_is_as_the_oracle_says(tmp_path: Path, seed: int) -> None:
    world = drawn(seed)
    world = World(world.zone, world.outages, sorted(world.changes), world.middle)
    random = Random(seed)
    drawn_trees = [expression(random, 3) for _ in range(6)]
    figures = "\n".join(
        f"  f{number}: {{for each: one_served, is: time({text}) otherwise 0 hours}}"
        for number, (text, _) in enumerate(drawn_trees)
    )
    made = scene(tmp_path, TEXT.format(zone=world.zone, figures=figures), tables(world), months=5)
    measured = made.measured()
    names = list(lengths_asked(made.history.latest))
    by_name = {name: measured.rows[name] for name in names}
    first = int((world.middle - AROUND).timestamp()) - 600
    seconds = int(2 * AROUND.total_seconds()) + 1_200
    moments = [datetime.fromtimestamp(first + n, UTC) for n in range(seconds)]
    trees = dict(zip(names, dict(drawn_trees).values(), strict=True))
    for service in ("a", "b", "never seen"):
        known = answers(Oracle(world, service), moments)
        for name, rows in by_name.items():
            own, expected = of_service(rows, service), list(asked(trees[name], known))
            assert states(own, first, seconds) == expected, (name, service)
            window = Instant(first * 10**6), Instant((first + seconds) * 10**6)
            length = length_held(name, own, *window).value
            if any(each is not None for each in expected):
                assert length == Quantity(Fraction(expected.count(True)), ELAPSED)
            else:
                assert isinstance(length, NoValue)
