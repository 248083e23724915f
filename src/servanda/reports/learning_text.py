"""What was learned from incidents: case studies and causes that come again, in lines and tables."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.decisions.rulebook import Rulebook
from servanda.partnership.causes import Recurring, recurring_causes
from servanda.partnership.state import Partnership
from servanda.partnership.studies import SMALL_GROUP, CaseStudy
from servanda.reports.clean import as_sentences, one_line
from servanda.reports.paper import PaperTable
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural

__all__ = [
    "cause_lines",
    "causes_table",
    "read_words",
    "studies_table",
    "study_lines",
    "what_was_done",
]


def cause_lines(book: Rulebook, found: Partnership) -> Iterator[str]:
    """Yield the causes that come again, each with its services, since when, and what was done."""
    for each in recurring_causes(found):
        services = f" of {', '.join(each.services)}" if each.services else ""
        yield (
            f"again and again: {each.cause} ({len(each.reviews)} incidents{services} since"
            f" {book.day_of(each.since)}; {what_was_done(each)})"
        )


def study_lines(found: Partnership) -> Iterator[str]:
    """Yield the case studies, with who agreed and how many have read them."""
    for each in found.studies.values():
        state = "not agreed yet" if each.agreed_at is None else read_words(each)
        yield f"{each.entry.number} {each.written.title} (for {each.written.audience}; {state})"


def read_words(study: CaseStudy) -> str:
    """Say how many have read a case study, by group; never who."""
    said = [
        f"{each.group}: fewer than {SMALL_GROUP} people, not counted"
        if each.read is None
        else f"{each.group}: {each.read} of {each.staff}"
        for each in study.read.values()
    ]
    return f"read by {'; '.join(said)}" if said else "nobody has said so far who read it"


def what_was_done(each: Recurring) -> str:
    """Say what was done about a cause that came again."""
    if not each.actions:
        return "no action was agreed on"
    count = len(each.actions)
    return f"{each.done} of {count} {plural(count, 'action')} done"


def causes_table(found: Partnership, reader: Reader) -> PaperTable:
    """Return the causes that come again as a table."""
    return PaperTable(
        title="Causes that come again",
        headings=("Cause", "Incidents", "Services", "Since", "What was done"),
        rows=tuple(
            (
                one_line(each.cause),
                str(len(each.reviews)),
                one_line(", ".join(each.services)),
                reader.day(reader.local(each.since).date()),
                one_line(what_was_done(each)),
            )
            for each in recurring_causes(found)
        ),
    )


def studies_table(found: Partnership) -> PaperTable:
    """Return the case studies that both sides agreed on as a table."""
    agreed = [each for each in found.studies.values() if each.agreed_at is not None]
    return PaperTable(
        title="Case studies",
        headings=("Case study", "For", "What to learn", "Read"),
        rows=tuple(
            (
                one_line(each.written.title),
                one_line(each.written.audience),
                as_sentences(each.written.learn),
                one_line(read_words(each)),
            )
            for each in agreed
        ),
        message=f"{len(agreed)} case {'study' if len(agreed) == 1 else 'studies'} to learn from,"
        " agreed by both sides",
        note="Read marks are figures of groups; nobody keeps who has read what.",
    )
