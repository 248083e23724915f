"""Workshops on a metric of an agreement: what both parties' people said in them."""

from __future__ import annotations

from django.db import models

from servanda.record.models.agreement import Agreement
from servanda.record.models.designing import Answer, Attending
from servanda.record.models.key import KEY_LENGTH, new_key
from servanda.record.models.people import Person

__all__ = ["Workshop", "WorkshopAnswer", "WorkshopGuest"]


class Workshop(models.Model):
    """A workshop on one outcome, which the agreement need not have yet.

    ``name`` is what the text is to call the outcome. ``is_drafted`` says whether it ended with a
    draft of the text, which is that of who ended it.
    """

    key = models.CharField(max_length=KEY_LENGTH, unique=True, default=new_key)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="workshops")
    name = models.TextField()
    title = models.TextField()
    begun_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    last_number = models.PositiveIntegerField(default=0)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    is_drafted = models.BooleanField(default=False)

    class Meta:
        """Table; on an outcome there is one workshop at a time."""

        db_table = "workshop"
        constraints = (
            models.UniqueConstraint(
                fields=["agreement", "name"],
                condition=models.Q(ended_at__isnull=True),
                name="one_workshop_an_outcome",
            ),
        )

    def __str__(self) -> str:
        """Return what the outcome is called."""
        return self.title


class WorkshopAnswer(Answer):
    """Something that somebody said in a workshop."""

    session = models.ForeignKey(Workshop, models.PROTECT, related_name="answers")

    class Meta:
        """Table."""

        db_table = "workshop_answer"
        ordering = ("session_id", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["session", "number"], name="one_workshop_answer_a_number"
            ),
        )


class WorkshopGuest(Attending):
    """When somebody last looked at a workshop."""

    session = models.ForeignKey(Workshop, models.CASCADE, related_name="guests")

    class Meta:
        """Table."""

        db_table = "workshop_guest"
        constraints = (
            models.UniqueConstraint(
                fields=["session", "person"], name="one_workshop_guest_a_person"
            ),
        )
