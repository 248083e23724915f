"""All agreements that one has a part in, at a glance: searched, filtered, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery

from servanda.desk.background import Sort
from servanda.desk.callers import Caller, allow, appointed
from servanda.kernel.quantity import Quantity
from servanda.pipeline.keeping import kept
from servanda.record.models import (
    AtAGlance,
    Finding,
    Job,
    JobState,
    Representation,
    WaitingState,
)

__all__ = [
    "LEVELS",
    "ORDERS",
    "AgreementRow",
    "Asked",
    "OutcomeServed",
    "PeriodUnderWay",
    "Portfolio",
    "Wait",
    "WaitHere",
    "own_waits",
    "portfolio",
    "portfolio_by_outcome",
]

LEVELS = ("watermelon", "missed", "met", "not judged")
"""How the last period of an agreement may have gone, the worst first."""

ORDERS = ("tier", "exposure", "money at risk", "end", "notice")
"""What agreements can be put in order by: what matters most, is greatest or comes first leads."""

_FEW_FIELDS = ("agreement__title", "terms", "tier_rank", "exposure", "at_risk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Say what is looked for.

    Args:
        words: Words that stand in a title, an identifier or a party's name, each of them.
        level: One of ``LEVELS``; empty for all.
        waits: Whether only those are wanted in which something waits for one's own party.
        order: One of ``ORDERS``; empty for what is due first first, then by title.
        first: How many rows are passed over.
        most: How many rows are wanted at most.
    """

    words: str = ""
    level: str = ""
    waits: bool = False
    order: str = ""
    first: int = 0
    most: int = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Something that one's own party has to say: what, until when, which entry asks for it."""

    what: str
    due: datetime | None
    entry_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitHere:
    """Something that one's own party has to say, and in which agreement.

    Args:
        agreement: The agreement's key.
        title: The agreement's title.
        entry_sha256: Digest of the entry that asks for it.
        party: What one's own organisation is there.
        what: What it is about.
        since: When it was asked.
        due: Last moment for it, if there is one.
        silence: What it means to say nothing; empty where it means nothing.
    """

    agreement: str
    title: str
    entry_sha256: str
    party: str
    what: str
    since: datetime
    due: datetime | None
    silence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodUnderWay:
    """Say what is about to go wrong in a period under way.

    Args:
        period: Its label.
        missed: How many commitments are missed, whatever becomes of the open cases.
        undecided: How many hang on open cases.
        lost: Service credits that are owed even if all open cases end in time.
        at_stake: How much more of them hangs on the open cases.
    """

    period: str
    missed: int
    undecided: int
    lost: Quantity
    at_stake: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRow:
    """An agreement at a glance.

    Args:
        glance: How it stands.
        party: What one's own organisation is in it; empty for a guest.
        waits: What waits for that party, what is due first first.
        last_day: Last day of the running term, if it has one.
        notice_by: Last day for notice to that day, if there is one and it is not past.
        under_way: What is about to go wrong in the period under way, as it was looked at last;
            absent where it was not, or where its statement is handed over.
        is_looked_at: Whether it is being looked at for the first time.
    """

    glance: AtAGlance
    party: str
    waits: tuple[Wait, ...]
    last_day: date | None
    notice_by: date | None
    under_way: PeriodUnderWay | None
    is_looked_at: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """Some rows of all that were found; ``of_all`` counts what one has a part in at all."""

    rows: tuple[AgreementRow, ...]
    found: int
    of_all: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeServed:
    """An outcome with every agreement that serves it, by the agreement's title.

    Args:
        name: The outcome's name, the same in each of them.
        title: What readers call it, as the first of them that says so does.
        rows: The agreements.
    """

    name: str
    title: str
    rows: tuple[AgreementRow, ...]


