"""The holding account: what came in, what it is spent on, and whether it helped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from servanda.desk.callers import Caller
from servanda.desk.holding import holding_of
from servanda.desk.seeing import Seen, see
from servanda.facts.measurement import Measurement
from servanda.facts.standing import Spending, SpendingState
from servanda.kernel.quantity import Quantity
from servanda.pipeline.holding import moved
from servanda.reports.clean import one_line
from servanda.reports.holding_text import NO_HOLDING_ACCOUNT, moved_words
from servanda.reports.reader import Reader
from servanda.reports.spelling import spell
from servanda.reports.view import Tone, TotalView
from servanda.settlement.posting.held import HeldBalance, Receipt
from servanda.web.languages.speaking import say
from servanda.web.pages.links import ActLink, act_link
from servanda.web.pages.listing import Column, listed
from servanda.web.pages.naming import titled
from servanda.web.pages.seeing import page, reader_of, show_agreement
from servanda.web.pages.taking_back import said_here, take_back

__all__ = ["holding"]

_TONES = {
    SpendingState.PROPOSED: Tone.FAIR,
    SpendingState.APPROVED: Tone.GOOD,
    SpendingState.DONE: Tone.GOOD,
    SpendingState.DECLINED: Tone.BAD,
    SpendingState.WITHDRAWN: Tone.QUIET,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingShown:
    """Show a spending: what is bought, how it stands, whether it moved what it should."""

    number: int
    what: str
    state: str
    tone: Tone
    money: str
    reason: str
    helps: str
    moved: tuple[str, ...]
    acts: tuple[ActLink, ...]
    exact: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptShown:
    """Show what came in, or was taken out again."""

    day: str
    about: str
    what: str
    period: str
    address: str
    amount: str
    exact: Quantity


_COLUMNS: tuple[Column[SpendingShown | ReceiptShown], ...] = (
    Column(
        heading="Kind",
        cell=lambda each: "spending" if isinstance(each, SpendingShown) else "came in",
    ),
    Column(heading="What", cell=lambda each: each.what),
    Column(
        heading="About",
        cell=lambda each: each.helps if isinstance(each, SpendingShown) else each.about,
    ),
    Column(
        heading="When, and how it stands",
        cell=lambda each: (
            f"{each.state}, {each.money}"
            if isinstance(each, SpendingShown)
            else f"{each.day}, statement of {each.period}"
        ),
    ),
    Column(heading="Amount", cell=lambda each: each.exact),
)


@page("agreement looked at")
def holding(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Show the holding account."""
    seen = see(caller, agreement)
    reader = reader_of(request, seen.zone)
    found = holding_of(seen)
    account = found.agreement.holding_account
    came = [_receipt(each, seen, reader) for each in found.receipts]
    rows: list[SpendingShown | ReceiptShown] = [
        *(_spending(each, seen, reader) for each in reversed(seen.standing.spendings)),
        *reversed(came),
    ]
    shown = listed(request, rows, _COLUMNS, title="Holding account", at=caller.at)
    if shown.file is not None:
        return shown.file
    values = {
        "listed": shown,
        "there_is_none": "" if account or came else NO_HOLDING_ACCOUNT,
        "rules": _rules(seen),
        "totals": list(_totals(found.balance, reader)),
        "receipts": [each for each in shown.rows if isinstance(each, ReceiptShown)],
        "spendings": [each for each in shown.rows if isinstance(each, SpendingShown)],
        "propose": act_link(seen, "spending proposed", "Propose a spending") if account else (),
    }
    return show_agreement(
        request, "holding.html", seen.seat, {**values, **said_here(request, seen)}, tab="holding"
    )


def _rules(seen: Seen) -> str:
    account = seen.history.latest.holding_account
    if account is None:
        return ""
    purposes = ", ".join(title or name for name, title in account.purposes.items())
    return one_line(
        say(
            "The {decided_by} decides what it is spent on: {purposes}. At the end of the "
            "agreement the rest goes to the {rest_to}.",
            decided_by=say(account.decided_by),
            purposes=purposes,
            rest_to=say(account.rest_to),
        )
    )


