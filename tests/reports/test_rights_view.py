"""Rights in words: from when, until when, with what notice."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.facts.statement import RightStanding, RightState
from servanda.facts.trace import Step
from servanda.reports.reader import Reader
from servanda.reports.rights_view import days_said, right_view


def state(
    standing: RightStanding,
    *,
    since: date | None = None,
    until: date | None = None,
    notice: str = "",
    effective: date | None = None,
) -> RightState:
    return RightState(
        name="leave",
        title="To end the agreement",
        kind="termination",
        held_by="client",
        standing=standing,
        when=Step(name="leave in 2026-03", text="run(up.missed) at least 3", value=True),
        since=since,
        until=until,
        notice=notice,
        effective=effective,
        clause=None,
        span=None,
    )


BEGAN, END = date(2026, 4, 1), date(2026, 6, 30)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (state(RightStanding.NOT_GIVEN), ""),
        (state(RightStanding.UNKNOWN), ""),
        (
            state(RightStanding.ARISEN, since=BEGAN),
            "can be used from 1 Apr 2026; for as long as results give it",
        ),
        (
            state(
                RightStanding.STANDS,
                since=BEGAN,
                until=END,
                notice="30 calendar days",
                effective=date(2026, 5, 1),
            ),
            (
                "can be used from 1 Apr 2026; until 30 Jun 2026; notice of 30 calendar days, so"
                " that it takes effect on 1 May 2026 at the earliest"
            ),
        ),
        (
            state(RightStanding.LAPSED, since=BEGAN, until=END),
            "it could be used from 1 Apr 2026; until 30 Jun 2026",
        ),
        (
            state(RightStanding.LAPSED, since=BEGAN),
            "it could be used from 1 Apr 2026; no result gives it any more",
        ),
    ],
)
def test_a_right_says_its_days(found: RightState, said: str) -> None:
    view = right_view(found, Reader(locale="en"))
    assert view.dates == said
    assert view.standing == found.standing.value
    assert view.about == "termination, held by the client"


def test_a_right_that_begins_later_says_from_when() -> None:
    found = state(RightStanding.ARISEN, since=date(2026, 4, 11))
    assert days_said(found, Reader(locale="en")) == "To end the agreement (from 11 Apr 2026)"
