"""Reading one version: a whole text, amendments already laid over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from servanda.agreement import diagnostics as found
from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.evidence import EvidenceTable
from servanda.agreement.model.money import Figure, Purpose
from servanda.agreement.model.setting import InForce, Rhythm, SettlementRule
from servanda.agreement.notebook import Notebook
from servanda.agreement.read.calendars import read_calendars
from servanda.agreement.read.conditions import read_conditions
from servanda.agreement.read.decisions import read_answers, read_holding_account, read_relief
from servanda.agreement.read.evidence import plural_of, read_evidence
from servanda.agreement.read.fields import Fields, entries_of
from servanda.agreement.read.limits import LimitPlace, read_limits
from servanda.agreement.read.measures import read_measures, read_rows
from servanda.agreement.read.money import (
    Promised,
    read_figures,
    read_history,
    read_musts,
)
from servanda.agreement.read.outcomes import outcome_figures, read_outcomes
from servanda.agreement.read.parties import (
    read_contract,
    read_in_force,
    read_parties,
    read_services,
    read_settlement,
)
from servanda.agreement.read.partnership import read_goodwill, read_principles, read_reviews
from servanda.agreement.read.people import read_people
from servanda.agreement.read.portfolio import read_portfolio
from servanda.agreement.read.promises import Judgeable, read_commitments
from servanda.agreement.read.recorded import recorded_tables
from servanda.agreement.read.rights import read_rights
from servanda.agreement.read.terms import read_tables, read_terms
from servanda.agreement.read.topics import read_topics
from servanda.agreement.text.node import MappingNode
from servanda.kernel.quantity import Quantity
from servanda.kernel.rounding import RoundingMode
from servanda.kernel.source import SourceSpan

__all__ = ["Edition", "read_document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Say which version a text is.

    Args:
        source_name: The name that its author knows the text by.
        sha256: Digest of the bytes of the text and of the amendments laid over it.
        amendment: Number of the last amendment, 0 for the first version.
        effective_from: First day on which it governs; nothing takes the first day in force.
    """

    source_name: str
    sha256: str
    amendment: int = 0
    effective_from: date | None = None


def read_document(root: MappingNode, edition: Edition, notebook: Notebook) -> Agreement:
    """Read a text whose shape has been looked at.

    Whatever cannot be read is left out and noted, so that the parts that can be are still
    looked at; the result is used only where nothing at all was wrong.

    Args:
        root: The text.
        edition: Which version it is.
        notebook: Where mistakes are noted.
    """
    top = Fields(root, notebook, SourceSpan.start_of(edition.source_name))
    parties = read_parties(top.get("parties"), notebook)
    client = parties.get("client")
    in_force = read_in_force(top.inside("in force")) or _some_days(top)
    settlement = read_settlement(
        top.inside("settlement"), client.zone if client else "", in_force.first_day
    ) or _some_settlement(top)
    first_day, zone = in_force.first_day, settlement.zone
    evidence = read_evidence(top.get("evidence"), zone, notebook)
    evidence |= recorded_tables(root, evidence, settlement.currency, zone)
    nouns = read_nouns(evidence, top, notebook)
    measures = read_measures(top.get("measures"), notebook)
    judgeable = Judgeable(
        measures=measures,
        figures={each.key.text for each in top.entries("figures")},
        period=period_word(settlement.rhythm),
    )
    commitments = read_commitments(top.get("commitments"), first_day, judgeable, notebook)
    outcomes = read_outcomes(top.get("outcomes"), notebook)
    rows = read_rows(top.get("rows"), notebook)
    stated = read_history(top.get("history"), notebook)
    if stated is not None:
        rows = {stated[1].name: stated[1], **rows}
    singular = {each.noun: name for name, each in rows.items()}
    promised = Promised(
        commitments=commitments,
        measures=measures,
        rows=singular | {name: name for name in rows},
    )
    period = period_word(settlement.rhythm)
    limit_place = LimitPlace(period=period, rows=promised.rows, notebook=notebook)
    answers = read_answers(top.inside("answers"))
    return Agreement(
        source_name=edition.source_name,
        sha256=edition.sha256,
        language=top.whole("servanda", 1),
        amendment=edition.amendment,
        effective_from=edition.effective_from or first_day,
        identifier=top.text("agreement"),
        title=top.text("title"),
        contract=read_contract(top.inside("contract")),
        parties=parties,
        in_force=in_force,
        settlement=settlement,
        services=read_services(top.get("services"), notebook),
        nouns=nouns,
        terms=read_terms(top.get("terms"), first_day, notebook),
        tables=read_tables(top.get("tables"), nouns, notebook),
        calendars=read_calendars(top.get("calendars"), in_force, zone, notebook),
        evidence=evidence,
        rows=rows,
        measures=measures,
        commitments=commitments,
        outcomes=outcomes,
        figures=_all_figures(top, promised, outcome_figures(outcomes, measures, settlement)),
        limits=read_limits(top.get("limits"), limit_place),
        rights=read_rights(top.get("rights"), notebook),
        musts=read_musts(top.get("must"), notebook),
        topics=read_topics(top.get("topics")),
        stated=stated[0] if stated is not None else None,
        conditions=read_conditions(top.get("conditions"), notebook),
        relief=read_relief(top.get("relief"), answers, period, notebook),
        answers=answers,
        holding_account=read_holding_account(top.inside("holding account")),
        people=read_people(top.inside("people")),
        reviews=read_reviews(top.get("reviews"), settlement.currency, notebook),
        goodwill=read_goodwill(top.inside("goodwill")),
        principles=read_principles(top.get("principles"), notebook),
        portfolio=read_portfolio(top.inside("portfolio")),
    )


