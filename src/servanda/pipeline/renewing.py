"""What an agreement has come to, for the talk about whether and how it goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.term import Term, terms_until
from servanda.agreement.variants import read_versions
from servanda.decisions.holding import Balance, balance
from servanda.decisions.rulebook import Rulebook
from servanda.facts.figure import Segment
from servanda.facts.standing import Claim, Dispute, IssuedPeriod, Spending, Standing
from servanda.facts.statement import (
    LevelReached,
    LinePurpose,
    LineStatus,
    Statement,
    StatementLine,
)
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Period
from servanda.pipeline.answer import Answer, Progress, say_nothing
from servanda.pipeline.choosing import Choice
from servanda.pipeline.comparing import changes_between
from servanda.pipeline.moment import NOW, Moment
from servanda.pipeline.settling import settle
from servanda.pipeline.workspace import Workspace

__all__ = [
    "AmendmentMade",
    "CommitmentKept",
    "DisputeHad",
    "LineEarned",
    "ReliefUsed",
    "RenewalPack",
    "pack_of",
    "renewal_pack",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineEarned:
    """Say what one line of money came to.

    Args:
        name: The line's name.
        title: A reader's name for it.
        segment: The segment it is for.
        purpose: What its amount does.
        settled: In how many periods it was settled, or shown.
        triggered: In how many of them it asked for anything.
        paid: What it paid in all.
        most: The most it paid in one period.
        open: In how many periods it could not be settled.
    """

    name: str
    title: str
    segment: Segment
    purpose: LinePurpose
    settled: int
    triggered: int
    paid: Quantity
    most: Quantity
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentKept:
    """Say how often a commitment was kept, in periods and segments that were judged."""

    name: str
    title: str
    judged: int
    met: int
    below_expected: int
    below_minimum: int
    not_judged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentMade:
    """An amendment, from when it governs, and what it changed in sentences."""

    number: int
    governs_from: date
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeHad:
    """A dispute, in the period whose statement it was about."""

    period: str
    dispute: Dispute


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliefUsed:
    """Say how one sort of relief was used.

    Args:
        name: Its name in the agreement.
        title: A reader's name for it, may be empty.
        claims: Claims of it, oldest first; none where nobody ever claimed it.
    """

    name: str
    title: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalPack:
    """Hold what an agreement has come to over some periods.

    Args:
        agreement: Its last version.
        periods: The periods looked at, oldest first, at least one.
        term: The term that goes on after them; absent where the agreement is over by then.
        lines: What each line of money came to, in the order of the newest statement.
        commitments: How each was kept.
        amendments: What was amended.
        disputes: What was disputed.
        reliefs: How each sort of relief was used.
        issued: The statements handed over.
        balance: What the holding account has; absent where there is none.
        spendings: What it was spent on.
        snapshot_sha256: The evidence that all this rests on.
    """

    agreement: Agreement
    periods: tuple[Period, ...]
    term: Term | None
    lines: tuple[LineEarned, ...]
    commitments: tuple[CommitmentKept, ...]
    amendments: tuple[AmendmentMade, ...]
    disputes: tuple[DisputeHad, ...]
    reliefs: tuple[ReliefUsed, ...]
    issued: tuple[IssuedPeriod, ...]
    balance: Balance | None
    spendings: tuple[Spending, ...]
    snapshot_sha256: str

    @property
    def never_triggered(self) -> tuple[LineEarned, ...]:
        """Return the penalties and incentives that never asked for anything."""
        moved = {LinePurpose.SERVICE_CREDIT, LinePurpose.INCENTIVE}
        return tuple(
            each
            for each in self.lines
            if each.purpose in moved and each.settled and not each.triggered
        )


def renewal_pack(
    workspace: Workspace,
    *,
    choice: Choice | None = None,
    moment: Moment = NOW,
    progress: Progress = say_nothing,
) -> Answer[RenewalPack]:
    """Gather what an agreement has come to: every period as it is settled now.

    Args:
        workspace: Where everything lies.
        choice: The periods wanted; all so far if not said.
        moment: As of when one looks.
        progress: Told before each step.

    Returns:
        The pack, or what is wrong with the texts or the evidence.

    Raises:
        NotSoFar: The evidence reaches no period's end.
        EngineGaveUp: The machine is too small, or a sum too long.
        BrokenJournal: The journal was changed by other means than by entering.
    """
    answer = settle(workspace, choice=choice, moment=moment, progress=progress)
    if answer.value is None:
        return Answer(None, answer.diagnostics)
    settled = answer.value
    measured = settled.measured
    # What settling has to tell is for ``settle`` to say: the pack is about what it came to.
    return Answer(pack_of(workspace, measured.history, measured.standing, settled.statements))


def pack_of(
    workspace: Workspace, history: History, standing: Standing, statements: Sequence[Statement]
) -> RenewalPack:
    """Return what an agreement has come to by some statements.

    Args:
        workspace: Where its texts lie.
        history: Its versions.
        standing: How everything stands that the parties said.
        statements: The statements, oldest first, at least one.
    """
    labels = {each.period.label for each in statements}
    issued = tuple(each for label, each in standing.issued.items() if label in labels)
    account = history.latest.holding_account
    return RenewalPack(
        agreement=history.latest,
        periods=tuple(each.period for each in statements),
        term=_term(history, statements[-1].period.end_day),
        lines=tuple(_lines(statements)),
        commitments=tuple(_commitments(statements)),
        amendments=tuple(_amendments(workspace)),
        disputes=tuple(
            DisputeHad(period=each.period, dispute=dispute)
            for each in issued
            for dispute in each.disputes
        ),
        reliefs=tuple(_reliefs(history, standing)),
        issued=issued,
        balance=balance(Rulebook(history), standing) if account is not None else None,
        spendings=standing.spendings,
        snapshot_sha256=statements[-1].sources.snapshot_sha256,
    )


def _term(history: History, day: date) -> Term | None:
    """Return the term that a day lies in."""
    if history.latest.in_force.last_day is not None and history.latest.in_force.last_day < day:
        return None
    terms = [
        each
        for each in terms_until(history.latest.in_force, day)
        if each.last_day is None or each.last_day >= day
    ]
    return terms[-1] if terms else None


_Key = tuple[str, Segment, LinePurpose]


def _lines(statements: Sequence[Statement]) -> Iterator[LineEarned]:
    """Yield what each line came to; differences of restatements are in their own periods."""
    found: dict[_Key, list[StatementLine]] = {}
    for statement in reversed(statements):
        for line in statement.lines:
            if line.purpose is not LinePurpose.ADJUSTMENT:
                found.setdefault((line.name, line.segment, line.purpose), []).append(line)
    for (name, segment, purpose), lines in found.items():
        settled = [each for each in lines if each.status is not LineStatus.OPEN]
        paid = [each.payable for each in lines]
        yield LineEarned(
            name=name,
            title=lines[0].title,
            segment=segment,
            purpose=purpose,
            settled=len(settled),
            triggered=sum(map(_asked, settled)),
            paid=sum(paid[1:], start=paid[0]),
            most=max(paid, key=lambda each: each.amount),
            open=len(lines) - len(settled),
        )


def _asked(line: StatementLine) -> bool:
    asked = line.asked.value
    return isinstance(asked, Quantity) and asked.amount != 0


def _commitments(statements: Sequence[Statement]) -> Iterator[CommitmentKept]:
    levels: dict[str, Counter[LevelReached]] = {}
    titles: dict[str, str] = {}
    for statement in reversed(statements):
        for judged in statement.assessments:
            titles.setdefault(judged.commitment, judged.title)
            levels.setdefault(judged.commitment, Counter())[judged.level] += 1
    for name, reached in levels.items():
        yield CommitmentKept(
            name=name,
            title=titles[name],
            judged=reached.total() - reached[LevelReached.NOT_JUDGED],
            met=reached[LevelReached.EXPECTED],
            below_expected=reached[LevelReached.BELOW_EXPECTED],
            below_minimum=reached[LevelReached.BELOW_MINIMUM],
            not_judged=reached[LevelReached.NOT_JUDGED],
        )


def _amendments(workspace: Workspace) -> Iterator[AmendmentMade]:
    versions = read_versions(workspace.texts)
    for before, after in pairwise(versions.versions):
        words = (
            each.text
            for change in changes_between(before, after, versions)
            for each in change.words
        )
        yield AmendmentMade(
            number=after.agreement.amendment,
            governs_from=after.effective_from,
            words=tuple(words),
        )


def _reliefs(history: History, standing: Standing) -> Iterator[ReliefUsed]:
    titles: Mapping[str, str] = {
        name: relief.title
        for version in history.versions
        for name, relief in version.relief.items()
    }
    for name, title in titles.items():
        claims: Iterable[Claim] = (each for each in standing.claims if each.relief == name)
        yield ReliefUsed(name=name, title=title, claims=tuple(claims))
