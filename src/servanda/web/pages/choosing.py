"""What can be chosen in forms, and what a choice means."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from servanda.agreement.model.measure import AttestedRule, ScoreRule
from servanda.agreement.periods import periods_of
from servanda.decisions.rulebook import SIDES
from servanda.desk.seeing import Seen
from servanda.facts.decision import LineNamed, Way
from servanda.pipeline.refusals import MisusedCommand
from servanda.web.kept import kept_json
from servanda.web.languages.speaking import said_later, say
from servanda.web.pages.fields import Choice

__all__ = [
    "accepted_or_not",
    "answers",
    "attested_measures",
    "commitments",
    "day_named",
    "done_or_not",
    "gone_or_not",
    "kept_or_not",
    "line_named",
    "line_value",
    "measures",
    "periods",
    "periods_to_issue",
    "periods_without_statement",
    "principles",
    "purposes",
    "reached_or_not",
    "reliefs",
    "segment_named",
    "services",
    "sides",
    "surveys",
    "tables",
    "texts_typed",
    "ways",
    "yes_or_no",
]

_AHEAD = timedelta(days=366)
_NONE: Choice = ("", said_later("none"))
_AMENDMENT = re.compile(r"^amends:.*?\bnumber:\s*(\d{1,3})", re.MULTILINE | re.DOTALL)


class NotASegment(MisusedCommand):
    """What something is only for was not written as columns with values."""

    def __init__(self, text: str) -> None:
        super().__init__(say("'{text}' is not like service=payments", text=text))


def answers(_: Seen) -> Iterator[Choice]:
    """Yield the answers to a claim or a dispute."""
    yield from ((each, say(each)) for each in ("accepted", "declined", "settled"))


def yes_or_no(_: Seen) -> Iterator[Choice]:
    """Yield what is decided on a proposal."""
    yield from (("yes", say("approved")), ("no", say("declined")))


def accepted_or_not(_: Seen) -> Iterator[Choice]:
    """Yield what is decided on a quotation."""
    yield from (("yes", say("accepted")), ("no", say("declined")))


def done_or_not(_: Seen) -> Iterator[Choice]:
    """Yield what is said of delivered work."""
    yield from (("yes", say("yes, it is done")), ("no", say("no, something is missing")))


def gone_or_not(_: Seen) -> Iterator[Choice]:
    """Yield what users say of what hurt them."""
    yield from (("yes", "yes, it is gone"), ("no", "no, it is still there"))


def surveys(seen: Seen) -> Iterator[Choice]:
    """Yield the measures of what users answer."""
    yield _NONE
    for each in seen.history.latest.measures.values():
        if isinstance(each.rule, ScoreRule):
            yield each.name, each.title or each.name.replace("_", " ")


def kept_or_not(_: Seen) -> Iterator[Choice]:
    """Yield what is said of a principle."""
    yield from (("yes", "kept"), ("no", "departed from"))


def reached_or_not(_: Seen) -> Iterator[Choice]:
    """Yield what is said of a goal."""
    yield from (("yes", "reached"), ("no", "not reached yet"))


def principles(seen: Seen) -> Iterator[Choice]:
    """Yield the principles of the agreement."""
    for each in seen.history.latest.principles.values():
        yield each.name, each.title or each.name.replace("_", " ")


def ways(_: Seen) -> Iterator[Choice]:
    """Yield what becomes of a favour that is a habit."""
    yield from (
        (Way.ENDS.value, say("it ends")),
        (Way.PRICED.value, say("it has its price from now on")),
        (Way.AMENDED.value, say("it goes into the agreement")),
    )


def sides(seen: Seen) -> Iterator[Choice]:
    """Yield client and provider, one's own side first."""
    for each in sorted(SIDES, key=lambda side: side != seen.seat.party):
        yield each, say("the {party}", party=say(each))


def services(seen: Seen) -> Iterator[Choice]:
    """Yield the services of the agreement."""
    yield "", say(_NONE[1])
    for each in seen.history.latest.services.values():
        yield each.identifier, each.title or each.identifier.replace("_", " ")


