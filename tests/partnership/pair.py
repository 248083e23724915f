"""A client and a provider that talk, with what a small agreement makes of it in money."""

from __future__ import annotations

from pathlib import Path

from servanda.facts.decision import (
    Act,
    Attendee,
    Entry,
    IncidentReviewOpened,
    IncidentReviewPublished,
    ReviewHeld,
    TimelineItem,
)
from servanda.facts.statement import Statement
from servanda.journal.chain import Speaker
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.time import Instant
from servanda.pipeline.choosing import Choice
from servanda.pipeline.deciding import Said, open_desk
from servanda.pipeline.moment import Moment
from servanda.pipeline.settling import settle
from servanda.pipeline.workspace import Workspace, find_workspace

TEXT = """\
servanda: 1
agreement: pair
title: A pair that talks
parties:
  client: {name: Acme, zone: Europe/Amsterdam, country: NL}
  provider: {name: Northwind, zone: Asia/Kolkata, country: IN}
in force: {from: 2026-01-01, until: 2026-12-31}
settlement:
  every: month
  zone: Europe/Amsterdam
  currency: EUR
  rounding: 0.01 EUR half-up
services: {payments: Payments}
terms: {fee: 10000.00 EUR}
reviews:
  steering:
    title: Half-yearly business review
    level: business
    every: half year
    attended by: {client: [CIO, contract manager], provider: account executive}
  monthly:
    level: operational
    every: month
    attended by: {client: contract manager, provider: service delivery manager}
goodwill: {habit: 3 times in a year}
measures:
  review_speed:
    from: post_incident_reviews
    clock: {start: restored, stop: published, calendar: always, within: 48 hours}
    counts in: stop or due
    value: share(met)
    no data: missed
  reviews_held:
    from: reviews
    where: name = 'steering'
    ratio: {at: due}
    value: share(held is known)
    no data: met
  quoted_in_time:
    from: quotations
    clock: {start: asked, stop: quoted, calendar: always, within: 72 hours}
    counts in: stop or due
    value: share(met)
    no data: met
  delivered_in_time:
    from: work_requests
    clock: {start: agreed, stop: delivered, calendar: always, within: due - agreed}
    counts in: stop or due
    value: share(met)
    no data: met
  actions_done:
    from: actions
    clock: {start: agreed, stop: done, calendar: always, within: due - agreed}
    counts in: stop or due
    value: share(met)
    no data: met
  favours:
    from: goodwill
    where: given_by = 'provider'
    ratio: {at: given}
    value: count()
    no data: met
commitments:
  review_speed: {aspect: technical, expected: at least 100%}
  reviews_held: {aspect: experience, expected: at least 100%}
charges: {monthly: {pays: fee}}
incentives:
  quick_review: {when: review_speed.met, pays: 0.5% of fee}
penalties:
  not_talked: {when: reviews_held.missed, pays: 500 EUR}
limits: [penalties at most 10% of fee each month]
"""
CIO = Attendee(party="client", role="CIO", person="E. Vos")
MANAGER = Attendee(party="client", role="contract manager", person="C. Jones")
EXECUTIVE = Attendee(party="provider", role="Account executive", person="J. Smith")


def begin(folder: Path, text: str = TEXT) -> Workspace:
    """Return a workspace in which nothing was said so far, and no file of evidence lies."""
    (folder / "evidence").mkdir(parents=True)
    (folder / "agreement.yaml").write_text(text, "utf-8")
    return find_workspace(folder)


def amsterdam(text: str) -> Instant:
    """Return an instant by the clock of Amsterdam's winter: ``2026-02-03 10:00:00``."""
    return Instant.parse(f"{text.replace(' ', 'T')}+01:00")


def try_to_say(workspace: Workspace, when: Instant, party: str, act: Act) -> tuple[Diagnostic, ...]:
    """Return what speaks against saying something; where nothing does, it is entered."""
    desk = open_desk(workspace, when).value
    assert desk is not None
    return desk.say(Speaker(party=party, person="A. Person"), (Said(act=act),)).diagnostics


def say(workspace: Workspace, when: Instant, party: str, act: Act) -> Entry:
    """Enter what has to be allowed."""
    desk = open_desk(workspace, when).value
    assert desk is not None
    answer = desk.say(Speaker(party=party, person="A. Person"), (Said(act=act),))
    assert answer.value is not None, answer.diagnostics
    return answer.value[0]


def settled(workspace: Workspace, period: str, at: Instant) -> Statement:
    """Return a period's statement as everything stands at a moment."""
    answer = settle(workspace, choice=Choice(only=period), moment=Moment(at=at))
    assert answer.value is not None, answer.diagnostics
    return next(each for each in answer.value.statements if each.period.label == period)


def opened(incident: str, restored: Instant) -> IncidentReviewOpened:
    """Return the question for an incident's review."""
    return IncidentReviewOpened(
        incident=incident, restored=restored, what="Payments stood still.", service="payments"
    )


def published(opening: Entry) -> IncidentReviewPublished:
    """Return an incident's review, whole."""
    return IncidentReviewPublished(
        review=opening.sha256,
        timeline=(TimelineItem(at=opening.at, what="The queue was full."),),
        users="Nobody could pay.",
        staff="No alarm.",
        causes=("queue without a limit",),
        prevented_by="A limit, and an alarm at half of it.",
        changes=("Alarm at half the queue",),
    )


def held(*attendance: Attendee, at: Instant, period: str = "2026-H1") -> ReviewHeld:
    """Return the word that the half-yearly review was held."""
    return ReviewHeld(review="steering", period=period, at=at, attendance=attendance)
