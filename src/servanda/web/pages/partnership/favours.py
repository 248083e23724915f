"""Favours in both directions: given, acknowledged, weighed by year, and those that are a habit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse

from servanda.decisions.rulebook import SIDES, other_side
from servanda.desk import drafts_begun, drafts_kept
from servanda.desk.callers import Caller
from servanda.desk.seeing import Seen, see
from servanda.drafting.favour_text import favour_rows
from servanda.facts.decision import Way
from servanda.kernel.quantity import Quantity
from servanda.partnership.goodwill import Habit, balance, habits, waived_by_habit
from servanda.partnership.state import Goodwill, Partnership
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.reports.spelling import spell
from servanda.reports.view import Tone
from servanda.web.languages.speaking import said_later, say
from servanda.web.pages.doing import NOTHING_REFUSED, Refused, doing
from servanda.web.pages.links import ActLink, act_link
from servanda.web.pages.listing import Column, listed
from servanda.web.pages.naming import titled
from servanda.web.pages.partnership.parts import show_part, take_back, together
from servanda.web.pages.seeing import page, reader_of

__all__ = ["GOODWILL", "goodwill"]

_SETTLED = {
    Way.ENDS: said_later("it ends"),
    Way.PRICED: said_later("it has its price"),
    Way.AMENDED: said_later("it goes into the agreement"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FavourShown:
    """Show a favour: what, worth how much, and whether it was acknowledged."""

    number: int
    what: str
    favour: str
    given_by: str
    worth: str
    on: str
    state: str
    tone: Tone
    acts: tuple[ActLink, ...]
    exact: Quantity


_COLUMNS: tuple[Column[FavourShown], ...] = (
    Column(heading="Entry", cell=lambda each: each.number),
    Column(heading="What", cell=lambda each: each.what),
    Column(heading="Favour", cell=lambda each: each.favour),
    Column(heading="Given by", cell=lambda each: each.given_by),
    Column(heading="On", cell=lambda each: each.on),
    Column(heading="Worth", cell=lambda each: each.exact),
    Column(heading="How it stands", cell=lambda each: each.state),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HabitShown:
    """Show a favour that became a habit, and the ways out of it."""

    favour: str
    called: str
    said: str
    settled: str
    words: str
    ways: tuple[ActLink, ...]
    drafts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class YearShown:
    """Show what each side gave in a year, and who gave more."""

    year: int
    gave: tuple[str, ...]
    balance: str


@page("agreement looked at")
def goodwill(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Show the register of favours."""
    return _shown(request, see(caller, agreement))


def _refused(
    request: HttpRequest, caller: Caller, refused: Refused, agreement: str
) -> HttpResponse:
    return _shown(request, see(caller, agreement), refused)


@doing(drafts_kept.DOES, "draft", _refused)
def draft_favour(caller: Caller, typed: Mapping[str, str], agreement: str) -> str:
    """Begin a draft that puts a habit into the agreement."""
    drafts_begun.begin_favour(caller, agreement, typed.get("favour", ""))
    return say("This amendment makes ordered work of the favour. Look it over, then propose it.")


GOODWILL = {"draft": draft_favour}
"""What is done on the page of favours with a button."""


def _shown(request: HttpRequest, seen: Seen, refused: Refused = NOTHING_REFUSED) -> HttpResponse:
    reader = reader_of(request, seen.zone)
    found = together(seen)
    given = sorted(found.goodwill.values(), key=lambda each: (each.given.on, each.entry.number))
    rule = seen.history.latest.goodwill
    shown = listed(
        request,
        [_favour(each, seen, reader) for each in reversed(given)],
        _COLUMNS,
        title="Goodwill",
        at=seen.seat.caller.at,
    )
    if shown.file is not None:
        return shown.file
    values = {
        "listed": shown,
        "refused": refused,
        "rule": one_line(rule.text) if rule else "",
        "habits": [_habit(each, seen, reader) for each in habits(rule, found)],
        "sides": SIDES,
        "years": list(_years(found, reader)),
        "favours": shown.rows,
        "waived": list(_waived(seen)),
        "give": act_link(seen, "goodwill given", "Say that you gave a favour"),
    }
    status = 422 if refused.why else 200
    return show_part(request, "goodwill.html", seen, values, part="goodwill", status=status)


