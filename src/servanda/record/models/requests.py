"""What programs bring: tokens, requests that may come twice, files in parts."""

from __future__ import annotations

from django.db import models

from servanda.record.models.agreement import Agreement
from servanda.record.models.key import KEY_LENGTH, new_key
from servanda.record.models.people import Person

__all__ = ["AccessToken", "KeptRequest", "Upload", "UploadPurpose"]


class AccessToken(models.Model):
    """A secret with which a program works for a person or system, within scopes."""

    key = models.CharField(max_length=KEY_LENGTH, unique=True, default=new_key)
    person = models.ForeignKey(Person, models.PROTECT, related_name="tokens")
    name = models.TextField()
    secret_sha256 = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Table."""

        db_table = "access_token"

    def __str__(self) -> str:
        """Return its name."""
        return self.name


class KeptRequest(models.Model):
    """A request that was done, by the key that its sender gave it; kept for good."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    request_sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    answer = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        """Table; a key is one request's."""

        db_table = "kept_request"
        constraints = (models.UniqueConstraint(fields=["person", "key"], name="one_request_a_key"),)

    def __str__(self) -> str:
        """Return its key."""
        return self.key


class UploadPurpose(models.TextChoices):
    """What a file is brought for."""

    EVIDENCE = "evidence"
    DOCUMENT = "document"


class Upload(models.Model):
    """A file that comes in parts: evidence, or a document that supports what a party says."""

    key = models.CharField(max_length=KEY_LENGTH, unique=True, default=new_key)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="uploads")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    purpose = models.CharField(
        max_length=10, choices=UploadPurpose.choices, default=UploadPurpose.EVIDENCE
    )
    name = models.TextField()
    bytes_expected = models.PositiveBigIntegerField()
    bytes_received = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    # Looked at by who brought it, and no evidence before it is taken in.
    is_aside = models.BooleanField(default=False)

    class Meta:
        """Table."""

        db_table = "upload"

    def __str__(self) -> str:
        """Return the file's name."""
        return self.name
