"""How the parties work together, in lines: what is due, open, learned and given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from servanda.decisions.rulebook import Rulebook
from servanda.formula.display import format_quantity
from servanda.kernel.time import Instant
from servanda.partnership.attendance import missing_roles, missing_words
from servanda.partnership.calling import review_named
from servanda.partnership.effort import year_efforts, year_words
from servanda.partnership.goodwill import balance, habits, waived_by_habit
from servanda.partnership.state import Circumstance, Example, Partnership, Quotation, Work
from servanda.partnership.stretches import Due, last_instant
from servanda.pipeline.reviewing import reviews_in_sight
from servanda.reports.clean import one_line
from servanda.reports.learning_text import cause_lines, study_lines
from servanda.reports.serving_text import maintenance_lines, pain_lines
from servanda.reports.steering_text import goal_lines, issue_lines

__all__ = ["partnership_lines", "review_state"]


def partnership_lines(
    book: Rulebook, found: Partnership, waived: Iterable[tuple[str, str]], at: Instant
) -> Iterator[str]:
    """Yield how everything stands, each part with its heading.

    Args:
        book: The agreement.
        found: What was said.
        waived: Party and line of each right given up.
        at: The moment.
    """
    parts = {
        "Reviews": _reviews(book, found, at),
        "What the talks cost": _efforts(book, found, at),
        "Open actions": _actions(book, found, at),
        "Incidents reviewed": _incidents(book, found),
        "Case studies": study_lines(found),
        "Quotations": (_quotation(book, each) for each in found.quotations.values()),
        "Work": (_work(book, each, at) for each in found.work.values()),
        "Goodwill": _goodwill(book, found, waived, at),
        "Pain points": pain_lines(book, found, at),
        "Maintenance announced": maintenance_lines(book, found, at),
        "Principles": (_example(each) for each in found.examples.values()),
        "Changed circumstances": (_circumstance(each) for each in found.circumstances.values()),
        "Strategic issues": issue_lines(found),
        "Goals of the provider": goal_lines(book, found, at),
    }
    said = False
    for heading, lines in parts.items():
        listed = list(lines)
        if listed:
            if said:
                yield ""
            yield f"{heading}:"
            yield from (f"  {one_line(each)}" for each in listed)
            said = True
    if not said:
        yield "Nothing was said so far, and no review is due."


def review_state(book: Rulebook, due: Due, found: Partnership, at: Instant) -> str:
    """Say how one review stands: held, held without somebody, planned, due or not held in time."""
    review = found.reviews.get((due.rule.name, due.stretch.label))
    if review is not None and review.held is not None:
        missing = missing_words(missing_roles(due.rule, review.held.attendance))
        when = book.words(review.held.at)
        if missing:
            return f"took place {when} and does not count as held; missing {missing}"
        return f"held {when}" + ("" if review.minutes else ", without minutes so far")
    if due.until <= at:
        return "not held in time"
    if review is not None and review.plan is not None:
        return f"planned for {book.words(review.plan.starts)}"
    return f"to be held until {book.words(due.until)}"


def _example(each: Example) -> str:
    kept = "kept" if each.given.kept else "departed from"
    return f"{each.given.principle}, {kept} {each.given.on}: {each.given.what}"


def _circumstance(each: Circumstance) -> str:
    answer = f"answered: {each.answer}" if each.answered_at else "not answered yet"
    reported = each.reported
    return (
        f"entry {each.entry.number}, by the {each.entry.party}, since {reported.since}:"
        f" {reported.what} It affects {reported.affects}; {answer}"
    )


def _reviews(book: Rulebook, found: Partnership, at: Instant) -> Iterator[str]:
    due = [
        each
        for each in reviews_in_sight(book, found, at)
        if each.stretch.first_day <= book.day_of(at)
        or (each.rule.name, each.stretch.label) in found.reviews
    ]
    last: dict[str, int] = Counter(each.rule.name for each in due)
    for each in due:
        last[each.rule.name] -= 1
        # Of what is long over, only what was missed is worth a line.
        state = review_state(book, each, found, at)
        if last[each.rule.name] <= 1 or not state.startswith("held"):
            title = each.rule.title or each.rule.name
            yield f"{review_named(title, each.stretch.label, found)}: {state}"


def _efforts(book: Rulebook, found: Partnership, at: Instant) -> Iterator[str]:
    dues = reviews_in_sight(book, found, at)
    yield from map(year_words, year_efforts(book.history, dues, found.reviews))


def _actions(book: Rulebook, found: Partnership, at: Instant) -> Iterator[str]:
    for each in found.actions.values():
        if each.done_at is None:
            due = last_instant(book.history, each.agreed.due)
            late = "  OVERDUE" if due < at else ""
            who = f"{each.agreed.owner}, {each.agreed.role}"
            yield f"{each.entry.number} until {each.agreed.due} ({who}): {each.agreed.what}{late}"


def _incidents(book: Rulebook, found: Partnership) -> Iterator[str]:
    for each in found.incident_reviews.values():
        words = f"{each.entry.number} {each.opened.incident}: {each.opened.what}"
        if each.published is None or each.published_entry is None:
            yield f"{words} (not handed over yet)"
        else:
            causes = ", ".join(each.published.causes)
            yield f"{words} (handed over {book.words(each.published_entry.at)}; causes: {causes})"
    yield from cause_lines(book, found)


def _quotation(book: Rulebook, each: Quotation) -> str:
    words = f"{each.entry.number} {each.asked.what}"
    offer = f"{format_quantity(each.given.price)} until {each.given.due}" if each.given else ""
    if each.decided is not None:
        return f"{words}: {offer}, {'accepted' if each.decided.accepted else 'declined'}"
    if each.given_at is not None:
        return f"{words}: {offer}, quoted {book.words(each.given_at)}, not decided yet"
    return f"{words}: asked {book.words(each.entry.at)}, not quoted yet"


def _work(book: Rulebook, each: Work, at: Instant) -> str:
    words = f"{each.entry.number} {each.what} (until {each.due})"
    if each.accepted_at is not None:
        return f"{words}: done"
    if each.delivered_at is not None:
        return f"{words}: delivered {book.words(each.delivered_at)}, not looked at yet"
    late = "  OVERDUE" if last_instant(book.history, each.due) < at else ""
    return f"{words}: to be delivered{f', missing: {each.missing}' if each.missing else ''}{late}"


def _goodwill(
    book: Rulebook, found: Partnership, waived: Iterable[tuple[str, str]], at: Instant
) -> Iterator[str]:
    year = book.day_of(at).year
    first, last = book.day_of(at).replace(month=1, day=1), book.day_of(at)
    for party, worth in balance(found, first, last).items():
        yield f"the {party} gave {format_quantity(worth)} in {year}"
    for each in found.goodwill.values():
        if each.acknowledged_at is None:
            who = f"{each.entry.number} of the {each.entry.party}"
            yield f"{who}, not acknowledged yet: {each.given.what}"
    for habit in habits(book.history.latest.goodwill, found):
        words = (
            f"habit: '{habit.favour}', given {len(habit.given)} times in {habit.stretch} by the"
            f" {habit.given_by}, worth {format_quantity(habit.worth)}"
        )
        if habit.settled is not None:
            yield f"{words}; {habit.settled.value}: {habit.words}"
        else:
            yield f"{words}; let it end, price it, or put it into the agreement"
    for (party, line), times in waived_by_habit(waived).items():
        yield f"given up {times} times by the {party}: the line '{line}'"
