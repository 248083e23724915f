"""What is typed line by line: people with their roles, and what happened when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from servanda.kernel.time import Instant
from servanda.pipeline.attending import read_attendee
from servanda.pipeline.spoken import NotReadable
from servanda.web.languages.speaking import say

__all__ = ["moment_named", "moments_named", "people_named"]


def moment_named(text: str, zone: str) -> str:
    """Return a moment as an act names it.

    Args:
        text: What was typed.
        zone: The zone whose clock it was read from, where it says none itself.

    Raises:
        ValueError: It is none.
    """
    try:
        local = datetime.fromisoformat(text)
        if local.tzinfo is None:
            local = local.replace(tzinfo=ZoneInfo(zone))
        return str(Instant.from_datetime(local))
    except (ValueError, OverflowError):
        raise ValueError(say("write day and time like 2026-03-31 14:05")) from None


def moments_named(text: str, zone: str) -> list[dict[str, str]]:
    """Return what happened when, a line each: a day, a time, and what happened then.

    Args:
        text: What was typed; lines that hold nothing are passed over.
        zone: The zone whose clock it was read from.

    Raises:
        ValueError: A line is none of these; it says which.
    """
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        day, _, rest = line.strip().partition(" ")
        time, _, what = rest.strip().partition(" ")
        if not day:
            continue
        if not what.strip():
            raise ValueError(
                say("line {number}: write day, time, and what happened then", number=number)
            )
        try:
            at = moment_named(f"{day} {time}", zone)
        except ValueError as wrong:
            raise ValueError(say("line {number}: {wrong}", number=number, wrong=wrong)) from None
        found.append({"at": at, "what": what.strip()})
    return found


def people_named(lines: Sequence[str]) -> list[dict[str, str]]:
    """Return people with party and role, as acts name them.

    Args:
        lines: Each ``client: CIO: E. Vos <e.vos@acme.example>``; the address may be left out.

    Raises:
        ValueError: A line is none of these; it says which.
    """
    try:
        people = [read_attendee(each) for each in lines]
    except NotReadable:
        wrong = next(each for each in lines if not _is_read(each))
        raise ValueError(
            say("'{wrong}' is not like client: architect: E. Vos", wrong=wrong)
        ) from None
    return [
        {"party": each.party, "role": each.role, "person": each.person, "address": each.address}
        for each in people
    ]


def _is_read(line: str) -> bool:
    try:
        read_attendee(line)
    except NotReadable:
        return False
    return True
