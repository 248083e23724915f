"""A conversation between two parties, entered in a journal as they speak."""

from __future__ import annotations

from servanda.agreement.model.agreement import History
from servanda.decisions.objections import objections_to
from servanda.decisions.rulebook import Rulebook
from servanda.decisions.silence import let_time_pass
from servanda.decisions.standing import place_of, standing_of, take
from servanda.facts.decision import Act, Entry, LineNamed, LinePaid, StatementIssued
from servanda.facts.standing import Standing
from servanda.facts.statement import LinePurpose
from servanda.journal.chain import Journal, Speaker, next_entry
from servanda.journal.signing import SigningKey
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from tests.agreement.samples import read

TEXT = """\
servanda: 1
agreement: sample
title: Sample
parties:
  client: {name: Acme Bank, zone: Europe/Amsterdam}
  provider: Northwind
  carrier: CardNet
in force: {from: 2026-01-01, until: 2026-12-31}
settlement: {every: month, currency: EUR, stabilization: 3 months}
calendars: {office: {open: {mon-fri: 08:00-18:00}}}
evidence:
  incidents:
    each: case
    noun: incident
    key: number
    columns: {number: text, opened: instant, resolved: instant, service: text}
  entries:
    each: record
    noun: entry
    key: entry
    at: entered
    required: no
    columns:
      entry: text
      month: text
      amount: money EUR
      author: text
      entered: instant
      paper: text
      signer: text
      signed: instant
measures:
  restored:
    from: incidents
    clock: {start: opened, stop: resolved, within: 4 hours}
    value: share(met)
    no data: met
  repeated:
    from: incidents
    by: {service: [payments, portal]}
    clock: {start: opened, stop: resolved, within: 8 hours}
    value: share(met)
    no data: met
  savings:
    from: entries
    attested:
      figure: amount
      period: month
      entered by: author
      entered at: entered
      document: paper
      countersigned by: signer
      countersigned at: signed
    value: attested
    no data: not settled
commitments:
  restored: {expected: at least 95%}
charges: {fee: 1000 EUR}
penalties:
  slow: {when: restored.missed, pays: 100 EUR}
  late: {pays: 50 EUR}
incentives: {quick: {when: restored.met, pays: 10 EUR, answers: Waiting.}}
limits: [penalties at most 500 EUR each month]
relief:
  carrier:
    cause: third party
    claimed by: provider
    claimed within: 10 business days of office
    answered within: 5 business days of office
    silence means: declined
    share: at most 80%
    measures: [restored]
  works:
    cause: planned maintenance
    claimed by: provider
    bucket: 4 hours each month
    answered within: 48 hours
    silence means: accepted
  oddments: {cause: other, claimed by: [client, provider], bucket: 3 records each quarter}
answers:
  statement: {within: 15 business days of office, silence means: agreed}
  dispute: {within: 10 business days of office, silence means: declined}
  spending: {within: 30 calendar days, silence means: accepted}
holding account:
  receives: [slow]
  decided by: client
  spent on: {training: Training on the job, tooling: Better tools}
  at the end: client
"""


def history_of(text: str = TEXT) -> History:
    """Return a sound agreement."""
    reading = read(text)
    assert reading.history is not None, "\n".join(map(str, reading.diagnostics))
    return reading.history


def at(text: str) -> Instant:
    """Return an instant of Amsterdam's winter: ``2026-02-03 10:00``."""
    return Instant.parse(f"{text.replace(' ', 'T')}:00+01:00")


def euros(amount: str | int) -> Quantity:
    """Return an amount of money."""
    return Quantity.money(amount, "EUR")


class Talk:
    """Hold what was said so far."""

    def __init__(self, history: History | None = None) -> None:
        self.history = history or history_of()
        self.book = Rulebook(self.history)
        self.journal = Journal()
        self.standing = Standing()
        self.keys: dict[str, SigningKey] = {}

    def entry(self, when: str, party: str, act: Act, *, person: str = "A. Person") -> Entry:
        """Return the entry that would say something, without saying it."""
        speaker = Speaker(party=party, person=person, key=self.keys.get(party))
        agreement = self.history.latest.identifier
        return next_entry(self.journal, agreement, at(when), speaker, act)

    def objections(self, when: str, party: str, act: Act) -> tuple[Diagnostic, ...]:
        """Return what speaks against saying something; nothing is said."""
        entry = self.entry(when, party, act)
        passed = let_time_pass(self.book, self.standing, entry.at)
        return objections_to(self.book, passed, entry, place_of(entry, "journal.jsonl"))

    def codes(self, when: str, party: str, act: Act) -> list[str]:
        """Return the codes of what speaks against saying something; nothing is said."""
        return [each.code for each in self.objections(when, party, act)]

    def say(self, when: str, party: str, act: Act) -> Entry:
        """Say something that is allowed."""
        entry = self.entry(when, party, act)
        self.standing, objections = take(self.book, self.standing, entry)
        assert not objections, "\n".join(map(str, objections))
        self.journal = Journal(entries=(*self.journal.entries, entry))
        return entry

    def at(self, when: str) -> Standing:
        """Return how everything stands at a moment."""
        return standing_of(self.history, self.journal.entries, at(when))

    def issue(
        self,
        when: str,
        period: str,
        *,
        slow: int = 100,
        late: int = 50,
        edition: int = 1,
        adjusts: tuple[str, ...] = (),
    ) -> Entry:
        """Let the provider hand over a statement."""
        lines = (
            LinePaid(name="fee", purpose=LinePurpose.CHARGE, payable=euros(1000)),
            LinePaid(name="slow", purpose=LinePurpose.SERVICE_CREDIT, payable=euros(slow)),
            LinePaid(name="late", purpose=LinePurpose.SERVICE_CREDIT, payable=euros(late)),
        )
        reasons = ("later evidence",) if edition > 1 else ()
        act = StatementIssued(
            period=period, edition=edition, statement_sha256="ab" * 32, snapshot_sha256="cd" * 32,
            texts=(), lines=lines, adjusts=adjusts, reasons=reasons,
        )  # fmt: skip
        return self.say(when, "provider", act)


SLOW = LineNamed(name="slow")
LATE = LineNamed(name="late")
FEE = LineNamed(name="fee")
