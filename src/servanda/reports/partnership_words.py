"""How both sides promised to work together, in plain words."""

from __future__ import annotations

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.partnership import GoodwillRule, Principle, PromisedBy, ReviewRule
from servanda.reports.clean import one_line
from servanda.reports.plain_view import PlainItem, PlainSection

__all__ = ["partnership_section"]


def partnership_section(agreement: Agreement) -> PlainSection | None:
    """Return which reviews there are, and what favours mean; nothing where the text is silent."""
    items = [_review(each) for each in agreement.reviews.values()]
    items += [_principle(each) for each in agreement.principles.values()]
    if agreement.goodwill is not None:
        items.append(_goodwill(agreement.goodwill))
    if not items:
        return None
    return PlainSection(heading="How both sides work together", items=tuple(items))


def _review(rule: ReviewRule) -> PlainItem:
    roles = " and ".join(f"{', '.join(names)} ({side})" for side, names in rule.attended_by.items())
    tabled = ", ".join(each.value for each in rule.tabled)
    sentences = [
        f"Held once in every {rule.every.value}, on {rule.level.value} level.",
        f"Without one of {roles} it does not count as held.",
    ]
    if tabled:
        sentences.append(f"On the table: {tabled}.")
    return PlainItem(
        name=rule.name,
        title=one_line(rule.title or rule.name),
        sentences=tuple(map(one_line, sentences)),
    )


def _principle(principle: Principle) -> PlainItem:
    by = "both sides" if principle.by is PromisedBy.BOTH else f"the {principle.by.value}"
    return PlainItem(
        name=principle.name,
        title=one_line(principle.title or principle.name.replace("_", " ").capitalize()),
        sentences=(one_line(f"Promised by {by}: {principle.says}"),),
    )


def _goodwill(rule: GoodwillRule) -> PlainItem:
    sentence = (
        "What is given beyond the agreement does not become entitlement by habit. Given"
        f" {rule.text}, it is pointed out, and ends, has its price or is agreed on."
    )
    return PlainItem(title="Goodwill", sentences=(sentence,))
