"""``servanda model journal --format json``."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.cli.documents.common import DiagnosticDocument, diagnostic_document
from servanda.journal.acts import name_of
from servanda.pipeline.operating import OpenedModel
from servanda.reports.acts import act_sentences

__all__ = ["ModelJournalDocument", "model_journal_document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelJournalEntry:
    """One entry; ``says`` is its act in a sentence, ``counts`` whether it does still."""

    number: int
    act: str
    says: str
    at: str
    party: str
    person: str
    role: str
    counts: bool
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelJournalDocument:
    """What was said about an operating model, and why which entries do not count."""

    model: str
    head: str
    entries: tuple[ModelJournalEntry, ...]
    uncounted: tuple[DiagnosticDocument, ...]
    format: str = "servanda/model-journal/1"


def model_journal_document(opened: OpenedModel) -> ModelJournalDocument:
    """Return the document of an operating model's journal."""
    heard, uncounted = opened.heard()
    entries = opened.journal.entries
    return ModelJournalDocument(
        model=opened.model.identifier,
        head=opened.journal.head,
        entries=tuple(
            ModelJournalEntry(
                number=each.number,
                act=name_of(type(each.act)),
                says=says,
                at=str(each.at),
                party=each.party,
                person=each.person,
                role=each.role,
                counts=each.sha256 in heard.counted,
                sha256=each.sha256,
            )
            for each, says in zip(entries, act_sentences(entries, entries), strict=True)
        ),
        uncounted=tuple(map(diagnostic_document, uncounted)),
    )
