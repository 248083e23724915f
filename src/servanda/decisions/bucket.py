"""Relief that needs no answer: how much of its bucket is used, and how much is left."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from servanda.agreement.model.decisions import Bucket, Relief
from servanda.decisions.rulebook import Rulebook
from servanda.facts.decision import RecordsNamed, ReliefClaimed, StretchNamed
from servanda.facts.standing import Claim, ClaimState, Standing
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import MICROS_PER_SECOND, Period

__all__ = ["BucketUse", "bucket_use", "has_room"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BucketUse:
    """Say how full a bucket is.

    Args:
        relief: Name of the relief.
        periods: Labels of the periods that share it, oldest first.
        size: What it holds.
        used: What was granted from it.
    """

    relief: str
    periods: tuple[str, ...]
    size: Quantity
    used: Quantity

    @property
    def rest(self) -> Quantity:
        """Return what can still be claimed without an answer."""
        return self.size - self.used


def bucket_use(book: Rulebook, standing: Standing, relief: Relief, period: Period) -> BucketUse:
    """Return how full a relief's bucket is in the stretch of periods that one belongs to.

    Args:
        book: The agreement.
        standing: How everything stands.
        relief: A relief with a bucket.
        period: One of the periods.
    """
    bucket = relief.bucket
    assert bucket is not None, "only a relief with a bucket has one to look into"
    shared = book.window(period, bucket.window)
    used = sum((_taken(each, bucket, shared) for each in _granted(standing, relief)), Fraction(0))
    return BucketUse(
        relief=relief.name,
        periods=tuple(each.label for each in shared),
        size=bucket.amount,
        used=Quantity(used, bucket.amount.unit),
    )


def has_room(book: Rulebook, standing: Standing, relief: Relief, claim: ReliefClaimed) -> bool:
    """Return whether a claim needs no answer, since all of it fits into the bucket.

    A claim that does not fit is answered whole: a part of it would have neither an answer nor
    an agreed size.
    """
    bucket = relief.bucket
    if bucket is None or not _counts(claim.subject, bucket):
        return False
    for period in book.subject_periods(claim.subject):
        shared = book.window(period, bucket.window)
        asked = _amount(claim.subject, claim.share, shared)
        if asked > bucket_use(book, standing, relief, period).rest.amount:
            return False
    return True


def _granted(standing: Standing, relief: Relief) -> list[Claim]:
    return [
        each
        for each in standing.claims
        if each.from_bucket and each.relief == relief.name and each.state is ClaimState.GRANTED
    ]


def _taken(claim: Claim, bucket: Bucket, shared: tuple[Period, ...]) -> Fraction:
    if not _counts(claim.subject, bucket):
        return Fraction(0)
    return _amount(claim.subject, claim.granted, shared)


def _counts(subject: RecordsNamed | StretchNamed, bucket: Bucket) -> bool:
    """Return whether a bucket counts what a claim is about: time, or records."""
    return isinstance(subject, StretchNamed) is not bool(bucket.amount.unit.noun)


def _amount(
    subject: RecordsNamed | StretchNamed, share: Fraction, shared: tuple[Period, ...]
) -> Fraction:
    """Return how much of a bucket a claim takes, in records or seconds."""
    if isinstance(subject, RecordsNamed):
        own = any(each.label == subject.period for each in shared)
        return len(subject.keys) * share if own else Fraction(0)
    micros = sum(
        max(0, min(subject.end, each.end).micros - max(subject.start, each.start).micros)
        for each in shared
    )
    return Fraction(micros, MICROS_PER_SECOND) * share
