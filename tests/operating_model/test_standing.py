"""A matrix on a day: what ambitions fill, what targets and steps change, how risks stand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.operating_model.model.words import Ambition, Scope
from servanda.operating_model.reference import processes
from servanda.operating_model.standing import CellStanding, RiskState, ServiceStanding, stand
from tests.operating_model.texts import DAY, model_of, service_text

APPLICATION, INTERFACE = Scope.APPLICATION, Scope.INTERFACE


def standing_of(text: str, day: date = DAY) -> ServiceStanding:
    model = model_of(text)
    return stand(model, model.services["payments"], day)


def cell(standing: ServiceStanding, process: str, scope: Scope) -> CellStanding:
    return next(each for each in standing.cells if each.key == (process, scope))


@pytest.mark.parametrize("ambition", Ambition)
def test_choosing_an_ambition_fills_the_matrix(ambition: Ambition) -> None:
    standing = standing_of(service_text("", ambition=ambition.value))
    assert len(standing.cells) == 28
    for each in standing.cells:
        reference = processes()[each.process.name].reference[ambition, each.scope]
        assert each.present.accountable == each.target.accountable == reference
        assert each.present.performs == (reference,)
        assert each.has_arrived
        assert not each.deviates


def test_scopes_are_together_under_a_and_apart_under_b() -> None:
    assert len(standing_of(service_text("", ambition="A")).shown_cells()) == 14
    assert len(standing_of(service_text("", ambition="B")).shown_cells()) == 28
    apart = standing_of(service_text("scopes: apart", ambition="A"))
    assert len(apart.shown_cells()) == 28


def test_who_performs_is_another_than_who_is_accountable() -> None:
    standing = standing_of(
        service_text("present:\n  incident management: {performs: [northwind, desk]}")
    )
    incidents = cell(standing, "incident management", APPLICATION)
    assert incidents.present.accountable == "business"
    assert incidents.present.performs == ("northwind", "desk")
    assert incidents.has_arrived


def test_a_deviation_is_visible_with_its_reason() -> None:
    text = "target:\n  change management: {accountable: IT delivery, because: one team}"
    change = cell(standing_of(service_text(text)), "change management", APPLICATION)
    assert change.deviates
    assert (change.target.accountable, change.reference) == ("IT delivery", "business")
    assert change.because == "one team"


def test_a_step_takes_a_cell_from_present_to_target_on_its_day() -> None:
    text = service_text("""
        present:
          incident management: t.b.d.
        steps:
          - {process: incident management, scope: application, accountable: business,
             performs: desk, by: 2026-03-31, owner: lead, done: 2026-04-02}
          - {process: incident management, scope: interface, by: 2026-09-30, owner: lead}
    """)
    before, after = (standing_of(text, day) for day in (date(2026, 4, 1), date(2026, 4, 2)))
    assert cell(before, "incident management", APPLICATION).is_undecided
    moved = cell(after, "incident management", APPLICATION)
    assert (moved.present.accountable, moved.present.performs) == ("business", ("desk",))
    assert moved.step is None
    waiting = cell(after, "incident management", INTERFACE)
    assert waiting.is_undecided
    assert waiting.step is not None
    assert waiting.step.by == date(2026, 9, 30)


def test_a_mode_changes_on_its_day_and_may_go_back() -> None:
    mode = "{2025-01-01: 2, 2025-07-01: 1, 2026-01-01: 2, 2026-05-01: stopped}"
    text = service_text("", mode=mode)
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 7, 1), date(2026, 1, 1), DAY]
    told = [standing_of(text, day) for day in days]
    assert [each.mode.value if each.mode else None for each in told] == [
        None, "2", "1", "2", "stopped",
    ]  # fmt: skip
    assert [each.is_live for each in told] == [False, True, True, True, False]


RISK = """
    risks:
      recovery:
        title: Nobody owns recovery
        likelihood: rare
        consequence: a day without payments
        owner: cio
        treatment: accept
        raised: 2026-01-10
        accepted:
          - {by: M. de Vries, role: cio, on: 2026-02-01, until: 2026-03-31, because: soon gone}
          - {by: A. Visser, role: cio, on: 2026-05-01, until: 2026-05-31, because: late}
"""


@pytest.mark.parametrize(
    ("day", "state", "by"),
    [
        (date(2026, 1, 10), RiskState.OPEN, None),
        (date(2026, 2, 1), RiskState.ACCEPTED, "M. de Vries"),
        (date(2026, 3, 31), RiskState.ACCEPTED, "M. de Vries"),
        (date(2026, 4, 1), RiskState.EXPIRED, "M. de Vries"),
        (date(2026, 5, 31), RiskState.ACCEPTED, "A. Visser"),
        (date(2026, 6, 1), RiskState.EXPIRED, "A. Visser"),
    ],
)
def test_an_acceptance_expires(day: date, state: RiskState, by: str | None) -> None:
    (risk,) = standing_of(service_text(RISK), day).risks
    assert risk.state is state
    assert (risk.acceptance.by if risk.acceptance else None) == by
    assert risk.state.is_open is (state in {RiskState.OPEN, RiskState.EXPIRED})


def test_a_risk_is_not_there_before_it_was_seen_and_ends_when_it_is_closed() -> None:
    closed = service_text(
        RISK.replace("raised: 2026-01-10", "raised: 2026-01-10\n        closed: 2026-05-15")
    )
    assert standing_of(closed, date(2026, 1, 9)).risks == ()
    (risk,) = standing_of(closed, date(2026, 5, 15)).risks
    assert risk.state is RiskState.CLOSED


def test_an_organisation_has_processes_of_its_own() -> None:
    own = "processes:\n  data_stewardship: {title: Data stewardship, reference: {b: business}}\n"
    text = service_text("").replace("services:\n", f"{own}services:\n")
    standing = standing_of(text)
    assert len(standing.cells) == 30
    stewards = cell(standing, "data_stewardship", INTERFACE)
    assert stewards.present.accountable == "business"


@given(st.dates(date(2024, 1, 1), date(2028, 12, 31)), st.sampled_from(Ambition))
def test_every_cell_has_an_answer_on_every_day(day: date, ambition: Ambition) -> None:
    standing = standing_of(service_text(RISK, ambition=ambition.value), day)
    parties = {"IT operations", "IT delivery", "business", "t.b.d."}
    assert {each.present.accountable for each in standing.cells} <= parties
    assert all(each.present.performs for each in standing.cells)
