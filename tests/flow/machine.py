"""Random things said in random order, and what has to hold whatever was said."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from servanda.decisions.holding import balance
from servanda.decisions.proposals import last_signed, open_threads
from servanda.decisions.standing import replay
from servanda.decisions.submissions import open_queries
from servanda.facts.decision import (
    Act,
    Answer,
    AttachedDocument,
    CommentAnswered,
    CommentMade,
    DisputeAnswered,
    DisputeRaised,
    DraftDeclined,
    DraftProposed,
    EntryReversed,
    EvidenceAccepted,
    EvidenceQueried,
    EvidenceSubmitted,
    LineNamed,
    QueryAnswered,
    ReliefAnswered,
    ReliefClaimed,
    SpendingDecided,
    SpendingDone,
    SpendingProposed,
    StatementAgreed,
    StretchNamed,
    VersionSigned,
)
from servanda.facts.proposal import Proposal, ProposalState
from servanda.facts.standing import (
    ClaimState,
    DisputeState,
    IssuedPeriod,
    Spending,
    SpendingState,
)
from servanda.facts.statement import Statement, StatementLine
from servanda.journal.chain import read_journal
from servanda.kernel.quantity import Quantity
from servanda.ledger.balance import balances
from servanda.ledger.book import Ledger
from servanda.ledger.export import beancount_text
from servanda.ledger.transaction import left_over
from servanda.settlement.posting.accounts import FREE, holds_lines
from servanda.settlement.posting.credit_note import credit_notes
from servanda.settlement.posting.held import held_balance
from servanda.settlement.posting.occasion import Occasion
from servanda.settlement.posting.owed import lines_owed
from servanda.settlement.posting.post import post
from servanda.settlement.posting.replay import occasions_of
from tests.flow.parties import DAY, TERM_CAP, Parties, Terms, credited, periods

TERMS = st.builds(
    Terms,
    rounding=st.sampled_from(["0.01 EUR half-up", "1 EUR down", "0.05 EUR half-even"]),
    silence=st.sampled_from(["accepted", "declined"]),
    receives=st.sampled_from(["penalties", "held"]),
    rest=st.sampled_from(["client", "provider"]),
    cap=st.sampled_from([100, 150]),
)
SHARES = st.integers(9_600, 10_000).map(lambda share: Fraction(share, 10_000))
CENTS = st.integers(1, 20_000).map(lambda cents: Quantity.money(Fraction(cents, 100), "EUR"))
STEPS = 12
PICK = st.integers(0, 1_000)
PERIOD = st.integers(0, 4)
PARTS = st.integers(1, 120).map(lambda part: Fraction(part, 100))
WRONG = st.sampled_from([False, False, False, False, False, True])
SIDE = st.sampled_from(["client", "provider"])
OTHER = {"client": "provider", "provider": "client"}

_T = TypeVar("_T")


class Talk(RuleBasedStateMachine):
    """Let two parties say what comes to their minds; what is not allowed changes nothing."""

    parties: Parties

    @initialize(
        terms=TERMS,
        measured=st.lists(SHARES, min_size=5, max_size=5),
        issued=st.integers(0, 3),
    )
    def begin(self, terms: Terms, measured: list[Fraction], issued: int) -> None:
        self.parties = Parties(terms=terms)
        labels = [each.label for each in periods(terms)]
        self.parties.measured = dict(zip(labels, measured, strict=True))
        for _ in range(issued):
            self.issue()

    @rule(days=st.integers(1, 12))
    def time_passes(self, days: int) -> None:
        self.parties.now = self.parties.now.plus_seconds(days * DAY)

    @rule()
    def issue(self) -> None:
        """Hand over the next statement, once its period is over."""
        left = [p for p in periods(self.parties.terms) if p.label not in self.issued]
        if left:
            due = left[0].end.plus_seconds(3 * DAY)
            self.parties.now = max(self.parties.now, due)
            self.caps_hold(self.parties.issue())

    @precondition(lambda self: self.issued)
    @rule(pick=PICK, share=SHARES)
    def later_evidence(self, pick: int, share: Fraction) -> None:
        self.parties.measured[pick_of(list(self.issued), pick)] = share
        self.parties.restate()
        assert self.parties.restate() == 0, "restated twice, though nothing changed"

    @rule(wrong=WRONG, period=PERIOD)
    def claim(self, period: int, *, wrong: bool) -> None:
        start = periods(self.parties.terms)[period].start
        subject = StretchNamed(start=start, end=start.plus_seconds(3600))
        act = ReliefClaimed(relief="third_party", subject=subject, reason="a cut line")
        self.say("provider", act, wrong=wrong)

    @precondition(lambda self: self.claims)
    @rule(wrong=WRONG, pick=PICK, answer=st.sampled_from([Answer.ACCEPTED, Answer.DECLINED]))
    def answer_claim(self, pick: int, answer: Answer, *, wrong: bool) -> None:
        act = ReliefAnswered(claim=pick_of(self.claims, pick), answer=answer, reason="as it was")
        self.say("client", act, wrong=wrong)
        self.parties.restate()

    @precondition(lambda self: self.issued)
    @rule(wrong=WRONG, pick=PICK, proposed=CENTS)
    def dispute(self, pick: int, proposed: Quantity, *, wrong: bool) -> None:
        edition = pick_of(list(self.issued.values()), pick).editions[-1]
        line = pick_of(edition.lines, pick)
        named = LineNamed(name=line.name, segment=line.segment)
        act = DisputeRaised(
            statement=edition.entry, line=named, reason="miscounted", proposed=proposed
        )
        self.say("client", act, wrong=wrong)

    @precondition(lambda self: self.disputes)
    @rule(wrong=WRONG, pick=PICK, answer=st.sampled_from(Answer), amount=CENTS)
    def answer_dispute(self, pick: int, answer: Answer, amount: Quantity, *, wrong: bool) -> None:
        act = DisputeAnswered(
            dispute=pick_of(self.disputes, pick),
            answer=answer,
            reason="talked over",
            amount=amount if answer is Answer.SETTLED else None,
        )
        self.say("provider", act, wrong=wrong)

    @precondition(lambda self: self.issued)
    @rule(wrong=WRONG, pick=PICK)
    def agree(self, pick: int, *, wrong: bool) -> None:
        statement = pick_of(list(self.issued.values()), pick).editions[-1].entry
        self.say("client", StatementAgreed(statement=statement), wrong=wrong)

    @precondition(lambda self: self.issued)
    @rule(wrong=WRONG, part=PARTS, purpose=st.sampled_from(["training", "tooling", "party"]))
    def propose(self, part: Fraction, purpose: str, *, wrong: bool) -> None:
        """Propose to spend some of what is there, or somewhat more than that."""
        free = balance(self.parties.book, self.parties.standing).free
        cents = max(int(free.amount * part * 100), 1)
        act = SpendingProposed(
            amount=Quantity.money(Fraction(cents, 100), "EUR"),
            purpose=purpose,
            what="A course",
            helps="up",
            looked_at=self.parties.today + timedelta(days=60),
        )
        self.say("provider", act, wrong=wrong)

    @precondition(lambda self: self.spendings(SpendingState.PROPOSED))
    @rule(wrong=WRONG, pick=PICK, approved=st.sampled_from([True, True, False]))
    def decide(self, pick: int, *, wrong: bool, approved: bool) -> None:
        proposal = pick_of(self.spendings(SpendingState.PROPOSED), pick).entry
        act = SpendingDecided(proposal=proposal, approved=approved, reason="as agreed")
        self.say("client", act, wrong=wrong)

    @precondition(lambda self: self.spendings(SpendingState.APPROVED))
    @rule(wrong=WRONG, pick=PICK, part=PARTS)
    def buy(self, pick: int, part: Fraction, *, wrong: bool) -> None:
        spending = pick_of(self.spendings(SpendingState.APPROVED), pick)
        cents = int(spending.amount.amount * part * 100)
        cost = Quantity.money(Fraction(cents, 100), "EUR")
        act = SpendingDone(proposal=spending.entry, cost=cost, on=self.parties.today)
        self.say("provider", act, wrong=wrong)

    @rule(wrong=WRONG, pick=PICK, party=SIDE, further=st.booleans())
    def draft(self, pick: int, party: str, *, wrong: bool, further: bool) -> None:
        """Propose what continues the version signed last, or counters what is open."""
        signed, opened = last_signed(self.parties.standing), self.drafts
        before = signed.texts if signed else ()
        name = f"{len(before)}-{pick % 3}"
        digest = hashlib.sha256(name.encode()).hexdigest()
        act = DraftProposed(
            texts=(*before, AttachedDocument(name=name, sha256=digest)) if not wrong else (),
            governs_from=self.parties.today,
            instead_of=pick_of(opened, pick).entry if opened and further else "",
        )
        self.say(party, act, wrong=False)

    @precondition(lambda self: self.drafts)
    @rule(wrong=WRONG, pick=PICK, party=SIDE)
    def sign(self, pick: int, party: str, *, wrong: bool) -> None:
        draft = pick_of(self.drafts, pick)
        version = "0" * 64 if wrong else draft.version_sha256
        act = VersionSigned(proposal=draft.entry, version_sha256=version)
        self.say(party, act, wrong=False)

    @precondition(lambda self: self.drafts)
    @rule(wrong=WRONG, pick=PICK, party=SIDE, answer=st.sampled_from(["say", "end", "decline"]))
    def talk_over(self, pick: int, party: str, answer: str, *, wrong: bool) -> None:
        """Comment a draft, answer or resolve what was said about it, or decline it."""
        draft = pick_of(self.drafts, pick)
        threads = open_threads(draft)
        if answer == "decline":
            no = DraftDeclined(proposal=draft.entry, reason="not now")
            self.say(OTHER[draft.proposed_by], no, wrong=wrong)
        elif threads:
            thread = pick_of(threads, pick)
            done = answer == "end"
            said = CommentAnswered(comment=thread.entry, words="as it is", resolved=done)
            self.say(thread.begun_by if done else party, said, wrong=wrong)
        else:
            text = draft.texts[-1].sha256
            begun = CommentMade(
                proposal=draft.entry, text_sha256=text, first_line=1, last_line=2, words="why?"
            )
            self.say(party, begun, wrong=False)

    @rule(pick=PICK)
    def submit(self, pick: int) -> None:
        digest = hashlib.sha256(str(pick).encode()).hexdigest()
        self.say("provider", EvidenceSubmitted(snapshot_sha256=digest, texts=()), wrong=False)

    @precondition(lambda self: self.parties.standing.submitted)
    @rule(wrong=WRONG, answer=st.sampled_from(["accept", "query", "answer"]))
    def look_at_evidence(self, answer: str, *, wrong: bool) -> None:
        evidence = self.parties.standing.submitted[-1]
        queries = open_queries(evidence)
        if answer == "accept":
            self.say("client", EvidenceAccepted(evidence=evidence.entry), wrong=wrong)
        elif answer == "query" or not queries:
            query = EvidenceQueried(evidence=evidence.entry, reason="is it so?", table="outages")
            self.say("client", query, wrong=wrong)
        else:
            self.say("provider", QueryAnswered(query=queries[0].entry, reason="so"), wrong=wrong)

    @precondition(lambda self: self.parties.journal.entries)
    @rule(wrong=WRONG, pick=PICK)
    def take_back(self, pick: int, *, wrong: bool) -> None:
        entry = pick_of(self.parties.journal.entries, pick)
        act = EntryReversed(entry=entry.sha256, reason="a mistake")
        self.say(entry.party, act, wrong=wrong)

    @property
    def issued(self) -> Mapping[str, IssuedPeriod]:
        return self.parties.standing.issued

    @property
    def claims(self) -> list[str]:
        claims = self.parties.standing.claims
        return [each.entry for each in claims if each.state is ClaimState.CLAIMED]

    @property
    def disputes(self) -> list[str]:
        every = (each for issued in self.issued.values() for each in issued.disputes)
        return [each.entry for each in every if each.state is DisputeState.OPEN]

    @property
    def drafts(self) -> list[Proposal]:
        proposals = self.parties.standing.proposals
        return [each for each in proposals if each.state is ProposalState.OPEN]

    def spendings(self, state: SpendingState) -> list[Spending]:
        return [each for each in self.parties.standing.spendings if each.state is state]

    def say(self, right: str, act: Act, *, wrong: bool) -> None:
        """Let the party say it whose say it is, or the other one; refused, it changes nothing."""
        before = self.parties.standing, self.parties.journal
        _, objections = self.parties.say(OTHER[right] if wrong else right, act)
        if objections:
            assert (self.parties.standing, self.parties.journal) == before

    def caps_hold(self, statements: Sequence[Statement]) -> None:
        """No month is above its cap, nor the term above its own, unless a dispute says so."""
        agreed = [each for each in statements if any(map(is_agreed, each.lines))]
        for each in statements:
            assert each in agreed or credited(each) <= self.parties.terms.cap
        assert agreed or sum(map(credited, statements), Fraction(0)) <= TERM_CAP

    @invariant()
    def the_holding_account_is_not_overdrawn(self) -> None:
        if self.begun:
            assert balance(self.parties.book, self.parties.standing).free.amount >= 0

    @invariant()
    def what_was_signed_is_only_ever_continued(self) -> None:
        if self.begun:
            signed = [
                each
                for each in self.parties.standing.proposals
                if each.state is ProposalState.SIGNED
            ]
            for before, after in pairwise(sorted(signed, key=lambda each: len(each.texts))):
                assert after.texts[: len(before.texts)] == before.texts
                assert {each.party for each in after.signatures} == set(OTHER)

    @property
    def begun(self) -> bool:
        return hasattr(self, "parties")

    def teardown(self) -> None:
        if self.begun:
            check_all(self.parties)


def converse(seeded: int, count: int) -> None:
    """Let two parties talk so many times, from a seed of their own.

    What fails is told as it was said; shrinking it is left to whoever looks into it.
    """
    talk = seed(seeded)(type(f"Talk{seeded}", (Talk,), {}))
    run_state_machine_as_test(
        talk,
        settings=settings(
            max_examples=count,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


def pick_of(of: Sequence[_T], pick: int) -> _T:
    return of[pick % len(of)]


def is_agreed(line: StatementLine) -> bool:
    """Return whether a line pays what was agreed in a dispute."""
    return any(stage.name == "dispute" for stage in line.stages)


def check_all(parties: Parties) -> None:
    """Assert what has to hold of everything that was said."""
    journal = read_journal(parties.journal.to_bytes())
    assert journal == parties.journal
    replayed = replay(parties.history, journal.entries, parties.now)
    assert not replayed.diagnostics
    occasions = tuple(occasions_of(parties.history, journal.entries, parties.now))
    ledger = post(parties.history, occasions, until=parties.today)
    _check_ledger(ledger)
    _check_replay(parties, occasions, ledger)
    _check_lines(parties, occasions, ledger)
    held = held_balance(ledger, "EUR")
    free = balance(parties.book, replayed.standing).free
    # What is given away at the end has left the account, and a restatement cannot reach it there.
    assert held.given_away.amount or free == held.free
    numbers = [note.number for note in credit_notes(parties.history, occasions) if note.number]
    assert numbers == list(range(1, len(numbers) + 1))


def _check_ledger(ledger: Ledger) -> None:
    assert left_over(ledger.postings()) == {}
    free = Fraction(0)
    for transaction in ledger.transactions:
        assert left_over(transaction.postings) == {}
        free += sum(
            (p.amount.amount for p in transaction.postings if p.account == FREE), Fraction(0)
        )
        assert free >= 0, f"{transaction.what} overdraws the holding account"


def _check_replay(parties: Parties, occasions: tuple[Occasion, ...], ledger: Ledger) -> None:
    """The same journal gives the same bytes; said twice, posted once; known earlier, the same."""
    again = occasions_of(parties.history, parties.journal.entries, parties.now)
    same = post(parties.history, again, until=parties.today)
    assert beancount_text(same) == beancount_text(ledger)
    twice = [each for occasion in occasions for each in (occasion, occasion)]
    assert post(parties.history, twice, until=parties.today) == ledger
    for day in sorted({each.day for each in ledger.transactions})[1:2]:
        known = [each for each in occasions if parties.book.day_of(each.at) <= day]
        early = post(parties.history, known, until=day)
        assert balances(early) == balances(ledger, on=day)


def _check_lines(parties: Parties, occasions: tuple[Occasion, ...], ledger: Ledger) -> None:
    """Every line stands in the ledger once, with what was said of it last."""
    posted: dict[str, Fraction] = {}
    for each in ledger.postings():
        if holds_lines(each.account):
            posted[each.about] = posted.get(each.about, Fraction(0)) - each.amount.amount
    standing = occasions[-1].standing if occasions else parties.standing
    owed = {
        line.about: due.amount
        for issued in standing.issued.values()
        for line, due in lines_owed(issued).items()
    }
    assert {about: each for about, each in posted.items() if each} == {
        about: each for about, each in owed.items() if each
    }
