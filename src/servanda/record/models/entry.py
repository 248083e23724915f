"""The journals' entries: added to, and never changed."""

from __future__ import annotations

from django.db import models

from servanda.record.models.agreement import Agreement
from servanda.record.models.operating import OperatingModel
from servanda.record.models.people import Person

__all__ = ["JournalEntry", "KeptEntry", "ModelEntry"]


class KeptEntry(models.Model):
    """One entry: ``line`` is what everybody holds, the rest is there to look it up by.

    The host's seal says when it took the entry in. It is what an entry rests on that no party's
    key has signed.
    """

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
        """No table of its own."""

        abstract = True

    def __str__(self) -> str:
        """Return its number and act."""
        return f"{self.number}: {self.act}"


class JournalEntry(KeptEntry):
    """An entry of an agreement's journal."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="entries")

    class Meta:
        """Table; the chain has one next entry."""

        db_table = "journal_entry"
        ordering = ("agreement_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["agreement", "number"], name="one_entry_a_number"),
            models.UniqueConstraint(fields=["agreement", "sha256"], name="one_entry_a_digest"),
        )


class ModelEntry(KeptEntry):
    """An entry of the journal of an operating model."""

    model = models.ForeignKey(OperatingModel, models.PROTECT, related_name="entries")

    class Meta:
        """Table; the chain has one next entry."""

        db_table = "model_entry"
        ordering = ("model_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["model", "number"], name="one_model_entry_a_number"),
            models.UniqueConstraint(fields=["model", "sha256"], name="one_model_entry_a_digest"),
        )
