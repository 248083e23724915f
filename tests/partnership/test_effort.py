"""What talking costs both sides, planned and kept, by review and by year."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from servanda.cli.documents.partnership import partnership_document
from servanda.facts.decision import Attendee, ReviewPlanned
from servanda.journal.wire import act_content, read_act
from servanda.partnership.effort import kept_hours, planned_hours
from servanda.partnership.state import partnership_of
from servanda.pipeline.deciding import open_desk
from servanda.reports.partnership_text import partnership_lines
from tests.partnership.pair import (
    CIO,
    EXECUTIVE,
    MANAGER,
    TEXT,
    amsterdam,
    begin,
    held,
    say,
    settled,
    try_to_say,
)

_APRIL = amsterdam("2026-04-16 10:00:00")
_JULY = amsterdam("2026-07-16 10:00:00")
_PLAN = ReviewPlanned(
    review="steering",
    period="2026-H1",
    starts=amsterdam("2026-06-10 09:00:00"),
    ends=amsterdam("2026-06-10 10:30:00"),
    invited=(CIO, MANAGER, EXECUTIVE),
)
_HELD = replace(
    held(CIO, MANAGER, EXECUTIVE, at=amsterdam("2026-06-10 09:00:00")),
    ended=amsterdam("2026-06-10 10:20:00"),
)
_PRICED = TEXT.replace(
    "    every: half year\n",
    "    every: half year\n    hour costs: {client: 90 EUR, provider: 100.55 EUR}\n",
)


def _said(folder: Path, text: str) -> str:
    workspace = begin(folder, text)
    say(workspace, _APRIL, "client", _PLAN)
    say(workspace, _JULY, "client", _HELD)
    desk = open_desk(workspace, _JULY).value
    assert desk is not None
    found = partnership_of(desk.standing.entries.values())
    lines = list(partnership_lines(desk.book, found, (), _JULY))
    return lines[lines.index("What the talks cost:") + 1]


def test_a_talk_costs_the_hours_of_all_who_are_asked_and_of_all_who_were_there() -> None:
    nobody = Attendee(party="provider", role="manager")
    kept = replace(_HELD, attendance=(*_HELD.attendance, nobody))
    assert planned_hours(_PLAN) == {"client": 3, "provider": Fraction(3, 2)}
    assert kept_hours(kept) == {"client": Fraction(8, 3), "provider": Fraction(4, 3)}
    assert kept_hours(replace(kept, ended=None)) == {}


def test_hours_are_money_where_the_text_prices_them(tmp_path: Path) -> None:
    # 3 x 90 and 1.5 x 100.55 = 150.825, rounded half up; 8/3 x 90 and 4/3 x 100.55 = 134.0666...
    assert _said(tmp_path, _PRICED) == (
        "  2026: planned 3 hours of the client (270.00 EUR), 1.5 hours of the provider"
        " (150.83 EUR); kept 2.67 hours of the client (240.00 EUR), 1.33 hours of the provider"
        " (134.07 EUR)"
    )


def test_hours_without_a_price_are_hours_alone(tmp_path: Path) -> None:
    assert _said(tmp_path, TEXT) == (
        "  2026: planned 3 hours of the client, 1.5 hours of the provider; kept 2.67 hours of the"
        " client, 1.33 hours of the provider"
    )


@pytest.mark.parametrize("ended", ["2026-06-10 09:00:00", "2026-06-10 08:59:59"])
def test_a_review_ends_after_it_began(tmp_path: Path, ended: str) -> None:
    refused = try_to_say(begin(tmp_path), _JULY, "client", replace(_HELD, ended=amsterdam(ended)))
    assert [each.code for each in refused] == ["D181"]


def test_what_is_signed_of_a_review_without_an_end_stays_as_it_was() -> None:
    without = replace(_HELD, ended=None)
    assert set(act_content(without)) == {"review", "period", "at", "attendance", "cost"}
    assert read_act("review held", act_content(without)) == without
    assert act_content(_HELD)["ended"] == "2026-06-10T09:20:00Z"
    assert read_act("review held", act_content(_HELD)) == _HELD


def test_what_talks_cost_is_measured_and_paid_like_any_row(tmp_path: Path) -> None:
    text = _PRICED.replace(
        "charges: {monthly: {pays: fee}}\n",
        "rows:\n"
        "  talks: {each: talk, from: reviews, where: kept_provider_time is known, counts in: due}\n"
        "charges:\n"
        "  monthly: {pays: fee}\n"
        "  travel:\n"
        "    for each: talk\n"
        "    pays: (kept_provider_cost) otherwise 0 EUR\n",
    )
    workspace = begin(tmp_path, text)
    say(workspace, _APRIL, "client", _PLAN)
    say(workspace, _JULY, "client", _HELD)
    statement = settled(workspace, "2026-06", _JULY)
    (line,) = (each for each in statement.lines if each.name == "travel")
    assert line.payable.amount == Fraction("134.07")


def test_the_document_tells_what_talks_cost(tmp_path: Path) -> None:
    workspace = begin(tmp_path, _PRICED)
    say(workspace, _APRIL, "client", _PLAN)
    say(workspace, _JULY, "client", _HELD)
    desk = open_desk(workspace, _JULY).value
    assert desk is not None
    document = partnership_document(desk)
    (held_one,) = (each for each in document.reviews if each.entry)
    (year,) = document.talks
    assert held_one.kept == year.kept
    assert [(each.party, each.hours, each.cost) for each in year.planned] == [
        ("client", "3", "270.00 EUR"),
        ("provider", "1.5", "150.83 EUR"),
    ]
