"""Commitments: what was promised, by whom, for what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from servanda.agreement.model.formula import Dated, Formula
from servanda.agreement.model.measure import NoDataRule
from servanda.agreement.model.money import LimitWindow
from servanda.agreement.model.setting import Clause, PartyRole
from servanda.facts.figure import Segment
from servanda.formula.syntax import ComparisonOperator
from servanda.kernel.source import SourceSpan

__all__ = ["Aspect", "Commitment", "Level", "Relieves"]


class Aspect(Enum):
    """What side of the service a commitment looks at."""

    OUTCOME = "outcome"
    EXPERIENCE = "experience"
    TECHNICAL = "technical"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level promised: ``at least 95%``."""

    operator: ComparisonOperator
    value: Formula
    text: str
    span: SourceSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Relieves:
    """Which of the provider's commitments a missed commitment of the client relieves, and by
    what share of the money.
    """

    commitment: str
    share: Formula
    span: SourceSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A measure, or a figure, with what was promised.

    Args:
        name: Its name; in formulas ``name.met``, ``name.minimum_met``, ``name.level``.
        title: A reader's name for it, may be empty.
        measure: The measure judged; a commitment may bear its name. Empty where a figure is.
        by: Who promised: the provider, or the client.
        service: Service that it is about, may be empty.
        aspect: Outcome, experience or technical.
        expected: The level that is normally met, by date.
        minimum: The level below which service has failed, by date; absent if there is none.
        bands: Name of a table that gives the level's name (``minor``, ``severe``); may be empty.
        critical: Whether others cannot make up for it.
        serves: Outcome that it serves, may be empty.
        relieves: For the client's commitments, what missing it relieves.
        clause: Place in the signed contract.
        only: Segment columns and values that it is about, where the measure is divided and the
            commitment is not about every segment; sorted by column.
        figure: The named figure judged instead of a measure, else empty.
        over: The window that is judged, in the period in which it ends.
        over_length: Number of periods for ``LAST_PERIODS``.
        no_data: What a period without a value or a level counts as; absent, the measure's rule.
    """

    name: str
    title: str
    measure: str
    by: PartyRole
    service: str
    aspect: Aspect
    expected: Dated[Level]
    minimum: Dated[Level] | None
    bands: str
    critical: bool
    serves: str
    relieves: tuple[Relieves, ...]
    clause: Clause | None
    span: SourceSpan
    only: Segment = ()
    figure: str = ""
    over: LimitWindow = LimitWindow.PERIOD
    over_length: int = 0
    no_data: NoDataRule | None = None

    @property
    def judged(self) -> str:
        """Return the name of what is judged: a measure or a figure."""
        return self.figure or self.measure
