"""Files are found by name inside one folder only."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from servanda.evidence.files import find_files
from tests.evidence.malformed import workbook
from tests.evidence.tables import SIMPLE, one, put, take, whole


def test_a_table_is_found_by_its_name(tmp_path: Path) -> None:
    put(tmp_path, "Incidents.CSV", "")
    put(tmp_path, "outages.csv", "")
    put(tmp_path, ".incidents.csv.swp", "")
    found = find_files(SIMPLE, tmp_path / "in")
    assert [path.name for path in found.files] == ["Incidents.CSV"]


def test_a_missing_file_offers_a_near_name(tmp_path: Path) -> None:
    put(tmp_path, "incident.csv", "")
    found = one(take(replace(SIMPLE, file="incidents.csv"), tmp_path))
    assert (found.code, found.hint) == ("E001", "did you mean 'incident.csv'?")
    assert str(found.span) == "agreement.yaml:7:3"


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    assert one(take(SIMPLE, tmp_path)).code == "E002"


@pytest.mark.parametrize("pattern", ["../secret.csv", "/etc/passwd", "a/../../b", "~/x", "C:\\x"])
def test_a_pattern_cannot_leave_the_folder(pattern: str, tmp_path: Path) -> None:
    put(tmp_path, "incidents.csv", "")
    assert one(take(replace(SIMPLE, file=pattern), tmp_path)).code == "E003"


def test_a_link_that_leads_out_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "secret.csv"
    outside.write_text("number,opened\n")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "incidents.csv").symlink_to(outside)
    assert one(take(SIMPLE, tmp_path)).code == "E001"


def test_a_sheet_is_chosen_by_name(tmp_path: Path) -> None:
    put(tmp_path, "incidents.xlsx", workbook([["number", "opened"], ["INC1", ""]], "March"))
    found = one(take(replace(SIMPLE, sheet="Marsh"), tmp_path))
    assert found.message == "the workbook has no sheet 'Marsh'; it has 'March'"
    assert whole(take(replace(SIMPLE, sheet="March"), tmp_path)).table("incidents").rows == 1


def test_a_place_in_a_sheet_is_its_row(tmp_path: Path) -> None:
    sheet: list[list[object]] = [[], ["number", "opened"], [], ["INC1", "soon"]]
    put(tmp_path, "incidents.xlsx", workbook(sheet))
    found = one(take(SIMPLE, tmp_path))
    assert str(found.span) == "incidents.xlsx:4:2"
    assert "'soon' in row 4" in found.message


def test_a_place_in_json_lines_is_its_line(tmp_path: Path) -> None:
    put(tmp_path, "incidents.jsonl", '{"number": "a", "opened": ""}\n\n{"opened": "soon"}\n')
    assert str(one(take(SIMPLE, tmp_path)).span) == "incidents.jsonl:3:2"


def test_a_missing_column_offers_the_heading_most_like_it(tmp_path: Path) -> None:
    put(tmp_path, "incidents.csv", "Number,opened\nINC1,2026-01-05\n")
    assert one(take(SIMPLE, tmp_path)).hint == "did you mean 'Number'?"
