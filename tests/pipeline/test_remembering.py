"""What was measured is remembered exactly, and forgotten when anything changes."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.facts.figure import Absence, NoValue, Value
from servanda.facts.measurement import LeftOut, Measurement
from servanda.facts.row import EvidenceRow
from servanda.kernel.quantity import NUMBER, SHARE, Quantity
from servanda.kernel.time import Instant
from servanda.kernel.unit import BaseKind, Unit
from servanda.pipeline.measured import Measured
from servanda.pipeline.measuring import measure
from servanda.pipeline.stored_values import (
    load_measurement,
    load_row,
    store_measurement,
    store_row,
)
from servanda.pipeline.workspace import find_workspace
from tests.cli.folder import write_folder
from tests.reports.samples import JULY

EURO, OPEN = Unit.money("EUR"), Unit.of(BaseKind.OPEN)
UNITS = [NUMBER, SHARE, EURO, Unit.of(BaseKind.ELAPSED), EURO / OPEN]
QUANTITIES = st.builds(Quantity, st.fractions(), st.sampled_from(UNITS))
VALUES: st.SearchStrategy[Value] = st.one_of(
    QUANTITIES,
    st.builds(NoValue, st.sampled_from(Absence), st.text()),
    st.builds(Instant, st.integers(min_value=-(2**53), max_value=2**53)),
    st.dates(),
    st.booleans(),
    st.text(),
)


@given(VALUES, st.dictionaries(st.text(), QUANTITIES))
def test_figures_come_back_as_they_were(value: Value, parts: dict[str, Quantity]) -> None:
    figure = Measurement(
        measure="m",
        period=JULY,
        segment=(("service", "cards"),),
        value=value,
        counted=3,
        left_out=(LeftOut(reason="it is open", records=2),),
        parts=parts,
    )
    assert load_measurement(store_measurement(figure), {JULY.label: JULY}) == figure


@given(st.dictionaries(st.text(), VALUES))
def test_rows_come_back_as_they_were(columns: dict[str, Value]) -> None:
    row = EvidenceRow(
        rows="failures", key="k", at=Instant(7), period="", segment=(), columns=columns
    )
    assert load_row(store_row(row)) == row


def test_a_date_is_not_taken_for_a_text() -> None:
    row = EvidenceRow(
        rows="r", key="k", at=Instant(0), period="", segment=(), columns={"d": date(2026, 1, 1)}
    )
    assert load_row(store_row(row)).columns["d"] == date(2026, 1, 1)


class Teller:
    """Note what was being done."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def __call__(self, doing: str, done: int, total: int) -> None:
        self.said.append(doing)

    @property
    def measured(self) -> bool:
        return any(each.startswith("measuring") for each in self.said)


def measured(folder: Path) -> tuple[Measured, Teller]:
    teller = Teller()
    found = measure(find_workspace(folder), progress=teller).value
    assert found is not None
    return found, teller


def test_the_second_time_nothing_is_measured(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "desk")
    first, before = measured(folder)
    second, after = measured(folder)
    assert before.measured
    assert not after.measured
    assert second == first


def test_changed_evidence_is_measured_anew(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "desk")
    measured(folder)
    path = folder / "evidence" / "incidents.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("INC2")))
    found, teller = measured(folder)
    assert teller.measured
    assert found.measurements.figures[0].value == Quantity.share(Fraction(1))


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"figures": 3}'])
def test_a_damaged_memory_is_measured_anew(tmp_path: Path, damage: str) -> None:
    folder = write_folder(tmp_path / "desk")
    first, _ = measured(folder)
    for name in ("figures.json", "rows.json"):
        for stored in (folder / ".servanda" / "results").glob(f"*/{name}"):
            stored.write_text(damage, encoding="utf-8")
    second, teller = measured(folder)
    assert teller.measured
    assert second == first


def _changed(folder: Path, old: str, new: str) -> list[str]:
    """Return what is measured after a change of the text."""
    path = folder / "agreement.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    _, teller = measured(folder)
    return list(dict.fromkeys(each for each in teller.said if each.startswith("measuring")))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("pool: 10%", "pool: 12%"),
        ("expected: at least 95%", "expected: at least 97%"),
        ("fee: 10000.00 EUR", "fee: 11000.00 EUR"),
        ("most 8% of", "most 6% of"),
        ("terms:\n", "terms:\n  # where a thing stands makes no difference\n\n"),
    ],
)
def test_what_only_money_reads_measures_nothing(tmp_path: Path, old: str, new: str) -> None:
    folder = write_folder(tmp_path / "desk")
    measured(folder)
    assert _changed(folder, old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ("08:00-18:00", "08:00-17:00", ["measuring restored"]),
        ("within: 4 business", "within: 5 business", ["measuring restored"]),
        ("{calendar: always}", "{calendar: office}", ["measuring uptime"]),
    ],
)
def test_only_what_a_change_reaches_is_measured_anew(
    tmp_path: Path, old: str, new: str, again: list[str]
) -> None:
    folder = write_folder(tmp_path / "desk")
    measured(folder)
    assert _changed(folder, old, new) == again
    elsewhere = write_folder(tmp_path / "other")
    assert _changed(elsewhere, old, new) == ["measuring restored", "measuring uptime"]
    one, other = measured(folder)[0], measured(elsewhere)[0]
    assert one.measurements.figures == other.measurements.figures
