"""The host's own journal: who belongs to which organisation, and who held which role when."""

from __future__ import annotations

from django.db import models

from servanda.record.models.key import KEY_LENGTH

__all__ = ["AdministrationEntry", "AdministrationHead", "PersonalKey"]

_DIGEST = 64


class AdministrationEntry(models.Model):
    """What one row of the book's people and parties says from then on.

    ``line`` is the entry, the rest is there to look it up by. The host seals it: it is the host's
    word, as nobody else keeps people and roles.
    """

    number = models.PositiveIntegerField(unique=True)
    line = models.TextField()
    sha256 = models.CharField(max_length=_DIGEST, unique=True)
    about = models.CharField(max_length=40)
    key = models.TextField()
    at = models.DateTimeField()
    seal = models.CharField(max_length=120)

    class Meta:
        """Table."""

        db_table = "administration_entry"
        ordering = ("number",)
        indexes = (models.Index(fields=["about", "key", "number"], name="administration_of_row"),)

    def __str__(self) -> str:
        """Return its number and what it is about."""
        return f"{self.number}: {self.about} {self.key}"


class AdministrationHead(models.Model):
    """What the host's journal ends with; there is one, and who adds to the journal locks it."""

    number = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=_DIGEST, blank=True)

    class Meta:
        """Table."""

        db_table = "administration_head"

    def __str__(self) -> str:
        """Return the last entry's number."""
        return str(self.number)


class PersonalKey(models.Model):
    """The key with which a person's name and address are sealed in the host's journal.

    Without it nobody reads them there any more, and every digest stays as it is.
    """

    person = models.CharField(max_length=KEY_LENGTH, unique=True)
    secret = models.CharField(max_length=80)

    class Meta:
        """Table."""

        db_table = "personal_key"

    def __str__(self) -> str:
        """Return whose it is."""
        return self.person
