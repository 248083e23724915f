"""All checks of one version, in the order in which one needs another."""

from __future__ import annotations

from dataclasses import replace

from servanda.agreement.calendars import business_calendars
from servanda.agreement.check.cards import check_cards
from servanda.agreement.check.conditions import type_conditions
from servanda.agreement.check.constants import ConstantPlace
from servanda.agreement.check.decisions import check_decisions
from servanda.agreement.check.elaborate import Bench
from servanda.agreement.check.figures import FigureTyper, check_circles
from servanda.agreement.check.level_words import check_level_words
from servanda.agreement.check.limits import check_caps, check_limits, check_musts, type_limits
from servanda.agreement.check.lookup import type_lookups
from servanda.agreement.check.measures import type_measures
from servanda.agreement.check.names import check_names
from servanda.agreement.check.outcomes import check_outcomes, type_outcomes
from servanda.agreement.check.paid_yet import check_paid_yet
from servanda.agreement.check.partnership import check_partnership
from servanda.agreement.check.people import check_people
from servanda.agreement.check.promises import CommitmentTyper, judged_types, note_unjudged
from servanda.agreement.check.references import check_references
from servanda.agreement.check.rights import type_rights
from servanda.agreement.check.rows import type_rows
from servanda.agreement.check.stated import check_stated
from servanda.agreement.check.where import Where
from servanda.agreement.model.agreement import Agreement
from servanda.agreement.notebook import Notebook
from servanda.agreement.scope.names import Dictionary
from servanda.agreement.text.node import MappingNode

__all__ = ["check_agreement"]


def check_agreement(agreement: Agreement, root: MappingNode, notebook: Notebook) -> Agreement:
    """Return the agreement with its formulas made ready for evaluation, noting all mistakes.

    Args:
        agreement: One version as it was read; parts that could not be read are left out.
        root: The text that it was read from, for the places of names.
        notebook: Where mistakes are noted.
    """
    where = Where(root)
    dictionary = Dictionary(nouns=agreement.nouns, calendars=business_calendars(agreement))
    bench = Bench(agreement=agreement, notebook=notebook)
    check_names(agreement, notebook)
    check_references(agreement, where, notebook)
    check_decisions(agreement, where, notebook)
    check_people(agreement, where, notebook)
    check_partnership(agreement, where, notebook)
    check_outcomes(agreement, where, notebook)
    check_cards(agreement, where, notebook)
    terms, tables = type_lookups(bench, dictionary)
    place = ConstantPlace(terms=terms, tables=tables, day=agreement.in_force.first_day)
    conditions = type_conditions(bench, dictionary)
    measures, types = type_measures(bench, where, dictionary)
    check_stated(bench, where, types)
    note_unjudged(agreement, types, notebook)
    outcomes = type_outcomes(bench, dictionary, types, place)
    rows = type_rows(bench, dictionary)
    check_circles(bench)
    typer = FigureTyper(bench=bench, dictionary=dictionary, measures=types)
    figures = typer.all()
    commitments = CommitmentTyper(
        bench=bench, where=where, dictionary=dictionary, figures=typer, place=place
    ).all()
    limits = type_limits(bench, typer.world)
    rights = type_rights(bench, typer.world)
    musts = check_musts(bench, dictionary, typer.world, place)
    check_limits(agreement, notebook)
    check_caps(agreement, notebook)
    check_level_words(agreement, notebook)
    check_paid_yet(agreement, notebook)
    return replace(
        agreement,
        terms=terms,
        tables=tables,
        measures=measures,
        commitments=commitments,
        outcomes=outcomes,
        conditions=conditions,
        rows=rows,
        figures=figures,
        limits=limits,
        rights=rights,
        musts=musts,
        calendar_places={name: where.key("calendars", name) for name in agreement.calendars},
        calendar_unsaid=_without(agreement, where, ("clock", "availability"), "calendar"),
        attribution_unsaid=_without(agreement, where, ("clock",), "counts in"),
        measured_in={
            name: found.unit
            for name, found in (types | judged_types(commitments, typer)).items()
            if found.unit is not None
        },
    )


def _without(
    agreement: Agreement, where: Where, kinds: tuple[str, ...], key: str
) -> frozenset[str]:
    """Return the measures of some kinds that leave a key to its default."""
    return frozenset(
        name
        for name in agreement.measures
        for kind in kinds
        if where.has("measures", name, kind)
        and not where.has("measures", name, key)
        and not where.has("measures", name, kind, key)
    )
