"""Two parties under a small agreement, in memory: they settle, claim, dispute, spend and take back.

What was measured is given by hand, so that no evidence is read; everything else is the real
thing: settling, the rules of what may be said, the journal, the ledger.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache

from servanda.agreement.model.agreement import History
from servanda.agreement.periods import periods_of
from servanda.agreement.read.versions import read_texts
from servanda.decisions.rulebook import Rulebook
from servanda.decisions.silence import let_time_pass
from servanda.decisions.standing import take
from servanda.facts.decision import Act, Entry, LinePaid, StatementIssued, StretchNamed
from servanda.facts.measurement import Measurement
from servanda.facts.standing import Claim, ClaimState, Standing
from servanda.facts.statement import LinePurpose, Statement
from servanda.journal.chain import Journal, Speaker, next_entry
from servanda.kernel.diagnostic import Diagnostic, Severity
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant, Period
from servanda.settlement.adjusting import adjusted_entries
from servanda.settlement.decided import decisions_sha256
from servanda.settlement.given import Given
from servanda.settlement.settle import Evidenced, settle

DAY = 86_400
START = Instant.parse("2026-01-01T09:00:00Z")
RELIEVED = Fraction(1)
TERM_CAP = 400

_TEXT = """\
servanda: 1
agreement: small
title: A small agreement
parties:
  client: {{name: Client, zone: Europe/Amsterdam}}
  provider: {{name: Provider, zone: Asia/Kolkata}}
in force: {{from: 2026-01-01, until: 2026-05-31}}
settlement: {{every: month, currency: EUR, rounding: {rounding}}}
answers:
  statement: {{within: 240 hours, silence means: agreed}}
  dispute: {{within: 240 hours, silence means: {silence}}}
  spending: {{within: 240 hours, silence means: {silence}}}
  evidence: {{within: 240 hours, silence means: accepted}}
  query: {{within: 240 hours}}
  proposal: {{within: 240 hours, silence means: declined}}
relief:
  third_party:
    cause: third party
    claimed by: provider
    answered within: 240 hours
    silence means: {silence}
holding account:
  receives: {receives}
  decided by: client
  spent on: [training, tooling]
  at the end: {rest}
evidence:
  outages:
    each: interval
    noun: outage
    from: began
    until: ended
    columns: {{began: instant, ended: instant}}
measures:
  up: {{from: outages, availability: {{}}, value: availability, no data: not settled}}
commitments:
  up: {{expected: at least 99%}}
charges:
  fee: 1000.00 EUR
penalties:
  credit: {{when: up below 99% otherwise no, pays: 100 EUR * ((99% - up) / 1 pp), commitment: up}}
  held: {{when: up below 98% otherwise no, pays: 70 EUR, commitment: up}}
incentives:
  bonus: {{when: up is 100% otherwise no, pays: 10 EUR}}
