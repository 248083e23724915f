"""What figures of the newer kinds must not depend on: the periods asked for, the order of rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from servanda.facts.measurement import Measurement
from servanda.kernel.quantity import Quantity
from servanda.kernel.unit import Unit
from servanda.measurement.kinds.perception import weight_of
from servanda.measurement.measure import Measurements
from tests.measurement import test_more_kinds as kinds
from tests.measurement.scene import Scene, figure, scene
from tests.measurement.test_determinism import digests

SCENES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "rows": (kinds.TEXT, kinds.TABLES),
    "perception": (kinds.ANSWERS, kinds.GIVEN),
    "outcome": (kinds.OUTCOME, kinds.BOOKED),
    "variation": (
        kinds.VARIATION,
        kinds.calls({f"2026-0{1 + day // 28}-{1 + day % 28:02}": day % 7 for day in range(84)}),
    ),
}


def turned(table: str) -> str:
    heading, *rows = table.strip().splitlines()
    return "\n".join([heading, *reversed(rows)])


def of_month(measured: Measurements, label: str) -> list[Measurement]:
    return [each for each in measured.figures if each.period.label == label]


@pytest.fixture(scope="module", params=list(SCENES))
def set_up(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Scene:
    text, tables = SCENES[str(request.param)]
    return scene(tmp_path_factory.mktemp("set-up"), text, tables)


def test_a_figure_does_not_depend_on_the_periods_asked_for(set_up: Scene) -> None:
    february = replace(set_up, periods=set_up.periods[1:2]).measured(name="february")
    assert of_month(set_up.measured(), "2026-02") == of_month(february, "2026-02")


@pytest.mark.parametrize("name", list(SCENES))
def test_a_figure_does_not_depend_on_the_order_of_rows(name: str, tmp_path: Path) -> None:
    text, tables = SCENES[name]
    folders = [tmp_path / each for each in ("one", "other")]
    for folder in folders:
        folder.mkdir()
    one = scene(folders[0], text, tables).measured()
    other = scene(folders[1], text, {n: turned(t) for n, t in tables.items()}).measured()
    assert one.figures == other.figures
    assert digests(one) == digests(other)


def test_a_period_follows_the_version_of_its_first_day(tmp_path: Path) -> None:
    amendment = """
servanda: 1
agreement: test
amends: {number: 1, from: 2026-02-01}
measures:
  felt: {perception: {half life: 62 calendar days}}
"""
    found = scene(tmp_path, kinds.ANSWERS, kinds.GIVEN, amendments=(amendment,)).measured()
    assert figure(found, "felt", "2026-01").value == Quantity(Fraction(11, 3))
    # Answers of January count on, by the ages and the half-life of February.
    weights = [weight_of(age, Fraction(62), 6) for age in (59, 28, 14, 0)]
    above = sum((w * a for w, a in zip(weights, (1, 5, 2, 4), strict=True)), Fraction(0))
    assert figure(found, "felt", "2026-02").value == Quantity(above / sum(weights))


def test_an_outcome_follows_the_version_of_its_first_day(tmp_path: Path) -> None:
    amendment = """
servanda: 1
agreement: test
amends: {number: 1, from: 2026-02-01}
measures:
  stated: {outcome: {agreed share: 50%}}
"""
    more = kinds.BOOKED["days"] + "10,2026-02-15T12:00:00Z,south,100,95\n"
    found = scene(tmp_path, kinds.OUTCOME, {"days": more}, amendments=(amendment,)).measured()
    values = [figure(found, "stated", label).value for label in ("2026-01", "2026-02")]
    assert values == [kinds.points(Fraction(9, 100)), kinds.points(Fraction(10, 100))]


def test_a_count_follows_the_version_of_its_first_day(tmp_path: Path) -> None:
    amendment = """
servanda: 1
agreement: test
amends: {number: 1, from: 2026-02-01}
measures:
  how_many: {where: state = 'down'}
"""
    found = scene(tmp_path, kinds.TEXT, kinds.TABLES, amendments=(amendment,)).measured()
    counts = [figure(found, "how_many", label).value for label in ("2026-01", "2026-02")]
    assert counts == [Quantity(Fraction(n), Unit.count("load")) for n in (5, 1)]
