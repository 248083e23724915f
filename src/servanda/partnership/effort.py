"""What talking costs both sides, planned and kept: hours of people, and money by the hour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from servanda.agreement.model.agreement import History
from servanda.agreement.model.partnership import ReviewRule
from servanda.agreement.model.setting import SettlementRule
from servanda.facts.decision import Attendee, ReviewHeld, ReviewPlanned
from servanda.formula.display import format_quantity
from servanda.kernel.decimals import amount_text
from servanda.kernel.quantity import Quantity
from servanda.kernel.rounding import round_to
from servanda.kernel.time import MICROS_PER_SECOND, Instant
from servanda.partnership.state import Review
from servanda.partnership.stretches import Due

__all__ = [
    "Effort",
    "ReviewEffort",
    "YearEffort",
    "effort_words",
    "hours_text",
    "kept_hours",
    "planned_hours",
    "review_effort",
    "year_efforts",
    "year_words",
]

_HOUR_MICROS = 3600 * MICROS_PER_SECOND


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """What one side spends on talking.

    Args:
        hours: Hours of its people, exact.
        cost: What they come to, rounded as money is; absent where an hour has no price.
    """

    hours: Fraction
    cost: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewEffort:
    """What one review costs, by party.

    Args:
        planned: By its plan; empty where it has none.
        kept: As it was held; empty where nobody said when it ended.
    """

    planned: Mapping[str, Effort]
    kept: Mapping[str, Effort]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearEffort:
    """What the reviews of a year cost, by party: sums of what each of them does.

    Args:
        year: The year in which the stretches of its reviews end.
        planned: By the plans.
        kept: Of the reviews that were held and have an end.
    """

    year: int
    planned: Mapping[str, Effort]
    kept: Mapping[str, Effort]


def planned_hours(plan: ReviewPlanned) -> Mapping[str, Fraction]:
    """Return the hours that each side's people spend in a review by its plan, by party.

    Everybody who is asked to come is there from its beginning to its end.
    """
    return _hours(plan.starts, plan.ends, plan.invited)


def kept_hours(held: ReviewHeld) -> Mapping[str, Fraction]:
    """Return the hours that each side's people spent in a review, by party.

    Who is named without a person was not there. Nothing is known of a review without an end.
    """
    if held.ended is None:
        return {}
    there = tuple(each for each in held.attendance if each.person.strip())
    return _hours(held.at, held.ended, there)


def review_effort(history: History, due: Due, review: Review) -> ReviewEffort:
    """Return what a review costs, by the version that governs the first day of its stretch.

    Args:
        history: The agreement.
        due: The review, and what the agreement says of it.
        review: What was said about it.
    """
    settlement = history.at(max(due.stretch.first_day, _first_day(history))).settlement
    planned = planned_hours(review.plan) if review.plan else {}
    kept = kept_hours(review.held) if review.held else {}
    return ReviewEffort(
        planned=_priced(planned, due.rule, settlement), kept=_priced(kept, due.rule, settlement)
    )


def year_efforts(
    history: History, dues: Iterable[Due], reviews: Mapping[tuple[str, str], Review]
) -> tuple[YearEffort, ...]:
    """Return what the reviews of each year cost, oldest first; a year without any is left out.

    Args:
        history: The agreement.
        dues: The reviews that count.
        reviews: What was said about reviews, by name and stretch.
    """
    found: dict[int, list[ReviewEffort]] = {}
    for due in dues:
        review = reviews.get((due.rule.name, due.stretch.label))
        if review is not None:
            effort = review_effort(history, due, review)
            found.setdefault(due.stretch.last_day.year, []).append(effort)
    return tuple(
        YearEffort(
            year=year,
            planned=_sum(each.planned for each in efforts),
            kept=_sum(each.kept for each in efforts),
        )
        for year, efforts in sorted(found.items())
        if any(each.planned or each.kept for each in efforts)
    )


def effort_words(efforts: Mapping[str, Effort]) -> str:
    """Say what talking costs: ``3 hours of the client (270.00 EUR), 1 hour of the provider``."""
    return ", ".join(_words(side, each) for side, each in efforts.items())


def hours_text(hours: Fraction) -> str:
    """Return hours as they are shown, to two decimals at most.

    Example:
        >>> hours_text(Fraction(8, 3)), hours_text(Fraction(3, 2))
        ('2.67', '1.5')
    """
    return amount_text(Fraction(round(hours * 100), 100))


def year_words(year: YearEffort) -> str:
    """Say what the reviews of a year cost: ``2026: planned 3 hours of the client; kept ...``."""
    parts = {"planned": year.planned, "kept": year.kept}
    said = "; ".join(f"{word} {effort_words(each)}" for word, each in parts.items() if each)
    return f"{year.year}: {said}"


def _hours(starts: Instant, ends: Instant, people: Iterable[Attendee]) -> dict[str, Fraction]:
    long = Fraction(ends.micros - starts.micros, _HOUR_MICROS)
    sides = [each.party for each in people]
    return {side: long * sides.count(side) for side in dict.fromkeys(sides)}


def _priced(
    hours: Mapping[str, Fraction], rule: ReviewRule, settlement: SettlementRule
) -> dict[str, Effort]:
    return {
        side: Effort(hours=each, cost=_cost(each, rule.hour_costs.get(side), settlement))
        for side, each in hours.items()
    }


def _cost(hours: Fraction, price: Quantity | None, settlement: SettlementRule) -> Quantity | None:
    if price is None:
        return None
    amount = round_to(hours * price.amount, settlement.quantum.amount, settlement.rounding)
    return Quantity(amount, price.unit)


def _sum(efforts: Iterable[Mapping[str, Effort]]) -> dict[str, Effort]:
    """Add up by side; where one review has no price, its side's sum has none."""
    total: dict[str, Effort] = {}
    for side, each in _sides(efforts):
        before = total.get(side)
        if before is None:
            total[side] = each
            continue
        cost = before.cost + each.cost if before.cost and each.cost else None
        total[side] = Effort(hours=before.hours + each.hours, cost=cost)
    return total


def _sides(efforts: Iterable[Mapping[str, Effort]]) -> Iterator[tuple[str, Effort]]:
    for each in efforts:
        yield from each.items()


def _first_day(history: History) -> date:
    return history.versions[0].in_force.first_day


def _words(side: str, each: Effort) -> str:
    hours = hours_text(each.hours)
    cost = f" ({format_quantity(each.cost)})" if each.cost is not None else ""
    return f"{hours} {'hour' if hours == '1' else 'hours'} of the {side}{cost}"
