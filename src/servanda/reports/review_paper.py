"""What lies on the table of a review, as a paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from servanda.agreement.model.partnership import Tabled
from servanda.facts.statement import LevelReached, Statement
from servanda.kernel.quantity import Quantity
from servanda.partnership.attendance import missing_roles, missing_words
from servanda.pipeline.review_pack import ReviewPack
from servanda.reports.clean import one_line
from servanda.reports.outcomes_paper import outcomes_tables
from servanda.reports.paper import Paper, PaperTable
from servanda.reports.reader import Reader
from servanda.reports.renewal import commitments_table, reliefs_table
from servanda.reports.review_behaviour import circumstances_table, principles_table
from servanda.reports.spelling import plural, spell
from servanda.reports.statement_view import net_label, total_amounts, with_segment

__all__ = ["review_paper"]

_ASPECTS: Final = ("outcome", "experience")


def review_paper(pack: ReviewPack, reader: Reader) -> Paper:
    """Return what lies on the table of a review.

    Args:
        pack: What was gathered.
        reader: Who reads it.
    """
    wanted = pack.due.rule.tabled or tuple(Tabled)
    tables = [table for each in wanted for table in _TABLES[each](pack, reader)]
    return Paper(
        kind="Review pack",
        title=one_line(f"{pack.came_to.agreement.title}: {_name(pack)}"),
        opening=_opening(pack, reader),
        sentences=tuple(map(one_line, _sentences(pack, reader))),
        picture=None,
        tables=tuple(each for each in tables if each.rows),
        notes=(
            "Every period is as it is settled now.",
            f"Evidence {pack.came_to.snapshot_sha256[:12]}.",
        ),
        period=pack.statements[-1].period,
    )


def _name(pack: ReviewPack) -> str:
    return f"{pack.due.rule.title or pack.due.rule.name}, {pack.due.stretch.label}"


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


def _scorecard(pack: ReviewPack, reader: Reader) -> Iterator[PaperTable]:
    last = pack.statements[-1]
    yield PaperTable(
        title="Where it stands",
        headings=("Commitment", "Figure", "Expected", "Level"),
        rows=tuple(
            (
                one_line(with_segment(each.title or each.commitment, each.measurement.segment)),
                spell(each.measurement.value, reader),
                each.expected,
                each.level.value,
            )
            for each in last.assessments
        ),
        note=f"In {last.period.label}, the last one settled.",
    )
    yield commitments_table(pack.came_to)


def _statements(pack: ReviewPack, _: Reader) -> Iterator[PaperTable]:
    amounts = [dict(_amounts(each)) for each in pack.statements]
    names = list(dict.fromkeys(name for each in amounts for name in each))
    yield PaperTable(
        title="Statements",
        headings=("Period", *names),
        rows=tuple(
            (statement.period.label, *(each.get(name, "") for name in names))
            for statement, each in zip(pack.statements, amounts, strict=True)
        ),
    )


def _amounts(statement: Statement) -> Iterator[tuple[str, Quantity]]:
    yield from total_amounts(statement)
    yield net_label(statement), statement.totals.net


def _outcomes(pack: ReviewPack, reader: Reader) -> Iterator[PaperTable]:
    if any(each.outcome.target or each.outcome.success for each in pack.outcomes):
        yield from outcomes_tables(pack.outcomes, reader)
    rows = [
        (
            one_line(with_segment(each.title or each.commitment, each.measurement.segment)),
            statement.period.label,
            spell(each.measurement.value, reader),
            each.level.value,
        )
        for statement in pack.statements
        for each in statement.assessments
        if each.aspect in _ASPECTS
    ]
    yield PaperTable(
        title="Outcomes and experience",
        headings=("What", "Period", "Figure", "Level"),
        rows=tuple(sorted(rows)),
    )


def _relief(pack: ReviewPack, _: Reader) -> Iterator[PaperTable]:
    yield reliefs_table(pack.came_to)


def _goodwill(pack: ReviewPack, _: Reader) -> Iterator[PaperTable]:
    yield PaperTable(
        title="Goodwill given",
        headings=("By", "Worth"),
        rows=tuple(pack.balance.items()),
        note="Given beyond the agreement; no entitlement comes of it.",
    )
    yield PaperTable(
        title="Favours",
        headings=("Given on", "By", "What", "Worth", "Acknowledged"),
        rows=tuple(
            (
                str(each.given.on),
                each.entry.party,
                one_line(each.given.what),
                each.given.worth,
                "yes" if each.acknowledged_at else "no",
            )
            for each in pack.partnership.goodwill.values()
            if pack.due.stretch.first_day <= each.given.on <= pack.due.stretch.last_day
        ),
    )


def _incidents(pack: ReviewPack, _: Reader) -> Iterator[PaperTable]:
    yield PaperTable(
        title="Learned from incidents",
        headings=("Incident", "What users experienced", "Causes", "What is to change"),
        rows=tuple(
            (
                one_line(each.opened.incident),
                one_line(each.published.users if each.published else "not handed over yet"),
                one_line("; ".join(each.published.causes) if each.published else ""),
                one_line("; ".join(each.published.changes) if each.published else ""),
            )
            for each in pack.partnership.incident_reviews.values()
        ),
    )


def _work(pack: ReviewPack, _: Reader) -> Iterator[PaperTable]:
    yield PaperTable(
        title="Work",
        headings=("What", "Due", "Price", "State"),
        rows=tuple(
            (
                one_line(each.what),
                str(each.due),
                each.price or "",
                "done" if each.accepted_at else "delivered" if each.delivered_at else "open",
            )
            for each in pack.partnership.work.values()
        ),
    )


def _actions(pack: ReviewPack, _: Reader) -> Iterator[PaperTable]:
    yield PaperTable(
        title="Open actions",
        headings=("Action", "For", "Until"),
        rows=tuple(
            (
                one_line(each.agreed.what),
                one_line(f"{each.agreed.owner}, {each.agreed.role}"),
                str(each.agreed.due),
            )
            for each in pack.partnership.actions.values()
            if each.done_at is None
        ),
    )


def _amendments(pack: ReviewPack, _: Reader) -> Iterator[PaperTable]:
    yield PaperTable(
        title="Amendments proposed",
        headings=("Proposal", "By", "Would govern from", "What is new"),
        rows=tuple(
            (str(each.number), each.proposed_by, str(each.governs_from), one_line(each.note))
            for each in pack.proposals
        ),
    )


_TABLES: Mapping[Tabled, Callable[[ReviewPack, Reader], Iterator[PaperTable]]] = {
    Tabled.SCORECARD: _scorecard,
    Tabled.STATEMENTS: _statements,
    Tabled.OUTCOMES: _outcomes,
    Tabled.RELIEF: _relief,
    Tabled.GOODWILL: _goodwill,
    Tabled.INCIDENTS: _incidents,
    Tabled.PRINCIPLES: principles_table,
    Tabled.CIRCUMSTANCES: circumstances_table,
    Tabled.WORK: _work,
    Tabled.ACTIONS: _actions,
    Tabled.AMENDMENTS: _amendments,
}
