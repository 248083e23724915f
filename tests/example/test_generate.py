"""The same seed gives the same bytes; what comes out has the shape of real exports."""

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from servanda.agreement.format import format_text
from servanda.example import agreement_paths, generate_evidence

Row = dict[str, str]


def _digest(folder: Path) -> str:
    whole = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def _rows(folder: Path, pattern: str) -> Iterator[Row]:
    for path in sorted(folder.glob(pattern)):
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def _local(text: str) -> datetime:
    return datetime.strptime(text, "%d-%m-%Y %H:%M")  # noqa: DTZ007 - a wall clock, compared as one


def test_the_fixed_seed_gives_these_bytes_on_any_machine(evidence: Path) -> None:
    assert _digest(evidence) == "f331836de1bfc318914c0dcbdbab1168dd1d320253274bb30cfb21aeade68104"


def test_another_seed_gives_other_bytes_and_the_same_files(evidence: Path, tmp_path: Path) -> None:
    told: list[str] = []
    written = generate_evidence(tmp_path / "other", seed=7, progress=told.append)
    assert {path.name for path in written} == {path.name for path in evidence.iterdir()}
    assert sorted(told) == [path.name for path in written]
    assert _digest(tmp_path / "other") != _digest(evidence)


def test_volume_is_that_of_a_bank(evidence: Path) -> None:
    incidents = {row["number"] for row in _rows(evidence, "incident_changes*.csv")}
    requests = [row["number"] for row in _rows(evidence, "requests.csv")]
    events = sum(1 for _ in _rows(evidence, "*_changes*.csv"))
    assert 12_000 < len(incidents) < 18_000
    assert 15_000 < len(requests) < 22_000
    assert len(set(requests)) == len(requests)
    assert 110_000 < events < 180_000


def test_weekends_are_quiet_and_mondays_are_not(evidence: Path) -> None:
    opened = Counter(_local(row["opened_at"]).weekday() for row in _rows(evidence, "requests.csv"))
    assert opened[5] + opened[6] < opened[0] / 2


def test_ticket_changes_stand_in_the_order_of_their_sequence(evidence: Path) -> None:
    by_number: dict[str, list[tuple[datetime, int]]] = {}
    for row in _rows(evidence, "incident_changes_20*.csv"):
        at = datetime.strptime(row["sys_updated_on"], "%d/%m/%Y %H:%M:%S")  # noqa: DTZ007 - UTC
        by_number.setdefault(row["number"], []).append((at, int(row["sys_mod_count"])))
    for changes in by_number.values():
        ordered = sorted(changes)
        assert [sequence for _, sequence in ordered] == sorted(sequence for _, sequence in changes)


def test_odd_lives_of_tickets_all_occur(evidence: Path) -> None:
    lives: dict[str, list[Row]] = {}
    for row in _rows(evidence, "incident_changes*.csv"):
        lives.setdefault(row["number"], []).append(row)
    states = {number: [row["incident_state"] for row in rows] for number, rows in lives.items()}
    born_paused = [each for each in states.values() if each[0] == "On Hold"]
    reopened = [each for each in states.values() if each.count("Resolved") > 1]
    never_closed = [each for each in states.values() if "Closed" not in each]
    changed = [rows for rows in lives.values() if len({row["priority"] for row in rows}) > 1]
    assert len(born_paused) > 50
    assert len(reopened) > 100
    assert len(never_closed) > 50
    assert len(changed) > 50


def test_late_entries_are_few_and_change_the_past(evidence: Path) -> None:
    late = list(_rows(evidence, "incident_changes_late_entries.csv"))
    assert 6 <= len(late) <= 60
    assert {row["incident_state"] for row in late} == {"On Hold", "In Progress"}
    latest = {
        row["number"]: row["sys_updated_on"]
        for row in _rows(evidence, "incident_changes_20*.csv")
        if row["incident_state"] == "Resolved"
    }
    assert all(row["number"] in latest for row in late)


def test_monitoring_and_desk_report_overlapping_outages(evidence: Path) -> None:
    rows = list(_rows(evidence, "outages.csv"))
    assert {row["reported_by"] for row in rows} == {"monitoring", "service desk"}
    assert {"third party", "planned maintenance", "release"} <= {row["cause"] for row in rows}
    assert all(row["start"] < row["end"] for row in rows if row["start"][-6:] == row["end"][-6:])


def test_one_maintenance_was_announced_too_late(evidence: Path) -> None:
    ahead = [
        _local(row["planned_start"]) - _local(row["announced"])
        for row in _rows(evidence, "planned_maintenance.csv")
    ]
    assert [each < timedelta(days=5) for each in ahead].count(True) == 1


def test_payments_peak_at_the_end_of_the_month(evidence: Path) -> None:
    received = {
        date.fromisoformat(row["day"]): int(row["received"])
        for row in _rows(evidence, "payments_per_day.csv")
    }
    for row in _rows(evidence, "payments_per_day.csv"):
        assert int(row["stp"]) + int(row["repaired"]) == int(row["received"])
    assert received[date(2025, 6, 30)] > 3 * received[date(2025, 6, 18)] // 2
    assert all(day.weekday() < 5 for day in received)


def test_no_figure_is_a_binary_float(evidence: Path) -> None:
    for path in evidence.iterdir():
        assert not re.search(r"\d[eE][-+]?\d|\d\.\d{3,}", path.read_text(encoding="utf-8"))


def test_the_signed_contract_is_the_one_that_the_text_names() -> None:
    text = agreement_paths()[0].read_text(encoding="utf-8")
    contract = agreement_paths()[0].parent / "master-services-agreement.txt"
    assert f"sha256: {hashlib.sha256(contract.read_bytes()).hexdigest()}" in text


@pytest.mark.parametrize("path", agreement_paths(), ids=lambda path: path.name)
def test_texts_are_in_house_style(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert format_text(text, path.name).text == text
