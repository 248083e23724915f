"""What the parties decided, as far as settling takes it into account."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import rfc8785

from servanda.agreement.model.agreement import History
from servanda.decisions.proposals import signed_versions
from servanda.facts.relief import Relief
from servanda.facts.standing import ClaimState, DisputeState, Standing
from servanda.kernel.decimals import amount_text
from servanda.settlement.book import LineKey

__all__ = [
    "AgreedAmount",
    "agreed_amounts",
    "decisions_sha256",
    "granted_reliefs",
    "signature_words",
]

_SIGNED: Final = "signed by both parties"
_NOT_SIGNED: Final = "not signed by both parties: settled under unsigned text"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedAmount:
    """Hold the amount on which the parties agreed in a dispute.

    Args:
        number: Number of the entry that raised it.
        amount: What the line pays.
    """

    number: int
    amount: Fraction


def agreed_amounts(standing: Standing, period: str) -> Mapping[LineKey, AgreedAmount]:
    """Return what the parties agreed that lines of a period pay; the last word counts."""
    issued = standing.issued.get(period)
    if issued is None:
        return {}
    return {
        (dispute.line.name, dispute.line.segment): AgreedAmount(
            number=dispute.number, amount=dispute.amount.amount
        )
        for dispute in issued.disputes
        if dispute.state is DisputeState.CHANGED and dispute.amount is not None
    }


def granted_reliefs(history: History, standing: Standing) -> tuple[Relief, ...]:
    """Return the relief that was granted, as measuring takes it into account, oldest claim first.

    Args:
        history: The agreement, for what each relief is called.
        standing: What the parties have said.
    """
    return tuple(
        Relief(
            number=claim.number,
            title=_title(history, claim.relief),
            subject=claim.subject,
            measures=claim.measures,
            share=claim.granted,
        )
        for claim in standing.claims
        if claim.state is ClaimState.GRANTED and claim.granted > 0
    )


def _title(history: History, name: str) -> str:
    known = next((each.relief[name] for each in history.versions if name in each.relief), None)
    return known.title if known is not None and known.title else name.replace("_", " ")


def signature_words(standing: Standing, version_sha256: str) -> str:
    """Say whether both parties have signed a version; empty where they have signed none so far.

    Parties that sign their texts on paper, or elsewhere, are told nothing about it here.

    Args:
        standing: What the parties have said.
        version_sha256: Digest of the version that governs a period.
    """
    signed = signed_versions(standing)
    if not signed:
        return ""
    return _SIGNED if version_sha256 in signed else _NOT_SIGNED


def decisions_sha256(standing: Standing, recorded: Mapping[str, str]) -> str:
    """Return the digest of every decision that changes figures or money, empty for none.

    Claims that wait, disputes that are open and spendings change nothing, and so do not count.

    Args:
        standing: What the parties have said.
        recorded: Digests of the tables that were made of the journal's entries, by name.
    """
    decided: dict[str, Any] = {
        "relief": {
            claim.entry: amount_text(claim.granted)
            for claim in standing.claims
            if claim.state is ClaimState.GRANTED
        },
        "disputes": {
            dispute.entry: dispute.decided_by
            for issued in standing.issued.values()
            for dispute in issued.disputes
            if dispute.state is DisputeState.CHANGED
        },
        "attested": {each.entry: each.countersigned_by for each in standing.attested},
        "waived": sorted(each.entry for each in standing.waivers),
        "stabilization": dict(standing.stabilization_ends),
        "restated": sorted(
            edition.entry
            for issued in standing.issued.values()
            for edition in issued.editions
            if edition.number > 1
        ),
    }
    if recorded:
        decided["recorded"] = dict(recorded)
    if not any(decided.values()):
        return ""
    return hashlib.sha256(rfc8785.dumps(decided)).hexdigest()
