"""One version of an agreement, and the versions in their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from servanda.agreement.model.condition import TimeCondition
from servanda.agreement.model.decisions import Answers, HoldingAccount, Relief
from servanda.agreement.model.evidence import EvidenceTable
from servanda.agreement.model.measure import Measure
from servanda.agreement.model.money import Figure, Limit, Must, RowSet, StatedHistory
from servanda.agreement.model.outcome import Outcome
from servanda.agreement.model.partnership import GoodwillRule, Principle, ReviewRule
from servanda.agreement.model.people import PeopleRule
from servanda.agreement.model.portfolio import PortfolioPlace
from servanda.agreement.model.promise import Commitment
from servanda.agreement.model.right import Right
from servanda.agreement.model.setting import Contract, InForce, Party, Service, SettlementRule
from servanda.agreement.model.terms import Table, Term
from servanda.agreement.model.topics import Topic, TopicCover
from servanda.businesstime.rule import CalendarRule
from servanda.kernel.source import SourceSpan
from servanda.kernel.unit import Unit

__all__ = ["Agreement", "History", "OtherReading"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """One version, complete: an amendment has already been laid over the text it amends.

    Args:
        source_name: The name that its author knows the text by.
        sha256: Digest of the text's bytes (for an amended version: of base and amendments).
        language: Version of the agreement language.
        amendment: Number of the last amendment laid over it, 0 for the first version.
        effective_from: First day on which this version governs.
        measured_in: Units of the measures' values, and of the figures that commitments judge;
            filled in by typing.
        calendar_places: Where each calendar stands, filled in by checking.
        calendar_unsaid: Measures of time that do not say in which calendar it passes.
        attribution_unsaid: Clocks that do not say which instant decides a case's period.
    """

    source_name: str
    sha256: str
    language: int
    amendment: int
    effective_from: date
    identifier: str
    title: str
    contract: Contract | None
    parties: Mapping[str, Party]
    in_force: InForce
    settlement: SettlementRule
    services: Mapping[str, Service]
    nouns: Mapping[str, str]
    terms: Mapping[str, Term]
    tables: Mapping[str, Table]
    calendars: Mapping[str, CalendarRule]
    evidence: Mapping[str, EvidenceTable]
    rows: Mapping[str, RowSet]
    measures: Mapping[str, Measure]
    commitments: Mapping[str, Commitment]
    outcomes: Mapping[str, Outcome]
    figures: Mapping[str, Figure]
    limits: tuple[Limit, ...]
    musts: tuple[Must, ...]
    stated: StatedHistory | None = None
    rights: Mapping[str, Right] = field(default_factory=dict)
    conditions: Mapping[str, TimeCondition] = field(default_factory=dict)
    topics: Mapping[Topic, TopicCover] = field(default_factory=dict)
    measured_in: Mapping[str, Unit] = field(default_factory=dict)
    calendar_places: Mapping[str, SourceSpan] = field(default_factory=dict)
    calendar_unsaid: frozenset[str] = frozenset()
    attribution_unsaid: frozenset[str] = frozenset()
    relief: Mapping[str, Relief] = field(default_factory=dict)
    answers: Answers = field(default_factory=Answers)
    holding_account: HoldingAccount | None = None
    people: PeopleRule = field(default_factory=PeopleRule)
    reviews: Mapping[str, ReviewRule] = field(default_factory=dict)
    goodwill: GoodwillRule | None = None
    principles: Mapping[str, Principle] = field(default_factory=dict)
    portfolio: PortfolioPlace | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherReading:
    """Another way in which the contract can be read, beside the text's own.

    Args:
        name: Its name.
        title: A reader's name for it, may be empty.
        because: What in the contract lets itself be read so.
        versions: The versions as they are under it; the same days as the text's own.
        span: Where it stands.
    """

    name: str
    title: str
    because: str
    versions: tuple[Agreement, ...]
    span: SourceSpan

    @property
    def history(self) -> History:
        """Return the versions as an agreement of their own."""
        return History(self.versions)


@dataclass(frozen=True, slots=True)
class History:
    """The versions of one agreement, by the day from which each governs.

    A case follows the version in force on the day its clock starts. Everything that is bound to
    a period (availability, ratios, scores, levels, money) follows the version in force on the
    period's first day.
    """

    versions: tuple[Agreement, ...]
    readings: tuple[OtherReading, ...] = ()

    def at(self, day: date) -> Agreement:
        """Return the version that governs a day; the first one also for days before it."""
        found = self.versions[0]
        for version in self.versions[1:]:
            if version.effective_from > day:
                break
            found = version
        return found

    @property
    def latest(self) -> Agreement:
        """Return the last version."""
        return self.versions[-1]