def period_word(rhythm: Rhythm) -> str:
    """Return what a period of the rhythm is called where periods are counted."""
    return "period" if rhythm is Rhythm.FOUR_WEEKS else rhythm.value


_SECTIONS = {
    "figures": Purpose.FIGURE,
    "charges": Purpose.CHARGE,
    "penalties": Purpose.PENALTY,
    "incentives": Purpose.INCENTIVE,
}


def _all_figures(
    top: Fields, promised: Promised, spelled_out: Iterator[Figure]
) -> dict[str, Figure]:
    figures: dict[str, Figure] = {}
    for section, purpose in _SECTIONS.items():
        read = read_figures(top.get(section), purpose, promised, top.notebook)
        if purpose is Purpose.FIGURE:
            promised = replace(promised, figures=read)
        for figure in read.values():
            _add(figures, figure, top.notebook)
    for figure in spelled_out:
        _add(figures, figure, top.notebook)
    return figures


def _add(figures: dict[str, Figure], figure: Figure, notebook: Notebook) -> None:
    before = figures.setdefault(figure.name, figure)
    if before is not figure:
        notebook.report(
            found.NAME_TAKEN,
            figure.span,
            name=figure.name,
            what=before.purpose.value,
            line=str(before.span.line),
        )


def read_nouns(
    evidence: dict[str, EvidenceTable], top: Fields, notebook: Notebook
) -> dict[str, str]:
    """Return the singulars of all counted nouns, by singular and plural."""
    nouns: dict[str, str] = {}
    for table in evidence.values():
        for word in (table.noun, table.nouns):
            if nouns.get(word, table.noun) != table.noun:
                notebook.report(found.NOUN_TAKEN, table.span, noun=word)
            nouns[word] = table.noun
    for noun in _counted_nouns(evidence):
        nouns.setdefault(noun, noun)
        nouns.setdefault(plural_of(noun), nouns[noun])
    for entry in entries_of(top.get("rows")):
        noun = Fields(entry.value, notebook, entry.key.span).text("each")
        if noun:
            nouns.setdefault(noun, noun)
            nouns.setdefault(entry.key.text, noun)
    return nouns


def _counted_nouns(evidence: dict[str, EvidenceTable]) -> Iterator[str]:
    """Yield the nouns of columns that count: ``number of requests``."""
    for table in evidence.values():
        for column in table.columns.values():
            if column.unit is not None and column.unit.noun:
                yield column.unit.noun


def _some_days(top: Fields) -> InForce:
    top.notebook.broken.add("in force")
    return InForce(first_day=date(2000, 1, 1), last_day=date(2000, 12, 31), span=top.span)


def _some_settlement(top: Fields) -> SettlementRule:
    top.notebook.broken.add("settlement")
    currency = top.inside("settlement").text("currency", "EUR")
    return SettlementRule(
        rhythm=top.inside("settlement").word("every", Rhythm, Rhythm.MONTH),
        starts_on=1,
        zone="UTC",
        currency=currency,
        quantum=Quantity.money("0.01", currency),
        rounding=RoundingMode.HALF_UP,
        stabilization_periods=0,
        span=top.span,
    )
