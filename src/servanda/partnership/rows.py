"""The rows of the tables that the record keeps, made of what was said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from servanda.agreement.model.agreement import History
from servanda.facts.decision import Entry
from servanda.kernel.decimals import amount_text
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.partnership.attendance import missing_roles, missing_words
from servanda.partnership.calling import all_reviews, called_by
from servanda.partnership.effort import review_effort
from servanda.partnership.state import Partnership
from servanda.partnership.stretches import Due, last_instant

__all__ = ["Row", "rows_of"]

_HOUR_SECONDS = 3600

Row = Mapping[str, str]
"""Cells by column; what nobody has said is empty."""


def rows_of(
    table: str, history: History, partnership: Partnership, until: Instant
) -> tuple[Row, ...]:
    """Return the rows of a table that the record keeps, in the order in which they came about.

    Args:
        table: Its name.
        history: The agreement.
        partnership: What was said.
        until: The moment; reviews that are due later have no row before they are held.
    """
    return tuple(_ROWS[table](history, partnership, until))


def _reviews(history: History, partnership: Partnership, until: Instant) -> Iterator[Row]:
    day = until.to_datetime().date()
    for due in all_reviews(history, partnership, day):
        review = partnership.reviews.get((due.rule.name, due.stretch.label))
        held = review is not None and review.held is not None
        if due.until <= until or held:
            yield _review(history, due, partnership)


def _review(history: History, due: Due, partnership: Partnership) -> Row:
    name, label = due.rule.name, due.stretch.label
    row = {
        "review": f"{name} {label}",
        "name": name,
        "level": due.rule.level.value,
        "stretch": label,
        "due": str(due.until),
    }
    called = called_by(label)
    row["called_by"] = f"entry {called}" if called is not None else ""
    review = partnership.reviews.get((name, label))
    if review is None:
        return row
    row["planned"] = str(review.plan.starts) if review.plan else ""
    row["minuted"] = _at(review.minuted_at)
    if review.held is not None:
        missing = missing_roles(due.rule, review.held.attendance)
        row["took_place"] = str(review.held.at)
        row["held"] = "" if missing else str(review.held.at)
        row["missing"] = missing_words(missing)
    effort = review_effort(history, due, review)
    for kind, sides in (("planned", effort.planned), ("kept", effort.kept)):
        for side, each in sides.items():
            row[f"{kind}_{side}_time"] = amount_text(each.hours * _HOUR_SECONDS)
            row[f"{kind}_{side}_cost"] = _money(each.cost)
    entry = review.held_entry or review.plan_entry
    row["entry"] = _called(entry) if entry else ""
    return row


def _incident_reviews(_: History, partnership: Partnership, __: Instant) -> Iterator[Row]:
    for each in partnership.incident_reviews.values():
        published = each.published
        yield {
            "review": _called(each.entry),
            "incident": each.opened.incident,
            "service": each.opened.service,
            "restored": str(each.opened.restored),
            "opened": str(each.entry.at),
            "published": _at(each.published_entry.at if each.published_entry else None),
            "causes": str(len(published.causes)) if published else "",
            "changes": str(len(published.changes)) if published else "",
            "entry": _called(each.published_entry or each.entry),
        }


def _quotations(_: History, partnership: Partnership, __: Instant) -> Iterator[Row]:
    for each in partnership.quotations.values():
        accepted = each.decided is not None and each.decided.accepted
        yield {
            "quotation": _called(each.entry),
            "what": each.asked.what,
            "asked": str(each.entry.at),
            "quoted": _at(each.given_at),
            "accepted": _at(each.decided_at) if accepted else "",
            "declined": "" if accepted else _at(each.decided_at),
            "price": _money(each.given.price if each.given else None),
            "entry": _called(each.entry),
        }


def _work(history: History, partnership: Partnership, _: Instant) -> Iterator[Row]:
    for each in partnership.work.values():
        yield {
            "work": _called(each.entry),
            "what": each.what,
            "asked": str(each.entry.at),
            "agreed": str(each.agreed_at),
            "due": str(last_instant(history, each.due)),
            "delivered": _at(each.delivered_at),
            "accepted": _at(each.accepted_at),
            "price": _money(each.price),
            "entry": _called(each.entry),
        }


def _actions(history: History, partnership: Partnership, _: Instant) -> Iterator[Row]:
    for each in partnership.actions.values():
        yield {
            "action": _called(each.entry),
            "what": each.agreed.what,
            "owner": each.agreed.owner,
            "role": each.agreed.role,
            "agreed": str(each.entry.at),
            "due": str(last_instant(history, each.agreed.due)),
            "done": _at(each.done_at),
            "entry": _called(each.entry),
        }


def _goodwill(history: History, partnership: Partnership, _: Instant) -> Iterator[Row]:
    for each in partnership.goodwill.values():
        yield {
            "goodwill": _called(each.entry),
            "favour": each.given.favour,
            "given_by": each.entry.party,
            "worth": _money(each.given.worth),
            "given": str(last_instant(history, each.given.on)),
            "until": str(each.given.until or ""),
            "acknowledged": _at(each.acknowledged_at),
            "entry": _called(each.entry),
        }


def _pain_points(history: History, partnership: Partnership, _: Instant) -> Iterator[Row]:
    for each in partnership.pain_points.values():
        named = each.named
        yield {
            "pain_point": _called(each.entry),
            "user_group": named.group,
            "service": named.service,
            "what": named.what,
            "users": "" if named.users is None else str(named.users),
            "owner": named.owner,
            "role": each.role,
            "named": str(each.entry.at),
            "answered": _at(each.answered_at),
            "due": str(last_instant(history, each.due)) if each.due else "",
            "eased": _at(each.eased_at),
            "gone": _at(each.gone_at),
            "came_back": str(each.came_back),
            "entry": _called(each.entry),
        }


def _studies(_: History, partnership: Partnership, __: Instant) -> Iterator[Row]:
    for each in partnership.studies.values():
        review = partnership.incident_reviews.get(each.written.review)
        yield {
            "case_study": _called(each.entry),
            "review": _called(review.entry) if review else "",
            "title": each.written.title,
            "written": str(each.entry.at),
            "agreed": _at(each.agreed_at),
            "read": str(each.read_by) if each.staff else "",
            "staff": str(each.staff) if each.staff else "",
            "entry": _called(each.entry),
        }


def _maintenance(_: History, partnership: Partnership, __: Instant) -> Iterator[Row]:
    for each in partnership.maintenance.values():
        announced = each.announced
        yield {
            "window": _called(each.entry),
            "service": announced.service,
            "what": announced.what,
            "announced": str(each.entry.at),
            "begins": str(announced.starts),
            "ends": str(announced.ends),
            "entry": _called(each.entry),
        }


def _principles(history: History, partnership: Partnership, _: Instant) -> Iterator[Row]:
    for each in partnership.examples.values():
        yield {
            "example": _called(each.entry),
            "principle": each.given.principle,
            "given_by": each.entry.party,
            "happened": str(last_instant(history, each.given.on)),
            "kept": "yes" if each.given.kept else "no",
            "entry": _called(each.entry),
        }


def _circumstances(history: History, partnership: Partnership, _: Instant) -> Iterator[Row]:
    for each in partnership.circumstances.values():
        yield {
            "circumstance": _called(each.entry),
            "reported_by": each.entry.party,
            "since": str(last_instant(history, each.reported.since)),
            "reported": str(each.entry.at),
            "answered": _at(each.answered_at),
            "entry": _called(each.entry),
        }


def _issues(_: History, partnership: Partnership, __: Instant) -> Iterator[Row]:
    for each in partnership.issues.values():
        answered = each.answered
        elsewhere = "" if answered is None else "yes" if answered.elsewhere.strip() else "no"
        yield {
            "strategic_issue": _called(each.entry),
            "what": each.brought.what,
            "brought": str(each.entry.at),
            "answered": _at(each.answered_at),
            "seen_elsewhere": elsewhere,
            "entry": _called(each.entry),
        }


def _goals(history: History, partnership: Partnership, _: Instant) -> Iterator[Row]:
    for each in partnership.goals.values():
        yield {
            "goal": _called(each.entry),
            "what": each.goal.what,
            "set": str(each.entry.at),
            "due": str(last_instant(history, each.goal.due)),
            "looked_at": _at(each.looks[-1][0].at if each.looks else None),
            "reached": _at(each.reached_at),
            "entry": _called(each.entry),
        }


def _called(entry: Entry) -> str:
    return f"entry {entry.number}"


def _at(moment: Instant | None) -> str:
    return "" if moment is None else str(moment)


def _money(amount: Quantity | None) -> str:
    return "" if amount is None else amount_text(amount.amount)


_ROWS: Mapping[str, Callable[[History, Partnership, Instant], Iterator[Row]]] = {
    "reviews": _reviews,
    "post_incident_reviews": _incident_reviews,
    "quotations": _quotations,
    "work_requests": _work,
    "actions": _actions,
    "goodwill": _goodwill,
    "case_studies": _studies,
    "pain_points": _pain_points,
    "announced_maintenance": _maintenance,
    "principle_examples": _principles,
    "circumstances": _circumstances,
    "strategic_issues": _issues,
    "provider_goals": _goals,
}