limits:
  - penalties at most {cap} EUR each month
  - {{name: term, of: [penalties], at most: {term_cap} EUR, within: the agreement}}
  - incentives at most 10 EUR each month
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the generated agreements differ in."""

    rounding: str = "0.01 EUR half-up"
    silence: str = "accepted"
    receives: str = "penalties"
    rest: str = "client"
    cap: int = 150


@cache
def agreed(terms: Terms) -> History:
    """Return the agreement of these terms."""
    text = _TEXT.format(
        rounding=terms.rounding,
        silence=terms.silence,
        receives=terms.receives,
        rest=terms.rest,
        cap=terms.cap,
        term_cap=TERM_CAP,
    )
    reading = read_texts([("small.yaml", text.encode())])
    errors = [str(each) for each in reading.diagnostics if each.severity is Severity.ERROR]
    assert reading.history is not None, "\n".join(errors)
    return reading.history


@cache
def periods(terms: Terms) -> tuple[Period, ...]:
    return periods_of(agreed(terms), None)


@dataclass(kw_only=True)
class Parties:
    """Hold what the parties have said, and what was measured."""

    terms: Terms
    now: Instant = START
    journal: Journal = field(default_factory=Journal)
    standing: Standing = field(default_factory=Standing)
    measured: dict[str, Fraction] = field(default_factory=dict)

    _settled: dict[Hashable, list[Statement]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.book = Rulebook(self.history)

    @property
    def history(self) -> History:
        return agreed(self.terms)

    @property
    def today(self) -> date:
        return self.book.day_of(self.now)

    def say(self, party: str, act: Act) -> tuple[Entry, tuple[Diagnostic, ...]]:
        """Enter something, if nothing speaks against it."""
        entry = next_entry(self.journal, "small", self.now, Speaker(party=party, person="X"), act)
        after, objections = take(self.book, self.standing, entry)
        if not objections:
            self.standing = after
            self.journal = Journal(entries=(*self.journal.entries, entry))
        return entry, objections

    def over(self) -> list[Period]:
        """Return the periods that are over."""
        return [each for each in periods(self.terms) if each.end <= self.now]

    def settled(self) -> list[Statement]:
        """Settle every period that is over, on what is known and decided now."""
        self.standing = let_time_pass(self.book, self.standing, self.now)
        over = self.over()
        adjusts = [each.editions[0].adjusts for each in self.standing.issued.values()]
        measured = tuple(self.measured.items())
        known = (len(over), measured, decisions_sha256(self.standing, {}), *adjusts)
        if known not in self._settled:
            self._settled[known] = self._settle(over)
        return self._settled[known]

    def _settle(self, over: Sequence[Period]) -> list[Statement]:
        given = Given(
            history=self.history,
            periods=tuple(over),
            measurements=[self._measurement(each) for each in over],
            rows={},
            standing=self.standing,
        )
        evidenced = Evidenced(snapshot_sha256="0", calendars_sha256="0", known_until="")
        return list(settle(given, evidenced))

    def issue(self) -> list[Statement]:
        """Hand over the open period's statement, if it is over, and return all as settled."""
        statements = self.settled()
        for statement in statements:
            if statement.period.label not in self.standing.issued:
                self._hand_over(statement, 1, adjusts=adjusted_entries(self.standing))
                break
        return statements

    def restate(self) -> int:
        """Hand over again what comes out otherwise, and return how many periods did."""
        count = 0
        for number in range(len(self.standing.issued)):
            statement = self.settled()[number]
            editions = self.standing.issued[statement.period.label].editions
            if paid(statement) != editions[-1].lines:
                self._hand_over(statement, len(editions) + 1, reasons=("known by now",))
                count += 1
        return count

    def _hand_over(
        self,
        statement: Statement,
        edition: int,
        *,
        adjusts: Sequence[str] = (),
        reasons: Sequence[str] = (),
    ) -> None:
        act = StatementIssued(
            period=statement.period.label,
            edition=edition,
            statement_sha256=f"{statement.period.label}.{edition}",
            snapshot_sha256="0",
            texts=(),
            lines=paid(statement),
            adjusts=tuple(adjusts),
            reasons=tuple(reasons),
        )
        _, objections = self.say("provider", act)
        assert not objections, "\n".join(map(str, objections))

    def _measurement(self, period: Period) -> Measurement:
        """Return what was measured; where relief is granted, as if nothing had happened."""
        value = self.measured.setdefault(period.label, Fraction(97, 100))
        if any(self._is_about(each.subject, period) for each in self._granted()):
            value = RELIEVED
        return Measurement(
            measure="up", period=period, segment=(), value=Quantity.share(value), counted=1
        )

    def _granted(self) -> list[Claim]:
        return [each for each in self.standing.claims if each.state is ClaimState.GRANTED]

    @staticmethod
    def _is_about(subject: object, period: Period) -> bool:
        return isinstance(subject, StretchNamed) and period.holds(subject.start)


def paid(statement: Statement) -> tuple[LinePaid, ...]:
    """Return what a statement's lines pay, as the entry that hands it over says it."""
    return tuple(
        LinePaid(
            name=line.name,
            segment=line.segment,
            purpose=line.purpose,
            payable=line.payable,
            evened_out=line.evened_out,
        )
        for line in statement.lines
    )


def credited(statement: Statement) -> Fraction:
    """Return what all penalties of a statement come to."""
    return sum(
        (
            line.payable.amount
            for line in statement.lines
            if line.purpose is LinePurpose.SERVICE_CREDIT
        ),
        start=Fraction(0),
    )
