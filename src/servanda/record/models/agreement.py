"""Agreements, and who works on them for whom."""

from __future__ import annotations

from django.db import models

from servanda.record.models.key import KEY_LENGTH, new_key
from servanda.record.models.people import Organisation, Person

__all__ = ["Agreement", "Appointment", "Representation"]


class Agreement(models.Model):
    """An agreement of the book; its texts and evidence lie in its folder."""

    key = models.CharField(max_length=KEY_LENGTH, unique=True, default=new_key)
    identifier = models.TextField()
    title = models.TextField()
    founded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    founded_at = models.DateTimeField()
    head_number = models.PositiveIntegerField(default=0)
    head_sha256 = models.CharField(max_length=64, blank=True)
    known_at = models.DateTimeField(null=True, blank=True)
    changes_at = models.DateTimeField(null=True, blank=True)
    reminds_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Table."""

        db_table = "agreement"

    def __str__(self) -> str:
        """Return its title."""
        return self.title


class Representation(models.Model):
    """Which organisation is which party of an agreement."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="representations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    party = models.TextField()

    class Meta:
        """Table; one organisation is one party."""

        db_table = "representation"
        constraints = (
            models.UniqueConstraint(fields=["agreement", "party"], name="one_organisation_a_party"),
            models.UniqueConstraint(
                fields=["agreement", "organisation"], name="one_party_an_organisation"
            ),
        )

    def __str__(self) -> str:
        """Return the party."""
        return self.party


class Appointment(models.Model):
    """A role that a person holds in an agreement for a time."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="appointments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=40)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        """Table."""

        db_table = "appointment"
        indexes = (models.Index(fields=["person", "agreement"], name="appointment_of_person"),)

    def __str__(self) -> str:
        """Return the role."""
        return self.role
