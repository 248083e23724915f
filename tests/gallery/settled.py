"""The templates of the gallery, settled on the evidence that they are shipped with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from servanda.drafting.gallery import Template, gallery
from servanda.facts.figure import Segment
from servanda.facts.statement import Statement
from servanda.formula.display import format_quantity
from servanda.kernel.quantity import Quantity
from servanda.pipeline.plain.overview import read
from servanda.pipeline.settling import settle
from servanda.pipeline.workspace import find_workspace

__all__ = ["PAGES", "reached_and_paid", "stakes_of", "statements_of", "templates"]

PAGES = Path(__file__).resolve().parent.parent.parent / "docs" / "gallery"


def templates() -> dict[str, Template]:
    """Return the templates by name."""
    return {template.name: template for template in gallery()}


@cache
def statements_of(name: str) -> tuple[Statement, ...]:
    """Settle all months of a template."""
    with TemporaryDirectory() as place:
        answer = settle(find_workspace(_copied(name, Path(place))))
        assert answer.value is not None, [str(each) for each in answer.diagnostics]
        return answer.value.statements


@cache
def stakes_of(name: str) -> tuple[Quantity | None, Quantity | None]:
    """Return the most that a period can cost and bring the provider."""
    with TemporaryDirectory() as place:
        answer = read(find_workspace(_copied(name, Path(place))))
        assert answer.value is not None, [str(each) for each in answer.diagnostics]
        return answer.value.stakes.worst, answer.value.stakes.best


def reached_and_paid(statement: Statement) -> Iterator[tuple[str, str, str]]:
    """Give what was reached and what is paid: table, heading, figure in words."""
    for each in statement.assessments:
        value = each.measurement.value
        shown = _rounded(value) if isinstance(value, Quantity) else "no data"
        yield "reached", _named(each.title, each.measurement.segment), shown
    for line in statement.lines:
        yield "paid", _named(line.title, line.segment), format_quantity(line.payable)
    yield "paid", "Net", format_quantity(statement.totals.net)


def _named(title: str, segment: Segment) -> str:
    return f"{title} ({', '.join(value for _, value in segment)})" if segment else title


def _rounded(value: Quantity) -> str:
    """Spell a figure with two decimals, as statements do."""
    scale = 100 if value.unit.is_share else 1
    hundredths = round(value.amount * scale * 100)
    whole, part = divmod(hundredths, 100)
    text = f"{whole}.{part:02}".rstrip("0").rstrip(".")
    return f"{text}%" if value.unit.is_share else text


def _copied(name: str, place: Path) -> Path:
    folder = place / name
    shutil.copytree(templates()[name].path.parent, folder)
    return folder
