"""Acts about the users of a service in sentences: what hurts them, and what they are told."""

from __future__ import annotations

from servanda.facts import decision as said
from servanda.reports.act_words import ActWords

__all__ = ["ServingAct", "serving_sentence"]

ServingAct = (
    said.PainPointNamed
    | said.PainPointAnswered
    | said.PainPointEased
    | said.PainPointConfirmed
    | said.PainPointReopened
    | said.MaintenanceAnnounced
    | said.CardMadePublic
    | said.CardTakenBack
    | said.CaseStudyWritten
    | said.CaseStudyAgreed
    | said.CaseStudyRead
)


def serving_sentence(act: ServingAct, wording: ActWords) -> str:  # noqa: PLR0911 - a sentence an act
    """Say in a sentence what an act says.

    Args:
        act: The act.
        wording: Spells what it names.
    """
    match act:
        case said.PainPointNamed():
            users = "" if act.users is None else f", {act.users} of them"
            service = f" at {act.service}" if act.service else ""
            return (
                f"names what hurts {act.group}{users}{service}: {act.what}; the {act.owner}"
                f" ({act.role}) looks after it"
            )
        case said.PainPointAnswered():
            due = f", until {wording.day(act.due)}" if act.due else ""
            return f"answers the pain point of {wording.cited(act.pain_point)}{due}: {act.words}"
        case said.PainPointEased():
            return f"says what eases the pain point of {wording.cited(act.pain_point)}: {act.what}"
        case said.PainPointConfirmed():
            verb = "is gone" if act.gone else "is still there"
            words = f": {act.words}" if act.words else ""
            return (
                f"says {_who(act, wording)} that the pain point of"
                f" {wording.cited(act.pain_point)} {verb}{words}"
            )
        case said.PainPointReopened():
            return (
                f"says that the pain point of {wording.cited(act.pain_point)} has come"
                f" back: {act.words}"
            )
        case said.CaseStudyWritten() | said.CaseStudyAgreed() | said.CaseStudyRead():
            return _of_study(act, wording)
        case said.MaintenanceAnnounced():
            return (
                f"announces maintenance of {act.service} from"
                f" {wording.moment(act.starts)} to {wording.moment(act.ends)}:"
                f" {act.what}"
            )
        case said.CardMadePublic():
            return f"makes the card of {act.service} public"
        case said.CardTakenBack():
            return f"takes back the public card of {wording.cited(act.card)}"


def _who(act: said.PainPointConfirmed, wording: ActWords) -> str:
    if act.measure:
        return f"by {wording.name(act.measure)} of {wording.period(act.period)}"
    return f"for the users as {act.speaks}"


def _of_study(
    act: said.CaseStudyWritten | said.CaseStudyAgreed | said.CaseStudyRead,
    wording: ActWords,
) -> str:
    match act:
        case said.CaseStudyWritten():
            learn = "; ".join(act.learn)
            return f"writes a case study of {wording.cited(act.review)}, {act.title}: {learn}"
        case said.CaseStudyAgreed():
            words = f": {act.words}" if act.words else ""
            return f"agrees to the case study of {wording.cited(act.study)}{words}"
        case said.CaseStudyRead(read=None):
            return (
                f"says that a small group, {act.group}, reads the case study of"
                f" {wording.cited(act.study)}"
            )
        case said.CaseStudyRead():
            return (
                f"says that {act.read} of {act.staff} ({act.group}) have read the case study of"
                f" {wording.cited(act.study)}"
            )
