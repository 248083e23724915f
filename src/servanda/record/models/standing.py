"""How everything stands, laid out in tables for lists and questions.

Nothing here is said by anybody: it follows from the journal, and is made again from it at will.
Money is a text with its currency as in the journal, for a database's own decimals are not exact
everywhere.
"""

from __future__ import annotations

from django.db import models

from servanda.record.models.agreement import Agreement

__all__ = [
    "AtAGlance",
    "ClaimState",
    "DisputeState",
    "LineState",
    "ProposalState",
    "SpendingState",
    "StatementState",
    "WaitingState",
]

_DIGEST = 64


class _OfAgreement(models.Model):
    """What every table of how things stand has."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="+")

    class Meta:
        """No table of its own."""

        abstract = True


class StatementState(_OfAgreement):
    """The last edition of a period's statement."""

    period = models.TextField()
    edition = models.PositiveIntegerField()
    entry_sha256 = models.CharField(max_length=_DIGEST)
    statement_sha256 = models.CharField(max_length=_DIGEST)
    issued_by = models.TextField()
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

    period = models.TextField()
    name = models.TextField()
    segment = models.TextField(blank=True)
    purpose = models.TextField()
    payable = models.TextField()
    state = models.TextField()
    pays_instead = models.TextField(blank=True)

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
    period = models.TextField()
    line = models.TextField()
    segment = models.TextField(blank=True)
    raised_by = models.TextField()
    state = models.TextField()
    proposed = models.TextField(blank=True)
    amount = models.TextField(blank=True)
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
    relief = models.TextField()
    claimed_by = models.TextField()
    claimed_at = models.DateTimeField()
    state = models.TextField()
    asked = models.TextField()
    granted = models.TextField()
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
    proposed_by = models.TextField()
    proposed_at = models.DateTimeField()
    version_sha256 = models.CharField(max_length=_DIGEST)
    governs_from = models.DateField()
    note = models.TextField(blank=True)
    state = models.TextField()
    signed_by = models.TextField(blank=True)
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
    proposed_by = models.TextField()
    amount = models.TextField()
    purpose = models.TextField()
    what = models.TextField()
    state = models.TextField()
    cost = models.TextField(blank=True)
    answer_due = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    by_silence = models.BooleanField()

    class Meta:
        """Table."""

        db_table = "spending_state"
        constraints = (
            models.UniqueConstraint(fields=["agreement", "number"], name="one_spending_a_number"),
        )


class WaitingState(_OfAgreement):
    """Something that a party has to say."""

    entry_sha256 = models.CharField(max_length=_DIGEST)
    party = models.TextField()
    what = models.TextField()
    since = models.DateTimeField()
    due = models.DateTimeField(null=True)
    silence = models.TextField(blank=True)

    class Meta:
        """Table."""

        db_table = "waiting_state"
        constraints = (
            models.UniqueConstraint(
                fields=["agreement", "entry_sha256", "party"], name="one_wait_an_entry"
            ),
        )


class AtAGlance(_OfAgreement):
    """What a list of agreements shows of one: how long it runs, how its last period went.

    ``terms`` holds the next terms, each with its last day and the last day for notice, either of
    which may be absent. Without a statement, what is said of it is empty.
    """

    client = models.TextField()
    provider = models.TextField()
    zone = models.TextField()
    terms = models.JSONField(default=list)
    period = models.TextField(blank=True)
    statement_sha256 = models.CharField(max_length=_DIGEST, blank=True)
    is_closed = models.BooleanField(default=False)
    level = models.TextField(blank=True)
    missed = models.PositiveIntegerField(default=0)
    promised = models.PositiveIntegerField(default=0)
    net = models.TextField(blank=True)
    # Names and titles of the outcomes that the agreement serves.
    outcomes = models.JSONField(default=list)
    # How much hangs on it: the client's word, its place on the client's scale, money behind the
    # services, and the most that service credits of a period (a month, say) may come to.
    tier = models.TextField(blank=True, default="")
    tier_rank = models.PositiveIntegerField(null=True)
    exposure = models.TextField(blank=True, default="")
    at_risk = models.TextField(blank=True, default="")
    rhythm = models.TextField(blank=True, default="")

    class Meta:
        """Table."""

        db_table = "at_a_glance"
        constraints = (
            models.UniqueConstraint(fields=["agreement"], name="one_glance_an_agreement"),
        )
