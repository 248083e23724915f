"""Case studies: made of a review that was handed over, agreed by the other side, without names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.decisions import diagnostics as found
from servanda.decisions.objections.case import Case
from servanda.decisions.rulebook import other_side
from servanda.facts.decision import (
    CaseStudyAgreed,
    CaseStudyRead,
    CaseStudyWritten,
    IncidentReviewOpened,
    ReviewHeld,
)
from servanda.kernel.diagnostic import Diagnostic
from servanda.partnership.studies import SMALL_GROUP

__all__ = ["agreed", "read", "written"]

_SHORTEST = 4


def written(case: Case, act: CaseStudyWritten) -> Iterator[Diagnostic]:
    """Yield what speaks against making a case study of a review."""
    cited = case.cited(act.review, IncidentReviewOpened, "review of an incident")
    if isinstance(cited, Diagnostic):
        yield cited
        return
    if case.partnership.incident_reviews[act.review].published is None:
        yield case.say(
            found.OVER_WITH,
            what="the incident's review",
            number=str(cited.number),
            how="was not handed over so far",
            advice="a case study is made of what was learned",
        )
    for other in case.partnership.studies.values():
        if other.written.review == act.review:
            yield case.say(found.SAID_ALREADY, number=str(other.entry.number))
    said = {
        "what it is called": (act.title, "give it a title"),
        "for whom it is": (act.audience, "say who should read it"),
        "what there is to learn": (" ".join(act.learn), "say it in a sentence or two"),
    }
    for what, (text, advice) in said.items():
        if not text.strip():
            yield case.say(found.NOTHING_SAID, what=what, advice=advice)
    text = " ".join((act.title, act.audience, *act.learn))
    for person in sorted(_people(case)):
        if re.search(rf"(?<!\w){re.escape(person)}(?!\w)", text, re.IGNORECASE):
            yield case.say(found.NAMES_SOMEBODY, person=person)


def agreed(case: Case, act: CaseStudyAgreed) -> Iterator[Diagnostic]:
    """Yield what speaks against agreeing that a case study is one."""
    cited = case.cited(act.study, CaseStudyWritten, "case study")
    if isinstance(cited, Diagnostic):
        yield cited
        return
    yield from case.only(other_side(cited.party), "whether this is a case study")
    study = case.partnership.studies[act.study]
    if study.agreed_at is not None:
        yield case.say(
            found.OVER_WITH,
            what="the case study",
            number=str(cited.number),
            how=f"is agreed since {case.book.words(study.agreed_at)}",
            advice="nothing has to be said",
        )


def read(case: Case, act: CaseStudyRead) -> Iterator[Diagnostic]:
    """Yield what speaks against saying how many have read a case study."""
    cited = case.cited(act.study, CaseStudyWritten, "case study")
    if isinstance(cited, Diagnostic):
        yield cited
        return
    yield from case.only("provider", "how many of its staff have read something")
    if case.partnership.studies[act.study].agreed_at is None:
        yield case.say(
            found.OVER_WITH,
            what="the case study",
            number=str(cited.number),
            how="is not agreed so far",
            advice=f"the {other_side(cited.party)} agrees to it first",
        )
    if not act.group.strip():
        yield case.say(found.NOTHING_SAID, what="which group it is", advice="name it: service desk")
    if act.staff < SMALL_GROUP and act.read is not None:
        yield case.say(found.SMALL_GROUP_READ, staff=str(max(act.staff, 0)))
    elif act.staff >= SMALL_GROUP and (act.read is None or not 0 <= act.read <= act.staff):
        count = "none was named" if act.read is None else str(act.read)
        yield case.say(found.MORE_READ_THAN_STAFF, staff=str(act.staff), read=count)


def _people(case: Case) -> set[str]:
    """Return the names of people whom the journal knows."""
    said = set()
    for entry in case.standing.entries.values():
        said.add(entry.person)
        if isinstance(entry.act, ReviewHeld):
            said |= {each.person for each in entry.act.attendance}
    return {name.strip() for name in said if len(name.strip()) >= _SHORTEST}
