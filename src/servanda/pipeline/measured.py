"""Everything measured in one run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from servanda.agreement.model.agreement import History
from servanda.evidence.snapshot import Snapshot
from servanda.facts.standing import Standing
from servanda.kernel.time import Instant, Period
from servanda.settlement.semantics import CURRENT, Semantics

if TYPE_CHECKING:
    # The query engine takes its time to load, and settling does without it.
    from servanda.measurement.measure import Measurements

__all__ = ["Measured"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Hold everything measured.

    Args:
        history: The agreement.
        snapshot: The evidence.
        periods: Every period measured, from the agreement's first one on.
        chosen: Those that were asked for.
        measurements: Figures of all periods, the files with every record, rows for money.
        calendars_sha256: Digest of all opening hours, laid out over the periods.
        known_until: Newest instant at which something happened, if there is any evidence.
        reread: What was measured under each other reading of the contract, by its name.
        standing: What the parties have said and decided.
        unrelieved: What was measured without the relief that was granted; absent without any.
        semantics: The rules by which statements are computed from it.
    """

    history: History
    snapshot: Snapshot
    periods: tuple[Period, ...]
    chosen: tuple[Period, ...]
    measurements: Measurements
    calendars_sha256: str
    known_until: Instant | None
    reread: Mapping[str, Measurements] = field(default_factory=dict)
    standing: Standing = field(default_factory=Standing)
    unrelieved: Measurements | None = None
    semantics: Semantics = CURRENT
