"""Figures opened down to records and cases, as far as what they need was measured before."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from servanda.desk.finding_out import FindingSeen
from servanda.desk.measuring_again import measuring_again
from servanda.desk.seeing import Seen
from servanda.desk.working import value_of
from servanda.kernel.time import Instant
from servanda.pipeline.casework import CaseExplanation, explain_one_case
from servanda.pipeline.explaining import Explanation, explain
from servanda.pipeline.moment import Moment
from servanda.pipeline.plain.overview import Overview, read
from servanda.pipeline.workspace import Workspace, find_workspace

__all__ = ["open_case", "open_figure", "plain_words"]

_KEPT = 128


class _NotMeasuredYet(Exception):
    """A figure would have to be measured first, which takes longer than somebody waits."""


def open_figure(seen: Seen, period: str, name: str) -> Explanation | FindingSeen:
    """Return what stands behind a figure of a statement, as it was handed over last.

    What was measured of it may not be kept any more; then that is done again in the background.

    Args:
        seen: The agreement.
        period: Label of a period that has a statement.
        name: A measure, commitment, figure, right or line.

    Returns:
        It, or how far measuring it again has come.

    Raises:
        NotThere: The period has no statement.
        UnknownFigure: The agreement has nothing of that name.
    """
    at = seen.issued(period).editions[-1].issued_at
    try:
        return _figure(_Place(seen.workspace), period, name, at)
    except _NotMeasuredYet:
        return measuring_again(seen, period, at)


def open_case(seen: Seen, name: str, key: str) -> CaseExplanation:
    """Return the clock of one case, by the evidence that lies in the book.

    Raises:
        UnknownFigure, NoClock, UnknownCase: There is no such measure, clock or case.
        Mistaken: The evidence cannot be read.
    """
    return value_of(explain_one_case(seen.workspace, name, key))


def plain_words(seen: Seen) -> Overview:
    """Return an agreement in plain words, from memory where its texts were read before."""
    texts = seen.workspace.texts
    return _overview(texts, tuple(path.stat().st_mtime_ns for path in texts))


class _Place:
    """A workspace that is the same one wherever its record lies in the same folder."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Place) and other.workspace.record == self.workspace.record

    def __hash__(self) -> int:
        return hash(self.workspace.record)


@lru_cache(maxsize=_KEPT)
def _figure(place: _Place, period: str, name: str, at: Instant) -> Explanation:
    moment = Moment(at=at, as_known=True)
    return value_of(explain(place.workspace, name, period, moment=moment, progress=_not_now))


def _not_now(doing: str, done: int, total: int) -> None:
    """Refuse what takes its time; settling what was measured does not."""
    del done, total
    if not doing.startswith("settling "):
        raise _NotMeasuredYet


@lru_cache(maxsize=_KEPT)
def _overview(texts: tuple[Path, ...], _: tuple[int, ...]) -> Overview:
    return value_of(read(find_workspace(texts[0].parent)))
