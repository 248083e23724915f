"""What was payable is known once a period's lines are settled, and no earlier."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement import diagnostics as found
from servanda.agreement.check.promised import levels_of
from servanda.agreement.check.walk import uses
from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.money import Figure, Purpose
from servanda.agreement.notebook import Notebook

__all__ = ["check_paid_yet"]


def check_paid_yet(agreement: Agreement, notebook: Notebook) -> None:
    """Note where money of a period would need what is payable in that same period.

    Rights, and figures that no money hangs on, are computed after the lines and may ask for it.
    """
    seen: set[str] = set()
    left = list(_before_payment(agreement))
    while left:
        for use in uses(left.pop(0).expression):
            if use.earlier:
                continue
            if use.member == "payable" and use.name in agreement.figures:
                notebook.report(found.NOT_PAID_YET, use.span, name=use.name)
            elif use.name not in seen:
                seen.add(use.name)
                left += _formulas_of(agreement, use.name)


def _before_payment(agreement: Agreement) -> Iterator[Formula]:
    """Yield the formulas that are computed before anything is payable."""
    for figure in agreement.figures.values():
        if figure.purpose is not Purpose.FIGURE:
            yield from _of_figure(figure)
    for commitment in agreement.commitments.values():
        yield from (level.value for level in levels_of(commitment))
        yield from (relief.share for relief in commitment.relieves)
        if commitment.figure in agreement.figures:
            yield from _of_figure(agreement.figures[commitment.figure])
    yield from (limit.amount for limit in agreement.limits)
    yield from (must.condition for must in agreement.musts)


def _formulas_of(agreement: Agreement, name: str) -> Iterator[Formula]:
    figure = agreement.figures.get(name)
    if figure is not None and figure.purpose is Purpose.FIGURE:
        yield from _of_figure(figure)


def _of_figure(figure: Figure) -> Iterator[Formula]:
    yield from (each for each in (figure.when, figure.pays) if each is not None)
