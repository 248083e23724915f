"""Can everything be claimed, answered and spent that the text says may be?"""

from __future__ import annotations

from servanda.agreement import diagnostics as found
from servanda.agreement.check.where import Where
from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.decisions import AnswerRule, HoldingAccount, Relief, TimeLimit
from servanda.agreement.model.money import Purpose
from servanda.agreement.model.setting import PartyRole
from servanda.agreement.notebook import Notebook, advise_name
from servanda.businesstime.rule import ALWAYS

__all__ = ["check_decisions"]

_ANSWERED = {
    "statement": "agreed",
    "dispute": "declined', or 'silence means: accepted",
    "spending": "declined', or 'silence means: accepted",
    "relief": "declined', or 'silence means: accepted",
    "evidence": "accepted",
    "proposal": "declined",
}
_ASKED = (*_ANSWERED, "query")


def check_decisions(agreement: Agreement, where: Where, notebook: Notebook) -> None:
    """Note what could never be claimed, answered or spent, and keys that prove nothing."""
    place = _Place(agreement, where, notebook)
    _keys(place)
    for relief in agreement.relief.values():
        _relief(place, relief)
    for name in _ASKED:
        rule: AnswerRule = getattr(agreement.answers, name)
        if where.has("answers", name):
            _answer(place, rule, ("answers", name), "within", name)
    place.calendar(agreement.answers.handed_over)
    if agreement.holding_account is not None:
        _holding_account(place, agreement.holding_account)


class _Place:
    """Hold what every look needs."""

    def __init__(self, agreement: Agreement, where: Where, notebook: Notebook) -> None:
        self.agreement = agreement
        self.where = where
        self.notebook = notebook

    def known(self, what: str, name: str, names: set[str], *path: str) -> None:
        """Note a name that is not declared, where it stands in the list or value at a path."""
        if name not in names and name not in self.notebook.broken:
            self.notebook.report(
                found.UNKNOWN_REFERENCE,
                self.where.item(name, *path),
                what=what,
                name=name,
                advice=advise_name(name, names),
            )

    def calendar(self, limit: TimeLimit | None) -> None:
        """Note a calendar that is not declared."""
        calendars = {*self.agreement.calendars, ALWAYS.name}
        if limit is not None and limit.calendar and limit.calendar not in calendars:
            self.notebook.report(
                found.UNKNOWN_REFERENCE,
                limit.span,
                what="calendar",
                name=limit.calendar,
                advice=advise_name(limit.calendar, calendars),
            )


def _keys(place: _Place) -> None:
    owners: dict[str, str] = {}
    for name, party in place.agreement.parties.items():
        if party.keys and party.role is PartyRole.THIRD_PARTY:
            place.notebook.report(
                found.CANNOT_SIGN, place.where.key("parties", name, "keys"), name=name
            )
        for key in party.keys:
            other = owners.setdefault(key, name)
            if other != name:
                span = place.where.item(key, "parties", name, "keys")
                place.notebook.report(found.KEY_TWICE, span, other=other)


def _relief(place: _Place, relief: Relief) -> None:
    path = ("relief", relief.name)
    if not relief.claimed_by and place.where.has(*path, "claimed by"):
        span = place.where.key(*path, "claimed by")
        place.notebook.report(found.NOBODY_CLAIMS, span, name=relief.name)
    place.calendar(relief.claimed_within)
    for measure in relief.measures:
        place.known("measure", measure, {*place.agreement.measures}, *path, "measures")
    if place.where.has(*path, "answered within") or place.where.has(*path, "silence means"):
        _answer(place, relief.answer, path, "answered within", "relief")


def _answer(place: _Place, rule: AnswerRule, path: tuple[str, ...], key: str, about: str) -> None:
    if place.where.has(*path, key):
        place.calendar(rule.within)
    elif rule.silence is not None and rule.within is None and path[0] != "answers":
        place.notebook.report(
            found.SILENCE_WITHOUT_LIMIT,
            place.where.at(*path, "silence means"),
            word=rule.silence.value,
            key=key,
        )
    if rule.within is not None and rule.silence is None and about in _ANSWERED:
        place.notebook.report(
            found.SILENCE_UNSAID,
            place.where.at(*path, key),
            within=f"within {rule.within.text}",
            words=_ANSWERED[about],
        )


def _holding_account(place: _Place, account: HoldingAccount) -> None:
    agreement, path = place.agreement, ("holding account", "receives")
    lines = {
        name: figure.purpose
        for name, figure in agreement.figures.items()
        if figure.purpose is not Purpose.FIGURE
    }
    penalties = {name for name, purpose in lines.items() if purpose is Purpose.PENALTY}
    for name in account.receives:
        if name in lines and name not in penalties:
            place.notebook.report(
                found.NO_PENALTY,
                place.where.item(name, *path),
                message=f"'{name}' is a line of {lines[name].value}s, and no penalty",
                advice=advise_name(name, penalties),
            )
        else:
            place.known("penalty", name, penalties, *path)
    if not account.receives and not place.where.has("penalties"):
        place.notebook.report(
            found.NO_PENALTY,
            place.where.at(*path),
            message="the holding account receives penalties, and the agreement has none",
            advice="describe penalties, or take the holding account out",
        )
