"""What lies on the table of a review, as tables: each with what it says in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from servanda.agreement.model.partnership import Tabled
from servanda.facts.proposal import ProposalState
from servanda.facts.statement import Assessment, LevelReached, Statement
from servanda.kernel.quantity import Quantity
from servanda.operating_model.standing import RiskState
from servanda.partnership.calling import called_by
from servanda.partnership.effort import effort_words
from servanda.partnership.state import IncidentReview
from servanda.pipeline.review_pack import ReviewPack
from servanda.reports.clean import as_sentences, one_line
from servanda.reports.invitation import review_title
from servanda.reports.learning_text import causes_table, studies_table
from servanda.reports.outcomes_paper import outcomes_tables
from servanda.reports.paper import PaperCell, PaperTable
from servanda.reports.pictures.trends import (
    Series,
    money_picture,
    series_of,
    short_period,
    trend_picture,
)
from servanda.reports.reader import Reader
from servanda.reports.renewal import reliefs_table
from servanda.reports.review_behaviour import circumstances_table, principles_table
from servanda.reports.review_steering import goals_table, issues_table
from servanda.reports.spelling import judged_word, plural, spell
from servanda.reports.statement_view import net_label, total_amounts, with_segment

__all__ = ["TABLES"]

_ASPECTS: Final = ("outcome", "experience")
_DRAWN_MOST: Final = 3
_NAMED_MOST: Final = 2


def _scorecard(pack: ReviewPack, reader: Reader) -> Iterator[PaperTable]:
    last = pack.statements[-1]
    kept = {each.name: each for each in pack.came_to.commitments}
    missed = [each for each in last.assessments if each.level in _MISSED]
    judged = [each for each in last.assessments if each.level is not LevelReached.NOT_JUDGED]
    met = len(judged) - len(missed)
    period = reader.period(last.period)
    message = f"{met} of {len(judged)} commitments were met in {period}"
    if not missed and judged:
        message = f"Every commitment was met in {period}"
    elif missed:
        named = "; ".join(_called(each) for each in missed[:_NAMED_MOST])
        more = len(missed) - _NAMED_MOST
        message += f"; missed: {named}" + (f" and {more} more" if more > 0 else "")
    yield PaperTable(
        title="Where it stands",
        headings=("Commitment", "Figure", "Expected", "Level", f"Met in {_stretch(pack)}"),
        rows=tuple(
            (
                _called(each),
                spell(each.measurement.value, reader),
                each.expected,
                judged_word(each),
                f"{kept[each.commitment].met} of {kept[each.commitment].judged}"
                if each.commitment in kept
                else "",
            )
            for each in last.assessments
        ),
        note=f"Figures and levels of {period}, the last one settled.",
        message=message,
    )


_MISSED = (LevelReached.BELOW_EXPECTED, LevelReached.BELOW_MINIMUM)


def _statements(pack: ReviewPack, reader: Reader) -> Iterator[PaperTable]:
    amounts = [dict(_amounts(each)) for each in pack.statements]
    names = list(dict.fromkeys(name for each in amounts for name in each))
    credited = _sum([each.totals.service_credits for each in pack.statements])
    earned = _sum([each.totals.incentives for each in pack.statements])
    rows: list[tuple[PaperCell, ...]] = [
        (short_period(statement.period, reader), *(each.get(name, "") for name in names))
        for statement, each in zip(pack.statements, amounts, strict=True)
    ]
    if len(rows) > 1:
        totals = (_sum([each[name] for each in amounts if name in each]) for name in names)
        rows.append(("Together", *totals))
    yield PaperTable(
        title="Statements",
        headings=("Period", *names),
        rows=tuple(rows),
        message=f"{spell(credited, reader)} in service credits, {spell(earned, reader)} in"
        " incentives",
        pictures=(money_picture(pack.statements, pack.promises, reader),),
    )


def _amounts(statement: Statement) -> Iterator[tuple[str, Quantity]]:
    yield from total_amounts(statement)
    yield net_label(statement), statement.totals.due


def _outcomes(pack: ReviewPack, reader: Reader) -> Iterator[PaperTable]:
    if any(each.outcome.target or each.outcome.success for each in pack.outcomes):
        yield from outcomes_tables(pack.outcomes, reader)
    series = [each for each in series_of(pack.statements) if each.latest.aspect in _ASPECTS]
    if not series:
        return
    met = sum(each.latest.level is LevelReached.EXPECTED for each in series)
    better, worse = (sum(map(moved, series)) for moved in (_rose, _fell))
    changed = [f"{better} better"] if better else []
    changed += [f"{worse} worse"] if worse else []
    before = reader.period(pack.statements[0].period)
    since = f"; {' and '.join(changed)} than in {before}"
    labels = [each.period.label for each in pack.statements]
    yield PaperTable(
        title="Outcomes and experience",
        headings=(
            "What",
            *(short_period(each.period, reader) for each in pack.statements),
            "Level now",
        ),
        rows=tuple(
            (
                one_line(each.title or each.name),
                *(_figure(each, label, reader) for label in labels),
                judged_word(each.latest),
            )
            for each in series
        ),
        message=f"{met} of {len(series)} figures are where they are meant to be"
        + (since if changed else ""),
        pictures=tuple(
            trend_picture(each, pack.statements, pack.promises, reader)
            for each in series[:_DRAWN_MOST]
            if len(each.judged) > 1
        ),
    )


def _figure(series: Series, label: str, reader: Reader) -> str:
    judged = series.judged.get(label)
    return spell(judged.measurement.value, reader) if judged else ""


def _rose(series: Series) -> bool:
    return _order(series)[0] > _order(series)[-1]


def _fell(series: Series) -> bool:
    return _order(series)[0] < _order(series)[-1]


def _order(series: Series) -> list[int]:
    """Return how levels stand, met first, since an outcome may count upwards or downwards."""
    levels = list(LevelReached)
    known = [each.level for each in series.judged.values()]
    order = [levels.index(each) for each in known if each is not LevelReached.NOT_JUDGED]
    return order or [0]


def _relief(pack: ReviewPack, _: Reader) -> Iterator[PaperTable]:
    table = reliefs_table(pack.came_to)
    claims = [claim for each in pack.came_to.reliefs for claim in each.claims]
    granted = sum(each.state.value == "granted" for each in claims)
    said = f"{len(claims)} {plural(len(claims), 'claim')} for relief, {granted} granted"
    yield PaperTable(
        title=table.title,
        headings=table.headings,
        rows=table.rows,
        message=said if claims else "Nobody claimed relief",
    )


def _goodwill(pack: ReviewPack, reader: Reader) -> Iterator[PaperTable]:
    first, last = pack.due.stretch.first_day, pack.due.stretch.last_day
    favours = [
        each for each in pack.partnership.goodwill.values() if first <= each.given.on <= last
    ]
    gave = [f"{party} gave {spell(worth, reader)}" for party, worth in pack.balance.items()]
    yield PaperTable(
        title="Goodwill given",
        headings=("By", "Worth"),
        rows=tuple(pack.balance.items()),
        note="Given beyond the agreement; no entitlement comes of it.",
        message=one_line(f"The {', the '.join(gave)}") if gave else "",
    )
    thanked = sum(each.acknowledged_at is not None for each in favours)
    open_habits = [each for each in pack.habits if each.settled is None]
    yield PaperTable(
        title="Favours",
        headings=("Given on", "By", "What", "Worth", "Acknowledged"),
        rows=tuple(
            (
                reader.day(each.given.on),
                each.entry.party,
                one_line(each.given.what),
                each.given.worth,
                "yes" if each.acknowledged_at else "no",
            )
            for each in favours
        ),
        message=f"{len(open_habits)} {plural(len(open_habits), 'favour')} became a habit: let it"
        " end, price it, or put it into the agreement"
        if open_habits
        else f"{len(favours)} {plural(len(favours), 'favour')}, {thanked} acknowledged",
    )


def _incidents(pack: ReviewPack, reader: Reader) -> Iterator[PaperTable]:
    yield PaperTable(
        title="Learned from incidents",
        message=_incidents_said(pack),
        headings=("Incident", "What users experienced", "Causes", "What is to change"),
        rows=tuple(
            (
                one_line(each.opened.incident),
                one_line(each.published.users if each.published else "not handed over yet"),
                one_line("; ".join(each.published.causes) if each.published else ""),
                as_sentences(each.published.changes) if each.published else "",
            )
            for each in _looked_at(pack)
        ),
    )
    yield causes_table(pack.partnership, reader)
    yield studies_table(pack.partnership)


def _work(pack: ReviewPack, reader: Reader) -> Iterator[PaperTable]:
    yield PaperTable(
        title="Work",
        message=_work_said(pack),
        headings=("What", "Due", "Price", "State"),
        rows=tuple(
            (
                one_line(each.what),
                reader.day(each.due),
                each.price or "",
                "done" if each.accepted_at else "delivered" if each.delivered_at else "open",
            )
            for each in pack.partnership.work.values()
        ),
    )


def _actions(pack: ReviewPack, reader: Reader) -> Iterator[PaperTable]:
    yield PaperTable(
        title="Open actions",
        message=_actions_said(pack),
        headings=("Action", "For", "Until"),
        rows=tuple(
            (
                one_line(each.agreed.what),
                one_line(f"{each.agreed.owner}, {each.agreed.role}"),
                reader.day(each.agreed.due),
            )
            for each in pack.partnership.actions.values()
            if each.done_at is None
        ),
    )


def _amendments(pack: ReviewPack, reader: Reader) -> Iterator[PaperTable]:
    waits = sum(each.state is ProposalState.OPEN for each in pack.proposals)
    signed = len(pack.proposals) - waits
    yield PaperTable(
        title="Amendments",
        message=f"{waits} {plural(waits, 'amendment')} to be decided"
        + (f", {signed} signed since {reader.day(pack.due.stretch.first_day)}" if signed else ""),
        headings=("Proposal", "By", "Governs from", "What is new", "State"),
        rows=tuple(
            (
                str(each.number),
                each.proposed_by,
                reader.day(each.governs_from),
                one_line(each.note),
                "to be decided" if each.state is ProposalState.OPEN else "signed",
            )
            for each in pack.proposals
        ),
    )


def _risks(pack: ReviewPack, _: Reader) -> Iterator[PaperTable]:
    rows = tuple(
        (
            one_line(service.service.title),
            one_line(each.risk.title),
            one_line(each.risk.consequence),
            one_line(each.risk.owner),
            each.state.value,
        )
        for service in pack.support
        for each in service.risks
        if each.state.is_open
    )
    expired = sum(row[-1] == RiskState.EXPIRED.value for row in rows)
    yield PaperTable(
        title="Risks that nobody bears",
        headings=("Service", "Risk", "What happens then", "Owner", "State"),
        rows=rows,
        message=f"{len(rows)} {plural(len(rows), 'risk')} nobody bears, {expired} of which somebody"
        " bore before",
    )


def _support(pack: ReviewPack, reader: Reader) -> Iterator[PaperTable]:
    rows = tuple(
        (
            one_line(service.service.title),
            one_line(cell.process.title),
            service.scope_words(cell),
            reader.day(cell.step.by) if cell.step else "",
        )
        for service in pack.support
        for cell in service.shown_cells()
        if cell.is_undecided
    )
    yield PaperTable(
        title="To be decided in support",
        headings=("Service", "Process", "About", "To be decided by"),
        rows=rows,
        message=f"Nobody answers for {len(rows)} {plural(len(rows), 'part')} of support yet",
    )


def _governance(pack: ReviewPack, reader: Reader) -> Iterator[PaperTable]:
    first, last = pack.due.stretch.first_day, pack.due.stretch.last_day
    planned = [
        each
        for each in pack.partnership.reviews.values()
        if each.plan is not None and first <= each.plan.starts.to_datetime().date() <= last
    ]
    held = sum(each.held is not None for each in planned)
    yield PaperTable(
        title="What the talks cost",
        headings=("Review", "Planned", "Effort planned", "Effort kept", "What it cost"),
        rows=tuple(
            (
                one_line(review_title(pack.came_to.agreement, each.plan, pack.partnership)),
                reader.instant(each.plan.starts),
                effort_words(effort.planned),
                effort_words(effort.kept),
                one_line(each.held.cost) if each.held else "",
            )
            for each in planned
            if each.plan is not None
            and (effort := pack.efforts.get((each.name, each.period))) is not None
        ),
        message=f"{len(planned)} {plural(len(planned), 'review')} planned in"
        f" {_stretch(pack)}, {held} held",
    )
    yield PaperTable(
        title="What the talks cost by year",
        headings=("Year", "Effort planned", "Effort kept"),
        rows=tuple(
            (str(each.year), effort_words(each.planned), effort_words(each.kept))
            for each in pack.years
        ),
        message="Hours of both sides' people, and what they come to",
    )


def _looked_at(pack: ReviewPack) -> list[IncidentReview]:
    """Return the reviews of incidents that were over within the stretch."""
    first, last = pack.due.stretch.first_day, pack.due.stretch.last_day
    return [
        each
        for each in pack.partnership.incident_reviews.values()
        if first <= each.opened.restored.to_datetime().date() <= last
    ]


def _incidents_said(pack: ReviewPack) -> str:
    asked = _looked_at(pack)
    over = sum(each.published is not None for each in asked)
    handed = "all handed over" if over == len(asked) else f"{over} handed over"
    return f"{len(asked)} {plural(len(asked), 'incident')} to learn from, {handed}"


def _work_said(pack: ReviewPack) -> str:
    work = pack.partnership.work.values()
    done = sum(each.accepted_at is not None for each in work)
    accepted = f"{done} accepted as done" if done else "none accepted as done yet"
    return f"{len(work)} {plural(len(work), 'piece')} of work agreed, {accepted}"


def _actions_said(pack: ReviewPack) -> str:
    waits = [each for each in pack.partnership.actions.values() if each.done_at is None]
    late = sum(each.agreed.due < pack.due.stretch.last_day for each in waits)
    said = f"{len(waits)} {plural(len(waits), 'action')} to be done"
    return f"{said}, {late} of which should be" if late else said


def _stretch(pack: ReviewPack) -> str:
    """Return what a review looks back on; one that is called has no stretch of its own."""
    label = pack.due.stretch.label
    return label if called_by(label) is None else "the year before"


def _called(judged: Assessment) -> str:
    title = judged.title or judged.commitment.replace("_", " ")
    return one_line(with_segment(title, judged.measurement.segment))


def _sum(amounts: list[Quantity]) -> Quantity:
    return sum(amounts[1:], start=amounts[0])


TABLES: Mapping[Tabled, Callable[[ReviewPack, Reader], Iterator[PaperTable]]] = {
    Tabled.SCORECARD: _scorecard,
    Tabled.STATEMENTS: _statements,
    Tabled.OUTCOMES: _outcomes,
    Tabled.RELIEF: _relief,
    Tabled.RISKS: _risks,
    Tabled.SUPPORT: _support,
    Tabled.GOODWILL: _goodwill,
    Tabled.INCIDENTS: _incidents,
    Tabled.PRINCIPLES: principles_table,
    Tabled.CIRCUMSTANCES: circumstances_table,
    Tabled.ISSUES: issues_table,
    Tabled.GOALS: goals_table,
    Tabled.WORK: _work,
    Tabled.ACTIONS: _actions,
    Tabled.AMENDMENTS: _amendments,
    Tabled.GOVERNANCE: _governance,
}
"""Makes the tables of each thing that may lie on the table."""
