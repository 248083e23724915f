"""Work that is done in the background, and what has come of it."""

from __future__ import annotations

from django.db import models

from servanda.record.models.agreement import Agreement
from servanda.record.models.key import KEY_LENGTH, new_key
from servanda.record.models.people import Person

__all__ = ["Job", "JobState"]


class JobState(models.TextChoices):
    """How far a piece of work has come."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    DEAD = "dead"


class Job(models.Model):
    """A piece of work, done once by effect however often it is begun.

    Whoever works on it holds it for a while, by a word of their own; a job that was held too long
    is taken up by somebody else. What it comes to is written in one transaction with its state.
    """

    key = models.CharField(max_length=KEY_LENGTH, unique=True, default=new_key)
    does = models.CharField(max_length=60)
    content = models.JSONField(default=dict)
    once = models.CharField(max_length=120, unique=True, null=True, blank=True)
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="jobs"
    )
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    scopes = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    held_by = models.CharField(max_length=KEY_LENGTH, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    doing = models.TextField(blank=True)
    steps_done = models.PositiveIntegerField(default=0)
    steps_total = models.PositiveIntegerField(default=0)
    answer = models.JSONField(default=dict)
    refusal = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Table, with an index for whoever looks for work."""

        db_table = "job"
        indexes = (models.Index(fields=["state", "due_at"], name="job_to_do"),)

    def __str__(self) -> str:
        """Return what it does."""
        return self.does
