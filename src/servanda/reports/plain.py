"""An agreement in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.right import Right
from servanda.agreement.model.setting import InForce, PartyRole, Prevails, Rhythm
from servanda.facts.measurement import Measurement
from servanda.facts.statement import LinePurpose
from servanda.kernel.quantity import Quantity
from servanda.pipeline.plain.deciding import Deciding
from servanda.pipeline.plain.overview import CalendarUse, Overview, Promise
from servanda.pipeline.plain.stakes import LineStake, Stakes
from servanda.reports.clean import one_line
from servanda.reports.decision_words import (
    decision_section,
    signing_sentence,
    stabilization_sentence,
)
from servanda.reports.partnership_words import partnership_section
from servanda.reports.plain_view import PlainItem, PlainSection, PlainView
from servanda.reports.promise_words import (
    deciding_sentence,
    promise_sentences,
    promise_title,
    volume_sentence,
)
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural, spell

__all__ = ["plain_view"]

_RHYTHMS = {
    Rhythm.MONTH: "every month",
    Rhythm.QUARTER: "every quarter",
    Rhythm.YEAR: "every year",
    Rhythm.FOUR_WEEKS: "every four weeks",
    Rhythm.WEEK: "every week",
}
_ASPECTS = {
    "outcome": "What the business gets",
    "experience": "What people experience",
    "technical": "What the technology does",
}
_CLOSED_SHOWN = 16


_NONE_MEASURED: Mapping[str, Measurement] = {}
_NONE_DECIDED: Mapping[str, tuple[Deciding, ...]] = {}


def plain_view(
    overview: Overview,
    reader: Reader,
    *,
    volumes: Mapping[str, Measurement] = _NONE_MEASURED,
    deciding: Mapping[str, tuple[Deciding, ...]] = _NONE_DECIDED,
) -> PlainView:
    """Say who agreed on what since when, what each promise means, and what it costs.

    Args:
        overview: What the agreement means.
        reader: For whom it is spelt.
        volumes: What was measured in the period looked at, by measure; may be empty.
        deciding: What one of that many cases decides, by measure; may be empty.
    """
    told = _Told(volumes=volumes, deciding=deciding)
    return PlainView(
        title=one_line(overview.version.title),
        sections=tuple(_sections(overview, told, reader)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What the evidence adds to the text, by measure."""

    volumes: Mapping[str, Measurement]
    deciding: Mapping[str, tuple[Deciding, ...]]


def _sections(overview: Overview, evidence: _Told, reader: Reader) -> Iterator[PlainSection]:
    agreement = overview.version
    yield PlainSection(heading="Who and when", items=(_who(agreement, overview, reader),))

    def told(heading: str, promises: Sequence[Promise]) -> Iterator[PlainSection]:
        items = tuple(_promise(each, agreement, evidence, reader) for each in promises)
        if items:
            yield PlainSection(heading=heading, items=items)

    provider = [p for p in overview.promises if p.commitment.by is not PartyRole.CLIENT]
    for aspect, heading in _ASPECTS.items():
        own = [each for each in provider if each.commitment.aspect.value == aspect]
        yield from told(heading, own)
    client = [p for p in overview.promises if p.commitment.by is PartyRole.CLIENT]
    yield from told("What the client promised", client)
    if overview.calendars:
        calendars = tuple(_calendar(each, reader) for each in overview.calendars)
        yield PlainSection(heading="Which hours count", items=calendars)
    yield _money(overview.stakes, reader)
    decided = decision_section(agreement)
    if decided is not None:
        yield decided
    together = partnership_section(agreement)
    if together is not None:
        yield together
    if agreement.rights:
        items = tuple(map(_right, agreement.rights.values()))
        yield PlainSection(heading="What results give a right to", items=items)


