"""Acts about working together in sentences."""

from __future__ import annotations

from servanda.facts import decision as said
from servanda.formula.display import format_quantity
from servanda.reports.act_words import ActWords, because

__all__ = ["PartnershipAct", "partnership_sentence"]

PartnershipAct = (
    said.ReviewPlanned
    | said.ReviewHeld
    | said.ReviewMinuted
    | said.ActionAgreed
    | said.ActionDone
    | said.IncidentReviewOpened
    | said.IncidentReviewPublished
    | said.QuotationAsked
    | said.QuotationGiven
    | said.QuotationDecided
    | said.WorkRequested
    | said.WorkDelivered
    | said.WorkAccepted
    | said.GoodwillGiven
    | said.GoodwillAcknowledged
    | said.HabitSettled
    | said.ExampleGiven
    | said.CircumstanceReported
    | said.CircumstanceAnswered
)


def partnership_sentence(act: PartnershipAct, wording: ActWords) -> str:  # noqa: PLR0911 - a sentence an act
    """Say in a sentence what an act says.

    Args:
        act: The act.
        wording: Spells what it names.
    """
    match act:
        case said.ReviewPlanned():
            where = f", {act.place}" if act.place else ""
            return (
                f"plans the review {wording.review(act.review, act.period)} for"
                f" {wording.moment(act.starts)}{where}"
            )
        case said.ReviewHeld():
            there = ", ".join(map(_person, act.attendance))
            return (
                f"says that the review {wording.review(act.review, act.period)} was"
                f" held, with {there}"
            )
        case said.ReviewMinuted():
            decided = f"; decided: {'; '.join(act.decisions)}" if act.decisions else ""
            return f"minutes the review of {wording.cited(act.held)}: {act.minutes}{decided}"
        case said.ActionAgreed():
            source = f", from {wording.cited(act.comes_from)}" if act.comes_from else ""
            return (
                f"action for the {act.owner} ({act.role}) until {wording.day(act.due)}:"
                f" {act.what}{source}"
            )
        case said.ActionDone():
            return f"reports the action of {wording.cited(act.action)} as done: {act.how}"
        case said.IncidentReviewOpened():
            return (
                f"asks for the review of {act.incident}, restored"
                f" {wording.moment(act.restored)}: {act.what}"
            )
        case said.IncidentReviewPublished():
            causes = ", ".join(act.causes)
            return f"hands over the review of {wording.cited(act.review)}; causes: {causes}"
        case said.ExampleGiven() | said.CircumstanceReported() | said.CircumstanceAnswered():
            return _of_behaviour(act, wording)
        case said.HabitSettled():
            return f"says of the favour '{act.favour}' that it {_WAYS[act.way]}: {act.words}"
        case said.GoodwillGiven():
            until = f" until {wording.day(act.until)}" if act.until else ""
            worth = format_quantity(act.worth)
            return f"gave as goodwill from {wording.day(act.on)}{until}, worth {worth}: {act.what}"
        case said.GoodwillAcknowledged():
            return f"acknowledges the favour of {wording.cited(act.goodwill)}{because(act.words)}"
        case _:
            return _of_work(act, wording)


def _of_behaviour(
    act: said.ExampleGiven | said.CircumstanceReported | said.CircumstanceAnswered,
    wording: ActWords,
) -> str:
    match act:
        case said.ExampleGiven():
            kept = "kept" if act.kept else "departed from"
            return (
                f"gives an example of '{act.principle}', {kept} {wording.day(act.on)}: {act.what}"
            )
        case said.CircumstanceReported():
            return (
                f"reports a circumstance changed since {wording.day(act.since)}: {act.what}"
                f" It affects {act.affects}"
            )
        case said.CircumstanceAnswered():
            return f"answers the circumstance of {wording.cited(act.circumstance)}: {act.words}"


def _of_work(
    act: said.QuotationAsked
    | said.QuotationGiven
    | said.QuotationDecided
    | said.WorkRequested
    | said.WorkDelivered
    | said.WorkAccepted,
    wording: ActWords,
) -> str:
    match act:
        case said.QuotationAsked():
            return f"asks for a quotation: {act.what}"
        case said.QuotationGiven():
            price = format_quantity(act.price)
            return (
                f"quotes {price} and {wording.day(act.due)} for"
                f" {wording.cited(act.quotation)}{because(act.note)}"
            )
        case said.QuotationDecided():
            verb = "accepts" if act.accepted else "declines"
            return f"{verb} the quotation of {wording.cited(act.quotation)}{because(act.reason)}"
        case said.WorkRequested():
            return f"requests work until {wording.day(act.due)}: {act.what}"
        case said.WorkDelivered():
            return f"delivers the work of {wording.cited(act.work)}{because(act.note)}"
        case said.WorkAccepted():
            verb = "accepts as done" if act.accepted else "finds wanting"
            return f"{verb} the work of {wording.cited(act.work)}{because(act.reason)}"


_WAYS = {
    said.Way.ENDS: "ends",
    said.Way.PRICED: "has its price from now on",
    said.Way.AMENDED: "goes into the agreement",
}


def _person(each: said.Attendee) -> str:
    return f"{each.person} ({each.role}, {each.party})"
