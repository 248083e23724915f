"""What is kept about people, how long and what for, as reports."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.evidence import EvidenceColumn
from servanda.kernel.time import Instant, Period
from servanda.pipeline.processing import Processing, TableUse
from servanda.pipeline.retention import Retention, TableAge
from servanda.reports.paper import Paper, PaperCell, PaperTable
from servanda.reports.people_text import rewritten_words
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural

__all__ = ["processing_paper", "retention_paper", "treatment"]

_UNSAID = "not said; add '{key}' under 'people'"
_PROTECTION = (
    "Names are replaced by pseudonyms (HMAC-SHA-256, key beside the record) before all else.",
    "Names that are kept are encrypted, each with a key of its own (AES-256-GCM).",
    "Erasing a person destroys the key of the name.",
    "Columns that no table maps are never read. Figures are on groups only.",
    "The record is a chain of digests and signatures, so that no change goes unnoticed.",
)
_ARTICLE = (
    "Regulation (EU) 2016/679, article 30, names what such a record holds; what stands here as "
    "not said has to be added by the parties."
)
_LETTING_GO = (
    "Letting go takes people and remarks out of records that are past their time. Figures, "
    "digests and 'servanda verify' are as before."
)


def treatment(column: EvidenceColumn) -> str:
    """Say what stands in the record in the place of a personal column."""
    return "pseudonym; name sealed" if column.sealed else "pseudonym"


def retention_paper(retention: Retention, reader: Reader) -> Paper:
    """Say what is past its time, and what became of it."""
    past = sum(each.past for each in retention.tables)
    named = sum(each.named for each in retention.tables)
    return Paper(
        kind="Retention",
        title=retention.history.latest.title,
        opening=_opening(retention, past, reader),
        sentences=tuple(_sentences(retention, named, reader)),
        picture=None,
        tables=(
            PaperTable(
                title="Tables",
                headings=("Table", "Kept", "Since", "Records", "Past", "With names"),
                rows=tuple(_age_row(each, reader) for each in retention.tables),
            ),
            PaperTable(
                title="Files",
                headings=("What became of them",),
                rows=tuple(
                    (
                        rewritten_words(each)
                        + ("; a workbook is not rewritten: replace it" if each.is_left else ""),
                    )
                    for each in retention.files
                ),
            ),
        ),
        notes=(_LETTING_GO,),
        period=_day(retention.at),
    )


def _opening(retention: Retention, past: int, reader: Reader) -> str:
    if not any(each.first_day for each in retention.tables):
        return "No table says how long it is kept; add 'keep: 24 months' to those that should."
    if not past:
        return "No record is past its time."
    verb = "is" if past == 1 else "are"
    whose = "its" if past == 1 else "their"
    return f"{reader.number_of(past)} {plural(past, 'record')} {verb} past {whose} time."


def _sentences(retention: Retention, named: int, reader: Reader) -> Iterator[str]:
    names = f"{reader.number_of(retention.names)} sealed {plural(retention.names, 'name')}"
    if retention.done:
        if retention.names:
            yield f"{names}: the keys are destroyed, and nobody can read them again."
        if not retention.files:
            yield "There was nobody and nothing to take out."
        return
    if named:
        people = f"{reader.number_of(named)} {plural(named, 'record')}"
        verb = "names" if named == 1 else "name"
        yield f"{people} past their time {verb} somebody in the clear."
    if retention.names:
        verb = "belongs" if retention.names == 1 else "belong"
        yield f"{names} {verb} to nobody whom a record within its time names."
    if named or retention.names:
        yield "'servanda retention --let-go' takes them out."


def _age_row(each: TableAge, reader: Reader) -> tuple[PaperCell, ...]:
    kept = each.table.kept
    return (
        each.table.name,
        kept.text if kept else "not said",
        reader.day(each.first_day) if each.first_day else "",
        reader.number_of(each.rows),
        reader.number_of(each.past) if kept else "",
        reader.number_of(each.named) if kept else "",
    )


def processing_paper(processing: Processing, reader: Reader) -> Paper:
    """Return the record of processing, in the order of the regulation's list."""
    agreement = processing.history.latest
    people = [
        (use, column)
        for use in processing.tables
        for column in use.table.columns.values()
        if column.personal
    ]
    tables = len({use.table.name for use, _ in people})
    verb = "names" if len(people) == 1 else "name"
    columns = f"{len(people)} {plural(len(people), 'column')} of {tables}"
    opening = f"{columns} {plural(tables, 'table')} {verb} people; none is kept in the clear."
    if not people:
        opening = "No column of the evidence is said to name people."
    return Paper(
        kind="Record of processing",
        title=agreement.title,
        opening=opening,
        sentences=(f"As of {reader.instant(processing.at)}, from the agreement and its folder.",),
        picture=None,
        tables=(
            PaperTable(title="What for", headings=("What", "Said"), rows=tuple(_frame(agreement))),
            PaperTable(
                title="Parties",
                headings=("Party", "Name", "Side", "Country", "Whom to ask"),
                rows=tuple(_parties(agreement)),
                note="A country outside of the client's may be a transfer to a third country.",
            ),
            PaperTable(
                title="Data on people",
                headings=("Table", "Column", "Heading", "Kept as", "How long"),
                rows=tuple(
                    (
                        use.table.name,
                        column.name,
                        column.source,
                        treatment(column),
                        use.table.kept.text if use.table.kept else "not said",
                    )
                    for use, column in people
                ),
            ),
            PaperTable(
                title="What the tables are used for",
                headings=("Table", "Used for", "Never read"),
                rows=tuple(map(_use_row, processing.tables)),
            ),
            PaperTable(
                title="Where it is kept",
                headings=("What", "Folder"),
                rows=tuple((what, path.name) for what, path in processing.folders.items()),
            ),
            PaperTable(
                title="Names and erasures",
                headings=("What", "How many"),
                rows=(
                    ("names sealed", reader.number_of(processing.sealed)),
                    ("people erased", reader.number_of(len(processing.erased))),
                    ("last erasure", processing.erased[-1] if processing.erased else "none"),
                ),
            ),
        ),
        notes=(*_PROTECTION, _ARTICLE),
        period=_day(processing.at),
    )


def _frame(agreement: Agreement) -> Iterator[tuple[str, str]]:
    people = agreement.people
    for label, key, text in (
        ("Purpose", "purpose", people.purpose),
        ("Legal basis", "legal basis", people.legal_basis),
        ("Whose data", "whose", people.whose),
        ("Further recipients and places", "kept by", people.kept_by),
        ("Further protection", "protected by", people.protected_by),
    ):
        yield label, text or _UNSAID.format(key=key)
    yield "Fewest people behind an opinion", str(people.least_group)


def _parties(agreement: Agreement) -> Iterator[tuple[str, ...]]:
    for name, party in agreement.parties.items():
        contact = agreement.people.contacts.get(name, "") or _UNSAID.format(key="contacts")
        yield name, party.name, party.role.value, party.country or "not said", contact


def _use_row(use: TableUse) -> tuple[str, ...]:
    return use.table.name, ", ".join(use.used_for.values()) or "nothing", ", ".join(use.dropped)


def _day(at: Instant) -> Period:
    day = at.to_datetime().date()
    return Period(label=day.isoformat(), index=0, first_day=day, end_day=day, start=at, end=at)