def _who(agreement: Agreement, overview: Overview, reader: Reader) -> PlainItem:
    client, provider = (agreement.parties[side] for side in ("client", "provider"))
    others = [p.name for p in agreement.parties.values() if p.role is PartyRole.THIRD_PARTY]
    sentences = [f"{provider.name} ({provider.zone}) serves {client.name} ({client.zone})."]
    if others:
        sentences.append(f"Third parties: {', '.join(others)}.")
    titles = [service.title or name for name, service in agreement.services.items()]
    if titles:
        sentences.append(f"Services: {', '.join(titles)}.")
    sentences += _times(agreement, reader)
    sentences += _versions(overview, reader)
    return PlainItem(sentences=tuple(map(one_line, sentences)))


def _times(agreement: Agreement, reader: Reader) -> Iterator[str]:
    begin, end = agreement.in_force.first_day, agreement.in_force.term_ends
    until = f" until {reader.day(end)}" if end else ", with no end set"
    yield f"In force from {reader.day(begin)}{until}."
    yield from _renewal(agreement.in_force)
    rule = agreement.settlement
    yield f"Settled {_RHYTHMS[rule.rhythm]} in {rule.currency}; days begin in {rule.zone}."
    if rule.stabilization_periods:
        count = rule.stabilization_periods
        noun = plural(count, "period")
        yield f"The first {count} {noun} are measured and shown, and no money moves."
    yield from filter(None, (stabilization_sentence(agreement), signing_sentence(agreement)))
    if agreement.contract is not None:
        wins = agreement.contract.prevails is Prevails.CONTRACT
        text = "signed contract" if wins else "text of this agreement"
        yield f"Where the signed contract and this text differ, the {text} prevails."


def _renewal(in_force: InForce) -> Iterator[str]:
    notice, months = in_force.notice, in_force.renewal_months
    if months and notice:
        each = f"{months} {plural(months, 'month')}"
        yield f"Renewed by {each} each time, unless a party gives notice {notice.text} before."
    elif notice and in_force.term_ends is None:
        yield f"It ends {notice.text} after a party gives notice."
    elif notice:
        yield f"It is not renewed by itself; notice is given {notice.text} before its end."


def _versions(overview: Overview, reader: Reader) -> Iterator[str]:
    for version in overview.history.versions[1:]:
        day = reader.day(version.effective_from)
        yield f"Amendment {version.amendment} applies from {day}."
    yield f"Told as it stands in {reader.period(overview.period)}."


def _promise(promise: Promise, agreement: Agreement, evidence: _Told, reader: Reader) -> PlainItem:
    sentences = [*promise_sentences(promise, agreement, reader)]
    measure = promise.measure.name if promise.measure else ""
    if measure in evidence.volumes:
        sentences.append(volume_sentence(promise, evidence.volumes[measure], reader))
    sentences += [
        deciding_sentence(promise, each, reader) for each in evidence.deciding.get(measure, ())
    ]
    return PlainItem(
        name=promise.commitment.name, title=promise_title(promise), sentences=tuple(sentences)
    )


def _calendar(use: CalendarUse, reader: Reader) -> PlainItem:
    named = [f"{reader.day(day)} ({name})" for day, name in use.closed[:_CLOSED_SHOWN]]
    more = len(use.closed) - len(named)
    rest = f" and {more} more" if more > 0 else ""
    sentences = [use.words]
    if named:
        sentences.append(f"Days of the coming year that do not count: {', '.join(named)}{rest}.")
    return PlainItem(
        name=use.name,
        title=use.name,
        sentences=tuple(map(one_line, sentences)),
        picture="\n".join(map(_picture_line, use.week.splitlines())),
    )


def _picture_line(line: str) -> str:
    return "".join(each if each.isprintable() else " " for each in line)


