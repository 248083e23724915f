"""Acts about working together in sentences."""

from __future__ import annotations

from collections.abc import Callable

from servanda.facts import decision as said
from servanda.formula.display import format_quantity
from servanda.reports.act_words import because

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


def partnership_sentence(act: PartnershipAct, cited: Callable[[str], str]) -> str:  # noqa: PLR0911 - a sentence an act
    """Say in a sentence what an act says.

    Args:
        act: The act.
        cited: Gives the words for an entry that it refers to, by digest.
    """
    match act:
        case said.ReviewPlanned():
            where = f", {act.place}" if act.place else ""
            return f"plans the review '{act.review}' of {act.period} for {act.starts}{where}"
        case said.ReviewHeld():
            there = ", ".join(map(_person, act.attendance))
            return f"says that the review '{act.review}' of {act.period} was held, with {there}"
        case said.ReviewMinuted():
            decided = f"; decided: {'; '.join(act.decisions)}" if act.decisions else ""
            return f"minutes the review of {cited(act.held)}: {act.minutes}{decided}"
        case said.ActionAgreed():
            source = f", from {cited(act.comes_from)}" if act.comes_from else ""
            return f"action for the {act.owner} ({act.role}) until {act.due}: {act.what}{source}"
        case said.ActionDone():
            return f"reports the action of {cited(act.action)} as done: {act.how}"
        case said.IncidentReviewOpened():
            return f"asks for the review of {act.incident}, restored {act.restored}: {act.what}"
        case said.IncidentReviewPublished():
            causes = ", ".join(act.causes)
            return f"hands over the review of {cited(act.review)}; causes: {causes}"
        case said.ExampleGiven() | said.CircumstanceReported() | said.CircumstanceAnswered():
            return _of_behaviour(act, cited)
        case said.HabitSettled():
            return f"says of the favour '{act.favour}' that it {_WAYS[act.way]}: {act.words}"
        case said.GoodwillGiven():
            until = f" until {act.until}" if act.until else ""
            worth = format_quantity(act.worth)
            return f"gave as goodwill from {act.on}{until}, worth {worth}: {act.what}"
        case said.GoodwillAcknowledged():
            return f"acknowledges the favour of {cited(act.goodwill)}{because(act.words)}"
        case _:
            return _of_work(act, cited)


def _of_behaviour(
    act: said.ExampleGiven | said.CircumstanceReported | said.CircumstanceAnswered,
    cited: Callable[[str], str],
) -> str:
    match act:
        case said.ExampleGiven():
            kept = "kept" if act.kept else "departed from"
            return f"gives an example of '{act.principle}', {kept} {act.on}: {act.what}"
        case said.CircumstanceReported():
            return (
                f"reports a circumstance changed since {act.since}: {act.what}"
                f" It affects {act.affects}"
            )
        case said.CircumstanceAnswered():
            return f"answers the circumstance of {cited(act.circumstance)}: {act.words}"


def _of_work(
    act: said.QuotationAsked
    | said.QuotationGiven
    | said.QuotationDecided
    | said.WorkRequested
    | said.WorkDelivered
    | said.WorkAccepted,
    cited: Callable[[str], str],
) -> str:
    match act:
        case said.QuotationAsked():
            return f"asks for a quotation: {act.what}"
        case said.QuotationGiven():
            price = format_quantity(act.price)
            return f"quotes {price} and {act.due} for {cited(act.quotation)}{because(act.note)}"
        case said.QuotationDecided():
            verb = "accepts" if act.accepted else "declines"
            return f"{verb} the quotation of {cited(act.quotation)}{because(act.reason)}"
        case said.WorkRequested():
            return f"requests work until {act.due}: {act.what}"
        case said.WorkDelivered():
            return f"delivers the work of {cited(act.work)}{because(act.note)}"
        case said.WorkAccepted():
            verb = "accepts as done" if act.accepted else "finds wanting"
            return f"{verb} the work of {cited(act.work)}{because(act.reason)}"


_WAYS = {
    said.Way.ENDS: "ends",
    said.Way.PRICED: "has its price from now on",
    said.Way.AMENDED: "goes into the agreement",
}


def _person(each: said.Attendee) -> str:
    return f"{each.person} ({each.role}, {each.party})"
