"""Agreements from seeds: a grammar of mechanisms, amendments, and evidence near every edge."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from tests.properties.draft import Draft, money, percent
from tests.properties.happened import failures, groups, spells
from tests.properties.mechanisms import MECHANISMS
from tests.properties.oracle import spans_of
from tests.properties.sheet import (
    SERVICES,
    Dated,
    Limit,
    Line,
    Place,
    Sheet,
    Told,
    Window,
    World,
)
from tests.properties.told import told_later, told_of

__all__ = ["Case", "generate", "generate_of"]

RHYTHMS = ("month", "month", "month", "quarter", "four weeks", "week", "year")
MODES = ("half-up", "half-even", "half-down", "up", "down", "floor", "ceiling")
DAYS = {"month": 31, "quarter": 92, "four weeks": 28, "week": 7, "year": 366}


@dataclass(frozen=True, kw_only=True)
class Case:
    """A generated agreement.

    Args:
        seed: What it was made from.
        texts: The agreement's text and its amendments.
        world: What they mean, with the evidence.
        absences: Why a figure is absent, by place.
        mechanisms: All that it is made of.
        reading: The agreement under the other reading of its text, if it has one.
    """

    seed: int
    texts: tuple[str, ...]
    world: World
    absences: Mapping[tuple[str, int, str], str]
    mechanisms: frozenset[str]
    reading: Sheet | None = None


def generate(seed: int) -> Case:
    """Return the agreement of a seed, always the same."""
    random = Random(f"agreement {seed}")
    draft = Draft(random)
    _setting(draft)
    for _ in range(random.randint(1, 3)):
        measure = draft.measure("share", divided=random.random() < 0.35)
        draft.commitment(measure)
    for make in random.sample(MECHANISMS, random.randint(2, 5)):
        make(draft)
    if random.random() < 0.35:
        for _ in range(random.randint(1, 2)):
            draft.commitment(draft.measure("share"), client=True)
            draft.used.add("relief")
    _limits(draft)
    told = told_of(draft) if random.random() < 0.4 else []
    later = _amended(draft)
    if told and later:
        draft.used.add("stated history amended")
        told, later = told_later(draft, told, later)
    reading = _other_reading(draft) if not later and random.random() < 0.35 else None
    return _case(seed, draft, later, reading, told)


def generate_of(seed: int, sheet: Sheet, mechanisms: Sequence[Callable[[Draft], None]]) -> Case:
    """Return an agreement made of the mechanisms given, in the rhythm and days of a sheet."""
    draft = Draft(Random(f"linear {seed}"))
    draft.add(
        every=sheet.every,
        starts_on=sheet.starts_on,
        first_day=sheet.first_day,
        last_day=sheet.last_day,
        from_day=sheet.first_day,
    )
    for make in mechanisms:
        make(draft)
    return _case(seed, draft, [])


def _other_reading(draft: Draft) -> Sheet:
    """Read the amount at risk as another share of the fee."""
    share = draft.share(30, 250, 5)
    changes = f"{{terms: {{at_risk: {percent(share)} of fee}}}}"
    draft.add(readings={"other": f"{{title: Another share, changes: {changes}}}"})
    draft.used.add("reading")
    at_risk = ("", _of(draft.sheet.terms["fee"][1], share))
    return draft.sheet.changed(terms={**draft.sheet.terms, "at_risk": at_risk})


def _setting(draft: Draft) -> None:
    random = draft.random
    every = random.choice(RHYTHMS)
    first = date(2026, 1, 1)
    starts = 1
    if every in {"month", "quarter", "year"} and random.random() < 0.3:
        starts = random.choice([16, 28])
        draft.used.add(f"starts on {starts}")
    if random.random() < 0.4:
        first += timedelta(days=random.randint(0, 400))
        draft.used.add("partial first period")
    periods = random.randint(3, 4) if every == "year" else random.randint(4, 9)
    last = first + timedelta(days=DAYS[every] * periods - random.randint(0, 5))
    step = random.choice(["0.01", "0.01", "0.05", "1", "0.001"])
    draft.add(
        every=every,
        starts_on=starts,
        zone=random.choice(["UTC", "Europe/Amsterdam", "America/St_Johns", "Pacific/Apia"]),
        first_day=first,
        from_day=first,
        last_day=last,
        quantum=Fraction(step),
        mode=random.choice(MODES),
        stabilization=random.randint(1, 3) if random.random() < 0.25 else 0,
    )
    draft.used |= {f"every {every}", f"round {draft.sheet.mode}"}
    if draft.sheet.stabilization:
        draft.used.add("stabilization")
    _fees(draft)


def _fees(draft: Draft) -> None:
    first, steps = draft.sheet.first_day, [(date.min, draft.amount(500, 20000))]
    text = money(steps[0][1])
    if draft.random.random() < 0.5:
        steps.append((draft.day(), draft.amount(500, 20000)))
        spelled = [f"{first}: {text}", f"{steps[1][0]}: {money(steps[1][1])}"]
        draft.random.shuffle(spelled)
        text = f"{{{', '.join(spelled)}}}"
        draft.used.add("dated fee")
    risk = draft.share(30, 250, 5)
    fee = Dated(steps=tuple(steps))
    draft.add(terms={"fee": (text, fee), "at_risk": (f"{percent(risk)} of fee", _of(fee, risk))})


def _of(fee: Dated, share: Fraction) -> Dated:
    return Dated(steps=tuple((day, amount * share) for day, amount in fee.steps))


def _limits(draft: Draft) -> None:
    random = draft.random
    limits = [_limit(draft) for _ in range(random.choice([0, 1, 1, 2, 2, 3]))]
    draft.add(limits=tuple(limits))
    if len(limits) > 1:
        draft.used.add("limits in order")


def _limit(draft: Draft) -> Limit:
    random, sheet = draft.random, draft.sheet
    names = [[*dict.fromkeys(x for x in (random.choice(["penalties", "incentives"]),))]]
    lines = list(sheet.lines)
    if lines and random.random() < 0.35:
        names = [random.sample(lines, random.randint(1, min(3, len(lines))))]
        draft.used.add("limit on lines")
    of = tuple(names[0])
    window, length = random.choice(list(Window)), 0
    if window is Window.QUARTER and sheet.every == "year":
        window = Window.YEAR
    if window is Window.LAST:
        length = random.randint(2, 5)
    draft.used.add(f"limit {window.value}")
    cap, worth = _cap(draft)
    carries = random.random() < 0.35
    draft.used.add("carries over" if carries else "lapses")
    return Limit(
        text=_limit_text(draft, of, cap, window, length, carries=carries),
        of=of,
        cap=worth,
        window=window,
        length=length,
        carries=carries,
    )


def _cap(draft: Draft) -> tuple[str, Callable[[Place], Fraction]]:
    random = draft.random
    match random.choice(["amount", "share", "sum", "at risk"]):
        case "amount":
            amount = draft.amount(20, 3000)
            return money(amount), lambda _: amount
        case "share":
            share = draft.share(5, 300, 5)
            return f"{percent(share)} of fee", lambda place: share * place.term("fee")
        case "sum":
            share = draft.share(5, 100, 5)
            return (
                f"{percent(share)} of sum(fee over periods in this year)",
                lambda place: share * sum(x.term("fee") for x in _this_year(place)),
            )
    return "at_risk", lambda place: place.term("at_risk")


def _this_year(place: Place) -> list[Place]:
    if place.sheet.every == "year":
        return [place]
    return place.since(place.span.first_day.replace(month=1, day=1))


def _limit_text(
    draft: Draft, of: Sequence[str], cap: str, window: Window, length: int, *, carries: bool
) -> str:
    sheet, random = draft.sheet, draft.random
    if not carries and random.random() < 0.5:
        words = {
            Window.PERIOD: f"each {'period' if sheet.every == 'four weeks' else sheet.every}",
            Window.QUARTER: "each quarter",
            Window.YEAR: "each year",
            Window.CONTRACT_YEAR: "each contract year",
            Window.LAST: f"within last {length} periods",
            Window.AGREEMENT: "in total",
        }[window]
        return f"{' and '.join(of)} at most {cap} {words}"
    within = f"last {length} periods" if window is Window.LAST else window.value
    fields = [f"name: {draft.name('cap')}", f"of: [{', '.join(of)}]", f"at most: {cap}"]
    if window is not Window.PERIOD:
        fields.append(f"within: {within}")
    if carries or random.random() < 0.3:
        fields.append(f"rest: {'carries over' if carries else 'lapses'}")
    return f"{{{', '.join(fields)}}}"


def _amended(draft: Draft) -> list[tuple[Sheet, str]]:
    """Return later versions, each with the text that makes it of the one before."""
    random, versions = draft.random, []
    sheet = draft.sheet
    for number in range(1, 1 + random.choice([0, 0, 0, 1, 1, 2])):
        since = max(sheet.from_day + timedelta(days=1), draft.day())
        if since > sheet.last_day:
            break
        change, text = random.choice([_new_fee, _new_level, _new_limits, _removed])(draft, sheet)
        sheet = change.changed(from_day=since)
        head = f"amends: {{number: {number}, from: {since}, title: A change}}\n"
        versions.append((sheet, f"servanda: 1\nagreement: generated\n{head}{text}"))
        draft.used.add("amendment")
    return versions


def _new_fee(draft: Draft, sheet: Sheet) -> tuple[Sheet, str]:
    amount, risk = draft.amount(500, 20000), draft.share(30, 250, 5)
    fee = Dated(steps=((date.min, amount),))
    text = f"terms: {{fee: {money(amount)}, at_risk: {percent(risk)} of fee}}\n"
    if sheet.terms["fee"][0].startswith("{"):
        # A figure would be refused, or merged, where the text has figures by date.
        fee = sheet.terms["fee"][1]
        text = f"terms: {{at_risk: {percent(risk)} of fee}}\n"
    terms = {**sheet.terms, "fee": (sheet.terms["fee"][0], fee)}
    terms["at_risk"] = ("", _of(fee, risk))
    return sheet.changed(terms=terms), text


def _new_level(draft: Draft, sheet: Sheet) -> tuple[Sheet, str]:
    name = draft.random.choice(list(sheet.commitments))
    old_text, commitment = sheet.commitments[name]
    if len(commitment.expected.steps) > 1:
        return _new_fee(draft, sheet)
    level = draft.share(950, 999)
    made = replace(commitment, expected=Dated(steps=((date.min, level),)))
    changed = {**sheet.commitments, name: (old_text, made)}
    text = f"commitments: {{{name}: {{expected: at least {percent(level)}}}}}\n"
    return sheet.changed(commitments=changed), text


def _new_limits(draft: Draft, sheet: Sheet) -> tuple[Sheet, str]:
    limit = _limit(draft)
    gone = set(limit.of) - {"penalties", "incentives"} - set(sheet.lines)
    if gone:
        return _new_fee(draft, sheet)
    return sheet.changed(limits=(limit,)), f"limits:\n  - {limit.text}\n"


def _removed(draft: Draft, sheet: Sheet) -> tuple[Sheet, str]:
    named = {name for limit in sheet.limits for name in limit.of}
    said = [sheet.history, *sheet.figures.values(), *(x.text for x in sheet.lines.values())]
    free = [
        line
        for line in sheet.lines.values()
        if line.name not in named and not any(line.name in text for text in said)
    ]
    if len(free) < 2:
        return _new_level(draft, sheet)
    line: Line = draft.random.choice(free)
    draft.used.add("line removed")
    left = {name: each for name, each in sheet.lines.items() if name != line.name}
    return sheet.changed(lines=left), f"{line.section.value}: {{{line.name}: remove}}\n"


def _case(
    seed: int,
    draft: Draft,
    later: list[tuple[Sheet, str]],
    reading: Sheet | None = None,
    told: Sequence[Told] = (),
) -> Case:
    from tests.properties.writing import text_of

    versions = [draft.sheet, *(sheet for sheet, _ in later)]
    spans = spans_of(draft.sheet)
    measured, absences = _measured(draft, versions, len(spans))
    for index, each in enumerate(told):
        for (name, cut), value in each.reached.items():
            measured[name, index, cut] = value
            absences[name, index, cut] = "before the start"
    unjudged = {
        place
        for place, why in absences.items()
        if why == "before the start" and measured[place] is None
    }
    rows = {"failures": failures(draft, spans)} if "failures" in draft.sheet.rows else {}
    rows |= {name: spells(draft, name, spans) for name in draft.spells}
    if "groups" in draft.sheet.rows:
        rows["groups"] = groups(rows["failures"])
    world = World(
        versions=versions,
        spans=spans,
        measured=measured,
        unjudged=frozenset(unjudged),
        rows=rows,
        stretches=dict(draft.stretches),
        told=told,
    )
    texts = (text_of(draft.sheet, draft.random), *(text for _, text in later))
    return Case(
        seed=seed,
        texts=texts,
        world=world,
        absences=absences,
        mechanisms=frozenset(draft.used),
        reading=reading,
    )


def _measured(
    draft: Draft, versions: Sequence[Sheet], periods: int
) -> tuple[dict[tuple[str, int, str], Fraction | None], dict[tuple[str, int, str], str]]:
    random = draft.random
    found: dict[tuple[str, int, str], Fraction | None] = {}
    absences: dict[tuple[str, int, str], str] = {}
    edges = [
        level
        for sheet in versions
        for _, each in sheet.commitments.values()
        for level in (each.minimum, *(step for _, step in each.expected.steps))
        if level is not None
    ]
    for measure in draft.sheet.measures.values():
        for index in range(periods):
            for cut in SERVICES if measure.divided else ("",):
                place = (measure.name, index, cut)
                found[place] = _figure(draft, measure.kind, edges)
                if random.random() < 0.08:
                    found[place] = None
                    absences[place] = random.choice(
                        ["no data", "no data", "too few", "before the start"]
                    )
    return found, absences


def _figure(draft: Draft, kind: str, edges: Sequence[Fraction]) -> Fraction:
    random = draft.random
    if kind == "money":
        return draft.amount(1000, 12000)
    if kind == "count":
        return Fraction(random.randint(0, 120))
    match random.choice(["edge", "near", "round", "ratio", "ratio"]):
        case "edge":
            return random.choice(edges) if edges else Fraction(1)
        case "near":
            near = Fraction(random.choice([-1, 1]), 10**7)
            return min(Fraction(1), (random.choice(edges) if edges else Fraction(1, 2)) + near)
        case "round":
            return draft.share(880, 1000)
    whole = random.randint(50, 20000)
    return Fraction(whole - random.randint(0, whole // 9), whole)