def reliefs(seen: Seen) -> Iterator[Choice]:
    """Yield the reliefs of the agreement that one's own party may claim."""
    for each in seen.history.latest.relief.values():
        if seen.seat.party in each.claimed_by:
            yield each.name, each.title or each.name.replace("_", " ")


def tables(seen: Seen) -> Iterator[Choice]:
    """Yield the tables of evidence."""
    yield "", say(_NONE[1])
    yield from ((name, name.replace("_", " ")) for name in seen.history.latest.evidence)


def measures(seen: Seen) -> Iterator[Choice]:
    """Yield the measures of the agreement."""
    for each in seen.history.latest.measures.values():
        yield each.name, each.title or each.name.replace("_", " ")


def attested_measures(seen: Seen) -> Iterator[Choice]:
    """Yield the measures whose figures are entered by hand."""
    for each in seen.history.latest.measures.values():
        if isinstance(each.rule, AttestedRule):
            yield each.name, each.title or each.name.replace("_", " ")


def commitments(seen: Seen) -> Iterator[Choice]:
    """Yield the commitments of the agreement."""
    latest = seen.history.latest
    for name, each in latest.commitments.items():
        measure = latest.measures.get(each.measure)
        yield name, (measure.title if measure else "") or name.replace("_", " ")


def purposes(seen: Seen) -> Iterator[Choice]:
    """Yield what the holding account may be spent on."""
    account = seen.history.latest.holding_account
    for name, title in (account.purposes if account else {}).items():
        yield name, title or name


def periods(seen: Seen) -> Iterator[Choice]:
    """Yield the periods so far, the newest first."""
    yield "", say(_NONE[1])
    so_far = periods_of(seen.history, seen.book.day_of(seen.at))
    yield from ((each.label, each.label) for each in reversed(so_far))


def periods_without_statement(seen: Seen) -> Iterator[Choice]:
    """Yield the periods that have no statement yet, those of the next twelve months too."""
    yield "", say(_NONE[1])
    until = seen.book.day_of(seen.at) + _AHEAD
    for each in periods_of(seen.history, until):
        if each.label not in seen.standing.issued:
            yield each.label, each.label


def periods_to_issue(seen: Seen) -> Iterator[Choice]:
    """Yield the period that has no statement yet, then those that may be restated."""
    so_far = periods_of(seen.history, seen.book.day_of(seen.at))
    open_ones = [each for each in so_far if each.label not in seen.standing.issued]
    for each in open_ones[:1]:
        yield each.label, each.label
    for issued in reversed(seen.periods):
        number = issued.editions[-1].number
        yield (
            issued.period,
            say("{period}, again (edition {number})", period=issued.period, number=number + 1),
        )


def line_value(line: LineNamed) -> str:
    """Return a line as it stands in a form."""
    return json.dumps({"name": line.name, "segment": dict(line.segment)}, sort_keys=True)


def line_named(text: str) -> Any:  # noqa: ANN401 - JSON, looked through where acts are read
    """Return the line that a form names."""
    try:
        return kept_json(text)
    except ValueError:
        return {"name": text, "segment": {}}


def segment_named(text: str) -> dict[str, str]:
    """Return columns and values of what something is only for.

    Raises:
        NotASegment: It is written otherwise.
    """
    parts = [each.strip() for each in text.split(",") if each.strip()]
    if not all("=" in each for each in parts):
        raise NotASegment(text)
    pairs = (each.partition("=") for each in parts)
    return {name.strip(): value.strip() for name, _, value in pairs}


def texts_typed(said: Mapping[str, Any]) -> dict[str, str]:
    """Return the texts that a form proposes."""
    text = said.get("amendment", "")
    number = _AMENDMENT.search(text)
    return {f"amendment-{number[1] if number else 1}.yaml": f"{text}\n"} if text else {}


def day_named(text: str) -> date | None:
    """Return the day of a form, nothing where none was named."""
    return date.fromisoformat(text) if text else None
