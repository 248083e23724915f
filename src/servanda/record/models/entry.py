"""The journal's entries: added to, and never changed."""

from __future__ import annotations

from django.db import models

from servanda.record.models.agreement import Agreement
from servanda.record.models.people import Person

__all__ = ["JournalEntry"]


class JournalEntry(models.Model):
    """One entry: ``line`` is what both parties hold, the rest is there to look it up by.

    The host's seal says when it took the entry in. It is what an entry rests on that no party's
    key has signed.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    line = models.TextField()
    sha256 = models.CharField(max_length=64)
    act = models.CharField(max_length=60)
    party = models.TextField()
    at = models.DateTimeField()
    is_signed = models.BooleanField()
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    received_at = models.DateTimeField()
    seal = models.CharField(max_length=120)

    class Meta:
        """Table; the chain has one next entry."""

        db_table = "journal_entry"
        ordering = ("agreement_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["agreement", "number"], name="one_entry_a_number"),
            models.UniqueConstraint(fields=["agreement", "sha256"], name="one_entry_a_digest"),
        )

    def __str__(self) -> str:
        """Return its number and act."""
        return f"{self.number}: {self.act}"