def _totals(balance: HeldBalance, reader: Reader) -> Iterator[TotalView]:
    yield TotalView(label=say("Received from statements"), value=spell(balance.received, reader))
    yield TotalView(label=say("Set aside"), value=spell(balance.set_aside, reader))
    yield TotalView(label=say("Spent"), value=spell(balance.spent, reader))
    if balance.given_away.amount:
        yield TotalView(label=say("Given away at the end"), value=spell(balance.given_away, reader))
    yield TotalView(label=say("Free"), value=spell(balance.free, reader))


def _receipt(receipt: Receipt, seen: Seen, reader: Reader) -> ReceiptShown:
    key = seen.seat.agreement.key
    return ReceiptShown(
        day=reader.day(receipt.day),
        about=_about(receipt, seen),
        what=_brought_by(receipt),
        period=reader.called(receipt.period) or receipt.period,
        address=reverse("statement", kwargs={"agreement": key, "period": receipt.period}),
        amount=spell(receipt.amount, reader),
        exact=receipt.amount,
    )


def _brought_by(receipt: Receipt) -> str:
    """Say what brought it where that is not the statement's first edition."""
    what = one_line(receipt.what).removeprefix(f"{receipt.period}: ")
    return "" if what == "statement issued" else what


def _about(receipt: Receipt, seen: Seen) -> str:
    name, _, rest = receipt.about.removeprefix(f"{receipt.period} ").partition(" ")
    return one_line(f"{titled(seen.history.latest, name)} {rest}")


def _spending(spending: Spending, seen: Seen, reader: Reader) -> SpendingShown:
    money = say("{amount} at most", amount=spell(spending.amount, reader))
    if spending.cost is not None and spending.done_on is not None:
        money = say(
            "cost {cost}, delivered {done_on}",
            cost=spell(spending.cost, reader),
            done_on=reader.day(spending.done_on),
        )
    elif spending.state is SpendingState.PROPOSED and spending.answer_due is not None:
        money += say(
            "; to be decided until {answer_due}", answer_due=reader.limit(spending.answer_due)
        )
    found = moved(seen.history, spending, _figures(seen, spending.helps))
    return SpendingShown(
        number=spending.number,
        what=one_line(f"{spending.what} ({spending.purpose})"),
        state=spending.state.value,
        tone=_TONES[spending.state],
        money=one_line(
            say(
                "proposed by the {proposed_by}, {money}",
                proposed_by=say(spending.proposed_by),
                money=money,
            )
        ),
        reason=one_line(spending.reason),
        helps=one_line(
            say(
                "Meant to help '{latest}', looked at on {looked_at}",
                latest=titled(seen.history.latest, spending.helps),
                looked_at=reader.day(spending.looked_at),
            )
        ),
        moved=tuple(moved_words(each, reader) for each in found),
        acts=tuple(_acts(spending, seen)),
        exact=spending.cost if spending.cost is not None else spending.amount,
    )


def _figures(seen: Seen, measure: str) -> list[Measurement]:
    """Return what a measure was on the statements, as they were handed over last."""
    statements = (seen.statement(each.period, each.editions[-1]) for each in seen.periods)
    judged = (each.measurement for found in statements for each in found.assessments)
    return [each for each in judged if each.measure == measure]


def _acts(spending: Spending, seen: Seen) -> Iterator[ActLink]:
    account = seen.history.latest.holding_account
    if spending.state is SpendingState.PROPOSED:
        if account is not None and account.decided_by == seen.seat.party:
            yield from act_link(seen, "spending decided", "Decide", proposal=spending.entry)
        if spending.proposed_by == seen.seat.party:
            yield from take_back(seen, spending.entry)
    if spending.state is SpendingState.APPROVED:
        yield from act_link(seen, "spending done", "Report as done", proposal=spending.entry)