def _money(stakes: Stakes, reader: Reader) -> PlainSection:
    credit, incentive = LinePurpose.SERVICE_CREDIT, LinePurpose.INCENTIVE
    sentences = [
        _charges(stakes, reader),
        _bound(f"A bad {stakes.rhythm} costs the provider", stakes.worst, credit, stakes, reader),
        _bound(
            f"A good {stakes.rhythm} brings the provider", stakes.best, incentive, stakes, reader
        ),
    ]
    sentences += [f"Limit: {limit}." for limit in stakes.limits]
    items = [PlainItem(sentences=tuple(map(one_line, sentences)))]
    for purpose, title in (
        (LinePurpose.SERVICE_CREDIT, "Service credits, before limits"),
        (LinePurpose.INCENTIVE, "Incentives, before limits"),
    ):
        lines = [line for line in stakes.lines if line.purpose is purpose]
        if lines:
            said = tuple(each for line in lines for each in _line(line, stakes, reader))
            items.append(PlainItem(title=title, sentences=said))
    return PlainSection(heading="What it costs and brings", items=tuple(items))


def _right(right: Right) -> PlainItem:
    sentences = [f"The {right.held_by.value} has it where {right.when.text}."]
    arises = right.arises.text if right.arises else "the day after the period's end"
    until = f" until {right.until.text}" if right.until else ", for as long as results give it"
    sentences.append(f"It can be used from {arises}{until}.")
    if right.notice is not None:
        sentences.append(f"It needs a notice of {right.notice.text}.")
    title = f"{right.title or right.name} ({right.kind.value})"
    return PlainItem(
        name=right.name, title=one_line(title), sentences=tuple(map(one_line, sentences))
    )


def _bound(
    what: str, most: Quantity | None, purpose: LinePurpose, stakes: Stakes, reader: Reader
) -> str:
    own = [line for line in stakes.lines if line.purpose is purpose]
    if not own:
        return f"{what} nothing: no line of the text does so."
    if most is None:
        open_lines = [line.title for line in own if not line.is_bounded]
        return f"{what} an amount that nothing limits: there is no end to {_one_of(open_lines)}."
    share = ""
    if stakes.charges.amount and not stakes.open_charges:
        share = f" ({reader.share(most.amount / stakes.charges.amount)} of the charges)"
    titles = {line.name: line.title for line in own}
    return f"{what} at most {spell(most, reader)}{share}.{_added_up(stakes, titles)}"


def _added_up(stakes: Stakes, titles: Mapping[str, str]) -> str:
    """Say which lines are added up without its being decided that they go together."""
    said = [
        f" {_all_of([titles[name] for name in each.lines])} are added up as though all of it could"
        f" be due at once: whether it can is not decided, since {each.why}."
        for each in stakes.added_up
        if each.lines[0] in titles
    ]
    return "".join(said)


def _all_of(titles: list[str]) -> str:
    return " and ".join((", ".join(f"'{each}'" for each in titles[:-1]), f"'{titles[-1]}'"))


def _one_of(titles: list[str]) -> str:
    if len(titles) == 1:
        return f"'{titles[0]}'"
    return " or ".join((", ".join(f"'{each}'" for each in titles[:-1]), f"'{titles[-1]}'"))


def _charges(stakes: Stakes, reader: Reader) -> str:
    said = f"Charges of {reader.period(stakes.period)}: {spell(stakes.charges, reader)}"
    if stakes.open_charges:
        return f"{said}, and what evidence brings of {', '.join(stakes.open_charges)}."
    return f"{said}."


def _line(line: LineStake, stakes: Stakes, reader: Reader) -> Iterator[str]:
    yield one_line(f"{line.title}: {_most(line, stakes.rhythm, reader)}.")
    for other, reason in line.besides:
        yield one_line(f"It may charge the same records as '{other}', and is meant to: {reason}")


def _most(line: LineStake, rhythm: str, reader: Reader) -> str:
    each = line.each.replace("_", " ")
    if line.most is not None and line.each:
        return f"up to {spell(line.most, reader)} for each {each}, however many there are"
    if line.most is not None:
        return f"up to {spell(line.most, reader)}"
    if line.each:
        return f"by the {each}, with no end of its own"
    if line.supposed is not None and line.supposed.amount:
        worst = "worst" if line.purpose is LinePurpose.SERVICE_CREDIT else "best"
        return (
            f"{spell(line.supposed, reader)} in the {worst} {rhythm} that could be supposed; "
            f"it may be more, since {line.why}"
        )
    return f"nobody can say beforehand, since {line.why}"
