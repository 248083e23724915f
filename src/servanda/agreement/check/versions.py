"""Do amendments fit the periods and the days in force?"""

from __future__ import annotations

from datetime import timedelta

from servanda.agreement import diagnostics as found
from servanda.agreement.model.agreement import History
from servanda.agreement.notebook import Notebook
from servanda.agreement.periods import periods_of
from servanda.kernel.source import SourceSpan

__all__ = ["check_versions"]


def check_versions(history: History, places: tuple[SourceSpan, ...], notebook: Notebook) -> None:
    """Note amendments that begin after the end, and warn of those that begin inside a period.

    Args:
        history: The versions.
        places: Where the date of each amendment stands, oldest first.
        notebook: Where mistakes are noted.
    """
    last = history.latest.in_force.last_day
    for version, place in zip(history.versions[1:], places, strict=True):
        day = version.effective_from
        if last is not None and day > last:
            notebook.report(found.AMENDMENT_LATE, place, day=day.isoformat(), last=last.isoformat())
            continue
        holding = periods_of(history, day)[-1:]
        for period in holding:
            if period.first_day != day:
                notebook.report(
                    found.INSIDE_PERIOD,
                    place,
                    day=day.isoformat(),
                    first=period.first_day.isoformat(),
                    last=(period.end_day - timedelta(days=1)).isoformat(),
                    following=period.end_day.isoformat(),
                )
