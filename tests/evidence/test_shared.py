"""Tables of real organisations, where they lie beside the checkout."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from servanda.agreement.model.evidence import ColumnType, EvidenceForm
from servanda.evidence.findings.finding import FindingKind
from servanda.evidence.profile import Profile, profile_file
from servanda.evidence.snapshot import take_snapshot
from tests.evidence.tables import column, table, whole

SHARED = os.environ.get("SERVANDA_SHARED", "")
DATA = Path(SHARED) / "data"

pytestmark = pytest.mark.skipif(
    not SHARED or not DATA.is_dir(), reason="SERVANDA_SHARED does not name a folder with real data"
)


def said(profile: Profile, kind: FindingKind) -> list[str]:
    return [each.text for each in profile.findings if each.kind is kind]


def test_the_service_desk_log_is_read_whole(tmp_path: Path) -> None:
    written = "day/month/year hour:minute"
    log = table(
        column("number"),
        column("state", source="incident_state"),
        column("changed", ColumnType.INSTANT, source="sys_updated_at", format=written),
        column("resolved", ColumnType.INSTANT, source="resolved_at", format=written),
        column("sequence", ColumnType.WHOLE, source="sys_mod_count"),
        column("made_sla", ColumnType.TRUTH),
        form=EvidenceForm.EVENT,
        file="service-desk/*.csv.gz",
        nulls=("", "?"),
        zone="UTC",
    )
    taken = take_snapshot({log.name: log}, DATA, tmp_path)

    assert whole(taken).table("incidents").rows == 141_712
    assert taken.diagnostics == ()


def test_the_service_desk_log_shows_what_is_odd() -> None:
    profile = profile_file(DATA / "service-desk" / "incident_event_log.csv.gz")
    assert profile.form is EvidenceForm.EVENT
    assert any("'-100' (5 rows)" in text for text in said(profile, FindingKind.SPELLING))
    assert any(
        "24,918 cases in 141,712 rows" in text and "in the order of 'sys_mod_count'" in text
        for text in said(profile, FindingKind.MEANING)
    )
    assert sum("written back" in text for text in said(profile, FindingKind.ORDER)) == 2


def test_twenty_exported_incidents_are_closed_before_they_are_resolved() -> None:
    profile = profile_file(DATA / "exports" / "servicenow_incidents.csv")
    assert any(
        text.startswith("20 of 27 rows (74%) are closed before they are resolved")
        for text in said(profile, FindingKind.ORDER)
    )


def test_latency_readings_are_squashed_where_clocks_change() -> None:
    profile = profile_file(DATA / "metrics" / "ec2_request_latency_system_failure.csv")
    assert said(profile, FindingKind.SQUASHED) == [
        (
            "12 readings of 'timestamp' share their time with another, in a series of one at "
            "a time: "
            "12 at 2014-03-09 03:00. Clocks change around that hour; the source may have "
            "lost an hour "
            "there."
        )
    ]


@pytest.mark.parametrize(
    "name",
    ["city-requests/requests_2015.csv.gz", "status-page/incidents.csv", "probes/checks.csv"],
)
def test_every_other_table_is_read(name: str) -> None:
    profile = profile_file(DATA / name)
    assert profile.rows > 300
    assert all(each.severity.value != "error" for each in profile.diagnostics)
