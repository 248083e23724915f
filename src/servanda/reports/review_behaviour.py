"""How both sides behaved and what changed around them, as it lies on the table of a review."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement.model.partnership import Principle, PromisedBy
from servanda.facts.behaving import ExampleGiven
from servanda.pipeline.review_pack import ReviewPack
from servanda.reports.clean import one_line
from servanda.reports.paper import PaperTable
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural

__all__ = ["circumstances_table", "principles_table", "promised_by"]


def principles_table(pack: ReviewPack, reader: Reader) -> Iterator[PaperTable]:
    """Yield the principles of the agreement, and the examples of the stretch."""
    first, last = pack.due.stretch.first_day, pack.due.stretch.last_day
    examples = [
        each.given for each in pack.partnership.examples.values() if first <= each.given.on <= last
    ]
    yield PaperTable(
        title="Principles",
        headings=("Principle", "Promised by", "Kept", "Departed from"),
        rows=tuple(
            (
                one_line(each.says),
                promised_by(each),
                str(sum(one.kept for one in examples if one.principle == each.name)),
                str(sum(not one.kept for one in examples if one.principle == each.name)),
            )
            for each in pack.principles.values()
        ),
        note="Counted by the examples that were given.",
        message=_examples_said(examples),
    )
    yield PaperTable(
        title="Examples",
        headings=("Day", "Principle", "What happened", "Kept"),
        rows=tuple(
            (
                reader.day(each.on),
                each.principle.replace("_", " "),
                one_line(each.what),
                "yes" if each.kept else "no",
            )
            for each in sorted(examples, key=lambda one: (one.on, one.principle, one.what))
        ),
    )


def _examples_said(examples: list[ExampleGiven]) -> str:
    if not examples:
        return "Nobody gave an example of a principle"
    kept = sum(each.kept for each in examples)
    said = f"{len(examples)} {plural(len(examples), 'example')} of principles"
    return f"{said}: {kept} kept, {len(examples) - kept} departed from"


def circumstances_table(pack: ReviewPack, reader: Reader) -> Iterator[PaperTable]:
    """Yield what changed around the agreement until the end of the stretch."""
    yield PaperTable(
        title="Changed circumstances",
        headings=("What changed", "Since", "Affected", "Answer"),
        rows=tuple(
            (
                one_line(each.reported.what),
                reader.day(each.reported.since),
                one_line(each.reported.affects),
                one_line(each.answer) if each.answered_at else "not answered yet",
            )
            for each in pack.partnership.circumstances.values()
            if each.reported.since <= pack.due.stretch.last_day
        ),
    )


def promised_by(principle: Principle) -> str:
    """Return who promised to behave in some way."""
    return "client and provider" if principle.by is PromisedBy.BOTH else principle.by.value
