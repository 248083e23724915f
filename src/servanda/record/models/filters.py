"""What somebody looks for again and again in a list."""

from __future__ import annotations

from django.db import models

from servanda.record.models.key import KEY_LENGTH, new_key
from servanda.record.models.people import Person

__all__ = ["SavedFilter"]


class SavedFilter(models.Model):
    """An address of a list with what is looked for in it, under a name of one person's own."""

    key = models.CharField(max_length=KEY_LENGTH, unique=True, default=new_key)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    path = models.CharField(max_length=300)
    query = models.CharField(max_length=1000)
    made_at = models.DateTimeField()

    class Meta:
        """Table; a name is one filter's on one list."""

        db_table = "saved_filter"
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["person", "path", "name"], name="one_filter_a_name"),
        )

    def __str__(self) -> str:
        """Return its name."""
        return self.name
