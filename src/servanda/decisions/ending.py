"""Notice: when it ends an agreement, and the agreement as it is then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.setting import InForce
from servanda.agreement.term import moved_by_months, terms_until
from servanda.decisions.rulebook import Rulebook
from servanda.facts.decision import Entry, NoticeGiven
from servanda.facts.standing import Ending, Standing

__all__ = ["earliest_end", "ended", "given"]

_DAY: Final = timedelta(days=1)
_FAR: Final = timedelta(days=366 * 200)


def earliest_end(in_force: InForce, day: date) -> date | None:
    """Return the first last day that notice given on a day can bring about.

    Args:
        in_force: The days in force.
        day: The day on which notice is given.

    Returns:
        The end of the first term for which notice is still in time; of an agreement without an
        end, the day on which its notice has passed. Nothing where the agreement foresees no
        notice, or ends by itself.
    """
    notice = in_force.notice
    if notice is None:
        return None
    if in_force.term_ends is None:
        if notice.of_months:
            return moved_by_months(day, notice.count)
        return day + timedelta(days=notice.count)
    if not in_force.renewal_months:
        return None
    for term in terms_until(in_force, min(day + _FAR, date(2190, 1, 1))):
        if term.notice_by is not None and day <= term.notice_by:
            return term.last_day
    return None


def given(_: Rulebook, standing: Standing, entry: Entry) -> Standing:
    """Return the standing with notice given."""
    act = entry.act
    assert isinstance(act, NoticeGiven)
    ending = Ending(
        entry=entry.sha256,
        number=entry.number,
        party=entry.party,
        at=entry.at,
        ends=act.ends,
        reason=act.reason,
    )
    return replace(standing, ending=ending)


def ended(history: History, standing: Standing) -> History:
    """Return an agreement with the last day that notice has given it; itself without any."""
    ending = standing.ending
    if ending is None:
        return history
    readings = tuple(
        replace(each, versions=tuple(_until(version, ending.ends) for version in each.versions))
        for each in history.readings
    )
    versions = tuple(_until(version, ending.ends) for version in history.versions)
    return History(versions, readings)


def _until(version: Agreement, last_day: date) -> Agreement:
    return replace(version, in_force=replace(version.in_force, last_day=last_day))
