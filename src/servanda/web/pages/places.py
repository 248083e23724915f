"""Where an entry of the journal is shown and answered."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from servanda.desk.seeing import Seen
from servanda.facts import decision as said

__all__ = ["place_of"]

_PAGES: Mapping[type[said.Act], str] = {
    said.ReliefClaimed: "decisions",
    said.FigureAttested: "decisions",
    said.WrinkleFound: "decisions",
    said.StabilizationEnded: "decisions",
    said.SpendingProposed: "holding",
    said.SpendingDecided: "holding",
    said.SpendingDone: "holding",
    said.DraftProposed: "text",
    said.CommentMade: "text",
    said.CommentAnswered: "text",
    said.EvidenceSubmitted: "evidence",
    said.EvidenceQueried: "evidence",
    said.ActionAgreed: "partnership",
    said.QuotationAsked: "work",
    said.WorkRequested: "work",
    said.GoodwillGiven: "goodwill",
    said.CaseStudyWritten: "studies",
    said.PainPointNamed: "pains",
    said.MaintenanceAnnounced: "services",
    said.CardMadePublic: "services",
    said.ExampleGiven: "principles",
    said.CircumstanceReported: "principles",
    said.StrategicIssueBrought: "issues",
    said.GoalSet: "issues",
}
"""The page on which an act stands with its number."""

_ABOUT: Mapping[type[said.Act], str] = {
    said.FigureCountersigned: "figure",
    said.WrinkleWorkedOff: "wrinkle",
    said.ReviewMinuted: "held",
    said.ActionDone: "action",
    said.IncidentReviewPublished: "review",
    said.QuotationGiven: "quotation",
    said.QuotationDecided: "quotation",
    said.WorkDelivered: "work",
    said.WorkAccepted: "work",
    said.GoodwillAcknowledged: "goodwill",
    said.CaseStudyAgreed: "study",
    said.CaseStudyRead: "study",
    said.PainPointAnswered: "pain_point",
    said.PainPointEased: "pain_point",
    said.PainPointConfirmed: "pain_point",
    said.PainPointReopened: "pain_point",
    said.CardTakenBack: "card",
    said.CircumstanceAnswered: "circumstance",
    said.StrategicIssueAnswered: "issue",
    said.GoalLookedAt: "goal",
}
"""What names the entry with which an act is shown."""


def place_of(seen: Seen, found: said.Entry) -> str:
    """Return the address of what shows an entry best, its own line in the journal at least."""
    key, act = seen.seat.agreement.key, found.act
    anchor = f"entry-{found.number}"
    if type(act) in _ABOUT:
        return place_of(seen, seen.entry(getattr(act, _ABOUT[type(act)])))
    match act:
        case said.StatementIssued():
            return reverse("statement", kwargs={"agreement": key, "period": act.period})
        case said.DisputeRaised():
            issued = seen.entry(act.statement).act
            assert isinstance(issued, said.StatementIssued)
            named = {"agreement": key, "period": issued.period}
            return f"{reverse('statement', kwargs=named)}#{anchor}"
        case said.ReviewPlanned() | said.ReviewHeld():
            named = {"agreement": key, "review": act.review, "period": act.period}
            return f"{reverse('review', kwargs=named)}#review-{act.review}-{act.period}"
        case said.IncidentReviewOpened():
            named = {"agreement": key, "number": str(found.number)}
            return reverse("incident", kwargs=named)
        case said.HabitSettled():
            return f"{reverse('goodwill', kwargs={'agreement': key})}#habits"
    if type(act) in _PAGES:
        return f"{reverse(_PAGES[type(act)], kwargs={'agreement': key})}#{anchor}"
    address = reverse("journal", kwargs={"agreement": key})
    return f"{address}?until={found.number + 10}#{anchor}"