def portfolio_by_outcome(caller: Caller, order: str = "") -> tuple[OutcomeServed, ...]:
    """Return the outcomes of all agreements that one has a part in, those served by most first.

    Args:
        caller: Who looks.
        order: One of ``ORDERS`` for the agreements of each outcome; empty for by title.

    Raises:
        NotInScope: The token was not made for this.
    """
    allow(caller, "agreements listed")
    held = appointed(caller.at).filter(person=caller.person).values("agreement")
    own = AtAGlance.objects.filter(agreement__in=held).exclude(outcomes=[])
    served: dict[str, list[AgreementRow]] = {}
    titles: dict[str, str] = {}
    rows: Iterable[AtAGlance] = _looked_ahead(own, caller).order_by("agreement__title", "pk")
    for row in _rows(caller, _ordered(rows, order, _today(caller))):
        for name, title in row.glance.outcomes:
            served.setdefault(name, []).append(row)
            titles[name] = titles.get(name) or title
    found = (
        OutcomeServed(name=name, title=titles[name] or name.replace("_", " "), rows=tuple(rows))
        for name, rows in served.items()
    )
    return tuple(sorted(found, key=lambda each: (-len(each.rows), each.title.casefold())))


def portfolio(caller: Caller, asked: Asked) -> Portfolio:
    """Return the agreements that one has a part in, what is due first first, then by title.

    Args:
        caller: Who looks.
        asked: What is looked for.

    Raises:
        NotInScope: The token was not made for this.
    """
    allow(caller, "agreements listed")
    held = appointed(caller.at).filter(person=caller.person).values("agreement")
    own = AtAGlance.objects.filter(agreement__in=held)
    due = _waits(caller).filter(agreement=OuterRef("agreement")).values("agreement")
    wanted = own.filter(_matching(asked)).annotate(
        next_due=Subquery(due.annotate(first=Min("due")).values("first")),
        waits=Subquery(due.annotate(since=Min("since")).values("since")),
    )
    if asked.waits:
        wanted = wanted.filter(waits__isnull=False)
    return Portfolio(
        rows=_rows(caller, _page(wanted, asked, caller)),
        found=wanted.count(),
        of_all=own.count(),
    )


def _page(wanted: QuerySet[AtAGlance], asked: Asked, caller: Caller) -> Iterable[AtAGlance]:
    """Return the page of rows that is asked for, in its order."""
    here = slice(asked.first, asked.first + asked.most)
    if asked.order not in ORDERS:
        order = (F("next_due").asc(nulls_last=True), F("waits").asc(nulls_last=True))
        return _looked_ahead(wanted, caller).order_by(*order, "agreement__title", "pk")[here]
    # Money is no number to the database, and a term runs out without a word: put in order here.
    few = wanted.select_related("agreement").only(*_FEW_FIELDS).order_by("agreement__title", "pk")
    keys = [each.pk for each in _ordered(few, asked.order, _today(caller))[here]]
    rows = {each.pk: each for each in _looked_ahead(wanted.filter(pk__in=keys), caller)}
    return [rows[each] for each in keys]


def _ordered(rows: Iterable[AtAGlance], order: str, today: date) -> list[AtAGlance]:
    """Return rows in an order, those of which it says nothing last, otherwise as they were."""
    found = list(rows)
    places = {each.pk: _place(each, order, today) for each in found}
    return sorted(found, key=lambda each: (places[each.pk] is None, places[each.pk] or 0))


def _place(glance: AtAGlance, order: str, today: date) -> Fraction | int | None:
    match order:
        case "tier":
            return glance.tier_rank
        case "exposure":
            return _greatest_first(glance.exposure)
        case "money at risk":
            return _greatest_first(glance.at_risk)
        case "end" | "notice":
            last_day, notice_by = _term(glance, today)
            day = last_day if order == "end" else _not_past(notice_by, today)
            return day.toordinal() if day else None
    return None


def _greatest_first(money: str) -> Fraction | None:
    amount, _, currency = money.partition(" ")
    return -Fraction(amount) if currency else None


def _not_past(day: date | None, today: date) -> date | None:
    return day if day and day >= today else None


def _today(caller: Caller) -> date:
    return caller.at.to_datetime().date()


