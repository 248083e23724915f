"""Times at which both sides can meet, by their clocks, holidays and other reviews."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.facts.decision import ReviewPlanned
from servanda.kernel.time import Instant
from servanda.pipeline.deciding import open_desk
from servanda.pipeline.meeting_times import meeting_times
from servanda.pipeline.reviewing import NoSuchReview, due_review, together
from tests.partnership.pair import TEXT, amsterdam, begin, say

_APRIL = amsterdam("2026-04-16 10:00:00")


def _times(folder: Path, text: str = TEXT, *, at: Instant = _APRIL) -> list[str]:
    desk = open_desk(begin(folder, text), at).value
    assert desk is not None
    until = due_review(desk.history, "steering", "2026-H1").until
    return [str(each.starts) for each in meeting_times(desk.history, together(desk), at, until)]


def test_both_are_at_work_on_a_working_day_of_both_countries(tmp_path: Path) -> None:
    # 9:00 in Amsterdam is 12:30 in Kolkata. The 27th is King's Day in the Netherlands, the 1st of
    # May Buddha Purnima in India; a week's notice ends on the 23rd.
    assert _times(tmp_path) == [
        "2026-04-24T07:00:00Z",
        "2026-04-28T07:00:00Z",
        "2026-04-29T07:00:00Z",
        "2026-04-30T07:00:00Z",
        "2026-05-04T07:00:00Z",
    ]


def test_longer_hours_are_looked_at_where_office_hours_have_nothing_in_common(
    tmp_path: Path,
) -> None:
    far = TEXT.replace("zone: Asia/Kolkata, country: IN", "zone: America/New_York, country: US")
    # 15:00 in Amsterdam is 9:00 in New York.
    assert _times(tmp_path / "one", far)[0] == "2026-04-24T13:00:00Z"
    farther = far.replace("America/New_York", "America/Denver")
    # 16:00 in Amsterdam is 8:00 in Denver; no two usual office hours are the same there.
    assert _times(tmp_path / "two", farther)[0] == "2026-04-24T14:00:00Z"
    farthest = far.replace("America/New_York", "Pacific/Honolulu")
    assert _times(tmp_path / "three", farthest) == []


def test_short_notice_and_other_reviews_are_minded(tmp_path: Path) -> None:
    at = amsterdam("2026-06-25 10:00:00")
    assert _times(tmp_path / "short", at=at)[0] == "2026-06-29T07:00:00Z"
    workspace = begin(tmp_path / "taken")
    plan = ReviewPlanned(
        review="monthly",
        period="2026-04",
        starts=Instant.parse("2026-04-24T08:30:00Z"),
        ends=Instant.parse("2026-04-24T09:30:00Z"),
    )
    say(workspace, _APRIL, "client", plan)
    desk = open_desk(workspace, _APRIL).value
    assert desk is not None
    until = due_review(desk.history, "steering", "2026-H1").until
    first = next(meeting_times(desk.history, together(desk), _APRIL, until))
    assert str(first.starts) == "2026-04-28T07:00:00Z"


def test_a_review_that_the_agreement_does_not_ask_for_is_named(tmp_path: Path) -> None:
    desk = open_desk(begin(tmp_path), _APRIL).value
    assert desk is not None
    with pytest.raises(NoSuchReview, match="did you mean 'steering 2026-H1'"):
        due_review(desk.history, "stering", "2026-H1")
