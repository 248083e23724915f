"""What hurts users and what they were told, in lines."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.decisions.rulebook import Rulebook
from servanda.kernel.time import Instant
from servanda.partnership.pains import PainPoint, PainState, by_group
from servanda.partnership.state import Partnership
from servanda.partnership.stretches import last_instant
from servanda.reports.spelling import plural

__all__ = ["maintenance_lines", "pain_lines", "pain_state"]


def pain_lines(book: Rulebook, found: Partnership, at: Instant) -> Iterator[str]:
    """Yield the pain points by the group of users that they hurt."""
    for group, points in by_group(found.pain_points):
        for each in points:
            due = last_instant(book.history, each.due) if each.due else None
            late = due is not None and due < at and each.state is PainState.ANSWERED
            users = "" if each.named.users is None else f" ({each.named.users} users)"
            yield (
                f"{each.entry.number} {group}{users}: {each.named.what} ({pain_state(book, each)})"
                f"{'  OVERDUE' if late else ''}"
            )


def pain_state(book: Rulebook, each: PainPoint) -> str:
    """Say how far a pain point has come, and who does what next."""
    times = each.came_back
    again = (
        f"; its users said {times} {plural(times, 'time')} that it was not gone" if times else ""
    )
    match each.state:
        case PainState.NAMED:
            return f"to be answered by the {each.named.owner}, {each.role}{again}"
        case PainState.ANSWERED:
            until = f" until {each.due}" if each.due else ""
            return f"to be eased by the {each.named.owner}, {each.role}{until}{again}"
        case PainState.EASED:
            return f"eased, to be confirmed by its users{again}"
        case PainState.GONE:
            assert each.gone_at is not None
            return f"gone since {book.words(each.gone_at)}{again}"


def maintenance_lines(book: Rulebook, found: Partnership, at: Instant) -> Iterator[str]:
    """Yield the maintenance that was announced and is not over."""
    ahead = (each for each in found.maintenance.values() if each.announced.ends > at)
    for each in sorted(ahead, key=lambda each: (each.announced.starts, each.entry.number)):
        said = each.announced
        yield (
            f"{each.entry.number} {said.service} from {book.words(said.starts)} to"
            f" {book.words(said.ends)}: {said.what}"
        )