def own_waits(caller: Caller, first: int, most: int) -> tuple[tuple[WaitHere, ...], int]:
    """Return what waits for one's own party in all agreements, what is due first first.

    Args:
        caller: Who looks.
        first: How many are passed over.
        most: How many are wanted at most.

    Returns:
        Those, and how many there are in all.

    Raises:
        NotInScope: The token was not made for this.
    """
    allow(caller, "agreements listed")
    held = appointed(caller.at).filter(person=caller.person).values("agreement")
    found = _waits(caller).filter(agreement__in=held).select_related("agreement")
    rows = found.order_by(F("due").asc(nulls_last=True), "since", "pk")
    waits = tuple(
        WaitHere(
            agreement=each.agreement.key,
            title=each.agreement.title,
            entry_sha256=each.entry_sha256,
            party=each.party,
            what=each.what,
            since=each.since,
            due=each.due,
            silence=each.silence,
        )
        for each in rows[first : first + most]
    )
    return waits, found.count()


def _matching(asked: Asked) -> Q:
    found = Q()
    for word in asked.words.split():
        found &= (
            Q(agreement__title__icontains=word)
            | Q(agreement__identifier__icontains=word)
            | Q(client__icontains=word)
            | Q(provider__icontains=word)
        )
    return found & Q(level=asked.level) if asked.level in LEVELS else found


def _looked_ahead(found: QuerySet[AtAGlance], caller: Caller) -> QuerySet[AtAGlance]:
    """Return the same, each with what is known of its period under way; no further query."""
    of_row = {"agreement": OuterRef("agreement")}
    findings = Finding.objects.filter(**of_row, sort=Sort.OUTLOOK.value, name="")
    jobs = Job.objects.filter(
        **of_row,
        does=Sort.OUTLOOK.value,
        state__in=(JobState.WAITING, JobState.RUNNING),
        due_at__lte=caller.at.to_datetime(),
    )
    return found.select_related("agreement").annotate(
        looked_at=Subquery(findings.values("at_a_glance")[:1]), is_looked_at=Exists(jobs)
    )


def _under_way(content: Any, glance: AtAGlance) -> PeriodUnderWay | None:  # noqa: ANN401 - as kept
    if not content:
        return None
    try:
        found = kept(PeriodUnderWay, content)
    except ValueError:
        # An earlier version kept it otherwise; it is looked at again when evidence comes.
        return None
    # Once its statement is handed over, nothing of it lies ahead any more.
    return found if found.period > glance.period else None


def _waits(caller: Caller) -> QuerySet[WaitingState]:
    """Return what waits for the party that one's own organisation is; silence has not spoken."""
    return WaitingState.objects.filter(
        Q(due__isnull=True) | Q(due__gte=caller.at.to_datetime()) | Q(silence=""),
        agreement__representations__organisation=caller.person.organisation_id,
        party=F("agreement__representations__party"),
    )


def _rows(caller: Caller, found: Iterable[AtAGlance]) -> tuple[AgreementRow, ...]:
    glances = list(found)
    keys = [each.agreement_id for each in glances]
    parties = dict(
        Representation.objects.filter(
            agreement__in=keys, organisation=caller.person.organisation_id
        ).values_list("agreement", "party")
    )
    waits: dict[int, list[Wait]] = {}
    for each in (
        _waits(caller)
        .filter(agreement__in=keys)
        .order_by(F("due").asc(nulls_last=True), "since", "pk")
    ):
        wait = Wait(what=each.what, due=each.due, entry_sha256=each.entry_sha256)
        waits.setdefault(each.agreement_id, []).append(wait)
    today = _today(caller)
    return tuple(_row(each, parties, waits, today) for each in glances)


def _row(
    glance: AtAGlance, parties: dict[int, str], waits: dict[int, list[Wait]], today: date
) -> AgreementRow:
    last_day, notice_by = _term(glance, today)
    content = getattr(glance, "looked_at", None)
    return AgreementRow(
        glance=glance,
        party=parties.get(glance.agreement_id, ""),
        waits=tuple(waits.get(glance.agreement_id, ())),
        last_day=last_day,
        notice_by=_not_past(notice_by, today),
        under_way=_under_way(content, glance),
        is_looked_at=content is None and bool(getattr(glance, "is_looked_at", False)),
    )


def _term(glance: AtAGlance, today: date) -> tuple[date | None, date | None]:
    """Return the end of the running term and its day for notice; of the last one once all ended."""
    days = [(_day(last_day), _day(notice_by)) for last_day, notice_by in glance.terms]
    running = (each for each in days if each[0] is None or each[0] >= today)
    return next(running, days[-1] if days else (None, None))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
