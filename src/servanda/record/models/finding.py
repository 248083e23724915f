"""What was found out about an agreement in the background, kept to be read."""

from __future__ import annotations

from django.db import models

from servanda.record.models.agreement import Agreement

__all__ = ["Finding"]


class Finding(models.Model):
    """The answer to a question that takes longer than somebody waits.

    It follows from texts, evidence and journal, and can be found out again at any time.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="findings")
    sort = models.CharField(max_length=60)
    name = models.CharField(max_length=64, blank=True)
    inputs_sha256 = models.CharField(max_length=64)
    content = models.JSONField(default=dict)
    # What a list of agreements shows of it, so that nobody reads the whole of many answers.
    at_a_glance = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    class Meta:
        """Table; a question has one answer at a time."""

        db_table = "finding"
        constraints = (
            models.UniqueConstraint(
                fields=["agreement", "sort", "name"], name="one_finding_a_question"
            ),
        )

    def __str__(self) -> str:
        """Return which question it answers."""
        return self.sort
