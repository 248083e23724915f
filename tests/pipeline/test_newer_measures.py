"""Warnings that earn, hand-made figures that count, and how both are told."""

from __future__ import annotations

import pytest

from servanda.kernel.quantity import Quantity
from servanda.measurement import reasons
from servanda.pipeline.explaining import Explanation, explain
from servanda.pipeline.plain.overview import read
from servanda.pipeline.settling import settle
from servanda.pipeline.workspace import Workspace, find_workspace
from servanda.reports.plain import plain_view
from servanda.reports.reader import Reader
from tests.measurement import test_more_kinds as kinds
from tests.measurement.scene import HEAD

PROMISES = """
commitments:
  quick: {for: {site: branch}, expected: at least 30%, aspect: experience}
  warned: {expected: at least 50%}
  savings: {for: {site: a}, expected: at least 100 EUR}
  unsigned: {measure: savings, for: {site: b}, expected: at least 10 EUR}
incentives:
  early_warning: {when: warned.met, pays: 250 EUR, commitment: warned}
penalties:
  unsigned: {when: unsigned.missed, pays: 75 EUR}
limits:
  - penalties at most 1000 EUR each month
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("newer")
    (folder / "evidence").mkdir()
    for name, rows in kinds.TABLES.items():
        lines = [line.strip() for line in rows.strip().splitlines()]
        (folder / "evidence" / f"{name}.csv").write_text("\n".join(lines) + "\n")
    said = kinds.TEXT.replace("\n    value:", "\n    no data: not settled\n    value:")
    (folder / "agreement.yaml").write_text(HEAD + said + PROMISES)
    return find_workspace(folder)


def explained(place: Workspace, name: str) -> Explanation:
    found = explain(place, name, "2026-01").value
    assert found is not None
    return found


def test_a_warning_ahead_earns_and_an_unsigned_figure_is_not_settled(place: Workspace) -> None:
    settled = settle(place).value
    assert settled is not None
    january = next(each for each in settled.statements if each.period.label == "2026-01")
    lines = {line.name: line for line in january.lines}
    assert lines["early_warning"].payable == Quantity.money(250, "EUR")
    assert lines["unsigned"].status.value == "not settled"


def test_records_that_failed_come_first(place: Workspace) -> None:
    [taken] = explained(place, "warned").taken
    first = taken.records.first
    assert [(each.key, each.values["warned"]) for each in first] == [
        ("P2", False),
        ("P3", False),
        ("P1", True),
        ("P4", True),
    ]


def test_earlier_entries_stay_on_record(place: Workspace) -> None:
    taken = explained(place, "savings").taken[0]
    [standing] = taken.records.first
    assert (standing.key, standing.values["amount"]) == ("2", Quantity.money(110, "EUR"))
    assert [(each.reason, each.keys) for each in taken.records.left_out] == [
        (reasons.REPLACED, ("1",)),
        (reasons.NOT_COUNTERSIGNED, ("3",)),
    ]


def test_what_is_promised_is_told_in_sentences(place: Workspace) -> None:
    overview = read(place).value
    assert overview is not None
    view = plain_view(overview, Reader())
    said = {s for section in view.sections for item in section.items for s in item.sentences}
    assert {
        "An answer is in time within allowed[site].",
        "An answer whose state is down is late, however quick it was.",
        "A warning is in time if it came at least 30 minutes before users noticed the problem.",
        "It counts once someone else has countersigned it; the last one signed stands.",
    } <= said
