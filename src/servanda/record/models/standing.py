"""How everything stands, laid out in tables for lists and questions.

Nothing here is said by anybody: it follows from the journal, and is made again from it at will.
Money is a text with its currency as in the journal, for a database's own decimals are not exact
everywhere.
"""

from __future__ import annotations

from django.db import models

from servanda.record.models.agreement import Agreement

__all__ = [
    "ClaimState",
    "DisputeState",
    "LineState",
    "ProposalState",
    "SpendingState",
    "StatementState",
]

_DIGEST = 64
_NAME = 200
_MONEY = 80


class _OfAgreement(models.Model):
    """What every table of how things stand has."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="+")

    class Meta:
        """No table of its own."""

        abstract = True


class StatementState(_OfAgreement):
    """The last edition of a period's statement."""

    period = models.CharField(max_length=40)
    edition = models.PositiveIntegerField()
    entry_sha256 = models.CharField(max_length=_DIGEST)
    statement_sha256 = models.CharField(max_length=_DIGEST)
    issued_by = models.CharField(max_length=80)
    issued_at = models.DateTimeField()
    answer_due = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        """Table."""

        db_table = "statement_state"
        constraints = (
            models.UniqueConstraint(fields=["agreement", "period"], name="one_statement_a_period"),
        )


class LineState(_OfAgreement):
    """A line of the last edition of a period's statement."""

    period = models.CharField(max_length=40)
    name = models.CharField(max_length=_NAME)
    segment = models.CharField(max_length=400, blank=True)
    purpose = models.CharField(max_length=40)
    payable = models.CharField(max_length=_MONEY)
    state = models.CharField(max_length=20)
    pays_instead = models.CharField(max_length=_MONEY, blank=True)

    class Meta:
        """Table."""

        db_table = "line_state"
        constraints = (
            models.UniqueConstraint(
                fields=["agreement", "period", "name", "segment"], name="one_line_a_segment"
            ),
        )


class DisputeState(_OfAgreement):
    """A disputed line."""

    number = models.PositiveIntegerField()
    entry_sha256 = models.CharField(max_length=_DIGEST)
    period = models.CharField(max_length=40)
    line = models.CharField(max_length=_NAME)
    segment = models.CharField(max_length=400, blank=True)
    raised_by = models.CharField(max_length=80)
    state = models.CharField(max_length=40)
    proposed = models.CharField(max_length=_MONEY, blank=True)
    amount = models.CharField(max_length=_MONEY, blank=True)
    answer_due = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    by_silence = models.BooleanField()

    class Meta:
        """Table."""

        db_table = "dispute_state"
        constraints = (
            models.UniqueConstraint(fields=["agreement", "number"], name="one_dispute_a_number"),
        )


class ClaimState(_OfAgreement):
    """A claim for relief."""

    number = models.PositiveIntegerField()
    entry_sha256 = models.CharField(max_length=_DIGEST)
    relief = models.CharField(max_length=_NAME)
    claimed_by = models.CharField(max_length=80)
    claimed_at = models.DateTimeField()
    state = models.CharField(max_length=40)
    asked = models.CharField(max_length=40)
    granted = models.CharField(max_length=40)
    answer_due = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    by_silence = models.BooleanField()

    class Meta:
        """Table."""

        db_table = "claim_state"
        constraints = (
            models.UniqueConstraint(fields=["agreement", "number"], name="one_claim_a_number"),
        )


class ProposalState(_OfAgreement):
    """A proposed version of the agreement."""

    number = models.PositiveIntegerField()
    entry_sha256 = models.CharField(max_length=_DIGEST)
    proposed_by = models.CharField(max_length=80)
    proposed_at = models.DateTimeField()
    version_sha256 = models.CharField(max_length=_DIGEST)
    governs_from = models.DateField()
    note = models.TextField(blank=True)
    state = models.CharField(max_length=40)
    signed_by = models.CharField(max_length=200, blank=True)
    threads_open = models.PositiveIntegerField()
    answer_due = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        """Table."""

        db_table = "proposal_state"
        constraints = (
            models.UniqueConstraint(fields=["agreement", "number"], name="one_proposal_a_number"),
        )


class SpendingState(_OfAgreement):
    """What the holding account is spent on."""

    number = models.PositiveIntegerField()
    entry_sha256 = models.CharField(max_length=_DIGEST)
    proposed_by = models.CharField(max_length=80)
    amount = models.CharField(max_length=_MONEY)
    purpose = models.CharField(max_length=_NAME)
    what = models.TextField()
    state = models.CharField(max_length=40)
    cost = models.CharField(max_length=_MONEY, blank=True)
    answer_due = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    by_silence = models.BooleanField()

    class Meta:
        """Table."""

        db_table = "spending_state"
        constraints = (
            models.UniqueConstraint(fields=["agreement", "number"], name="one_spending_a_number"),
        )
