"""Which periods are settled: those so far, or those that are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.agreement.model.agreement import History
from servanda.kernel.time import Instant
from servanda.pipeline.check import check
from servanda.pipeline.choosing import Choice, choose, periods_up_to
from servanda.pipeline.refusals import NotSoFar, PeriodsReversed, UnknownPeriod
from servanda.pipeline.workspace import find_workspace
from tests.cli.folder import AGREEMENT, write_folder

OPEN_ENDED = AGREEMENT.replace("{from: 2026-01-01, until: 2026-12-31}", "{from: 2026-01-01}")


def history(folder: Path, text: str = AGREEMENT) -> History:
    read = check(find_workspace(write_folder(folder, text))).value
    assert read is not None
    return read


def labels(found: History, known: str | None, choice: Choice) -> list[str]:
    moment = Instant.parse(known) if known else None
    return [period.label for period in periods_up_to(found, moment, choice)]


@pytest.mark.parametrize(
    ("known", "last"),
    [
        ("2026-03-31T10:00:00+02:00", "2026-03"),
        ("2026-03-31T00:00:00+02:00", "2026-03"),
        ("2026-03-30T23:59:59+02:00", "2026-02"),
        ("2026-12-31T23:00:00+01:00", "2026-12"),
        ("2031-01-01T00:00:00+01:00", "2026-12"),
    ],
)
def test_a_period_is_complete_once_its_last_day_is_reached(
    tmp_path: Path, known: str, last: str
) -> None:
    assert labels(history(tmp_path / "desk"), known, Choice())[-1] == last


def test_a_later_period_is_measured_where_it_is_named(tmp_path: Path) -> None:
    found = labels(history(tmp_path / "desk"), "2026-01-15T00:00:00Z", Choice(only="2026-03"))
    assert found == ["2026-01", "2026-02", "2026-03"]


def test_an_earlier_period_is_measured_with_all_others(tmp_path: Path) -> None:
    found = labels(history(tmp_path / "desk"), "2026-03-31T10:00:00Z", Choice(only="2026-01"))
    assert found == ["2026-01", "2026-02", "2026-03"]


def test_an_open_ended_agreement_has_the_period_that_is_named(tmp_path: Path) -> None:
    found = history(tmp_path / "desk", OPEN_ENDED)
    assert labels(found, None, Choice(last="2028-05"))[-1] == "2028-05"
    with pytest.raises(UnknownPeriod):
        labels(found, None, Choice(last="x"))


def test_no_evidence_has_no_period(tmp_path: Path) -> None:
    with pytest.raises(NotSoFar, match="2026-01"):
        labels(history(tmp_path / "desk"), None, Choice())


def test_choosing_out_of_those_at_hand(tmp_path: Path) -> None:
    found = history(tmp_path / "desk")
    periods = periods_up_to(found, Instant.parse("2026-06-30T12:00:00Z"), Choice())
    chosen = choose(periods, Choice(first="2026-02", last="2026-04"))
    assert [period.label for period in chosen] == ["2026-02", "2026-03", "2026-04"]
    with pytest.raises(UnknownPeriod, match="did you mean '2026-03'"):
        choose(periods, Choice(only="2026-3"))


def test_periods_in_the_wrong_order_are_refused(tmp_path: Path) -> None:
    found = history(tmp_path / "desk")
    periods = periods_up_to(found, Instant.parse("2026-05-31T10:00:00Z"), Choice())
    with pytest.raises(PeriodsReversed, match="'2026-04' comes later"):
        choose(periods, Choice(first="2026-04", last="2026-02"))
    assert [each.label for each in choose(periods, Choice(first="2026-02", last="2026-02"))] == [
        "2026-02"
    ]
