"""An incident as the evidence tells it, beside what was said of it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from servanda.desk.seeing import Seen
from servanda.partnership.state import IncidentReview
from servanda.pipeline.incidents import trace_of
from servanda.reports.clean import one_line
from servanda.reports.pictures.timeline import timeline_svg
from servanda.reports.reader import Reader
from servanda.web.languages.speaking import say

__all__ = ["TraceShown", "trace_shown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceShown:
    """Show what the evidence says of an incident.

    Args:
        picture: Its clock or its outage, drawn.
        rows: From when, until when, what, in which table, and whether it is its own record.
        differs: What the evidence says of its end, where somebody said otherwise.
    """

    picture: Markup
    rows: tuple[tuple[str, str, str, str, bool], ...]
    differs: str


def trace_shown(review: IncidentReview, seen: Seen, reader: Reader) -> TraceShown | None:
    """Show an incident as the evidence tells it; nothing where it does not have it."""
    opened = review.opened
    trace = trace_of(seen.workspace, opened.incident, opened.service)
    if trace is None:
        return None
    differs = ""
    if trace.restored is None:
        differs = say("The evidence has no end of it so far.")
    elif trace.restored != opened.restored:
        differs = say(
            "The evidence says that it was over {over}, and the review was asked for with"
            " {restored}.",
            over=reader.instant(trace.restored),
            restored=reader.instant(opened.restored),
        )
    return TraceShown(
        # Drawn here from figures alone.
        picture=Markup(timeline_svg(trace.stretches)),  # noqa: S704 - own drawing
        rows=tuple(
            (
                reader.instant(each.at),
                reader.instant(each.until) if each.until is not None else "",
                one_line(each.what),
                one_line(each.table.replace("_", " ")),
                each.is_own,
            )
            for each in trace.items
        ),
        differs=differs,
    )
