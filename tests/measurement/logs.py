"""Random logs, calendars and rules, all from one seed, near where clocks change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

ZONES = (
    "Europe/Amsterdam",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "America/Santiago",
    "UTC",
)
CALENDARS = (
    "open: {mon-fri: 08:00-18:00}",
    "open: {mon-fri: [08:30-12:00, 13:00-17:00], sat: 09:00-12:00}",
    "open: {mon-sun: 22:00-06:00}",
    "open: {mon-fri: 00:00-24:00}",
    "open: {tue: 01:00-03:30, sun: 01:30-02:30, thu: 10:00-11:00}",
    # Days left out, in the middle of whatever is paused, and hours across a change of clocks.
    (
        "open: {mon-fri: 08:00-18:00}, closed: [2026-03-09..2026-03-10, 2026-03-30, 2026-04-06], "
        "special: {2026-03-08: 01:30-04:00, 2026-03-29: 01:30-03:30, 2026-04-05: 01:00-02:15}"
    ),
)
STATES = ("new", "work", "waiting", "done", "again", "")


@dataclass(frozen=True)
class Drawn:
    """A text and its tables."""

    text: str
    tables: dict[str, str]
    keys: tuple[str, ...]


def moments(random: Random, many: int) -> list[datetime]:
    """Return sorted instants in the two weeks around a change of clocks, some of them equal."""
    middle = random.choice(
        [
            datetime(2026, 3, 29, 1, tzinfo=UTC),
            datetime(2026, 3, 8, 7, tzinfo=UTC),
            datetime(2026, 4, 4, 15, tzinfo=UTC),
        ]
    )
    found = []
    for _ in range(many):
        near = random.random() < 0.4
        seconds = random.randint(-7_200, 7_200) if near else random.randint(-7 * 86_400, 7 * 86_400)
        rounded = seconds // 1800 * 1800 if random.random() < 0.5 else seconds
        found.append(middle + timedelta(seconds=rounded))
    if many > 2 and random.random() < 0.5:
        found[1] = found[0]
    return sorted(found)


def stamp(moment: datetime) -> str:
    return moment.isoformat()


def calendar(random: Random) -> str:
    zone = random.choice(ZONES)
    edge = random.choice(["next opening", "closing"])
    return f"{{zone: {zone}, {random.choice(CALENDARS)}, due on closing time: {edge}}}"


def clock_by_events(seed: int) -> Drawn:
    """Draw a clock whose start and stop are conditions on events."""
    random = Random(seed)
    always = random.random() < 0.3
    business = "" if always else "business "
    within = random.choice(
        [f"{random.randint(0, 40)} {business}hours", f"{random.randint(0, 9)} calendar days"]
        + ([] if always else [f"{random.randint(0, 4)} business days"])
    )
    options = [f"reopened: {random.choice(['resumes', 'counts through', 'ignored'])}"]
    if random.random() < 0.4:
        options.append("reopen: status = 'again'")
    if random.random() < 0.5:
        options.append(f"attributes at: {random.choice(['start', 'stop'])}")
    text = f"""
calendars:
  desk: {calendar(random)}
evidence:
  changes:
    each: event
    file: changes.csv
    key: ticket
    at: changed
    order: turn
    nulls: [""]
    columns: {{ticket: text, changed: instant, turn: whole number, status: text, team: text}}
measures:
  clocked:
    from: changes
    clock:
      start: {random.choice(["status = 'new'", "status in ['new', 'waiting']"])}
      stop: status = 'done'
      pause: status = 'waiting'
      calendar: {"always" if always else "desk"}
      within: {within}
      {chr(10).join(options).replace(chr(10), chr(10) + "      ")}
    counts in: {random.choice(["stop or due", "stop", "start", "due"])}
    value: share(met)
"""
    lines = ["ticket,changed,turn,status,team"]
    keys = tuple(f"T{number}" for number in range(25))
    for key in keys:
        for moment in moments(random, random.randint(1, 7)):
            turn = random.choice(["", str(random.randint(1, 3))])
            lines.append(
                f"{key},{stamp(moment)},{turn},{random.choice(STATES)},{random.choice('xy')}"
            )
    return Drawn(text, {"changes": "\n".join(lines)}, keys)


def clock_by_columns(seed: int) -> Drawn:
    """Draw a clock whose start and stop are columns, with pauses from events."""
    random = Random(seed)
    within = random.choice(
        [
            f"{random.randint(0, 40)} business hours",
            f"{random.randint(0, 4)} business days",
            f"{random.randint(0, 9)} calendar days",
        ]
    )
    text = f"""
calendars:
  desk: {calendar(random)}
