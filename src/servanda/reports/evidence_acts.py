"""Acts about evidence in sentences."""

from __future__ import annotations

from servanda.facts import decision as said
from servanda.reports.act_words import KEYS_SHOWN, ActWords, because

__all__ = ["EvidenceAct", "evidence_sentence"]

EvidenceAct = (
    said.EvidenceSubmitted | said.EvidenceAccepted | said.EvidenceQueried | said.QueryAnswered
)


def evidence_sentence(act: EvidenceAct, wording: ActWords) -> str:
    """Say in a sentence what an act says.

    Args:
        act: The act.
        wording: Spells what it names.
    """
    match act:
        case said.EvidenceSubmitted():
            return f"submits evidence {act.snapshot_sha256[:12]}{because(act.note)}"
        case said.EvidenceAccepted():
            return f"accepts the evidence of {wording.cited(act.evidence)}{because(act.note)}"
        case said.EvidenceQueried():
            return (
                f"queries the evidence of"
                f" {wording.cited(act.evidence)}{_about(act)}{because(act.reason)}"
            )
        case said.QueryAnswered():
            return f"answers the query of {wording.cited(act.query)}{because(act.reason)}"


def _about(act: said.EvidenceQueried) -> str:
    if not act.table:
        return ""
    keys = act.keys[:KEYS_SHOWN]
    more = f" and {len(act.keys) - len(keys)} more" if len(act.keys) > len(keys) else ""
    named = f" {', '.join(keys)}{more}" if keys else ""
    return f", {act.table}{named}"
