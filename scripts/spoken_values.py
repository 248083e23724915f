"""Words of closed choices that pages show: values of enumerations, and states told in a word."""

from __future__ import annotations

from enum import Enum

from servanda.agreement.favour import Favour
from servanda.agreement.model.partnership import ReviewLevel
from servanda.agreement.model.setting import PartyRole, Rhythm
from servanda.desk.letter_sorts import LETTER_SORTS
from servanda.desk.rights import Role
from servanda.drafting.workshop_asking import STATIONS
from servanda.facts.proposal import ProposalState
from servanda.facts.standing import ClaimState, DisputeState, SpendingState
from servanda.facts.statement import LevelReached
from servanda.facts.submitted import EvidenceState
from servanda.operating_model.model.portfolio import FoundIn
from servanda.operating_model.model.risk import Treatment
from servanda.operating_model.standing import RiskState
from servanda.pipeline.invoicing import InvoiceMatch

__all__ = ["SPOKEN", "STATES"]

SPOKEN: tuple[type[Enum], ...] = (
    *(PartyRole, Rhythm, Role, Favour, ReviewLevel, LevelReached, EvidenceState, ProposalState),
    *(ClaimState, DisputeState, SpendingState, FoundIn, Treatment, RiskState, InvoiceMatch),
)
"""Their values are said in the reader's language where a page shows one."""

STATES = (
    *("watermelon", "missed", "met", "not judged", "guest", "third party", "yes", "no", "never"),
    *("open", "late", "overdue", "held", "planned", "done", "agreed", "disputed", "resolved"),
    *("tier", "exposure", "money at risk", "end", "notice"),
    *("accepted", "declined", "settled", "approved", "nothing", "ready"),
    *(words for each in LETTER_SORTS for words in (each.about, each.needed) if words),
    *(station.title for station in STATIONS),
    *(asked.label for station in STATIONS for asked in station.questions),
    *(asked.help for station in STATIONS for asked in station.questions if asked.help),
)
"""What pages tell in words of their own, and what a workshop asks."""
