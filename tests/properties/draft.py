"""An agreement in the making: names, parameters, and where a mechanism puts its parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from random import Random

from tests.properties.sheet import (
    SERVICES,
    Commitment,
    Dated,
    Line,
    Measure,
    NoData,
    Place,
    Section,
    Sheet,
    Stretch,
    Worth,
)

__all__ = ["Draft", "decimal", "known", "money", "percent", "points", "quoted"]


def decimal(amount: Fraction) -> str:
    """Return an exact decimal; the generator draws no others."""
    text = f"{amount.numerator * 10**9 // amount.denominator:010d}"
    assert Fraction(int(text), 10**9) == amount
    return f"{text[:-9]}.{text[-9:]}".rstrip("0").rstrip(".")


def percent(share: Fraction) -> str:
    """Return a share as a percentage: ``99.5%``."""
    return f"{decimal(share * 100)}%"


def points(share: Fraction) -> str:
    """Return a difference of shares in percentage points."""
    return f"{decimal(share * 100)} pp"


def money(amount: Fraction) -> str:
    """Return an amount with two places: ``250.00 EUR``."""
    return f"{int(amount * 100) // 100}.{int(amount * 100) % 100:02d} EUR"


def quoted(formula: str) -> str:
    """Return a formula as a YAML scalar that stands in braces too."""
    return f'"{formula}"'


def known(worth: Worth, otherwise: Fraction) -> Fraction:
    """Return a figure, or what stands in for an absent one."""
    return worth if isinstance(worth, Fraction) else otherwise


class Draft:
    """Collect the parts of an agreement and what each of them means."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.sheet = Sheet()
        self.used: set[str] = set()
        self.stretches: dict[str, tuple[Stretch, ...]] = {}
        self.spells: dict[str, tuple[str, bool, Fraction]] = {}
        self._count = 0

    def name(self, stem: str) -> str:
        """Return a name that nothing else has."""
        self._count += 1
        return f"{stem}_{self._count}"

    def add(self, **changes: object) -> None:
        self.sheet = self.sheet.changed(**changes)

    def term(self, stem: str, text: str, worth: Dated) -> str:
        """Declare a term."""
        name = self.name(stem)
        self.add(terms={**self.sheet.terms, name: (text, worth)})
        return name

    def share(self, low: int, high: int, step: int = 1) -> Fraction:
        """Draw a share between so many thousandths."""
        return Fraction(self.random.randrange(low, high + 1, step), 1000)

    def amount(self, low: int, high: int) -> Fraction:
        """Draw an amount of money with cents."""
        return Fraction(self.random.randint(low * 100, high * 100), 100)

    def day(self) -> date:
        """Draw a day in force."""
        days = (self.sheet.last_day - self.sheet.first_day).days
        return self.sheet.first_day + timedelta(days=self.random.randint(1, max(1, days)))

    def measure(self, kind: str, *, divided: bool = False) -> Measure:
        """Declare a measure with a no-data rule."""
        name = self.name({"share": "up", "money": "spent", "count": "volume"}[kind])
        rule = self.random.choice(list(NoData))
        by = f", by: {{service: [{', '.join(SERVICES)}]}}" if divided else ""
        text = {
            "share": f"{{from: outages, availability: {{}}{by}, value: availability",
            "money": f"{{from: bookings, ratio: {{at: booked}}{by}, value: sum(cost)",
            "count": f"{{from: bookings, ratio: {{at: booked}}{by}, value: count()",
        }[kind]
        measure = Measure(
            name=name,
            text=f"{text}, no data: {rule.value}}}",
            kind=kind,
            divided=divided,
            no_data=rule,
        )
        self.used.add(f"no data {rule.value}")
        if divided:
            self.used.add("segments")
        self.add(measures={**self.sheet.measures, name: measure})
        return measure

    def commitment(self, measure: Measure, *, client: bool = False, bands: str = "") -> Commitment:
        """Promise at least so much of a measure that is a share."""
        expected = self.share(950, 999)
        steps = [(date.min, expected)]
        text = f"at least {percent(expected)}"
        if self.random.random() < 0.25:
            later, day = self.share(950, 999), self.day()
            steps.append((day, later))
            first = self.sheet.first_day
            text = f"{{{first}: {text}, {day}: at least {percent(later)}}}"
            self.used.add("dated levels")
        minimum = self.share(880, 949) if self.random.random() < 0.6 else None
        only = ""
        if measure.divided and self.random.random() < 0.4:
            only = self.random.choice(SERVICES)
            self.used.add("one segment")
        # A commitment may bear its measure's name, or one of its own.
        same = measure.name not in self.sheet.commitments and self.random.random() < 0.6
        name = measure.name if same else self.name("promise")
        fields = [f"expected: {text}"]
        fields += [f"minimum: at least {percent(minimum)}"] if minimum is not None else []
        fields += [f"for: {{service: {only}}}"] if only else []
        fields += [] if same else [f"measure: {measure.name}"]
        fields += [f"bands: {bands}"] if bands else []
        made = Commitment(
            name=name,
            measure=measure.name,
            expected=Dated(steps=tuple(steps)),
            minimum=minimum,
            only=only,
            client=client,
            bands=bands,
            relieves=self._relief(fields) if client else (),
        )
        promised = {**self.sheet.commitments, name: (f"{{{', '.join(fields)}}}", made)}
        self.add(commitments=promised)
        return made

    def _relief(self, fields: list[str]) -> tuple[tuple[str, Fraction], ...]:
        fields.append("by: client")
        own = [each.name for _, each in self.sheet.commitments.values() if not each.client]
        names = self.random.sample(own, self.random.randint(1, min(2, len(own))))
        if self.random.random() < 0.4:
            fields.append(f"relieves: {names[0]}")
            return ((names[0], Fraction(1)),)
        shares = [(each, self.share(100, 900, 50)) for each in names]
        spelled = ", ".join(f"{each}: {percent(share)}" for each, share in shares)
        fields.append(f"relieves: {{{spelled}}}")
        return tuple(shares)

    def condition(self) -> str:
        """Declare a condition over time, and when it held: now and then, for hours or days."""
        name = self.name("down")
        self.add(conditions={**self.sheet.conditions, name: "{from: outages}"})
        # Beyond the days in force on both sides, whatever the zone.
        at = datetime.combine(self.sheet.first_day, time(), UTC) - timedelta(days=3)
        end = datetime.combine(self.sheet.last_day, time(), UTC) + timedelta(days=400)
        found = []
        while at < end:
            longest = self.random.choice([5, 40, 400, 4000])
            ended = min(end, at + timedelta(minutes=self.random.randint(1, longest * 60)))
            holds = self.random.choice([True, True, False, False, False, None])
            found.append(Stretch(began=at, ended=ended, holds=holds))
            at = ended
        self.stretches[name] = tuple(found)
        return name

    def shares(self) -> list[Measure]:
        """Return the measures that are shares."""
        return [each for each in self.sheet.measures.values() if each.kind == "share"]

    def promised(self) -> list[Commitment]:
        """Return the provider's commitments."""
        return [each for _, each in self.sheet.commitments.values() if not each.client]

    def line(
        self,
        mechanism: str,
        section: Section,
        pays: str,
        worth: Callable[[Place], Worth],
        *,
        each: str = "",
        divided: bool = False,
        when: str = "",
        commitment: str = "",
        name: str = "",
        falls: bool = False,
        more: Sequence[str] = (),
    ) -> str:
        """Add a line of money; ``falls`` where better figures never make it more."""
        name = name or self.name(mechanism.replace(" ", "_"))
        fields = [f"for each: {each[:-1]}"] if each else []
        fields += ["by: [service]"] if divided else []
        fields += [f"when: {quoted(when)}"] if when else []
        fields += [f"pays: {quoted(pays)}"] if pays else []
        fields += more
        counts = section is Section.CHARGE or self.random.random() < 0.85
        if not counts:
            fields.append("counts towards limits: no")
            self.used.add("outside limits")
        if commitment and commitment != name:
            fields.append(f"commitment: {commitment}")
        # A line hangs on the commitment of its name where it names none.
        made = Line(
            name=name,
            section=section,
            text=f"{{{', '.join(fields)}}}" if len(fields) != 1 or when else _short(fields[0]),
            worth=worth,
            each=each,
            divided=divided,
            commitment=commitment,
            counts=counts,
            mechanism=mechanism,
            falls=falls,
        )
        self.used.add(mechanism)
        self.add(lines={**self.sheet.lines, name: made})
        return name


def _short(field: str) -> str:
    return field.removeprefix("pays: ")
