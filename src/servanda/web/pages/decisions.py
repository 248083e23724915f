"""Decisions: claims for relief, disputes, and what else waits to be confirmed."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from servanda.desk.callers import Caller
from servanda.desk.seeing import Seen, see
from servanda.facts.decision import StretchNamed
from servanda.facts.standing import Claim, ClaimState, Dispute, DisputeState
from servanda.kernel.quantity import Quantity
from servanda.reports.act_words import subject_text
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.reports.spelling import spell, spell_segment
from servanda.reports.view import Tone
from servanda.web.languages.speaking import said_later, say
from servanda.web.pages.choosing import attested_measures, commitments
from servanda.web.pages.links import ActLink, act_link
from servanda.web.pages.listing import Column, listed
from servanda.web.pages.naming import titled
from servanda.web.pages.seeing import page, reader_of, show_agreement
from servanda.web.pages.taking_back import said_here, take_back

__all__ = ["decisions"]

_CLAIM = said_later("claim for relief")
_DISPUTE = said_later("dispute")
_FIGURE = said_later("figure by hand")
_WRINKLE = "wrinkle"
_KINDS = (_CLAIM, _DISPUTE, _FIGURE, _WRINKLE)
_MANY = 2
_CLAIM_TONES = {
    ClaimState.CLAIMED: Tone.FAIR,
    ClaimState.GRANTED: Tone.GOOD,
    ClaimState.DECLINED: Tone.BAD,
    ClaimState.WITHDRAWN: Tone.QUIET,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """Show what was asked and decided: a claim, or a dispute.

    Args:
        number: Number of its entry.
        said: Who asks what.
        reason: Why, in their words.
        state: How it stands.
        until: Until when it is answered, and what silence means.
        answer: The other party's words.
        acts: What one may say to it.
        address: Where more of it stands, may be empty.
        kind: What it is, in a word.
    """

    number: int
    said: str
    reason: str
    state: str
    tone: Tone
    until: str
    answer: str
    acts: tuple[ActLink, ...]
    address: str = ""
    kind: str = ""


_COLUMNS: tuple[Column[Decided], ...] = (
    Column(heading="Entry", cell=lambda each: each.number),
    Column(heading="Kind", cell=lambda each: say(each.kind)),
    Column(heading="What is asked", cell=lambda each: each.said),
    Column(heading="Reason", cell=lambda each: each.reason),
    Column(heading="How it stands", cell=lambda each: each.state),
    Column(heading="By whom and until when", cell=lambda each: each.until),
    Column(heading="Answer", cell=lambda each: each.answer),
)


@page("agreement looked at")
def decisions(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Show what was claimed and disputed, the newest first."""
    seen = see(caller, agreement)
    reader = reader_of(request, seen.zone)
    disputes = [(each, issued.period) for issued in seen.periods for each in issued.disputes]
    disputes.sort(key=lambda each: -each[0].number)
    rows = [
        *(_claim(each, seen, reader) for each in reversed(seen.standing.claims)),
        *(_dispute(each, period, seen, reader) for each, period in disputes),
        *_figures(seen),
        *_wrinkles(seen),
    ]
    found = listed(request, rows, _COLUMNS, title="Decisions", at=caller.at)
    if found.file is not None:
        return found.file
    of_kind = {kind: [each for each in found.rows if each.kind == kind] for kind in _KINDS}
    values = {
        "listed": found,
        "claims": of_kind[_CLAIM],
        "disputes": of_kind[_DISPUTE],
        "figures": of_kind[_FIGURE],
        "claim": (*_may_claim(seen), *_may_answer(seen)),
        "attest": _may_attest(seen),
        "wrinkles": of_kind[_WRINKLE],
        "stabilizing": _stabilizing(seen),
    }
    return show_agreement(
        request,
        "decisions.html",
        seen.seat,
        {**values, **said_here(request, seen)},
        tab="decisions",
    )


def _may_claim(seen: Seen) -> tuple[ActLink, ...]:
    own = (each for each in seen.history.latest.relief.values())
    if not any(seen.seat.party in each.claimed_by for each in own):
        return ()
    return (
        *act_link(seen, "relief claimed", "Claim relief"),
        *_by_sheet(seen, "relief claimed", "claims_sheet", "Claim from a sheet"),
    )


def _may_answer(seen: Seen) -> tuple[ActLink, ...]:
    """Return the way to answer many claims at once, where there are two to answer."""
    open_ones = [
        each
        for each in seen.standing.claims
        if each.state is ClaimState.CLAIMED and each.claimed_by != seen.seat.party
    ]
    if len(open_ones) < _MANY:
        return ()
    return _by_sheet(seen, "relief answered", "answers_sheet", "Decide on them from a sheet")


def _by_sheet(seen: Seen, does: str, name: str, title: str) -> tuple[ActLink, ...]:
    if not seen.seat.may(does):
        return ()
    address = reverse(name, kwargs={"agreement": seen.seat.agreement.key})
    return (ActLink(title=title, address=address),)


def _may_attest(seen: Seen) -> tuple[ActLink, ...]:
    if not any(attested_measures(seen)):
        return ()
    return act_link(seen, "figure attested", "Enter a figure by hand")


def _stabilizing(seen: Seen) -> tuple[ActLink, ...]:
    """Return what can be said of stabilization, nothing where the agreement has none."""
    rule = seen.history.versions[0].settlement
    if not (rule.stabilization_periods or rule.stabilization_until_agreed):
        return ()
    return (
        *act_link(seen, "wrinkle found", "Put something on the list"),
        *act_link(seen, "stabilization ended", "End stabilization"),
    )


