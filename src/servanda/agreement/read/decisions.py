"""Reading relief, answers and the holding account."""

from __future__ import annotations

import re
from fractions import Fraction

from servanda.agreement import diagnostics as found
from servanda.agreement.model.decisions import (
    AnswerRule,
    Answers,
    Bucket,
    Cause,
    HoldingAccount,
    Relief,
    Silence,
    TimeLimit,
    TimeUnit,
)
from servanda.agreement.model.terms import Range
from servanda.agreement.notebook import Notebook
from servanda.agreement.read.fields import Fields, entries_of, text_of
from servanda.agreement.read.phrases import read_range
from servanda.agreement.read.windows import window_called
from servanda.agreement.text.node import Entry, MappingNode, Node, ScalarNode
from servanda.kernel.quantity import Quantity
from servanda.kernel.unit import BaseKind, Unit

__all__ = ["RECORD", "read_answers", "read_holding_account", "read_relief"]

RECORD = Unit.count("record")
"""What a bucket counts that is no stretch of time."""

_PENALTIES = "penalties"
_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
_ANY_SHARE = Range(
    low=Quantity.share(0), low_included=False, high=Quantity.share(1), high_included=True
)


def read_relief(
    node: Node | None, answers: Answers, period: str, notebook: Notebook
) -> dict[str, Relief]:
    """Read the sorts of relief.

    Args:
        node: The section.
        answers: What holds for claims whose relief says nothing else.
        period: What a period of the settlement's rhythm is called: ``month``.
        notebook: Where mistakes are noted.
    """
    return {entry.key.text: _relief(entry, answers, period, notebook) for entry in entries_of(node)}


def _relief(entry: Entry, answers: Answers, period: str, notebook: Notebook) -> Relief:
    fields = Fields(entry.value, notebook, entry.key.span)
    own = _answer(fields, "answered within")
    return Relief(
        name=entry.key.text,
        title=fields.text("title"),
        cause=fields.word("cause", Cause, Cause.OTHER),
        claimed_by=tuple(dict.fromkeys(fields.texts("claimed by"))),
        claimed_within=_time_limit(fields, "claimed within"),
        answer=AnswerRule(
            within=own.within or answers.relief.within,
            silence=own.silence or answers.relief.silence,
        ),
        shares=_shares(fields),
        measures=tuple(dict.fromkeys(fields.texts("measures"))),
        bucket=_bucket(fields, period),
        clause=fields.clause(),
        span=entry.key.span,
    )


def _time_limit(fields: Fields, key: str) -> TimeLimit | None:
    node = fields.get(key)
    if not isinstance(node, ScalarNode) or not node.text.strip():
        return None
    text = " ".join(node.text.split())
    matched = re.fullmatch(
        r"([1-9][0-9]{0,3}) (?:(hours?|calendar days?)|business days? of ([a-z][a-z0-9_]*))", text
    )
    if matched is None:
        fields.notebook.report(found.BAD_TIME_LIMIT, node.span, text=text)
        return None
    unit = TimeUnit.BUSINESS_DAYS
    if matched[2]:
        unit = TimeUnit.HOURS if matched[2].startswith("hour") else TimeUnit.CALENDAR_DAYS
    return TimeLimit(
        count=int(matched[1]), unit=unit, calendar=matched[3] or "", text=text, span=node.span
    )


def _answer(fields: Fields, within: str) -> AnswerRule:
    silence = fields.text("silence means")
    return AnswerRule(
        within=_time_limit(fields, within),
        silence=next((each for each in Silence if each.value == silence), None),
    )


def _shares(fields: Fields) -> Range | None:
    node = fields.get("share")
    if not isinstance(node, ScalarNode) or node.text.strip() in {"", "whole"}:
        return None
    if node.text.strip() == "any":
        return _ANY_SHARE
    read = read_range(node, {}, fields.notebook)
    if read is None:
        return None
    ends = [each for each in (read.low, read.high) if each is not None]
    if not all(each.unit.is_share and 0 <= each.amount <= 1 for each in ends):
        fields.notebook.report(found.BAD_RELIEF_SHARE, node.span, text=node.text.strip())
        return None
    # Nothing is no share to claim, and more than all of it cannot be.
    above_nothing = read.low is not None and read.low.amount > 0
    return Range(
        low=read.low or Quantity.share(0),
        low_included=read.low_included and above_nothing,
        high=read.high or Quantity.share(1),
        high_included=read.high_included or read.high is None,
    )


def _bucket(fields: Fields, period: str) -> Bucket | None:
    node = fields.get("bucket")
    if not isinstance(node, ScalarNode) or not node.text.strip():
        return None
    text = " ".join(node.text.split())
    matched = re.fullmatch(
        r"([0-9]{1,6}(?:\.[0-9]{1,6})?) (second|minute|hour|record)s? (?:each|in) ([a-z ]+)", text
    )
    window = window_called(matched[3], period) if matched else None
    if matched is None or window is None or Fraction(matched[1]) == 0:
        fields.notebook.report(found.BAD_BUCKET, node.span, text=text, period=period)
        return None
    return Bucket(
        amount=_amount(Fraction(matched[1]), matched[2]), window=window, text=text, span=node.span
    )


def _amount(number: Fraction, word: str) -> Quantity:
    if word in _SECONDS:
        return Quantity(number * _SECONDS[word], Unit.of(BaseKind.ELAPSED))
    return Quantity(number, RECORD)


def read_answers(fields: Fields) -> Answers:
    """Read by when each sort of thing is answered."""
    return Answers(
        statement=_answer(fields.inside("statement"), "within"),
        dispute=_answer(fields.inside("dispute"), "within"),
        spending=_answer(fields.inside("spending"), "within"),
        relief=_answer(fields.inside("relief"), "within"),
        evidence=_answer(fields.inside("evidence"), "within"),
        query=_answer(fields.inside("query"), "within"),
        proposal=_answer(fields.inside("proposal"), "within"),
        handed_over=_time_limit(fields.inside("statement"), "handed over within"),
    )


def read_holding_account(fields: Fields) -> HoldingAccount | None:
    """Read where service credits wait."""
    if not isinstance(fields.node, MappingNode):
        return None
    receives = fields.texts("receives")
    spent_on = fields.get("spent on")
    titles = {each.key.text: text_of(each.value) for each in entries_of(spent_on)}
    return HoldingAccount(
        receives=() if _PENALTIES in receives else receives,
        decided_by=fields.text("decided by", "client"),
        purposes=titles or dict.fromkeys(fields.texts("spent on"), ""),
        rest_to=fields.text("at the end", "client"),
        clause=fields.clause(),
        span=fields.span_of("receives"),
    )
