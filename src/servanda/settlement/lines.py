"""From what a clause asks to what is payable, stage by stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.money import Figure, Purpose
from servanda.agreement.model.setting import PartyRole
from servanda.facts.figure import NoValue, Segment
from servanda.facts.statement import (
    Assessment,
    ClauseText,
    LevelReached,
    LimitUse,
    LinePurpose,
    LineStatus,
    StatementLine,
)
from servanda.facts.trace import Step
from servanda.formula.display import format_value
from servanda.formula.exact import evaluate
from servanda.formula.syntax import Aggregate, Aggregator, Name, RowSource
from servanda.kernel.quantity import Quantity
from servanda.kernel.rounding import round_to
from servanda.kernel.source import SourceSpan
from servanda.settlement.assess import title_of
from servanda.settlement.decided import agreed_amounts
from servanda.settlement.draft import Draft
from servanda.settlement.holding import hold, use_of
from servanda.settlement.limits import Cut, round_within
from servanda.settlement.place import Here
from servanda.settlement.stabilizing import is_shown_only

__all__ = ["SettledLines", "is_held", "segments_of", "settle_lines"]

_PURPOSES = {
    Purpose.CHARGE: LinePurpose.CHARGE,
    Purpose.PENALTY: LinePurpose.SERVICE_CREDIT,
    Purpose.INCENTIVE: LinePurpose.INCENTIVE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledLines:
    """Hold a period's lines, and what each limit did to them."""

    lines: tuple[StatementLine, ...]
    limits: tuple[LimitUse, ...]


def settle_lines(
    place: Here,
    assessments: Sequence[Assessment],
    *,
    refused: Sequence[str] = (),
) -> SettledLines:
    """Settle all lines of one period and note in the book what is payable.

    The order is fixed: asked, stabilization, relief for the client's own misses, limits in the
    order of the text, rounding, the amounts on which the parties agreed in a dispute, and what
    a party waived.

    Args:
        place: The period, for the whole agreement.
        assessments: Its commitments, judged.
        refused: Conditions that the evidence does not meet; nothing is settled then.

    Returns:
        Lines in the order of the text, then by segment; limits in the order of the text.
    """
    agreement = place.agreement
    drafts = [draft for figure in _money_figures(agreement) for draft in _asked(figure, place)]
    for draft in drafts:
        shown = is_shown_only(draft.figure.commitment, place)
        _hold_back(draft, stabilization=shown, refused=refused)
    _relieve(drafts, assessments, place)
    cuts: list[Cut] = []
    for limit in agreement.limits:
        cuts += hold(limit, drafts, cuts, place)
    _round(drafts, cuts, place)
    _agree(drafts, place)
    _waive(drafts, place)
    place.book.payable[place.index] = {draft.key: draft.amount for draft in drafts}
    return SettledLines(
        lines=tuple(_line(draft, agreement) for draft in drafts),
        limits=tuple(use_of(cut, place) for cut in cuts),
    )


def _money_figures(agreement: Agreement) -> list[Figure]:
    return [figure for figure in agreement.figures.values() if figure.purpose in _PURPOSES]


def _asked(figure: Figure, place: Here) -> list[Draft]:
    return [_draft(figure, segment, place) for segment in segments_of(figure, place)]


def segments_of(figure: Figure, place: Here) -> list[Segment]:
    """Return the segments a figure exists for in a period."""
    return list(place.given.segments_by(figure.by, place.period))


def _draft(figure: Figure, segment: Segment, place: Here) -> Draft:
    here = replace(place, segment=segment)
    asked = here.figure(figure) if _once_a_period(figure) else _summed(figure, here)
    if isinstance(asked.value, Quantity):
        amount, status = asked.value.amount, LineStatus.OWED
    else:
        amount, status = Fraction(0), LineStatus.OPEN
    currency = here.agreement.settlement.currency
    return Draft(
        figure=figure,
        segment=segment,
        asked=asked,
        amount=amount,
        currency=currency,
        status=status,
    )


def _once_a_period(figure: Figure) -> bool:
    return figure.each in {"", "period"}


def _summed(figure: Figure, here: Here) -> Step:
    """Add up a figure that exists for each row over the rows of the period."""
    nothing = Quantity.money(0, here.agreement.settlement.currency)
    total = Aggregate(
        span=figure.span,
        aggregator=Aggregator.SUM,
        of=Name(span=figure.span, name=figure.name),
        over=RowSource(span=figure.span, name=figure.each),
        empty=nothing,
    )
    step = evaluate(total, here)
    text = f"sum({figure.name} over {figure.each})"
    return replace(
        step, name=f"{figure.name} in {here.period.label}", text=text, period=here.period.label
    )


def _hold_back(draft: Draft, *, stabilization: bool, refused: Sequence[str]) -> None:
    draft.stage("asked", draft.amount, _open_note(draft))
    if refused:
        draft.status = LineStatus.OPEN
        draft.stage("refused", Fraction(0), f"not settled: {'; '.join(refused)}")
    if draft.status is LineStatus.OPEN or not stabilization:
        return
    if draft.figure.purpose is not Purpose.CHARGE:
        draft.status = LineStatus.SHOWN
        draft.stage("stabilization", Fraction(0), "measured and shown; no money moves")


