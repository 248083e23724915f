"""The period under way: looked at when evidence comes, and people told of what is about to fail."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from servanda.agreement.model.agreement import Agreement as AgreementText
from servanda.desk.background import Errand, Sort
from servanda.desk.callers import Caller
from servanda.desk.finding_out import FindingSeen, answered, find_out, inputs_of, telling
from servanda.desk.letter_sorts import ABOUT_TO_BE_MISSED
from servanda.desk.portfolio import PeriodUnderWay
from servanda.desk.reading import moment_for, reader_for
from servanda.desk.reminding import people_of
from servanda.desk.rights import PREVENTING
from servanda.desk.seeing import Seen, see
from servanda.desk.working import history_of, value_of, workspace_of
from servanda.facts.statement import LevelReached
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import MICROS_PER_SECOND, Instant
from servanda.pipeline.keeping import keep, kept
from servanda.pipeline.outlook import CaseAhead, Outlook, look_ahead
from servanda.pipeline.record import Record
from servanda.record.models import Agreement, Finding, Job, JobState, Person, ReminderDue
from servanda.record.queue import put
from servanda.reports.spelling import spell

__all__ = ["OutlookSeen", "foresee", "last_outlook", "outlook_seen", "work_on_outlook"]

WARNED_BEFORE_SECONDS = 48 * 3600
"""How long before a case falls due people are told of it, where evidence knows of it by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookSeen:
    """Hold an agreement with what is known of its period under way.

    Args:
        seen: The agreement, and who looks.
        outlook: How the period stands and may end; nothing where nothing was found so far.
        finding: When that was found, and whether it still holds.
    """

    seen: Seen
    outlook: Outlook | None
    finding: FindingSeen


def outlook_seen(caller: Caller, agreement: str) -> OutlookSeen:
    """Return how the period under way stands by the evidence in the book.

    It was computed when evidence came; where that has not been done yet, it is asked for.

    Args:
        caller: Who looks.
        agreement: The agreement's key.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
    """
    seen = see(caller, agreement)
    found = find_out(seen, Sort.OUTLOOK)
    return OutlookSeen(seen=seen, outlook=_outlook(found.content), finding=found)


def last_outlook(seen: Seen) -> Outlook | None:
    """Return how the period under way stood when it was looked at last; asks for nothing."""
    row = _findings(seen.seat.agreement).first()
    return _outlook(row.content if row else None)


def work_on_outlook(seen: Seen) -> Job | None:
    """Return the work on the period under way that is being done or waits for its turn."""
    waiting = Q(state=JobState.WAITING, due_at__lte=seen.at.to_datetime())
    jobs = Job.objects.filter(agreement=seen.seat.agreement, does=Sort.OUTLOOK.value)
    return jobs.filter(waiting | Q(state=JobState.RUNNING)).order_by("state", "pk").first()


def foresee(errand: Errand) -> None:
    """Look at the period under way, and note who is to be told of cases that fall due in it.

    Raises:
        NothingUnderWay: The evidence reaches into no period that is not over.
        Mistaken: Texts or evidence are not sound.
    """
    agreement = errand.agreement
    workspace = workspace_of(agreement)
    inputs = inputs_of(workspace, Record.of(workspace).journal().entries)

    def finds() -> Mapping[str, Any]:
        content: Mapping[str, Any] = keep(value_of(look_ahead(workspace, progress=telling(errand))))
        return content

    outlook = _outlook(answered(errand, inputs, finds))
    with transaction.atomic():
        if outlook is not None:
            _findings(agreement).update(at_a_glance=keep(_at_a_glance(outlook)))
            text, at = history_of(workspace).latest, errand.now()
            warned = _warn(agreement, text, outlook, at)
            _look_again(agreement, inputs, _preventable(outlook, text), at)
            errand.done({"warned_of": warned})
        else:
            errand.done()


def _findings(agreement: Agreement) -> QuerySet[Finding]:
    return Finding.objects.filter(agreement=agreement, sort=Sort.OUTLOOK.value, name="")


def _at_a_glance(outlook: Outlook) -> PeriodUnderWay:
    fine = {LevelReached.EXPECTED, LevelReached.NOT_JUDGED}
    sides = outlook.service_credits
    return PeriodUnderWay(
        period=outlook.period,
        missed=sum(not each.is_open and each.now not in fine for each in outlook.levels),
        undecided=sum(each.is_open for each in outlook.levels),
        lost=sides.best,
        at_stake=Quantity(sides.worst.amount - sides.best.amount, sides.worst.unit),
    )


def _outlook(content: Mapping[str, Any] | None) -> Outlook | None:
    if content is None:
        return None
    try:
        return kept(Outlook, content)
    except ValueError:
        # An earlier version kept it otherwise; it is looked at again when evidence comes.
        return None


def _warn(agreement: Agreement, text: AgreementText, outlook: Outlook, at: Instant) -> int:
    """Note the cases that people are to be told of now, each of them once."""
    soon = at.plus_seconds(WARNED_BEFORE_SECONDS)
    cases = [each for each in _preventable(outlook, text) if at < each.due <= soon]
    rows = [
        _row(agreement, text, person, case, at)
        for case in cases
        for person in people_of(agreement, _promised_by(text, case), at, PREVENTING)
    ]
    ReminderDue.objects.bulk_create(rows, ignore_conflicts=True)
    return len(cases)


def _look_again(agreement: Agreement, inputs: str, cases: Iterable[CaseAhead], at: Instant) -> None:
    """Have the next case told of in time that is not due soon."""
    soon = at.plus_seconds(WARNED_BEFORE_SECONDS)
    later = min((each.due for each in cases if each.due > soon), default=None)
    if later is None:
        return
    wait = (later.micros - soon.micros) // MICROS_PER_SECOND + 1
    once = f"{Sort.OUTLOOK.value} {agreement.key} {inputs[:16]} {later.micros}"
    put(Sort.OUTLOOK.value, {}, at, once=once, agreement=agreement, after_seconds=wait)


def _preventable(outlook: Outlook, text: AgreementText) -> Iterator[CaseAhead]:
    """Yield the cases on which something hangs: money, or how a commitment is judged."""
    judged = {each.commitment for each in outlook.levels if each.is_open}
    deciding = {each.measure for name, each in text.commitments.items() if name in judged}
    for each in outlook.cases:
        if each.decides.amount != 0 or each.measure in deciding:
            yield each


def _promised_by(text: AgreementText, case: CaseAhead) -> str:
    by = (each.by for each in text.commitments.values() if each.measure == case.measure)
    found = next(by, None)
    return found.value if found is not None else "provider"


def _row(
    agreement: Agreement, text: AgreementText, person: Person, case: CaseAhead, at: Instant
) -> ReminderDue:
    measure = text.measures[case.measure]
    zone = text.settlement.zone
    hangs = (
        f"; {spell(case.at_stake, reader_for(person, zone))} hang on it"
        if case.decides.amount
        else ""
    )
    content = {
        "agreement": agreement.key,
        "title": agreement.title,
        "what": f"{case.key} of '{measure.title or measure.name}' is still open{hangs}",
        "due": moment_for(person, zone, case.due),
        "due_at": str(case.due),
        "silence": "",
        "sort": ABOUT_TO_BE_MISSED,
    }
    named = f"{ABOUT_TO_BE_MISSED}/{case.measure}/{case.segment}/{case.key}"
    return ReminderDue(
        person=person,
        agreement=agreement,
        reminder_sha256=hashlib.sha256(named.encode()).hexdigest(),
        content=content,
        made_at=at.to_datetime(),
    )
