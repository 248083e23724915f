"""The product at work on a generated agreement: its own reader, its own rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from fractions import Fraction

from servanda.agreement.held import lengths_asked
from servanda.agreement.model.agreement import History
from servanda.agreement.periods import periods_of
from servanda.agreement.read.versions import read_texts
from servanda.facts.figure import Absence, NoValue, Segment, Value
from servanda.facts.measurement import Measurement
from servanda.facts.row import EvidenceRow
from servanda.facts.statement import Statement
from servanda.formula.printing import print_once
from servanda.kernel.diagnostic import Severity
from servanda.kernel.quantity import NUMBER, Quantity
from servanda.kernel.time import Instant, Period
from servanda.kernel.unit import BaseKind, Unit
from servanda.settlement.given import Given
from servanda.settlement.settle import Evidenced, settle
from tests.properties.generate import Case
from tests.properties.sheet import Row, Stretch, Told

__all__ = ["NotRead", "given_of", "read", "statements_of"]

EVIDENCED = Evidenced(
    snapshot_sha256="0" * 64, calendars_sha256="0" * 64, known_until="2036-01-01T00:00:00Z"
)
_UNITS = {
    "share": Unit.of(BaseKind.SHARE),
    "money": Unit.money("EUR"),
    "count": Unit.count("booking"),
}
_ELAPSED = Unit.of(BaseKind.ELAPSED)


class NotRead(AssertionError):
    """The reader found errors in a text that the grammar holds to be right."""


def read(texts: Sequence[str]) -> History:
    """Read an agreement and its amendments, which must check without errors."""
    named = [
        (f"amendment-{number}.yaml" if number else "agreement.yaml", text.encode())
        for number, text in enumerate(texts)
    ]
    reading = read_texts(named)
    errors = [str(each) for each in reading.diagnostics if each.severity is Severity.ERROR]
    if errors or reading.history is None:
        raise NotRead("\n".join(errors))
    return reading.history


def given_of(case: Case, history: History) -> Given:
    """Return what settling is given for a case."""
    periods = periods_of(history, None)
    return Given(
        history=history,
        periods=periods,
        measurements=[
            Measurement(
                measure=name,
                period=periods[index],
                segment=_segment(cut),
                value=_value(case, (name, index, cut), value),
                counted=1,
            )
            for (name, index, cut), value in case.world.measured.items()
            if not _is_told(case, name, index)
        ],
        rows={
            name: [_row(name, row, periods) for row in rows]
            for name, rows in case.world.rows.items()
        }
        | dict(_lengths(case, history))
        | _stated(case, history, periods),
    )


def _is_told(case: Case, measure: str, index: int) -> bool:
    told = case.world.told[index : index + 1]
    return any(name == measure for each in told for name, _ in each.reached)


def _stated(
    case: Case, history: History, periods: Sequence[Period]
) -> dict[str, list[EvidenceRow]]:
    stated = history.versions[0].stated
    if stated is None:
        return {}
    rows = [
        EvidenceRow(
            rows=stated.rows,
            key=f"{period.label} {number}",
            at=period.start,
            period=period.label,
            segment=(),
            columns={"told": period.start, **columns},
        )
        for period, told in zip(periods, case.world.told, strict=False)
        for number, columns in enumerate(_told(told))
    ]
    return {stated.rows: rows}


def _told(told: Told) -> Iterator[dict[str, Value]]:
    """Yield what the rows of a period state: amounts add up, and the last of other figures counts,
    which are stated twice, at first as half of what they were.
    """
    [paid] = told.paid.values()
    places = list(told.reached.items()) or [(("", ""), None)]
    for said, share in ((Fraction(1, 2), Fraction(1, 4)), (Fraction(1), Fraction(3, 4))):
        for number, ((_, cut), value) in enumerate(places):
            yield {
                "paid": Quantity(Fraction(0) if number else paid * share, _UNITS["money"]),
                "reached": _known(None if value is None else value * said, _UNITS["share"]),
                "service": cut or NoValue(Absence.NO_DATA),
            }


def _known(value: Fraction | None, unit: Unit) -> Value:
    return NoValue(Absence.NO_DATA) if value is None else Quantity(value, unit)


def _lengths(case: Case, history: History) -> Iterator[tuple[str, list[EvidenceRow]]]:
    """Yield when each condition held whose length a version asks for, by the name of its rows."""
    for version in history.versions:
        for name, condition in lengths_asked(version).items():
            stretches = case.world.stretches[print_once(condition)]
            yield name, [_stretch(name, each) for each in stretches]


def _stretch(name: str, stretch: Stretch) -> EvidenceRow:
    began = _instant(stretch.began)
    return EvidenceRow(
        rows=name,
        key="",
        at=began,
        period="",
        segment=(),
        columns={
            "began": began,
            "ended": _instant(stretch.ended),
            "holds": NoValue(Absence.NO_DATA) if stretch.holds is None else stretch.holds,
        },
    )


def statements_of(given: Given) -> list[Statement]:
    """Settle."""
    return list(settle(given, EVIDENCED))


def _segment(cut: str) -> Segment:
    return (("service", cut),) if cut else ()


def _value(case: Case, place: tuple[str, int, str], value: Fraction | None) -> Value:
    if value is None:
        return NoValue(Absence(case.absences[place]), "as generated")
    kind = case.world.versions[0].measures[place[0]].kind
    return Quantity(value, _UNITS[kind])


def _row(name: str, row: Row, periods: Sequence[Period]) -> EvidenceRow:
    at = _instant(row.at)
    return EvidenceRow(
        rows=name,
        key=row.key,
        at=at,
        period=next(period.label for period in periods if period.holds(at)),
        segment=(),
        columns={
            "id": row.key,
            "began": _instant(row.began),
            "ended": _instant(row.ended),
            "service": row.service or NoValue(Absence.NO_DATA),
            "length": Quantity(row.length, _ELAPSED),
            "users": NoValue(Absence.NO_DATA)
            if row.users is None
            else Quantity(Fraction(row.users), NUMBER),
        },
    )


def _instant(moment: datetime) -> Instant:
    return Instant.from_datetime(moment)
