"""Sessions in which a service's support is designed: what was said in them, and who is there."""

from __future__ import annotations

from django.db import models

from servanda.record.models.key import KEY_LENGTH, new_key
from servanda.record.models.operating import OperatingModel
from servanda.record.models.people import Person

__all__ = ["Answer", "Attending", "DesignSession", "SessionAnswer", "SessionGuest"]


class DesignSession(models.Model):
    """A session about one service of an operating model, which need not have it yet.

    ``entry_sha256`` is the entry by which its design came into the text; empty while it goes on,
    and where it was closed without one.
    """

    key = models.CharField(max_length=KEY_LENGTH, unique=True, default=new_key)
    model = models.ForeignKey(OperatingModel, models.PROTECT, related_name="sessions")
    service = models.TextField()
    title = models.TextField()
    begun_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    last_number = models.PositiveIntegerField(default=0)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    entry_sha256 = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        """Table; of a service there is one session at a time."""

        db_table = "design_session"
        constraints = (
            models.UniqueConstraint(
                fields=["model", "service"],
                condition=models.Q(ended_at__isnull=True),
                name="one_session_a_service",
            ),
        )

    def __str__(self) -> str:
        """Return what the service is called."""
        return self.title


class Answer(models.Model):
    """Something that somebody said at a place of a session; added to and never changed."""

    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    place = models.TextField()
    value = models.TextField(blank=True)
    seen = models.PositiveIntegerField()

    class Meta:
        """No table of its own."""

        abstract = True

    def __str__(self) -> str:
        """Return where it was said."""
        return self.place


class SessionAnswer(Answer):
    """Something that somebody said in a session about a service."""

    session = models.ForeignKey(DesignSession, models.PROTECT, related_name="answers")

    class Meta:
        """Table."""

        db_table = "session_answer"
        ordering = ("session_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["session", "number"], name="one_answer_a_number"),
        )


class Attending(models.Model):
    """When somebody last looked at a session, and which part of it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    looks_at = models.TextField()
    seen_at = models.DateTimeField()

    class Meta:
        """No table of its own."""

        abstract = True

    def __str__(self) -> str:
        """Return what they look at."""
        return self.looks_at


class SessionGuest(Attending):
    """When somebody last looked at a session about a service."""

    session = models.ForeignKey(DesignSession, models.CASCADE, related_name="guests")

    class Meta:
        """Table."""

        db_table = "session_guest"
        constraints = (
            models.UniqueConstraint(fields=["session", "person"], name="one_guest_a_person"),
        )
