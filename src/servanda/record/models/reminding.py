"""What people are told by mail of what waits for their party."""

from __future__ import annotations

from django.db import models

from servanda.record.models.agreement import Agreement
from servanda.record.models.people import Person

__all__ = ["ReminderDue"]


class ReminderDue(models.Model):
    """One thing that one person is told once, and when a letter with it was written."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="+")
    reminder_sha256 = models.CharField(max_length=64)
    content = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Table; a person is told of a thing once."""

        db_table = "reminder_due"
        constraints = (
            models.UniqueConstraint(
                fields=["person", "agreement", "reminder_sha256"], name="one_reminder_a_person"
            ),
        )

    def __str__(self) -> str:
        """Return by what it is known."""
        return self.reminder_sha256
