"""Acts in sentences, for people who read a journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from servanda.facts.decision import Act, Entry
from servanda.reports.act_words import AS_ENTERED, ActWords
from servanda.reports.agreeing_acts import AgreeingAct, agreeing_sentence
from servanda.reports.clean import one_line
from servanda.reports.evidence_acts import EvidenceAct, evidence_sentence
from servanda.reports.model_acts import ModelAct, model_sentence
from servanda.reports.partnership_acts import PartnershipAct, partnership_sentence
from servanda.reports.serving_acts import ServingAct, serving_sentence
from servanda.reports.settling_acts import settling_sentence
from servanda.reports.steering_text import SteeringAct, steering_sentence

__all__ = ["act_sentence", "act_sentences"]


def act_sentence(entry: Entry, entries: Sequence[Entry], *, wording: ActWords = AS_ENTERED) -> str:
    """Say in a sentence what an entry says.

    Args:
        entry: The entry.
        entries: The journal that it stands in, for the numbers of what it answers.
        wording: Spells what it names; as it was entered by default.
    """
    return act_sentences([entry], entries, wording=wording)[0]


def act_sentences(
    said: Sequence[Entry], entries: Sequence[Entry], *, wording: ActWords = AS_ENTERED
) -> list[str]:
    """Say of several entries what each says, as ``act_sentence`` does of one."""
    numbers = {each.sha256: f"entry {each.number}" for each in entries}
    numbered = replace(wording, numbers=numbers)
    return [one_line(_sentence(each.act, numbered)) for each in said]


def _sentence(act: Act, wording: ActWords) -> str:
    if isinstance(act, PartnershipAct):
        return partnership_sentence(act, wording)
    if isinstance(act, ServingAct):
        return serving_sentence(act, wording)
    if isinstance(act, SteeringAct):
        return steering_sentence(act, wording)
    if isinstance(act, AgreeingAct):
        return agreeing_sentence(act, wording)
    if isinstance(act, EvidenceAct):
        return evidence_sentence(act, wording)
    if isinstance(act, ModelAct):
        return model_sentence(act, wording)
    return settling_sentence(act, wording)
