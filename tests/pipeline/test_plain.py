"""What 99% is in hours, how many may fail, what a bad month costs."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from servanda.facts.statement import LinePurpose
from servanda.kernel.quantity import Quantity
from servanda.pipeline.plain.allowance import DownAllowed, FailuresAllowed
from servanda.pipeline.plain.deciding import deciding_cases
from servanda.pipeline.plain.overview import Overview, read
from servanda.pipeline.plain.volumes import measure_volumes
from servanda.pipeline.refusals import UnknownPeriod
from servanda.pipeline.workspace import find_workspace
from servanda.reports.plain import plain_view
from servanda.reports.reader import Reader
from tests.cli.folder import AGREEMENT, write_folder

SPACE = "\N{NO-BREAK SPACE}"


def overview(folder: Path, text: str = AGREEMENT, period: str | None = None) -> Overview:
    found = read(find_workspace(write_folder(folder, text)), period=period).value
    assert found is not None
    return found


def words(found: Overview) -> str:
    view = plain_view(found, Reader())
    said = [s for section in view.sections for item in section.items for s in item.sentences]
    return " ".join(said).replace(SPACE, " ")


def test_hours_lost_are_those_of_the_shortest_and_the_longest_month(tmp_path: Path) -> None:
    uptime = overview(tmp_path / "desk").promises[1]
    # February has 672 hours, October 745 where the clocks go back: half a percent of them.
    assert uptime.may_fail == DownAllowed(
        least=Fraction(672 * 3600, 200),
        most=Fraction(745 * 3600, 200),
        agreed_least=Fraction(672 * 3600),
        agreed_most=Fraction(745 * 3600),
    )


def test_failures_allowed_are_counted_in_a_hundred(tmp_path: Path) -> None:
    restored = overview(tmp_path / "desk").promises[0]
    assert restored.may_fail == FailuresAllowed(in_hundred=Fraction(5), noun="incident", fail=True)
    assert restored.must_not == FailuresAllowed(in_hundred=Fraction(10), noun="incident", fail=True)


def test_fractions_of_a_failure_are_told_of_more_cases(tmp_path: Path) -> None:
    text = AGREEMENT.replace("expected: at least 95%", "expected: at least 97.5%")
    assert "5 in 200 incidents to fail" in words(overview(tmp_path / "desk", text))


def test_a_bad_month_costs_the_cap(tmp_path: Path) -> None:
    stakes = overview(tmp_path / "desk").stakes
    assert stakes.worst == Quantity.money(800, "EUR")
    assert stakes.best == Quantity.money(0, "EUR")
    (line,) = stakes.lines
    assert (line.name, line.purpose) == ("restored", LinePurpose.SERVICE_CREDIT)
    assert line.most == Quantity.money(1000, "EUR")


def test_without_a_limit_a_bad_month_costs_what_its_lines_ask(tmp_path: Path) -> None:
    text = AGREEMENT.split("limits:")[0]
    assert overview(tmp_path / "desk", text).stakes.worst == Quantity.money(1000, "EUR")


def test_a_repeat_doubles_the_worst_month(tmp_path: Path) -> None:
    whole = "below minimum: 100%"
    text = AGREEMENT.split("limits:")[0].replace(whole, f"{whole}, repeat: x2")
    assert overview(tmp_path / "desk", text).stakes.worst == Quantity.money(2000, "EUR")


def test_a_line_by_the_event_has_no_end_of_its_own(tmp_path: Path) -> None:
    base, limits = AGREEMENT.split("limits:")
    rows = "rows:\n  failures: {each: failure, from: outages, counts in: ended}\nmeasures:\n"
    by_event = "  long: {for each: failure, when: length above 1 hour, pays: 10 EUR}\n"
    text = base.replace("measures:\n", rows, 1) + by_event
    endless = overview(tmp_path / "endless", text).stakes
    assert endless.worst is None
    (long,) = (line for line in endless.lines if line.name == "long")
    assert (long.most, long.each) == (Quantity.money(10, "EUR"), "failure")
    capped = overview(tmp_path / "capped", f"{text}limits:{limits}").stakes
    assert capped.worst == Quantity.money(800, "EUR")


KEPT = "{{name: kept, of: {}, at most: 500 EUR, within: this year, rest: carries over}}"


def _with_penalty(line: str, *, limits: str = "") -> str:
    rows = "rows:\n  failures: {each: failure, from: outages, counts in: ended}\nmeasures:\n"
    return f"{AGREEMENT.split('limits:')[0].replace('measures:', rows[:-1], 1)}  {line}\n{limits}"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "long: {title: Long, for each: failure, pays: 10 EUR per 1 hour of length}",
            "Long: by the failure, with no end of its own.",
        ),
        (
            "long: {title: Long, for each: failure, pays: 10 EUR}",
            "Long: up to 10.00 EUR for each failure, however many there are.",
        ),
        (
            "many: {title: Many, pays: 10 EUR per failure * count(failures)}",
            "Many: nobody can say beforehand, since it depends on count(failures).",
        ),
        (
            "both: {title: Both, pays: '(100 EUR * restored * uptime) otherwise 0 EUR'}",
            "it may be more, since it depends on the values of several figures at once",
        ),
        ("fixed: {title: Fixed, pays: 10 EUR}", "Fixed: up to 10.00 EUR."),
        (
            "blind: {title: Blind, pays: '(10 EUR * restored) otherwise 70 EUR'}",
            "Blind: up to 70.00 EUR.",
        ),
    ],
)
def test_what_a_line_comes_to_is_said_with_the_reason_where_it_is_not_known(
    tmp_path: Path, line: str, said: str
) -> None:
    assert said in words(overview(tmp_path / "desk", _with_penalty(line)))


def test_what_nothing_limits_is_named(tmp_path: Path) -> None:
    text = _with_penalty("long: {title: Long, for each: failure, pays: 10 EUR}")
    said = words(overview(tmp_path / "desk", text))
    assert "nothing limits: there is no end to 'Long'." in said
    assert "A good month brings the provider nothing: no line of the text does so." in said


@pytest.mark.parametrize(
    ("limits", "worst"),
    [
        ("[long at most 30 EUR each month]", 1030),
        ("[long at most 30 EUR each month, penalties at most 700 EUR each month]", 700),
        ("[restored at most 600 EUR each month, long at most 30 EUR each month]", 630),
        ("[long at most 30 EUR in total]", None),
        ("[long at most 30 EUR for each failure]", None),
        ("[long at most sum(length over failures) * 1 EUR per hour each month]", None),
        (
            f"[{KEPT.format('penalties')}, penalties at most 450 EUR each month]",
            450,
        ),
        (f"[long at most 30 EUR each month, {KEPT.format('restored')}]", None),
    ],
)
def test_the_worst_month_is_what_limits_leave_of_lines_with_and_without_an_end(
    tmp_path: Path, limits: str, worst: int | None
) -> None:
    line = "long: {for each: failure, pays: 10 EUR}"
    found = overview(tmp_path / "desk", _with_penalty(line, limits=f"limits: {limits}\n"))
    assert found.stakes.worst == (None if worst is None else Quantity.money(worst, "EUR"))


def test_charges_that_evidence_decides_are_named(tmp_path: Path) -> None:
    overtime = "{title: Overtime, pays: 5 EUR per failure * count(failures)}"
    charges = f"charges:\n  overtime: {overtime}\n"
    text = _with_penalty("fixed: {pays: 10 EUR}").replace("charges:\n", charges, 1)
    said = words(overview(tmp_path / "desk", text))
    assert "and what evidence brings of Overtime." in said
    assert "of the charges" not in said


def test_records_that_are_meant_to_be_charged_twice_are_said(tmp_path: Path) -> None:
    line = "more: {pays: 10 EUR, besides: {restored: one is for the month}}"
    said = words(overview(tmp_path / "desk", _with_penalty(line)))
    assert "the same records as 'Incidents restored in time', and is meant to: one is for" in said


def test_a_period_is_called_what_the_agreement_calls_it(tmp_path: Path) -> None:
    text = AGREEMENT.replace("every: month", "every: quarter").replace("each month", "each quarter")
    assert "A bad quarter costs the provider" in words(overview(tmp_path / "desk", text))


def test_what_is_said_about_hours_and_data(tmp_path: Path) -> None:
    said = words(overview(tmp_path / "desk"))
    assert "Only the hours of 'office' count" in said
    assert "Nights, weekends and holidays count." in said
    assert "Without data the month counts as met." in said
    assert "Planned maintenance is not set apart" in said
    assert "A bad month costs the provider at most 800.00 EUR (8% of the charges)." in said


def test_actual_volumes_say_how_many_might_have_failed_and_did(tmp_path: Path) -> None:
    found = overview(tmp_path / "desk", period="2026-01")
    measured = measure_volumes(find_workspace(tmp_path / "desk"), "2026-01").value
    assert measured is not None
    view = plain_view(found, Reader(), volumes=measured)
    said = " ".join(s for part in view.sections for item in part.items for s in item.sentences)
    assert "In January 2026 2 incidents counted: 0 might have failed, 1 did." in said


CLIFFS = """\
servanda: 1
agreement: desk
title: Desk
parties: {client: {name: C, zone: UTC}, provider: {name: P, zone: UTC}}
in force: {from: 2026-01-01, until: 2026-12-31}
settlement: {every: month, currency: EUR}
evidence:
  incidents:
    each: case
    noun: incident
    key: number
    columns: {number: text, opened: instant, closed: instant}
