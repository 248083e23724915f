"""What a line of money depends on, through figures and commitments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from servanda.agreement.check.walk import uses
from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.money import Figure
from servanda.formula.printing import print_once
from servanda.formula.syntax import (
    Aggregate,
    Ago,
    Call,
    Comparison,
    Expression,
    IsKnown,
    Logical,
    Member,
    Membership,
    Name,
    Node,
    Not,
    Otherwise,
    Run,
    Time,
)
from servanda.formula.walk import children_of
from servanda.kernel.unit import Unit

__all__ = ["Dependence", "depends_on", "judged_figures", "measures_behind"]


@dataclass(slots=True)
class Dependence:
    """Collect what a line depends on.

    Args:
        measures: Measures of the period at hand, by name or through a commitment, and figures
            that commitments judge.
        valued: Those among them whose very value is used, not only how a commitment on them stands.
        columns: Columns of the row at hand.
        sums: Sums and counts over evidence, as they are written, with their units.
        tables: Tables that are looked up.
        figures: Figures that were gone through.
        looks_back: Whether the period before is asked whether something was met.
        undecided: Why the line cannot be looked at with what is known of one period; else empty.
    """

    measures: set[str] = field(default_factory=set)
    valued: set[str] = field(default_factory=set)
    columns: set[str] = field(default_factory=set)
    sums: dict[str, Unit] = field(default_factory=dict)
    tables: set[str] = field(default_factory=set)
    figures: set[str] = field(default_factory=set)
    looks_back: bool = False
    undecided: str = ""


def depends_on(line: Figure, agreement: Agreement, columns: frozenset[str]) -> Dependence:
    """Return what a line depends on.

    Args:
        line: The line.
        agreement: Its agreement.
        columns: Columns of the rows that it exists for, none for a line of the period.
    """
    found = Dependence()
    _figure(line, agreement, columns, found)
    return found


def _figure(
    figure: Figure, agreement: Agreement, columns: frozenset[str], found: Dependence
) -> None:
    for formula in (figure.when, figure.pays):
        if formula is not None:
            for node in _parts(formula.expression, agreement):
                _node(node, agreement, columns, found)


def _parts(expression: Expression, agreement: Agreement) -> Iterator[Node]:
    """Yield the parts that are looked at; aggregates are amounts of their own, and a commitment's
    name before a dot is not its measure's value.
    """
    waiting: list[Node] = [expression]
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, Aggregate) and not _is_judged(node, agreement):
            waiting.extend(children_of(node))


def _is_judged(node: Node, agreement: Agreement) -> bool:
    """Return whether a part of a name is how a commitment stands."""
    if not isinstance(node, Member) or not isinstance(node.of, Name):
        return False
    return node.of.name in agreement.commitments


def _node(node: Node, agreement: Agreement, columns: frozenset[str], found: Dependence) -> None:
    match node:
        case Aggregate(empty=empty) if empty is not None:
            found.sums[print_once(node)] = empty.unit
        case Time():
            found.undecided = "it uses how long something held"
        case Run():
            found.undecided = "it counts how many periods in a row something held"
        case Ago(of=of, periods=periods):
            found.looks_back = True
            if periods != 1 or not _is_truth(of, agreement):
                found.undecided = "it uses figures of earlier periods"
        case Member(of=Name(name=name), name=member) if name in agreement.commitments:
            commitment = agreement.commitments[name]
            if member == "due":
                return
            found.measures.add(commitment.judged)
            if member == "level" and commitment.bands:
                found.tables.add(commitment.bands)
        case Call(function=function) if function in agreement.tables:
            found.tables.add(function)
        case Name(name=name):
            _name(name, agreement, columns, found)


def _name(name: str, agreement: Agreement, columns: frozenset[str], found: Dependence) -> None:
    if name in columns:
        found.columns.add(name)
    elif name in judged_figures(agreement):
        found.measures.add(name)
    elif name in agreement.figures and name not in agreement.measures:
        if name not in found.figures:
            found.figures.add(name)
            _figure(agreement.figures[name], agreement, columns, found)
    elif name in agreement.measures:
        found.measures.add(name)
        found.valued.add(name)


def judged_figures(agreement: Agreement) -> frozenset[str]:
    """Return the figures that commitments judge: lines are looked at over their whole range."""
    return frozenset(each.figure for each in agreement.commitments.values() if each.figure)


def measures_behind(names: Iterable[str], agreement: Agreement) -> tuple[str, ...]:
    """Return the measures among names, and those that figures among them are made of, in order."""
    waiting, seen = list(names)[::-1], dict[str, None]()
    while waiting:
        name = waiting.pop()
        figure = agreement.figures.get(name)
        if name in seen or (figure is None and name not in agreement.measures):
            continue
        seen[name] = None
        if figure is not None and name not in agreement.measures:
            formulas = (each for each in (figure.when, figure.pays) if each is not None)
            used = [use.name for each in formulas for use in uses(each.expression)]
            waiting += reversed(used)
    return tuple(name for name in seen if name in agreement.measures)


def _is_truth(node: Expression, agreement: Agreement) -> bool:
    """Return whether a formula plainly gives yes or no."""
    match node:
        case Member(name=member):
            return member in {"met", "missed", "minimum_met"}
        case Comparison() | Membership() | Logical() | Not() | IsKnown():
            return True
        case Otherwise(of=of):
            return _is_truth(of, agreement)
        case Name(name=name) if name in agreement.figures:
            return _is_truth(agreement.figures[name].pays.expression, agreement)
        case _:
            return False
