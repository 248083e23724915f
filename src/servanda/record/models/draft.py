"""Versions that people are writing, kept where they left them."""

from __future__ import annotations

from django.db import models

from servanda.record.models.agreement import Agreement
from servanda.record.models.people import Person

__all__ = ["DraftState"]


class DraftState(models.Model):
    """What one person is writing on one agreement; nobody else sees it before it is proposed.

    ``earlier`` and ``later`` hold the texts that undoing and doing again lead to, newest last.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    text = models.TextField()
    instead_of = models.PositiveIntegerField(default=0)
    earlier = models.JSONField(default=list)
    later = models.JSONField(default=list)
    saved_at = models.DateTimeField()

    class Meta:
        """Table; a person writes one draft of an agreement at a time."""

        db_table = "draft_state"
        constraints = (
            models.UniqueConstraint(fields=["person", "agreement"], name="one_draft_a_person"),
        )

    def __str__(self) -> str:
        """Return how the text is called."""
        return self.name
