"""Are outcomes whole, and does sharing their success share no more than there is?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from servanda.agreement import diagnostics as found
from servanda.agreement.check.constants import ConstantPlace, days_of_change
from servanda.agreement.check.elaborate import Bench
from servanda.agreement.check.where import Where
from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.outcome import Outcome, SharedSuccess, gained, shared
from servanda.agreement.model.partnership import ReviewRule, Tabled
from servanda.agreement.notebook import Notebook
from servanda.agreement.scope.names import Dictionary, PlainScope, figure_type
from servanda.formula.exact import evaluate
from servanda.formula.types import FormulaType
from servanda.kernel.decimals import amount_text
from servanda.kernel.quantity import SHARE, Quantity

__all__ = ["check_outcomes", "type_outcomes"]

_SIDES = ("client", "provider")
_OF_THE_FIGURE = ("baseline", "target", "shared success")


def check_outcomes(agreement: Agreement, where: Where, notebook: Notebook) -> None:
    """Note what outcomes leave open, attribute twice, or attribute to nobody known."""
    for outcome in agreement.outcomes.values():
        path = ("outcomes", outcome.name)
        _check_served(agreement, outcome, where, notebook)
        _check_attribution(outcome, where, notebook)
        if not outcome.measure:
            for key in _OF_THE_FIGURE:
                if where.has(*path, key):
                    notebook.report(
                        found.OUTCOME_WITHOUT_MEASURE,
                        where.key(*path, key),
                        name=outcome.name,
                        key=key,
                    )
        _check_days(agreement, outcome, where, notebook)
        _check_owner(agreement, outcome, where, notebook)


def _check_served(agreement: Agreement, outcome: Outcome, where: Where, notebook: Notebook) -> None:
    if agreement.identifier in outcome.served_with:
        notebook.report(
            found.SERVED_WITH_ITSELF,
            where.item(agreement.identifier, "outcomes", outcome.name, "served with"),
            name=outcome.name,
            agreement=agreement.identifier,
        )


def _check_attribution(outcome: Outcome, where: Where, notebook: Notebook) -> None:
    for each in outcome.attribution.values():
        if each.whose not in {*_SIDES, *outcome.served_with}:
            notebook.report(
                found.ATTRIBUTED_TO_NOBODY_KNOWN, each.span, whose=each.whose, name=outcome.name
            )
    total = sum((each.share for each in outcome.attribution.values()), start=Fraction(0))
    if total > 1:
        notebook.report(
            found.ATTRIBUTED_TOO_MUCH,
            where.key("outcomes", outcome.name, "attribution"),
            name=outcome.name,
            total=f"{amount_text(total * 100)}%",
        )
    mine = outcome.attribution.get("provider")
    if outcome.success is not None and (mine is None or not mine.share):
        span = where.key("outcomes", outcome.name, "shared success")
        notebook.report(found.NOTHING_ATTRIBUTED, span, name=outcome.name)
        notebook.broken |= {gained(outcome.name), shared(outcome.name)}


def _check_days(agreement: Agreement, outcome: Outcome, where: Where, notebook: Notebook) -> None:
    baseline, target, force = outcome.baseline, outcome.target, agreement.in_force
    if baseline is not None and baseline.last_day < baseline.first_day:
        notebook.report(
            found.BASELINE_BACKWARDS,
            where.at("outcomes", outcome.name, "baseline", "until"),
            name=outcome.name,
            first=baseline.first_day.isoformat(),
            last=baseline.last_day.isoformat(),
        )
    if target is None or "in force" in notebook.broken:
        return
    last = force.last_day
    if target.by < force.first_day or (last is not None and last < target.by):
        until = f" until {last}" if last else " on"
        notebook.report(
            found.TARGET_OUT_OF_FORCE,
            where.at("outcomes", outcome.name, "target", "by"),
            name=outcome.name,
            by=target.by.isoformat(),
            force=f"from {force.first_day}{until}",
        )


def _check_owner(agreement: Agreement, outcome: Outcome, where: Where, notebook: Notebook) -> None:
    """Note an owner whom no review needs; a text without reviews says nothing about roles."""
    if not agreement.reviews or not outcome.owner:
        return
    there = {
        _same(role)
        for review in agreement.reviews.values()
        if _shows_outcomes(review)
        for role in review.attended_by.get(outcome.owned_by, ())
    }
    if _same(outcome.owner) not in there:
        notebook.report(
            found.OWNER_NOT_AT_THE_TABLE,
            where.at("outcomes", outcome.name, "owner"),
            owner=outcome.owner,
            name=outcome.name,
        )


def _shows_outcomes(review: ReviewRule) -> bool:
    return not review.tabled or Tabled.OUTCOMES in review.tabled


def _same(role: str) -> str:
    return " ".join(role.split()).casefold()


def type_outcomes(
    bench: Bench, dictionary: Dictionary, types: Mapping[str, FormulaType], place: ConstantPlace
) -> dict[str, Outcome]:
    """Return all outcomes with their formulas made ready.

    Args:
        bench: Where formulas are typed.
        dictionary: Terms and tables.
        types: Types of the measures' values.
        place: What terms and tables are worth.
    """
    typer = _Typer(bench=bench, dictionary=dictionary, types=types, place=place)
    return {name: typer.typed(each) for name, each in bench.agreement.outcomes.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Typer:
    bench: Bench
    dictionary: Dictionary
    types: Mapping[str, FormulaType]
    place: ConstantPlace

    def typed(self, outcome: Outcome) -> Outcome:
        if outcome.success is not None:
            outcome = replace(outcome, success=self._success(outcome.name, outcome.success))
        measured = self.types.get(outcome.measure)
        if measured is None:
            return outcome
        wanted = FormulaType(kind=measured.kind, unit=measured.unit)
        scope = PlainScope(dictionary=self.dictionary)
        if outcome.baseline is not None:
            made = self.bench.type(outcome.baseline.value, scope, wanted)
            outcome = replace(outcome, baseline=replace(outcome.baseline, value=made.formula))
        if outcome.target is not None:
            level = outcome.target.level
            made = self.bench.type(level.value, scope, wanted)
            level = replace(level, value=made.formula)
            outcome = replace(outcome, target=replace(outcome.target, level=level))
        return outcome

    def _success(self, name: str, success: SharedSuccess) -> SharedSuccess:
        scope = PlainScope(dictionary=self.dictionary)
        made = self.bench.type(success.provider, scope, figure_type(SHARE))
        if made.type is not None:
            typed = replace(success, provider=made.formula)
            for share in self._shares(typed):
                if not 0 <= share <= 1:
                    self.bench.notebook.report(
                        found.SHARE_OF_SHARE,
                        success.provider.span,
                        share=f"{amount_text(share * 100)}%",
                        name=name,
                    )
                    return typed
            return typed
        self.bench.notebook.broken.add(shared(name))
        return success

    def _shares(self, success: SharedSuccess) -> Iterator[Fraction]:
        """Yield what the provider's share is on each day on which a term changes."""
        for day in self._days():
            value = evaluate(success.provider.expression, replace(self.place, day=day)).value
            if isinstance(value, Quantity):
                yield value.amount

    def _days(self) -> tuple[date, ...]:
        return days_of_change(self.place.terms, self.place.day)