evidence:
  tickets:
    each: case
    file: tickets.csv
    key: ticket
    nulls: [""]
    columns: {{ticket: text, opened: instant, resolved: instant}}
  changes:
    each: event
    file: changes.csv
    key: ticket
    at: changed
    order: turn
    nulls: [""]
    columns: {{ticket: text, changed: instant, turn: whole number, status: text}}
measures:
  clocked:
    from: tickets
    clock:
      start: opened
      stop: {random.choice(["resolved", "status = 'done'"])}
      events: changes
      pause: status = 'waiting'
      calendar: desk
      within: {within}
    value: mean(elapsed)
"""
    tickets, changes = ["ticket,opened,resolved"], ["ticket,changed,turn,status"]
    keys = tuple(f"T{number}" for number in range(25))
    for key in keys:
        drawn = moments(random, 7)
        opened, resolved, *events = random.sample(drawn, len(drawn))
        end = "" if random.random() < 0.3 else stamp(resolved)
        tickets.append(f"{key},{stamp(opened)},{end}")
        changes += [
            f"{key},{stamp(moment)},{random.randint(1, 3)},{random.choice(STATES)}"
            for moment in sorted(events[: random.randint(0, 5)])
        ]
    return Drawn(text, {"tickets": "\n".join(tickets), "changes": "\n".join(changes)}, keys)


def outages(seed: int) -> Drawn:
    """Draw overlapping, weighted outages with planned time."""
    random = Random(seed)
    options = [f"planned time: {random.choice(['left out', 'counts as up'])}"]
    if random.random() < 0.5:
        options.append(f"at least: {random.choice([1, 30, 120])} minutes")
    if random.random() < 0.6:
        options.append("weight: (affected / users) as %")
    if random.random() < 0.7:
        options.append("calendar: desk")
    text = f"""
calendars:
  desk: {calendar(random)}
evidence:
  outages:
    each: interval
    noun: outage
    file: outages.csv
    key: number
    from: began
    until: ended
    nulls: [""]
    columns:
      {{number: text, began: instant, ended: instant, service: text,
        affected: whole number, users: whole number}}
  works:
    each: interval
    noun: work
    file: works.csv
    key: number
    from: began
    until: ended
    columns: {{number: text, began: instant, ended: instant, service: text}}
measures:
  up:
    from: outages
    availability:
      planned: works
      {chr(10).join(options).replace(chr(10), chr(10) + "      ")}
    by: [service]
    value: availability
"""
    rows, works = ["number,began,ended,service,affected,users"], ["number,began,ended,service"]
    for number in range(20):
        began, ended = moments(random, 2)
        end = (
            ""
            if random.random() < 0.1
            else stamp(ended if random.random() < 0.8 else began + timedelta(hours=2))
        )
        users = random.choice([0, 3, 7, 10])
        rows.append(
            f"O{number},{stamp(began)},{end},{random.choice('ab')},{random.randint(0, 8)},{users}"
        )
    for number in range(random.randint(0, 4)):
        began, ended = moments(random, 2)
        works.append(
            f"W{number},{stamp(began)},{stamp(min(ended, began + timedelta(hours=9)))},"
            f"{random.choice('ab')}"
        )
    return Drawn(text, {"outages": "\n".join(rows), "works": "\n".join(works)}, ())


def states(seed: int) -> Drawn:
    """Draw changes of state of several sites."""
    random = Random(seed)
    options = [f"unknown time: {random.choice(['left out', 'counts as up', 'counts as down'])}"]
    if random.random() < 0.5:
        options.append("unknown: state = 'mute'")
    if random.random() < 0.5:
        options.append("calendar: desk")
    text = f"""
calendars:
  desk: {calendar(random)}
evidence:
  probes:
    each: event
    noun: probe
    file: probes.csv
    key: site
    at: seen
    order: turn
    nulls: [""]
    columns:
      {{site: text, seen: instant, turn: whole number, state: text,
        response: duration in milliseconds, region: text}}
measures:
  up:
    from: probes
    availability:
      down: state = 'down' or response above 2 seconds
      {chr(10).join(options).replace(chr(10), chr(10) + "      ")}
    by: [region]
    value: availability
"""
    rows = ["site,seen,turn,state,response,region"]
    for site in range(4):
        for moment in moments(random, random.randint(1, 8)):
            state, response = (
                random.choice(["up", "down", "mute", ""]),
                random.choice(["", "2000", "2001"]),
            )
            rows.append(
                f"S{site},{stamp(moment)},{random.randint(1, 3)},{state},{response},"
                f"{'ab'[site % 2]}"
            )
    return Drawn(text, {"probes": "\n".join(rows)}, ())