def _open_note(draft: Draft) -> str:
    if isinstance(draft.asked.value, NoValue):
        absent = draft.asked.value
        return f"not settled: {absent.why.value}" + (f" ({absent.note})" if absent.note else "")
    return ""


def _relieve(drafts: Sequence[Draft], assessments: Sequence[Assessment], place: Here) -> None:
    """Take off what the client's misses relieve: their shares together, at most all of it."""
    shares: dict[str, dict[str, Fraction]] = {}
    notes: dict[str, dict[str, str]] = {}
    for judged in assessments:
        if judged.party != PartyRole.CLIENT.value or judged.level not in _MISSED:
            continue
        for relief in place.agreement.commitments[judged.commitment].relieves:
            share = evaluate(relief.share.expression, place).value
            if isinstance(share, Quantity):
                # A commitment that is judged in several segments relieves once.
                shares.setdefault(relief.commitment, {})[judged.commitment] = share.amount
                note = _relief_note(share, judged)
                notes.setdefault(relief.commitment, {})[judged.commitment] = note
    for draft in drafts:
        commitment = draft.figure.commitment
        if commitment in shares and _is_relievable(draft):
            draft.status = LineStatus.RELIEVED
            left = 1 - min(Fraction(1), sum(shares[commitment].values(), start=Fraction(0)))
            note = "; ".join(notes[commitment].values())
            draft.stage("relief", draft.amount * left, note)


_MISSED = frozenset({LevelReached.BELOW_EXPECTED, LevelReached.BELOW_MINIMUM})


def _relief_note(share: Quantity, judged: Assessment) -> str:
    rate = format_value(share)
    return f"{rate} relieved: the client's '{judged.title}' was {judged.level.value}"


def _is_relievable(draft: Draft) -> bool:
    owed = draft.status is LineStatus.OWED and draft.amount > 0
    return owed and draft.figure.purpose is Purpose.PENALTY


def _round(
    drafts: Sequence[Draft],
    cuts: Sequence[Cut],
    place: Here,
) -> None:
    rule = place.agreement.settlement
    amounts = {draft.key: draft.amount for draft in drafts}
    rounded = round_within(amounts, cuts, rule.quantum.amount, rule.rounding)
    for draft in drafts:
        if rounded[draft.key] != draft.amount:
            by_itself = round_to(draft.amount, rule.quantum.amount, rule.rounding)
            evened_out = rounded[draft.key] - by_itself
            note = f"to {format_value(rule.quantum)} {rule.rounding.value}"
            draft.stage("rounding", rounded[draft.key], note + _evened_note(evened_out, draft))
            draft.evened_out = evened_out


def _evened_note(evened_out: Fraction, draft: Draft) -> str:
    if not evened_out:
        return ""
    amount = format_value(Quantity.money(abs(evened_out), draft.currency))
    if evened_out > 0:
        return f"; {amount} more, so that the minimum is met"
    return f"; {amount} less, so that no limit is passed"


def _agree(drafts: Sequence[Draft], place: Here) -> None:
    """Put the amounts in place on which the parties agreed; later evidence leaves them alone."""
    agreed = agreed_amounts(place.given.standing, place.period.label)
    for draft in drafts:
        if draft.key in agreed:
            dispute = agreed[draft.key]
            draft.status = LineStatus.OWED
            note = f"agreed in the dispute raised in entry {dispute.number}"
            draft.stage("dispute", dispute.amount, note)


def _waive(drafts: Sequence[Draft], place: Here) -> None:
    """Take off what the party gave up in whose favour a line is; the agreement stays as it is."""
    standing = place.given.standing
    for waiver in standing.waivers:
        for draft in drafts:
            named = draft.figure.name == waiver.line.name
            meant = named and waiver.line.segment in {(), draft.segment}
            if waiver.period == place.period.label and meant and draft.amount:
                number = standing.entries[waiver.entry].number
                note = f"waived by the {waiver.waived_by} in entry {number}: {waiver.reason}"
                draft.stage("waived", Fraction(0), note)


def _title(figure: Figure, agreement: Agreement) -> str:
    commitment = agreement.commitments.get(figure.commitment)
    if figure.title or commitment is None or figure.name != commitment.name:
        return figure.title or figure.name
    return title_of(agreement, commitment)


def _line(draft: Draft, agreement: Agreement) -> StatementLine:
    figure = draft.figure
    clause = figure.clause
    span: SourceSpan = figure.span
    return StatementLine(
        name=figure.name,
        segment=draft.segment,
        title=_title(figure, agreement),
        purpose=_PURPOSES[figure.purpose],
        commitment=figure.commitment,
        clause=ClauseText(document=clause.document, place=clause.place) if clause else None,
        status=draft.status,
        asked=draft.asked,
        stages=tuple(draft.stages),
        payable=Quantity.money(draft.amount, agreement.settlement.currency),
        span=span,
        held=is_held(agreement, figure),
        evened_out=Quantity.money(draft.evened_out, draft.currency) if draft.evened_out else None,
    )


def is_held(agreement: Agreement, figure: Figure) -> bool:
    """Return whether what a figure pays goes to the holding account."""
    account = agreement.holding_account
    return figure.purpose is Purpose.PENALTY and account is not None and account.takes(figure.name)