def _favour(each: Goodwill, seen: Seen, reader: Reader) -> FavourShown:
    given, giver = each.given, each.entry.party
    state, tone = say("to be acknowledged by the {giver}", giver=say(other_side(giver))), Tone.FAIR
    acts: tuple[ActLink, ...] = take_back(seen, each.entry)
    if each.acknowledged_at is not None:
        state, tone, acts = (
            say(
                "acknowledged {acknowledged_at}",
                acknowledged_at=reader.instant(each.acknowledged_at),
            ),
            Tone.GOOD,
            (),
        )
    elif seen.seat.party == other_side(giver):
        acts = act_link(seen, "goodwill acknowledged", "Acknowledge", goodwill=each.entry.sha256)
    until = say(" until {until}", until=reader.day(given.until)) if given.until else ""
    return FavourShown(
        number=each.entry.number,
        what=one_line(given.what),
        favour=given.favour.replace("_", " "),
        given_by=say(giver),
        worth=spell(given.worth, reader),
        exact=given.worth,
        on=f"{'from ' if until else ''}{reader.day(given.on)}{until}",
        state=state,
        tone=tone,
        acts=acts,
    )


def _habit(habit: Habit, seen: Seen, reader: Reader) -> HabitShown:
    is_there = favour_rows(habit.favour) in seen.history.latest.rows
    called = habit.favour.replace("_", " ")
    ways: tuple[ActLink, ...] = ()
    if habit.settled is None:
        for way, title in ((Way.ENDS, say("Let it end")), (Way.PRICED, say("Price it"))):
            ways += act_link(seen, "habit settled", title, favour=habit.favour, way=way.value)
    elif habit.settled is Way.AMENDED:
        ways = ()
    return HabitShown(
        favour=habit.favour,
        called=one_line(called),
        said=say(
            "Given {given} times in {stretch} by the {given_by}, worth {worth}.",
            given=len(habit.given),
            stretch=habit.stretch,
            given_by=say(habit.given_by),
            worth=spell(habit.worth, reader),
        ),
        settled=_settled(habit, is_there=is_there),
        words=one_line(habit.words),
        ways=ways,
        drafts=habit.settled is not Way.ENDS and not is_there and seen.seat.may(drafts_kept.DOES),
    )


def _settled(habit: Habit, *, is_there: bool) -> str:
    """Say how a habit was settled, nothing where it was not."""
    if habit.settled is Way.AMENDED and is_there:
        return say("it stands in the agreement")
    return say(_SETTLED[habit.settled]) if habit.settled else ""


def _years(found: Partnership, reader: Reader) -> Iterator[YearShown]:
    for year in sorted({each.given.on.year for each in found.goodwill.values()}, reverse=True):
        worth = balance(found, date(year, 1, 1), date(year, 12, 31))
        gave = [worth.get(side) for side in SIDES]
        yield YearShown(
            year=year,
            gave=tuple(spell(each, reader) if each else "nothing" for each in gave),
            balance=_balance(worth, reader),
        )


def _balance(worth: Mapping[str, Quantity], reader: Reader) -> str:
    first, second = (worth.get(side) for side in SIDES)
    if first is None or second is None:
        giver = SIDES[0] if second is None else SIDES[1]
        return say("only the {giver} gave", giver=say(giver))
    if first.amount == second.amount:
        return say("both gave the same")
    giver = SIDES[0] if first.amount > second.amount else SIDES[1]
    more = Quantity(abs(first.amount - second.amount), first.unit)
    return say("the {giver} gave {more} more", giver=say(giver), more=spell(more, reader))


def _waived(seen: Seen) -> Iterator[str]:
    given_up = waived_by_habit((each.waived_by, each.line.name) for each in seen.standing.waivers)
    for (party, line), times in given_up.items():
        title = titled(seen.history.latest, line)
        yield one_line(
            say(
                "The {party} has given up '{title}' {times} times.",
                party=say(party),
                title=title,
                times=times,
            )
        )
