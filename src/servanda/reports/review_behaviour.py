"""How the parties promised each other to behave, as it lies on the table of a review."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement.model.partnership import Principle, PromisedBy
from servanda.pipeline.review_pack import ReviewPack
from servanda.reports.clean import one_line
from servanda.reports.paper import PaperTable
from servanda.reports.reader import Reader

__all__ = ["circumstances_table", "principles_table", "promised_by"]


def principles_table(pack: ReviewPack, _: Reader) -> Iterator[PaperTable]:
    """Yield the principles of the agreement."""
    yield PaperTable(
        title="Principles",
        headings=("Principle", "Promised by"),
        rows=tuple((one_line(each.says), promised_by(each)) for each in pack.principles.values()),
    )


def circumstances_table(_: ReviewPack, __: Reader) -> Iterator[PaperTable]:
    """Yield what has changed around the agreement."""
    yield PaperTable(title="Changed circumstances", headings=("What", "Since"), rows=())


def promised_by(principle: Principle) -> str:
    """Return who promised to behave in some way."""
    return "client and provider" if principle.by is PromisedBy.BOTH else principle.by.value
