"""Operating models: an organisation's own, who works on it, and which agreements it speaks of."""

from __future__ import annotations

from django.db import models

from servanda.record.models.agreement import Agreement
from servanda.record.models.key import KEY_LENGTH, new_key
from servanda.record.models.people import Organisation, Person

__all__ = ["ModelAppointment", "ModelCoverage", "OperatingModel"]


class OperatingModel(models.Model):
    """Who answers for what in an organisation; its texts lie in its folder by their digests."""

    key = models.CharField(max_length=KEY_LENGTH, unique=True, default=new_key)
    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="+")
    identifier = models.TextField()
    title = models.TextField()
    founded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    founded_at = models.DateTimeField()
    head_number = models.PositiveIntegerField(default=0)
    head_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        """Table; an organisation has one."""

        db_table = "operating_model"

    def __str__(self) -> str:
        """Return its title."""
        return self.title


class ModelAppointment(models.Model):
    """What somebody may do on an operating model for a time, or a role of its text.

    ``named`` is the role of the text that is held; empty for what the table of rights calls a
    role by itself.
    """

    model = models.ForeignKey(OperatingModel, models.PROTECT, related_name="appointments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="model_appointments")
    role = models.CharField(max_length=40)
    named = models.TextField(blank=True, default="")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        """Table."""

        db_table = "model_appointment"
        indexes = (models.Index(fields=["person", "model"], name="model_appointment_of_person"),)

    def __str__(self) -> str:
        """Return the role."""
        return self.named or self.role


class ModelCoverage(models.Model):
    """An agreement that an operating model names; follows from its text.

    Whoever has a part in one that ``has_services`` may see these.
    """

    model = models.ForeignKey(OperatingModel, models.CASCADE, related_name="coverages")
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="+")
    link = models.TextField()
    has_services = models.BooleanField()

    class Meta:
        """Table."""

        db_table = "model_coverage"
        constraints = (
            models.UniqueConstraint(fields=["model", "link"], name="one_coverage_a_link"),
        )

    def __str__(self) -> str:
        """Return what the text calls the agreement."""
        return self.link
