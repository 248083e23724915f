"""When a condition over time held, for one case: asked of the engine, as measuring does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.periods import periods_of
from servanda.evidence.snapshot import Snapshot
from servanda.formula.syntax import Expression
from servanda.kernel.time import Instant
from servanda.measurement.conditions import laid_out
from servanda.measurement.engines.embedded import open_embedded
from servanda.measurement.explain.evidence import local_day
from servanda.measurement.made_of import divided_by
from servanda.measurement.study import segment_name
from servanda.measurement.survey import study_of

__all__ = ["stretches_told", "times_held"]


def times_held(
    history: History,
    snapshot: Snapshot,
    version: Agreement,
    condition: Expression,
    texts: Mapping[str, str | None],
    *,
    known_until: Instant | None,
    until: Instant,
) -> tuple[tuple[Instant, Instant], ...]:
    """Return the stretches in which a condition certainly holds, oldest first.

    Args:
        history: The agreement's versions.
        snapshot: The evidence.
        version: The version whose condition is meant.
        condition: Made of conditions and calendars by name.
        texts: The case's own texts by column: those that divide the condition pick its own.
        known_until: Last instant known, as in ``measure``.
        until: An instant up to which, at least, calendars are laid out.
    """
    told = stretches_told(
        history,
        snapshot,
        version,
        condition,
        texts,
        known_until=known_until,
        until=until,
    )
    return tuple((start, end) for start, end, holds in told if holds)


def stretches_told(  # noqa: PLR0913 - what is asked, of what evidence, for whom
    history: History,
    snapshot: Snapshot,
    version: Agreement,
    condition: Expression,
    texts: Mapping[str, str | None],
    *,
    known_until: Instant | None,
    until: Instant,
    measure: str = "",
) -> tuple[tuple[Instant, Instant, bool | None], ...]:
    """Return all time as stretches in which a condition holds, does not, or may hold.

    Args:
        history: The agreement's versions.
        snapshot: The evidence.
        version: The version whose condition is meant.
        condition: Made of conditions and calendars by name.
        texts: The case's own texts by column: those that divide the condition pick its own.
        known_until: Last instant known, as in ``measure``.
        until: An instant up to which, at least, calendars are laid out.
        measure: The measure that it is the down time of; relief may be about that alone.
    """
    own = {segment_name(name): texts.get(name) for name in divided_by(version, condition)}
    if None in own.values():
        return ()
    files = [table.path for table in snapshot.tables.values()]
    periods = tuple(periods_of(history, max(local_day(version, until), _first_day(history))))
    with TemporaryDirectory() as folder, open_embedded(files, Path(folder)) as engine:
        study = study_of(engine, history, snapshot, periods, known_until)
        span = next(each for each in study.spans if each.version is version)
        keys = engine.given(dict.fromkeys(own, "string"), [tuple(own.values())]) if own else None
        stretches = laid_out(study, span, condition, keys=keys, measure=measure)
        rows = list(engine.rows(stretches.order_by("a")))
    return tuple((Instant(int(row["a"])), Instant(int(row["b"])), row["holds"]) for row in rows)


def _first_day(history: History) -> date:
    return history.versions[0].in_force.first_day
