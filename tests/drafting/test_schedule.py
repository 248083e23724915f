"""Schedules as contract managers keep them, in four languages, with what nobody understands."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from servanda.drafting.phrases import amount, mark, opening_hours, priorities, share, time_allowed
from servanda.drafting.schedule import Kind, Schedule, read_schedule
from servanda.drafting.sheet import UnreadableSchedule

ENGLISH = """\
Annex 3,,,
Service,Service level,Target,Minimum,Service credit,Priority,Service hours,Remarks
Desk,Incidents resolved,90% within 4 hours,80%,5%,P1,24x7,
Desk,Incidents resolved,95% within 8 business hours,96%,EUR 500,P2,Mon-Fri 8-18,later
Portal,Availability,≥ 99.5 %,99%,2% per 0.1% below,,,
Desk,First call resolution,≥ 70 %,,,,,
Desk,Response time,15 minutes,,,P1,by arrangement,
"""


def _read(path: Path, text: str) -> Schedule:
    path.write_text(text, encoding="utf-8")
    return read_schedule(path, "EUR")


def test_every_row_is_accounted_for(tmp_path: Path) -> None:
    schedule = _read(tmp_path / "annex.csv", ENGLISH)
    assert [row.number for row in schedule.rows] == [3, 4, 5, 6, 7]
    assert [row.level is not None for row in schedule.rows] == [True, True, True, False, False]
    assert schedule.above == ("Annex 3",)
    assert all(row.level or row.left for row in schedule.rows)


def test_what_is_not_understood_names_the_cell_and_why(tmp_path: Path) -> None:
    rows = _read(tmp_path / "annex.csv", ENGLISH).rows
    assert rows[1].left == (
        "minimum '96%' is above the target: none is drafted",
        "'Remarks' says 'later': not used",
    )
    assert "penalty '2% per 0.1% below'" in rows[2].left[0]
    assert "target '≥ 70 %'" in rows[3].left[0]
    assert "service hours 'by arrangement'" in rows[4].left[0]


def test_a_level_says_what_its_row_says(tmp_path: Path) -> None:
    first, second, third = _read(tmp_path / "annex.csv", ENGLISH).levels
    assert (first.kind, first.within, first.expected, first.minimum) == (
        Kind.CLOCK, "4 hours", "90%", "80%",
    )  # fmt: skip
    assert (first.penalty, first.priorities, first.hours) == ("5% of monthly_fee", ("P1",), {})
    assert (second.within, second.hours) == ("8 business hours", {"mon-fri": "08:00-18:00"})
    assert (second.penalty, second.title) == ("500 EUR", "Incidents resolved (P2)")
    assert (third.kind, third.expected, third.penalty) == (Kind.AVAILABILITY, "99.5%", "")
    assert len({first.name, second.name, third.name}) == 3


@pytest.mark.parametrize(
    "text",
    [
        (
            "Leistung;Kennzahl;Zielwert;Mindestwert;Pönale;Priorität;Servicezeit\n"
            "Desk;Störungen gelöst;95 % in 4 Arbeitsstunden;90,5 %;2,5 %;Hoch;Mo-Fr 8-18 Uhr\n"
        ),
        (
            "Dienst;Omschrijving;Norm;Ondergrens;Boete;Prioriteit;Openingstijden\n"
            "Desk;Storingen opgelost;95% binnen 4 werkuren;90,5%;2,5%;Hoog;ma-vr 8-18 uur\n"
        ),
        (
            "Prestation;Indicateur;Objectif;Seuil;Pénalité;Priorité;Heures de service\n"
            "Desk;Incidents rétablis;95 % en 4 heures ouvrées;90,5 %;2,5 %;Haute;lun-ven 8h-18h\n"
        ),
    ],
    ids=["German", "Dutch", "French"],
)
def test_other_languages_say_the_same(text: str, tmp_path: Path) -> None:
    (level,) = _read(tmp_path / "annex.csv", text).levels
    assert (level.within, level.expected, level.minimum) == ("4 business hours", "95%", "90.5%")
    assert (level.penalty, level.priorities) == ("2.5% of monthly_fee", ("P2",))
    assert level.hours == {"mon-fri": "08:00-18:00"}
    assert level.stop == "resolved"


def test_a_workbook_keeps_its_row_numbers_and_percents(tmp_path: Path) -> None:
    path = tmp_path / "annex.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(3, 0, ["Measure", "Target", "Minimum"])
        sheet.write_row(5, 0, ["Availability", 0.995, 0.99])
    (row,) = read_schedule(path, "EUR").rows
    assert (row.number, row.text) == (6, "Availability | 0.995 | 0.99")
    assert row.level is not None
    assert (row.level.expected, row.level.minimum) == ("99.5%", "99%")


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "\x00\x00"])
def test_what_is_no_schedule_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableSchedule, match="cannot be read as a schedule"):
        _read(tmp_path / "annex.csv", text)


@given(st.text(max_size=40))
def test_any_cell_can_be_asked(text: str) -> None:
    found = share(text)
    assert not found or found.endswith("%")
    for ask in (time_allowed, mark, opening_hours, priorities):
        ask(text)
    assert isinstance(amount(text, "EUR"), str)


DESCRIBED = """\
Service Level,Description,Target,Minimum,Measurement window,Credit
Critical incidents,Resolve priority 1 incidents within 4 hours 24x7,95%,90%,Monthly,5%
High incidents,Respond to priority 2 incidents within 8 business hours,90%,85%,Quarterly,3%
Availability of ERP,ERP available during business hours,99.5%,99.0%,Monthly,4%
"""


def test_a_description_says_what_measure_and_target_leave_open(tmp_path: Path) -> None:
    schedule = _read(tmp_path / "annex.csv", DESCRIBED)
    first, second, third = schedule.levels
    assert (first.within, first.priorities, first.stop, first.expected) == (
        "4 hours", ("P1",), "resolved", "95%",
    )  # fmt: skip
    assert (second.within, second.priorities, second.stop) == (
        "8 business hours", ("P2",), "responded",
    )  # fmt: skip
    assert (third.kind, third.expected) == (Kind.AVAILABILITY, "99.5%")
    assert schedule.rows[0].taken == (
        "the time allowed, 4 hours, is the one that its description names",
        "it is for P1, as its description says",
    )
    assert [row.left for row in schedule.rows] == [
        (),
        ("period 'Quarterly' is not used: every level is settled by the month",),
        ("the description 'ERP available during business hours' is not used",),
    ]


def test_a_description_alone_is_the_measure(tmp_path: Path) -> None:
    (level,) = _read(tmp_path / "annex.csv", "Description,Target\nUptime,99.5%\n").levels
    assert (level.title, level.kind) == ("Uptime", Kind.AVAILABILITY)
