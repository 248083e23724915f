"""What a user would pick instead: environments, speed, and whether the answers are right."""

from __future__ import annotations

import json
import random
import subprocess
import venv
from dataclasses import asdict, dataclass
from pathlib import Path

from servanda.businesstime.rule import CalendarRule
from tests.bench.calendars import CALENDARS, OFFICE
from tests.bench.truth import Asked, asked, open_seconds

__all__ = ["Other", "compare"]

_HERE = Path(__file__).parent / "rivals"
_FIRST, _LAST = 1_451_865_600, 1_767_000_000
_DAY_SECONDS = 86_400
_PATIENCE_SECONDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Hold what became of another program.

    Args:
        name: Its name.
        cases_per_second: How many cases it answers on office hours.
        cases_per_processor_second: The same in a second of all the processors that it uses.
        wrong: Share of wrong answers in percent by calendar, none where it cannot be told of it.
        trouble: Why it could not be run; empty if it could.
    """

    name: str
    cases_per_second: float = 0
    cases_per_processor_second: float = 0
    wrong: tuple[tuple[str, float | None], ...] = ()
    trouble: str = ""


_KINDS = {
    "workclock": ("workclock", 300_000, False),
    "workclock, two threads": ("workclock", 300_000, False),
    "businesstimedelta": ("businesstimedelta", 200, False),
    "CustomBusinessHour": ("pandas", 200, True),
    "busday": ("numpy", 300_000, True),
}
"""By name: the file of its requirements, how many cases it is asked, one opening a day alone."""


def compare(folder: Path) -> list[Other]:
    """Return what each of the others does, whether fast and whether right.

    Asking takes minutes and has nothing to do with this program, so that they are asked once for
    each folder; remove ``others.json`` there to ask again.
    """
    told = folder / "others.json"
    if not told.exists():
        found = [asdict(_compared(name, folder)) for name in _KINDS]
        told.write_text(json.dumps(found, indent=1), "utf-8")
    return [
        Other(**{**each, "wrong": tuple((name, share) for name, share in each["wrong"])})
        for each in json.loads(told.read_text("utf-8"))
    ]


def _compared(name: str, folder: Path) -> Other:
    requirements, count, one_opening = _KINDS[name]
    try:
        python = _environment(requirements, folder)
        office = _ask(python, name, OFFICE, _anywhere(count), folder)
        cases = asked(240)
        wrong = tuple(
            (rule.name, _wrong(python, name, number, cases, folder))
            if not one_opening or _has_one_opening(rule)
            else (rule.name, None)
            for number, rule in enumerate(CALENDARS)
        )
    except subprocess.CalledProcessError as failed:
        return Other(name=name, trouble=(str(failed.stderr).strip().splitlines() or ["?"])[-1])
    except subprocess.TimeoutExpired:
        return Other(name=name, trouble=f"no answer within {_PATIENCE_SECONDS} seconds")
    return Other(
        name=name,
        cases_per_second=count / office.seconds,
        cases_per_processor_second=count * office.threads / office.processor,
        wrong=wrong,
    )


def _has_one_opening(rule: CalendarRule) -> bool:
    weeks = set(rule.weekly.values())
    return set(rule.weekly) == {1, 2, 3, 4, 5} and len(weeks) == 1 and len(next(iter(weeks))) == 1


def _wrong(python: Path, name: str, number: int, cases: list[Asked], folder: Path) -> float | None:
    own = [case for case in cases if case.calendar == number]
    try:
        answers = _ask(python, name, CALENDARS[number], own, folder).answers
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return None
    bad = sum(answer != open_seconds(case) for case, answer in zip(own, answers, strict=True))
    return 100 * bad / len(own)


def _anywhere(count: int) -> list[Asked]:
    dice = random.Random(count)
    starts = (dice.randrange(_FIRST, _LAST) for _ in range(count))
    return [Asked(0, start, start + dice.randrange(14 * _DAY_SECONDS)) for start in starts]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answered:
    """Hold what a program answered, and what that took on the clock and of processors."""

    seconds: float
    processor: float
    threads: int
    answers: list[float]


def _ask(
    python: Path, name: str, rule: CalendarRule, cases: list[Asked], folder: Path
) -> _Answered:
    given = {
        "week": {
            str(day): [[each.start_seconds, each.end_seconds % _DAY_SECONDS] for each in openings]
            for day, openings in sorted(rule.weekly.items())
        },
        "holidays": [day.isoformat() for day in sorted(rule.holidays)],
        "zone": rule.zone,
        "starts": [case.start for case in cases],
        "stops": [case.stop for case in cases],
    }
    file = folder / "asked.json"
    file.write_text(json.dumps(given), "utf-8")
    done = _run(str(python), str(_HERE / "script.py"), name, str(file))
    return _Answered(**json.loads(done))


def _environment(name: str, folder: Path) -> Path:
    """Make an environment once, with exactly the versions and files that are locked."""
    place = folder / f"environment-{name}"
    python = place / "bin" / "python"
    done = place / ".installed"
    if not done.exists():
        venv.create(place, with_pip=True, clear=True)
        locked = str(_HERE / f"{name}.txt")
        _run(str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", locked)
        done.touch()
    return python


def _run(*command: str) -> str:
    return subprocess.run(
        command,
        check=True,
        capture_output=True,
        text=True,
        timeout=_PATIENCE_SECONDS if "pip" not in command else None,
    ).stdout