measures:
  solved:
    from: incidents
    clock: {start: opened, stop: closed, within: 4 hours}
    value: share(met)
    no data: met
commitments: {solved: {expected: at least 90%, minimum: at least 85%}}
penalties: {solved: {of: 1000 EUR, below expected: 20%, below minimum: 70%}}
limits: [penalties at most 1000 EUR each month]
"""


@pytest.mark.parametrize(
    ("cases", "said"),
    [
        (10, "Of 10, one incident more or less decides 700.00 EUR at 85% and 90%"),
        (40, "Of 40, one incident more or less decides 500.00 EUR at 85% and 200.00 EUR at 90%"),
    ],
)
def test_what_one_case_decides_of_as_many_as_there_were(
    tmp_path: Path, cases: int, said: str
) -> None:
    (tmp_path / "agreement.yaml").write_text(CLIFFS)
    (tmp_path / "evidence").mkdir()
    rows = [f"i{n},2026-01-10T10:00:00Z,2026-01-10T11:00:00Z" for n in range(cases)]
    table = "\n".join(("number,opened,closed", *rows, ""))
    (tmp_path / "evidence" / "incidents.csv").write_text(table)
    workspace = find_workspace(tmp_path)
    found, measured = read(workspace, period="2026-01"), measure_volumes(workspace, "2026-01").value
    assert found.value is not None
    assert measured is not None
    deciding = deciding_cases(found.value.history, measured)
    view = plain_view(found.value, Reader(), volumes=measured, deciding=deciding)
    sentences = [s for part in view.sections for item in part.items for s in item.sentences]
    assert f"{said} (solved)." in sentences


def test_a_period_can_be_named(tmp_path: Path) -> None:
    assert overview(tmp_path / "desk", period="2026-09").period.label == "2026-09"
    with pytest.raises(UnknownPeriod):
        overview(tmp_path / "other", period="2027-01")
