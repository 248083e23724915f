"""What a column may hold: any other cell refuses the table, with its place."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from servanda.agreement.model.evidence import Allowed, ColumnType
from servanda.agreement.model.terms import Range
from servanda.kernel.quantity import Quantity
from servanda.kernel.unit import BaseKind, Unit
from tests.evidence.tables import column, one, put, table, take, values

SECONDS = Unit.of(BaseKind.ELAPSED)
KNOWN = Allowed(texts=(), range=None, text="known")


def between(low: str, high: str, unit: Unit, *, high_included: bool = True) -> Allowed:
    return Allowed(
        texts=(),
        range=Range(
            low=Quantity(Fraction(low), unit),
            low_included=True,
            high=Quantity(Fraction(high), unit),
            high_included=high_included,
        ),
        text=f"from {low} to {high}",
    )


PERCENT = between("0", "1", Quantity.share(1).unit)
THIRDS = between("1/3", "2/3", Unit())
MINUTE = between("0", "60", SECONDS, high_included=False)


@pytest.mark.parametrize(
    ("kind", "only", "texts", "refused"),
    [
        (ColumnType.PERCENT, PERCENT, ["0", "99.95", "100", "-0.01"], "'-0.01' in line 5"),
        (ColumnType.PERCENT, PERCENT, ["100", "100.01"], "'100.01' in line 3"),
        (ColumnType.NUMBER, THIRDS, ["0.34", "0.66", "0.33"], "'0.33' in line 4"),
        (ColumnType.NUMBER, THIRDS, ["0.667", "0.5"], "'0.667' in line 2"),
        (ColumnType.DURATION, MINUTE, ["59.999999", "60"], "'60' in line 3"),
        (
            ColumnType.TEXT,
            Allowed(texts=("P1", "P2"), range=None, text="P1, P2"),
            ["P1", "p2"],
            "'p2'",
        ),
        (ColumnType.DATE, KNOWN, ["2026-01-31", ""], "'' in line 3"),
    ],
)
def test_a_cell_that_is_not_allowed_refuses_the_table(
    tmp_path: Path, kind: ColumnType, only: Allowed, texts: list[str], refused: str
) -> None:
    lines = "".join(f'{index},"{text}"\n' for index, text in enumerate(texts))
    put(tmp_path, "incidents.csv", f"index,v\n{lines}")
    changes = {"scale_text": "seconds", "unit": SECONDS} if kind is ColumnType.DURATION else {}
    read_as = table(
        column("index", ColumnType.WHOLE), column("v", kind, only=only, **changes), zone="UTC"
    )
    found = one(take(read_as, tmp_path))
    assert found.code == "E032"
    assert refused in found.message
    assert "1 value is not what the agreement allows" in found.message


def test_what_is_allowed_is_read(tmp_path: Path) -> None:
    texts = ["0", "50", "100"]
    found = values(tmp_path, texts, ColumnType.PERCENT, only=PERCENT, unit=Quantity.share(1).unit)
    assert [Fraction(str(each)) for each in found] == [Fraction(0), Fraction(1, 2), Fraction(1)]


def test_an_empty_table_has_nothing_to_refuse(tmp_path: Path) -> None:
    assert values(tmp_path, [], ColumnType.NUMBER, only=KNOWN) == []


def test_a_changed_rule_reads_the_table_again(tmp_path: Path) -> None:
    put(tmp_path, "incidents.csv", "v\n70\n")
    loose = table(column("v", ColumnType.PERCENT, only=PERCENT), zone="UTC")
    assert take(loose, tmp_path).snapshot is not None
    strict = between("0", "0.5", Quantity.share(1).unit)
    tight = table(column("v", ColumnType.PERCENT, only=strict), zone="UTC")
    assert one(take(tight, tmp_path)).code == "E032"
