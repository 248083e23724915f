"""Organisations, the people in them, and who was asked to join."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from servanda.record.models.key import KEY_LENGTH, new_key

__all__ = ["Invitation", "Organisation", "Person", "ReminderWish"]


class Organisation(models.Model):
    """An organisation: client, provider or third party is what it is in an agreement."""

    key = models.CharField(max_length=KEY_LENGTH, unique=True, default=new_key)
    name = models.TextField()
    joined_at = models.DateTimeField()
    requires_second_factor = models.BooleanField(default=False)

    class Meta:
        """Table."""

        db_table = "organisation"

    def __str__(self) -> str:
        """Return its name."""
        return self.name


class ReminderWish(models.TextChoices):
    """How somebody wants to be told of what waits for their party."""

    AT_ONCE = "at once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


class People(BaseUserManager["Person"]):
    """Find people."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """Return a person by the address that they sign in with."""
        return self.get(email=(username or "").casefold())


class Person(AbstractBaseUser):
    """Somebody, or some system, who works in the book for an organisation.

    Who leaves stays in it, so that what they said keeps its author, and signs in no more. A system
    is a program: it works by tokens alone, and has no address to sign in with or to get mail at.
    """

    key = models.CharField(max_length=KEY_LENGTH, unique=True, default=new_key)
    email = models.EmailField(max_length=254, unique=True, null=True, blank=True)
    name = models.TextField()
    purpose = models.TextField(blank=True, default="")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="people")
    administers = models.BooleanField(default=False)
    is_system = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    reminders = models.CharField(
        max_length=10, choices=ReminderWish.choices, default=ReminderWish.AT_ONCE
    )
    # Sorts of letters that are not wanted, and at which hour one letter a day comes.
    letters_off = models.JSONField(default=list)
    letters_hour = models.PositiveSmallIntegerField(default=5)
    # How the person reads; empty where the browser says it, and the agreement's own clock.
    language = models.CharField(max_length=10, blank=True, default="")
    locale = models.CharField(max_length=30, blank=True, default="")
    zone = models.CharField(max_length=64, blank=True, default="")

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[People] = People()

    class Meta:
        """Table."""

        db_table = "person"

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the framework's own
        """Keep the person; addresses are one whatever their letters' case."""
        self.email = self.email.casefold() if self.email else None
        super().save(*args, **kwargs)

    @property
    def mail_address(self) -> str:
        """Return where mail for the person goes; empty for a system, which gets none."""
        return self.email or ""

    def get_full_name(self) -> str:
        """Return the person's name, as the framework asks for it."""
        return self.name

    def __str__(self) -> str:
        """Return the person's name."""
        return self.name


class Invitation(models.Model):
    """Somebody was asked to join; the word that opens it is known to them alone.

    The word is made of ``salt`` and the book's secret, so that a letter with it can be written
    later though it is kept nowhere.
    """

    salt = models.CharField(max_length=KEY_LENGTH, default=new_key)
    word_sha256 = models.CharField(max_length=64, unique=True)
    email = models.EmailField(max_length=254)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    administers = models.BooleanField(default=False)
    agreement = models.ForeignKey("Agreement", models.PROTECT, null=True, blank=True)
    party = models.TextField(blank=True)
    role = models.CharField(max_length=40, blank=True)
    invited_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    taken_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Table."""

        db_table = "invitation"

    def __str__(self) -> str:
        """Return whom it was sent to."""
        return self.email
