"""What lies on the table of a review, as a paper."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement.model.partnership import Tabled
from servanda.facts.statement import LevelReached
from servanda.partnership.attendance import missing_roles, missing_words
from servanda.partnership.calling import called_by, review_named
from servanda.pipeline.review_pack import ReviewPack
from servanda.reports.clean import one_line
from servanda.reports.paper import Paper
from servanda.reports.reader import Reader
from servanda.reports.review_tables import TABLES
from servanda.reports.spelling import plural, spell

__all__ = ["review_paper"]


def review_paper(pack: ReviewPack, reader: Reader, *, as_handed_over: bool = False) -> Paper:
    """Return what lies on the table of a review.

    Args:
        pack: What was gathered.
        reader: Who reads it.
        as_handed_over: Whether it rests on statements as they were handed over.
    """
    wanted = pack.due.rule.tabled or tuple(Tabled)
    tables = [table for each in wanted for table in TABLES[each](pack, reader)]
    return Paper(
        kind="Review pack",
        title=one_line(f"{pack.came_to.agreement.title}: {_name(pack)}"),
        opening=_opening(pack, reader),
        sentences=tuple(map(one_line, _sentences(pack, reader))),
        picture=None,
        tables=tuple(each for each in tables if each.rows),
        notes=(
            "Every period is as its statement was handed over last."
            if as_handed_over
            else "Every period is as it is settled now.",
            f"Evidence {pack.came_to.snapshot_sha256[:12]}.",
        ),
        period=pack.statements[-1].period,
        totals=tuple(_totals(pack, reader)),
    )


def _name(pack: ReviewPack) -> str:
    title, label = pack.due.rule.title or pack.due.rule.name, pack.due.stretch.label
    if called_by(label) is not None:
        return review_named(title, label, pack.partnership)
    return f"{title}, {label}"


def _opening(pack: ReviewPack, reader: Reader) -> str:
    judged = [each for one in pack.statements for each in one.assessments]
    met = sum(each.level is LevelReached.EXPECTED for each in judged)
    paid = [each.totals.net for each in pack.statements]
    net = sum(paid[1:], start=paid[0])
    first, last = pack.statements[0].period.label, pack.statements[-1].period.label
    return (
        f"{first} to {last}: {met} of {len(judged)} commitments met, counted month by month;"
        f" {spell(net, reader)} net"
        if first != last
        else f"{first}: {met} of {len(judged)} commitments met; {spell(net, reader)} net"
    )


def _sentences(pack: ReviewPack, reader: Reader) -> Iterator[str]:
    rule = pack.due.rule
    roles = "; ".join(f"{side}: {', '.join(names)}" for side, names in rule.attended_by.items())
    yield f"It counts as held with {roles}, until {reader.day(pack.due.stretch.last_day)}."
    review = pack.review
    if review is not None and review.held is not None:
        missing = missing_words(missing_roles(rule, review.held.attendance))
        yield "It was held." if not missing else f"It took place without {missing}."
    if review is not None and review.plan is not None:
        yield from (f"Brought along: {each}" for each in review.plan.brings)
    late = [
        each
        for each in pack.partnership.actions.values()
        if each.done_at is None and each.agreed.due < pack.due.stretch.last_day
    ]
    if late:
        yield f"{len(late)} {plural(len(late), 'action')} should be done by now."
    for habit in pack.habits:
        if habit.settled is None:
            yield (
                f"'{habit.favour}' was given {len(habit.given)} times in {habit.stretch} by the"
                f" {habit.given_by}, worth {spell(habit.worth, reader)}: let it end, price it, or"
                " put it into the agreement."
            )
    for (party, line), times in pack.waived.items():
        yield f"The {party} gave up the line '{line}' {times} times: is it still meant?"


def _totals(pack: ReviewPack, reader: Reader) -> Iterator[tuple[str, str]]:
    judged = [each for one in pack.statements for each in one.assessments]
    met = sum(each.level is LevelReached.EXPECTED for each in judged)
    yield "Commitments met", f"{met} of {len(judged)}"
    paid = [each.totals.net for each in pack.statements]
    yield "Net", spell(sum(paid[1:], start=paid[0]), reader)
    credited = [each.totals.service_credits for each in pack.statements]
    yield "Service credits", spell(sum(credited[1:], start=credited[0]), reader)
    waits = sum(each.done_at is None for each in pack.partnership.actions.values())
    yield "Open actions", str(waits)
