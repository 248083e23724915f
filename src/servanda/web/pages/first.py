"""The first page: all agreements at a glance, what waits, and where to go on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from servanda.desk.callers import Caller
from servanda.desk.portfolio import (
    LEVELS,
    ORDERS,
    AgreementRow,
    Asked,
    portfolio,
    portfolio_by_outcome,
)
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.reports.spelling import spell
from servanda.reports.view import Tone
from servanda.web.languages.speaking import said_later, say, say_count
from servanda.web.pages.exporting import Exported
from servanda.web.pages.filters import filters_shown
from servanda.web.pages.listing import FORMS, Column, listed
from servanda.web.pages.seeing import page, reader_of, show

__all__ = ["by_outcome", "export_front", "front"]

_ON_A_PAGE = 25
_MOST_EXPORTED = 10_000
_SOON = timedelta(days=90)
_TONES = {"watermelon": Tone.BAD, "missed": Tone.FAIR, "met": Tone.GOOD, "not judged": Tone.QUIET}
_HEADINGS = (
    said_later("Agreement"),
    said_later("Identifier"),
    said_later("Client"),
    said_later("Provider"),
    said_later("Last period"),
    said_later("Level"),
    said_later("Missed"),
    said_later("Promised"),
    said_later("Net"),
    said_later("Period under way"),
    said_later("Missed already"),
    said_later("Hang on open cases"),
    said_later("Credits lost"),
    said_later("Credits at stake"),
    said_later("Waits for us"),
    said_later("Due first ({zone})"),
    said_later("In force until"),
    said_later("Notice by"),
    said_later("Tier"),
    said_later("Exposure"),
    said_later("Money at risk"),
    said_later("At risk in each"),
)
_A_PERIOD = {
    "month": said_later("{amount} at risk a month"),
    "quarter": said_later("{amount} at risk a quarter"),
    "year": said_later("{amount} at risk a year"),
    "four weeks": said_later("{amount} at risk in four weeks"),
    "week": said_later("{amount} at risk a week"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitView:
    """Show what waits: what it is, until when, and where it is answered."""

    what: str
    due: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AheadView:
    """Show what is about to go wrong in a period under way, in a few words.

    Args:
        said: How its commitments stand.
        tone: How bad that is.
        about: The period, with what is lost and at stake in it.
        address: Where its open cases are; empty while there is nothing to see.
    """

    said: str
    tone: Tone
    about: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """Show an agreement at a glance.

    Args:
        with_whom: The parties, or the other one where one is a party oneself.
        standing: How the last period went, in a few words.
        ahead: What is about to go wrong; absent where nothing is known of it.
        waits: What is due first.
        more: How much else waits.
        notice_soon: Whether the day for notice is near.
        tier: The client's word for how much hangs on it; may be empty.
        exposure: The money behind the services, in a few words; may be empty.
        at_risk: The most that service credits may come to, in a few words; empty where no limit
            holds them.
    """

    title: str
    identifier: str
    address: str
    with_whom: str
    period: str
    standing: str
    tone: Tone
    net: str
    ahead: AheadView | None
    waits: tuple[WaitView, ...]
    more: int
    until: str
    notice: str
    notice_soon: bool
    tier: str
    exposure: str
    at_risk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedRow:
    """Show an agreement that serves an outcome."""

    outcome: str
    name: str
    said: RowView
    row: AgreementRow


@page("agreements listed")
def front(request: HttpRequest, caller: Caller) -> HttpResponse:
    """Show the agreements that one has a part in; of a single one, its overview."""
    asked = _asked(request)
    found = portfolio(caller, asked)
    if found.of_all == 1 and not request.GET:
        return redirect("agreement", agreement=found.rows[0].glance.agreement.key)
    today = caller.at.to_datetime().date()
    reader = reader_of(request)
    number = asked.first // _ON_A_PAGE + 1
    pages = -(-found.found // _ON_A_PAGE)
    values = {
        "rows": [_row(each, reader, today) for each in found.rows],
        "found": found.found,
        "of_all": found.of_all,
        "counted": say_count(
            "{count} agreement", "{count} agreements", found.found, count=found.found
        ),
        "asked": asked,
        "levels": LEVELS,
        "orders": ORDERS,
        "order": asked.order,
        "number": number,
        "pages": pages,
        "earlier": _address(asked, number - 1) if number > 1 else "",
        "later": _address(asked, number + 1) if number < pages else "",
        "filters": filters_shown(request, request.path),
        "query": _query(asked),
        "exports": [(each, _export_address(asked, each)) for each in ("xlsx", "csv")],
    }
    return show(request, "front.html", values)


@page("agreements listed")
def export_front(request: HttpRequest, caller: Caller, form: str) -> HttpResponse:
    """Return the agreements that were looked for as a workbook or as CSV."""
    found = portfolio(caller, replace(_asked(request), first=0, most=_MOST_EXPORTED))
    table = Exported(
        title=say("Agreements"),
        day=caller.at.to_datetime().date(),
        headings=tuple(map(say, _HEADINGS)),
        rows=tuple(map(_cells, found.rows)),
    )
    return FORMS[form](table, reader_of(request))


def _cell_at(place: int) -> Callable[[ServedRow], object]:
    return lambda each: _cells(each.row)[place]


_BY_OUTCOME: tuple[Column[ServedRow], ...] = (
    Column(heading="Outcome", cell=lambda each: each.outcome),
    *(Column(heading=heading, cell=_cell_at(place)) for place, heading in enumerate(_HEADINGS)),
)


@page("agreements listed")
def by_outcome(request: HttpRequest, caller: Caller) -> HttpResponse:
    """Show the agreements that serve each outcome, across providers."""
    reader, today = reader_of(request, "UTC"), caller.at.to_datetime().date()
    order = _order(request)
    rows = [
        ServedRow(
            outcome=one_line(served.title),
            name=served.name,
            said=_row(row, reader, today),
            row=row,
        )
        for served in portfolio_by_outcome(caller, order)
        for row in served.rows
    ]
    kept = {"order": order} if order else {}
    found = listed(request, rows, _BY_OUTCOME, title="Outcomes", at=caller.at, kept=kept)
    if found.file is not None:
        return found.file
    served: dict[str, list[ServedRow]] = {}
    for each in found.rows:
        served.setdefault(each.name, []).append(each)
    values = {
        "listed": found,
        "served": list(served.values()),
        "orders": ORDERS,
        "order": order,
    }
    return show(request, "by_outcome.html", values)


def _asked(request: HttpRequest) -> Asked:
    said = request.GET
    number = said.get("page", "1")
    first = (int(number) - 1) * _ON_A_PAGE if number.isdecimal() and 0 < int(number) < 10**6 else 0
    return Asked(
        words=said.get("words", "")[:200],
        level=said.get("level", ""),
        waits=said.get("waits", "") == "yes",
        order=_order(request),
        first=first,
        most=_ON_A_PAGE,
    )


def _order(request: HttpRequest) -> str:
    order = request.GET.get("order", "")
    return order if order in ORDERS else ""


def _query(asked: Asked, **more: str) -> str:
    said = {
        "words": asked.words,
        "level": asked.level,
        "waits": "yes" if asked.waits else "",
        "order": asked.order,
    }
    return urlencode({name: value for name, value in (said | more).items() if value})


def _address(asked: Asked, number: int) -> str:
    return f"?{_query(asked, page=str(number))}"


def _export_address(asked: Asked, form: str) -> str:
    return f"{reverse('export_front', kwargs={'form': form})}?{_query(asked)}"


def _row(row: AgreementRow, reader: Reader, today: date) -> RowView:
    seen = row.glance
    own = replace(reader, zone=seen.zone)
    shown = row.waits[:2]
    exposed, at_risk = _in_short(seen.exposure, own), _in_short(seen.at_risk, own)
    return RowView(
        title=seen.agreement.title,
        identifier=seen.agreement.identifier,
        address=reverse("agreement", kwargs={"agreement": seen.agreement.key}),
        with_whom=_with_whom(row),
        period=seen.period,
        standing=_standing(row),
        tone=_TONES.get(seen.level, Tone.QUIET),
        net=_money(seen.net, own),
        ahead=_ahead(row, own),
        waits=tuple(
            WaitView(
                what=each.what,
                due=own.limit(Instant.from_datetime(each.due)) if each.due else "",
                address=reverse(
                    "entry",
                    kwargs={"agreement": seen.agreement.key, "digest": each.entry_sha256},
                ),
            )
            for each in shown
        ),
        more=len(row.waits) - len(shown),
        until=reader.day(row.last_day) if row.last_day else say("no end agreed"),
        notice=reader.day(row.notice_by) if row.notice_by else "",
        notice_soon=row.notice_by is not None and row.notice_by - today <= _SOON,
        tier=one_line(seen.tier),
        exposure=say("{amount} behind it", amount=exposed) if exposed else "",
        at_risk=say(_A_PERIOD[seen.rhythm], amount=at_risk) if at_risk else "",
    )


def _ahead(row: AgreementRow, reader: Reader) -> AheadView | None:
    found = row.under_way
    if found is None:
        working = AheadView(said=say("is being worked out"), tone=Tone.QUIET, about="", address="")
        return working if row.is_looked_at else None
    parts, tone = [], Tone.GOOD
    if found.undecided:
        tone = Tone.FAIR
        parts.append(
            say_count(
                "{count} hangs on open cases",
                "{count} hang on open cases",
                found.undecided,
                count=found.undecided,
            )
        )
    if found.missed:
        tone = Tone.BAD
        parts.insert(0, say("{count} missed already", count=found.missed))
    money = []
    if found.lost.amount:
        money.append(say("{amount} lost", amount=spell(found.lost, reader)))
    if found.at_stake.amount:
        money.append(say("{amount} at stake", amount=spell(found.at_stake, reader)))
    return AheadView(
        said=", ".join(parts) or say("nothing is missed so far"),
        tone=tone,
        about="; ".join([found.period, *money]),
        address=reverse("open_period", kwargs={"agreement": row.glance.agreement.key}),
    )


def _with_whom(row: AgreementRow) -> str:
    if row.party == "client":
        return row.glance.provider
    if row.party == "provider":
        return row.glance.client
    return say("{provider} for {client}", provider=row.glance.provider, client=row.glance.client)


def _standing(row: AgreementRow) -> str:
    seen = row.glance
    if not seen.period:
        return say("no statement so far")
    if seen.level == "watermelon":
        return say(
            "watermelon: {missed} of {promised} missed", missed=seen.missed, promised=seen.promised
        )
    if seen.level == "missed":
        return say("{missed} of {promised} missed", missed=seen.missed, promised=seen.promised)
    return seen.level or say("not known")


def _money(text: str, reader: Reader) -> str:
    amount = _quantity(text)
    return spell(amount, reader) if amount is not None else ""


def _in_short(text: str, reader: Reader) -> str:
    """Spell money without its cents where it has none."""
    amount, _, currency = text.partition(" ")
    digits = 0 if Fraction(amount or 0).denominator == 1 else 2
    return f"{reader.number(Fraction(amount), least_digits=digits)}\u00a0{currency}" if text else ""


def _quantity(text: str) -> Quantity | None:
    amount, _, currency = text.partition(" ")
    return Quantity.money(Fraction(amount), currency) if currency else None


def _cells(row: AgreementRow) -> Sequence[object]:
    seen, ahead = row.glance, row.under_way
    due = next((each.due for each in row.waits if each.due), None)
    return (
        seen.agreement.title,
        seen.agreement.identifier,
        seen.client,
        seen.provider,
        seen.period,
        seen.level,
        seen.missed if seen.level else None,
        seen.promised if seen.level else None,
        _quantity(seen.net),
        ahead.period if ahead else None,
        ahead.missed if ahead else None,
        ahead.undecided if ahead else None,
        ahead.lost if ahead else None,
        ahead.at_stake if ahead else None,
        len(row.waits),
        due.replace(tzinfo=None) if due else None,
        row.last_day,
        row.notice_by,
        seen.tier or None,
        _quantity(seen.exposure),
        _quantity(seen.at_risk),
        say(seen.rhythm) if seen.at_risk else None,
    )
