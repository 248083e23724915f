"""A scorecard or a trend as one self-contained page."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from servanda.reports.reader import Reader
from servanda.reports.report_view import ReportView, StandingSection
from servanda.reports.templating import rendered

__all__ = ["report_page", "standing_body"]


def report_page(view: ReportView, reader: Reader) -> str:
    """Return the page: no scripts, no outside resources, every text escaped.

    Pictures are drawn into the page; each says in a sentence what it shows, and opens to the
    table of its figures.
    """
    return rendered(
        "report.html", reader, view=view, sections=view.sections, strip_label=view.strip_label
    )


def standing_body(sections: Sequence[StandingSection], strip_label: str, reader: Reader) -> Markup:
    """Return how commitments stand, to be shown within another page.

    Args:
        sections: The commitments.
        strip_label: What the signs of earlier periods span.
        reader: Who reads it.
    """
    body = rendered("standing.html", reader, sections=sections, strip_label=strip_label)
    # Every text in it was escaped.
    return Markup(body)  # noqa: S704 (own template)
