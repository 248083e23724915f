"""The same records charged twice: penalties that look at overlapping rows of one table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from servanda.agreement.focus import diagnostics as found
from servanda.agreement.focus.charged_rows import charged_rows, shared_table
from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.money import Figure, Purpose
from servanda.agreement.proof.together import is_of_the_period, never_both
from servanda.kernel.diagnostic import Diagnostic

__all__ = ["charged_twice"]

_Pair = frozenset[str]


def charged_twice(agreement: Agreement) -> Iterator[Diagnostic]:
    """Yield groups of penalties whose records may be the same, and which do not say why.

    Records are taken to be the same unless a column keeps them apart: conditions that let
    different values of it through. Penalties of which one at most ever pays charge nothing twice.
    """
    lines = {
        name: line for name, line in agreement.figures.items() if line.purpose is Purpose.PENALTY
    }
    tables = _tables(lines, agreement)
    for group in _groups(list(lines), tables):
        first, *others = group
        yield found.CHARGED_TWICE.at(
            lines[others[0]].span,
            first=first,
            line=str(lines[first].span.line),
            others=_listed(others),
            table=tables[frozenset(group[:2])],
        )


def _tables(lines: Mapping[str, Figure], agreement: Agreement) -> dict[_Pair, str]:
    """Return a table for each two penalties that may charge the same rows without a reason."""
    charged = {name: charged_rows(line, agreement) for name, line in lines.items()}
    meant = _meant(lines)
    return {
        frozenset((one, other)): table
        for one, other in combinations(lines, 2)
        if meant[one] != meant[other]
        and (table := shared_table(charged[one], charged[other]))
        and not _exclude(lines[one], lines[other], agreement)
    }


def _meant(lines: Mapping[str, Figure]) -> dict[str, str]:
    """Return for each penalty one of those that it stands beside for a reason, however reached.

    Who says why it stands beside one of several stands beside all that this one stands beside.
    """
    meant = {name: name for name in lines}
    for name, line in lines.items():
        for other, reason in line.besides.items():
            if other in meant and reason.strip():
                joined, into = meant[other], meant[name]
                meant = {each: into if root == joined else root for each, root in meant.items()}
    return meant


def _exclude(one: Figure, other: Figure, agreement: Agreement) -> bool:
    """Return whether one of two penalties at most ever pays."""
    if not (is_of_the_period(one) and is_of_the_period(other)):
        return False
    return never_both(one, other, agreement, agreement.effective_from)


def _groups(names: list[str], tables: Mapping[_Pair, str]) -> Iterator[list[str]]:
    """Yield penalties of which any two may charge the same rows, no two of them in two groups."""
    told: set[_Pair] = set()
    for pair in (frozenset(each) for each in combinations(names, 2)):
        if pair in told or pair not in tables:
            continue
        group = [name for name in names if name in pair]
        for name in names:
            if name not in group and all(
                tables.get(frozenset((name, each))) == tables[pair] for each in group
            ):
                group.append(name)
        told |= {frozenset(each) for each in combinations(group, 2)}
        yield sorted(group, key=names.index)


def _listed(names: list[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)