def _wrinkles(seen: Seen) -> list[Decided]:
    """Return what has to be worked off before stabilization ends, the newest first."""
    titles = dict(commitments(seen))
    return [
        Decided(
            number=each.number,
            said=one_line(titles.get(each.commitment, each.commitment)),
            reason=one_line(each.what),
            state=say("worked off") if each.worked_off else say("to be worked off"),
            tone=Tone.GOOD if each.worked_off else Tone.FAIR,
            until=say("found by {found_by}", found_by=each.found_by),
            answer=one_line(each.worked_off),
            acts=()
            if each.worked_off
            else act_link(seen, "wrinkle worked off", "It is worked off", wrinkle=each.entry),
            kind=_WRINKLE,
        )
        for each in reversed(seen.standing.wrinkles)
    ]


def _claim(claim: Claim, seen: Seen, reader: Reader) -> Decided:
    share = (
        ""
        if claim.asked == 1
        else say("{share} of", share=spell(Quantity.share(claim.asked), reader)) + " "
    )
    relief = seen.history.latest.relief.get(claim.relief)
    title = relief.title if relief and relief.title else claim.relief.replace("_", " ")
    state = say(claim.state.value)
    if claim.state is ClaimState.GRANTED and claim.granted != 1:
        state = say("{granted} granted", granted=spell(Quantity.share(claim.granted), reader))
    open_one = claim.state is ClaimState.CLAIMED
    return Decided(
        number=claim.number,
        said=one_line(f"{title}: {share}{_subject(claim, reader)}"),
        reason=one_line(claim.reason),
        state=state,
        tone=_CLAIM_TONES[claim.state],
        until=_until(claim, reader, is_open=open_one),
        answer=one_line(claim.answer),
        acts=_acts(seen, claim, "relief answered", "claim") if open_one else (),
        kind=_CLAIM,
    )


def _subject(claim: Claim, reader: Reader) -> str:
    subject = claim.subject
    if not isinstance(subject, StretchNamed):
        return subject_text(subject)
    about = say(" for {segment}", segment=spell_segment(subject.segment)) if subject.segment else ""
    return (
        say(
            "{start} to {end}", start=reader.instant(subject.start), end=reader.instant(subject.end)
        )
        + about
    )


def _dispute(dispute: Dispute, period: str, seen: Seen, reader: Reader) -> Decided:
    proposed = (
        say(", which should pay {proposed}", proposed=spell(dispute.proposed, reader))
        if dispute.proposed
        else ""
    )
    line = titled(seen.history.latest, dispute.line.name, dispute.line.segment)
    open_one = dispute.state is DisputeState.OPEN
    amount = f": {spell(dispute.amount, reader)}" if dispute.amount is not None else ""
    key = seen.seat.agreement.key
    return Decided(
        number=dispute.number,
        said=one_line(
            say("{line} of {period}", line=line, period=reader.called(period) or period) + proposed
        ),
        reason=one_line(dispute.reason),
        state=f"{say(dispute.state.value)}{amount}",
        tone=Tone.FAIR if open_one else Tone.QUIET,
        until=_until(dispute, reader, is_open=open_one),
        answer=one_line(dispute.answer),
        acts=_acts(seen, dispute, "dispute answered", "dispute") if open_one else (),
        address=reverse("statement", kwargs={"agreement": key, "period": period}),
        kind=_DISPUTE,
    )


def _until(asked: Claim | Dispute, reader: Reader, *, is_open: bool) -> str:
    by = asked.claimed_by if isinstance(asked, Claim) else asked.raised_by
    at = asked.claimed_at if isinstance(asked, Claim) else asked.raised_at
    said = say("by the {by}, {at}", by=say(by), at=reader.instant(at))
    if is_open and asked.answer_due is not None:
        said += say(
            "; to be answered until {answer_due}", answer_due=reader.limit(asked.answer_due)
        )
        said += (
            say(", silence means {silence}", silence=say(asked.silence)) if asked.silence else ""
        )
    elif asked.by_silence:
        said += say("; decided since nobody answered in time")
    return said


def _acts(seen: Seen, asked: Claim | Dispute, does: str, field: str) -> tuple[ActLink, ...]:
    by = asked.claimed_by if isinstance(asked, Claim) else asked.raised_by
    if by == seen.seat.party:
        return take_back(seen, asked.entry)
    return act_link(seen, does, "Answer", **{field: asked.entry})


def _figures(seen: Seen) -> list[Decided]:
    """Return the figures that were entered by hand, the newest first."""
    found = []
    for each in reversed(seen.standing.attested):
        entry = seen.standing.entries[each.entry]
        measure = titled(seen.history.latest, each.measure, each.segment)
        is_open = not each.countersigned_by
        other = is_open and entry.party != seen.seat.party
        confirm = act_link(seen, "figure countersigned", "Confirm", figure=each.entry)
        found.append(
            Decided(
                number=entry.number,
                said=one_line(
                    say("{line} of {period}", line=measure, period=each.period) + f": {each.value}"
                ),
                reason="",
                state=say("to be confirmed")
                if is_open
                else say("confirmed by {countersigned_by}", countersigned_by=each.countersigned_by),
                tone=Tone.FAIR if is_open else Tone.GOOD,
                until=say("entered by {attested_by}", attested_by=each.attested_by),
                answer="",
                acts=confirm if other else (),
                kind=_FIGURE,
            )
        )
    return found
