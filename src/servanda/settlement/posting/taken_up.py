"""Adjustments that a statement takes up, each once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from servanda.facts.standing import IssuedPeriod
from servanda.settlement.posting.accounts import STATED
from servanda.settlement.posting.desk import Desk
from servanda.settlement.posting.lines import PeriodPosted
from servanda.settlement.posting.occasion import Occasion

__all__ = ["TakenUp"]


@dataclass(kw_only=True)
class TakenUp:
    """Move differences of earlier periods to the statements that say that they pay them.

    Args:
        desk: Where it is written.
        periods: What was posted, by period.
    """

    desk: Desk
    periods: Mapping[str, PeriodPosted]
    _written: dict[str, list[str]] = field(default_factory=dict)

    def post(self, issued: Mapping[str, IssuedPeriod], occasion: Occasion, day: date) -> None:
        """Move what new statements take up, and back what taken-back statements took up."""
        originals = {period.editions[0].entry: period for period in issued.values()}
        for entry in [each for each in self._written if each not in originals]:
            self._give_up(entry, occasion, day)
        for entry, period in originals.items():
            if period.editions[0].adjusts and entry not in self._written:
                self._written[entry] = self._take_up(period, issued, day)

    def _take_up(
        self, taking: IssuedPeriod, issued: Mapping[str, IssuedPeriod], day: date
    ) -> list[str]:
        edition = taking.editions[0]
        written = []
        for earlier in issued.values():
            for before, after in pairwise(earlier.editions):
                if after.entry not in edition.adjusts:
                    continue
                left = list(self.periods[earlier.period].restated(before, after))
                out = [replace(each, amount=-each.amount) for each in left]
                into = [replace(each, account=STATED) for each in left]
                identifier = f"{edition.entry}:{after.entry}"
                cites = (
                    ("entry", edition.entry),
                    ("period", taking.period),
                    ("adjusts", earlier.period),
                    ("restatement", after.entry),
                    ("statement", edition.statement_sha256),
                )
                what = f"{taking.period}: adjustments of {earlier.period} taken up"
                if self.desk.write(identifier, day, what, (*out, *into), cites=cites):
                    written.append(identifier)
        return written

    def _give_up(self, entry: str, occasion: Occasion, day: date) -> None:
        for number, each in enumerate(self._written.pop(entry), start=1):
            self.desk.reverse(
                f"{occasion.cause}:{entry}:{number}",
                day,
                "adjustments wait for another statement",
                reverses=each,
                cites=(("entry", occasion.cause),),
            )
