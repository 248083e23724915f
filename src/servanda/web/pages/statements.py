"""Statements: the list of periods, and one with everything that was said about its lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from markupsafe import Markup

from servanda.desk.callers import Caller
from servanda.desk.comparing import evidence_of
from servanda.desk.refusals import NotThere
from servanda.desk.seeing import Seen, see
from servanda.facts.decision import LineNamed, LinePaid
from servanda.facts.standing import Dispute, DisputeState, Edition, IssuedPeriod
from servanda.facts.statement import LinePurpose, Statement
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.reports.clean import one_line
from servanda.reports.page import statement_body
from servanda.reports.reader import Reader
from servanda.reports.spelling import spell
from servanda.reports.statement_view import anchor_of, statement_view, with_segment
from servanda.reports.view import Tone
from servanda.settlement.difference import line_differences
from servanda.web.languages.speaking import say
from servanda.web.pages.choosing import line_value, periods_to_issue
from servanda.web.pages.corrections import corrections_address
from servanda.web.pages.exporting import PAPERS, as_paper
from servanda.web.pages.links import ActLink, act_link
from servanda.web.pages.listing import Column, listed, wanted_file
from servanda.web.pages.naming import titled
from servanda.web.pages.saying import act_address
from servanda.web.pages.seeing import page, reader_of, show_agreement
from servanda.web.pages.taking_back import said_here, take_back

__all__ = ["statement", "statements"]

_LEVELS = {"agreed": Tone.GOOD, "disputed": Tone.BAD, "changed": Tone.FAIR, "open": Tone.QUIET}


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodShown:
    """Show a period of the list."""

    period: str
    address: str
    edition: str
    issued: str
    state: str
    tone: Tone
    net: str
    issued_at: Instant
    due: Quantity


_COLUMNS: tuple[Column[PeriodShown], ...] = (
    Column(heading="Period", cell=lambda each: each.period),
    Column(heading="Edition", cell=lambda each: each.edition),
    Column(heading="Handed over ({zone})", cell=lambda each: each.issued_at),
    Column(heading="How it stands", cell=lambda each: each.state),
    Column(heading="Net", cell=lambda each: each.due),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeShown:
    """Show a dispute with the way to answer it."""

    number: int
    said: str
    reason: str
    state: str
    answer: str
    acts: tuple[ActLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionShown:
    """Show an edition, and what it changed."""

    number: int
    address: str
    issued: str
    is_shown: bool
    reasons: tuple[str, ...]
    evidence: str
    changes: tuple[str, ...]


@page("agreement looked at")
def statements(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """List the periods that have a statement, the newest first."""
    seen = see(caller, agreement)
    reader = reader_of(request, seen.zone)
    may_issue = seen.seat.may("statement issued") and any(periods_to_issue(seen))
    periods = [_period(each, seen, reader) for each in reversed(seen.periods)]
    found = listed(request, periods, _COLUMNS, title="Statements", at=caller.at)
    if found.file is not None:
        return found.file
    values = {
        "listed": found,
        "issue": act_address(agreement, "statement issued") if may_issue else "",
    }
    return show_agreement(request, "statements.html", seen.seat, values, tab="statements")


@page("agreement looked at")
def statement(request: HttpRequest, caller: Caller, agreement: str, period: str) -> HttpResponse:
    """Show a statement as it was handed over, and what was said about it since."""
    seen = see(caller, agreement)
    issued = seen.issued(period)
    edition = _edition(issued, request.GET.get("edition", ""))
    found = seen.statement(period, edition)
    reader = reader_of(request, seen.zone)
    form = wanted_file(request, tuple(PAPERS))
    if form:
        return _paper(found, seen, form, reader)
    is_last = edition is issued.editions[-1]
    beside = dict(_beside(found, issued, seen, reader, is_last=is_last))
    values = {
        "period": reader.period(found.period),
        "label": period,
        "body": statement_body(statement_view(found, reader), reader, beside=beside),
        "editions": [
            _edition_shown(each, issued, edition, seen, reader) for each in issued.editions
        ],
        "number": edition.number,
        "is_last": is_last,
        "state": _state(issued, reader),
        "stands": _stands(issued),
        "tone": _LEVELS[_stands(issued)],
        "disputes": [_dispute(each, seen, reader) for each in issued.disputes],
        "may_agree": _may_agree(issued, seen),
        "acts": list(_acts(issued, seen)) if is_last else [],
    }
    return show_agreement(
        request,
        "statement.html",
        seen.seat,
        {**values, **said_here(request, seen)},
        tab="statements",
    )


def _paper(found: Statement, seen: Seen, form: str, reader: Reader) -> HttpResponse:
    """Return a statement on paper, or as a workbook."""
    # The typesetter and the writer of workbooks are loaded where they are needed.
    from servanda.reports.pdf import statement_pdf  # noqa: PLC0415 - as said above
    from servanda.reports.workbook.statement_book import (  # noqa: PLC0415 - as said above
        statement_workbook,
    )

    if form == "pdf":
        content = statement_pdf(statement_view(found, reader), found.period, reader)
    else:
        content = statement_workbook(found, (), reader)
    return as_paper(content, form, f"{seen.seat.agreement.identifier} {found.period.label}")


def _edition(issued: IssuedPeriod, wanted: str) -> Edition:
    if not wanted:
        return issued.editions[-1]
    found = next((each for each in issued.editions if str(each.number) == wanted), None)
    if found is None:
        raise NotThere
    return found


def _period(issued: IssuedPeriod, seen: Seen, reader: Reader) -> PeriodShown:
    last = issued.editions[-1]
    found = seen.statement(issued.period, last)
    state = _stands(issued)
    return PeriodShown(
        period=reader.period(found.period),
        address=_address(seen, issued.period),
        edition=say("edition {number}", number=last.number) if last.number > 1 else "",
        issued=reader.instant(last.issued_at),
        state=state,
        tone=_LEVELS[state],
        net=spell(found.totals.due, reader),
        issued_at=last.issued_at,
        due=found.totals.due,
    )


def _stands(issued: IssuedPeriod) -> str:
    """Return in a word how a statement stands."""
    if any(each.state is DisputeState.OPEN for each in issued.disputes):
        return "disputed"
    return "agreed" if issued.closed_at else "open"


def _address(seen: Seen, period: str, **query: str) -> str:
    named = {"agreement": seen.seat.agreement.key, "period": period}
    found = reverse("statement", kwargs=named)
    return f"{found}?{urlencode(query)}" if query else found


def _state(issued: IssuedPeriod, reader: Reader) -> str:
    if issued.closed_at is not None:
        how = say(", since nobody answered in time") if issued.by_silence else ""
        return say(
            "Agreed on {closed_at}{how}.", closed_at=reader.instant(issued.closed_at), how=how
        )
    due = (
        say(" until {answer_due}", answer_due=reader.limit(issued.answer_due))
        if issued.answer_due
        else ""
    )
    silence = (
        say("; silence means {silence}", silence=say(issued.silence)) if issued.silence else ""
    )
    return say("Waits for an answer{due}{silence}.", due=due, silence=silence)


def _edition_shown(
    edition: Edition, issued: IssuedPeriod, shown: Edition, seen: Seen, reader: Reader
) -> EditionShown:
    before = issued.editions[edition.number - 2] if edition.number > 1 else None
    return EditionShown(
        number=edition.number,
        address=_address(seen, issued.period, edition=str(edition.number)),
        issued=say(
            "{issued_at}, by the {issued_by}",
            issued_at=reader.instant(edition.issued_at),
            issued_by=say(edition.issued_by),
        ),
        is_shown=edition is shown,
        reasons=tuple(map(one_line, edition.reasons)),
        evidence=_evidence(before, edition, issued, seen) if before else "",
        changes=tuple(_changes(before, edition, seen, reader)) if before else (),
    )


def _evidence(before: Edition, after: Edition, issued: IssuedPeriod, seen: Seen) -> str:
    """Return where the evidence of two editions is laid side by side, nothing if it is the same."""
    was, now = (evidence_of(seen.standing, each) for each in (before, after))
    if was.number >= now.number:
        return ""
    key = seen.seat.agreement.key
    return corrections_address(key, now.number, before=was.number, period=issued.period)


def _changes(before: Edition, after: Edition, seen: Seen, reader: Reader) -> Iterator[str]:
    for each in line_differences(before.lines, after.lines):
        if not each.is_nothing:
            name = titled(seen.history.latest, each.name, each.segment)
            yield say(
                "{name}: {before} became {after}",
                name=name,
                before=spell(each.before, reader),
                after=spell(each.after, reader),
            )


def _dispute(dispute: Dispute, seen: Seen, reader: Reader) -> DisputeShown:
    proposed = (
        say(", which should pay {proposed}", proposed=spell(dispute.proposed, reader))
        if dispute.proposed
        else ""
    )
    line = titled(seen.history.latest, dispute.line.name, dispute.line.segment)
    state = dispute.state.value
    if dispute.amount is not None:
        state = f"{state}: {spell(dispute.amount, reader)}"
    elif dispute.state is DisputeState.OPEN and dispute.answer_due is not None:
        state = say("open until {answer_due}", answer_due=reader.limit(dispute.answer_due))
    return DisputeShown(
        number=dispute.number,
        said=one_line(
            say(
                "The {raised_by} disputes {line}{proposed}",
                raised_by=say(dispute.raised_by),
                line=line,
                proposed=proposed,
            )
        ),
        reason=one_line(dispute.reason),
        state=state,
        answer=one_line(dispute.answer),
        acts=_dispute_acts(dispute, seen),
    )


def _dispute_acts(dispute: Dispute, seen: Seen) -> tuple[ActLink, ...]:
    if dispute.state is not DisputeState.OPEN:
        return ()
    if dispute.raised_by == seen.seat.party:
        return take_back(seen, dispute.entry)
    return act_link(seen, "dispute answered", "Answer", dispute=dispute.entry)


def _acts(issued: IssuedPeriod, seen: Seen) -> Iterator[ActLink]:
    last = issued.editions[-1].entry
    if _may_agree(issued, seen):
        title = say("Agree to all lines that are not disputed")
        yield from act_link(seen, "statement agreed", title, statement=last)
    yield from act_link(seen, "statement issued", "Hand over again", period=issued.period)


def _may_agree(issued: IssuedPeriod, seen: Seen) -> bool:
    is_other = issued.editions[-1].issued_by != seen.seat.party
    return is_other and issued.closed_at is None and seen.seat.may("statement agreed")


def _beside(
    found: Statement, issued: IssuedPeriod, seen: Seen, reader: Reader, *, is_last: bool
) -> Iterator[tuple[str, Markup]]:
    """Yield what stands where a commitment or line is opened: its records, and what to say."""
    for judged in found.assessments:
        name = with_segment(judged.commitment, judged.measurement.segment)
        values: dict[str, object] = {"records": _opened(seen, issued, judged.commitment)}
        yield anchor_of("commitment", name), _rendered(values)
    paid = {(each.name, each.segment): each for each in issued.editions[-1].lines}
    for line in found.lines:
        name = with_segment(line.name, line.segment)
        values = {"records": _opened(seen, issued, line.name)}
        stands = paid.get((line.name, line.segment))
        if is_last and stands is not None:
            values |= _line_values(stands, issued, seen, reader)
        yield anchor_of("line", name), _rendered(values)


def _opened(seen: Seen, issued: IssuedPeriod, name: str) -> str:
    named = {"agreement": seen.seat.agreement.key, "period": issued.period}
    return f"{reverse('figure', kwargs=named)}?{urlencode({'name': name})}"


def _rendered(values: Mapping[str, object]) -> Markup:
    found = render_to_string("servanda/pages/beside.html", dict(values))
    return Markup(found)  # noqa: S704 - the template escapes every text


def _line_values(
    line: LinePaid, issued: IssuedPeriod, seen: Seen, reader: Reader
) -> dict[str, object]:
    named = LineNamed(name=line.name, segment=line.segment)
    about = [each for each in issued.disputes if each.line == named]
    is_open = any(each.state is DisputeState.OPEN for each in about)
    over = any(each.state is not DisputeState.WITHDRAWN for each in about)
    return {
        "agreed": named in issued.agreed and not is_open,
        "disputes": [_dispute(each, seen, reader) for each in about],
        "acts": [] if named in issued.agreed or over else list(_line_acts(line, issued, seen)),
    }


def _line_acts(line: LinePaid, issued: IssuedPeriod, seen: Seen) -> Iterator[ActLink]:
    last = issued.editions[-1].entry
    value = line_value(LineNamed(name=line.name, segment=line.segment))
    if _may_agree(issued, seen):
        yield from act_link(seen, "statement agreed", "Agree", statement=last, line=value)
    yield from act_link(seen, "dispute raised", "Dispute", statement=last, line=value)
    favoured = "provider" if line.purpose is LinePurpose.INCENTIVE else "client"
    if seen.seat.party == favoured and line.payable.amount:
        yield from act_link(seen, "right waived", "Waive", line=value, period=issued.period)
