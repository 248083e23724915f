"""From a design to what goes into the operating model's text, with its risks and its actions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Final

from servanda.facts.said import Place
from servanda.operating_model.changing import Appended, Value
from servanda.operating_model.filling import FilledCell, filled_values
from servanda.operating_model.model.risk import Rule, Treatment
from servanda.operating_model.model.service import ByDate, Contracts, Relationship, Service
from servanda.operating_model.model.words import UNDECIDED, Ambition, Mode, Scope
from servanda.operating_model.session.design import Danger, Design, DesignedCell, Hope
from servanda.operating_model.session.naming import FreeNames, NamedRoles
from servanda.operating_model.standing import Cell, ServiceStanding, stand

__all__ = ["Action", "Drafted", "DraftedRisk", "draft"]

_BETWEEN: Final = " / "


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something that somebody does by a day."""

    what: str
    owner: str
    by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedRisk:
    """A risk that the session brings: of a cell that stays open, or of what can go wrong."""

    title: str
    likelihood: str
    consequence: str
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """What a session ends in.

    Args:
        values: What goes into the text of the operating model, by key.
        risks: The risks that it brings.
        actions: What is to be done, the earliest first.
    """

    values: Mapping[str, Value]
    risks: tuple[DraftedRisk, ...]
    actions: tuple[Action, ...]


def draft(design: Design) -> Drafted:
    """Return what a design, of which nothing is outstanding, puts into the operating model.

    What a cell says holds from the day of the session, unless it names a day of its own: then the
    present stays as it is, with a step that leads there. What the model says already, and nobody
    changed, is left as it stands.

    Args:
        design: What the room has said.
    """
    return _Drafting(design).drafted()


class _Drafting:
    """Puts one design into the words of the text."""

    def __init__(self, design: Design) -> None:
        self._design = design
        self._subject = design.subject
        self._answers = design.answers
        self._known = design.subject.service
        self._roles = NamedRoles(design.subject.model.roles)
        self._risk_names = FreeNames("risk", self._known.risks if self._known else ())
        self._risks: list[DraftedRisk] = []
        self._actions: list[Action] = []

    def drafted(self) -> Drafted:
        name = self._subject.name
        service = {**self._heading(), **self._rows(), **self._matrix()}
        values: dict[str, Value] = {"services": {name: service}} if service else {}
        if declared := self._roles.declared:
            values = {"roles": declared, **values}
        actions = sorted(self._actions, key=lambda each: each.by)
        return Drafted(values=values, risks=tuple(self._risks), actions=tuple(actions))

    def _changed(self, part: str) -> str:
        """Return what the room says of the service, empty where it says nothing new."""
        place = Place("service", "", part)
        value = self._answers.at(place)
        return value if value != self._answers.known.get(place, "") else ""

    def _heading(self) -> dict[str, Value]:
        heading: dict[str, Value] = {}
        for key in ("title", "used by", "used for"):
            if value := self._changed(key):
                heading[key] = value
        if covered := self._changed("covered by"):
            heading["agreement"], _, heading["covers"] = covered.partition(_BETWEEN)
        if self._changed("ambition"):
            heading["ambition"] = self._ambition()
        if self._known is None:
            heading["mode"] = self._design.mode.value
        if value := self._changed("live from"):
            heading["live from"] = value
        if self._known is not None and self._known.together != self._design.together:
            heading["scopes"] = "together" if self._design.together else "apart"
        heading |= self._holders()
        if value := self._changed("hypothesis"):
            heading["experiment"] = {"hypothesis": value, "stops when": self._changed("stops when")}
        return heading

    def _ambition(self) -> Value:
        """Return the ambition; where there was another one until today, with the day."""
        word = self._design.answers.value("service", "ambition")
        day = self._subject.day
        if self._known is None or self._known.ambition.on(day) is None:
            return word
        before = {
            (first or self._known.live_from): each.value
            for first, each in self._known.ambition.values
        }
        dated = {first.isoformat(): each for first, each in before.items() if first}
        if len(dated) < len(before) or any(first >= day.isoformat() for first in dated):
            return word
        return {**dated, day.isoformat(): word}

    def _holders(self) -> dict[str, Value]:
        held = {
            key: value
            for key, part in (("provider", "contract with the provider"),
                              ("it elements", "contract for it elements"))
            if (value := self._changed(part))
        }  # fmt: skip
        carried = {
            level: self._roles.name_of(value)
            for level in ("strategic", "tactical", "operational")
            if (value := self._changed(level))
        }
        found: dict[str, Value] = {}
        if held:
            found["contracts"] = held
        if carried:
            found["relationship"] = carried
        return found

    def _rows(self) -> dict[str, Value]:
        rows: dict[str, Value] = {}
        before = self._known.interfaces if self._known else ()
        if self._design.interfaces != before:
            rows["interfaces"] = list(self._design.interfaces)
        hopes = dict(self._hopes())
        if hopes:
            rows["benefits"] = hopes
        risks = {**dict(self._dangers()), **dict(self._open_cells())}
        if risks:
            rows["risks"] = risks
        return rows

    def _is_new(self, topic: str, row: str) -> bool:
        """Return whether the room spoke about a row, so that it is written."""
        return any(each.topic == topic and each.row == row for each in self._answers.said)

    def _hopes(self) -> Iterator[tuple[str, Value]]:
        known = self._known.benefits if self._known else ()
        names = FreeNames("benefit", (each.name for each in known))
        for hope in self._design.hopes:
            if not self._is_new("benefit", hope.row):
                continue
            assert hope.on is not None, "nothing is outstanding"
            self._actions.append(_looking(hope, hope.on))
            value: dict[str, Value] = {"expected": hope.expected}
            if hope.measure:
                value["measure"] = hope.measure
            value |= {"on": hope.on.isoformat(), "owner": self._roles.name_of(hope.owner)}
            yield names.of_row(hope.row, hope.expected), value

    def _dangers(self) -> Iterator[tuple[str, Value]]:
        for each in self._design.dangers:
            if not self._is_new("danger", each.row):
                continue
            self._risks.append(_risk_of(each))
            name = self._risk_names.of_row(each.row, each.title)
            known = self._known.risks.get(name) if self._known else None
            raised = known.raised if known else self._subject.day
            yield (
                name,
                {
                    "title": each.title,
                    "likelihood": each.likelihood,
                    "consequence": each.consequence,
                    "owner": self._roles.name_of(each.owner),
                    "treatment": each.treatment or Treatment.REDUCE.value,
                    "raised": raised.isoformat(),
                },
            )

    def _open_cells(self) -> Iterator[tuple[str, Value]]:
        """Yield a risk for what stays open, unless the model has one for it."""
        open_cells = [
            each
            for each in self._design.cells
            if each.is_undecided and not self._is_known_risk(each)
        ]
        for cell, scope in self._grouped(open_cells, _how_open):
            where = f" ({scope.value})" if scope else ""
            lacks = "nobody is accountable"
            if not _stays_open(cell):
                lacks = "not decided who is to be accountable"
            title = f"{cell.process.title}{where}: {lacks}"
            assert cell.by is not None, "nothing is outstanding"
            likelihood = f"from today until it is decided, at the latest on {cell.by.isoformat()}"
            self._risks.append(
                DraftedRisk(
                    title=title,
                    likelihood=likelihood,
                    consequence=cell.left_open,
                    owner=cell.owner,
                )
            )
            name = self._risk_names.free(f"undecided {cell.process.name}{where}")
            yield (
                name,
                {
                    "title": title,
                    "rule": Rule.UNDECIDED.value,
                    **_about(cell, scope),
                    "likelihood": likelihood,
                    "consequence": cell.left_open,
                    "owner": self._roles.name_of(cell.owner),
                    "treatment": Treatment.REDUCE.value,
                    "raised": self._subject.day.isoformat(),
                },
            )

    def _grouped(
        self, cells: Sequence[DesignedCell], likeness: Callable[[DesignedCell], object]
    ) -> Iterator[tuple[DesignedCell, Scope | None]]:
        """Yield cells with their scope; one without for both of a process that are alike."""
        whole = {
            process: alike
            for process, each in groupby(cells, key=lambda cell: cell.process.name)
            if len(alike := list(each)) == len(self._design.cells_of(process))
            and len({likeness(cell) for cell in alike}) == 1
        }
        for cell in cells:
            alike = whole.get(cell.process.name, [])
            if not alike:
                yield cell, cell.scope
            elif cell is alike[0]:
                yield cell, None

    def _is_known_risk(self, cell: DesignedCell) -> bool:
        return any(
            each.rule is Rule.UNDECIDED
            and each.closed is None
            and each.process in {"", cell.process.name}
            and each.scope in {None, cell.scope}
            for each in (self._known.risks.values() if self._known else ())
        )

    def _matrix(self) -> dict[str, Value]:
        standing = self._standing()
        name, day = self._subject.name, self._subject.day
        cells = [self._filled(cell, standing) for cell in self._design.cells]
        values = filled_values(cells, {name: standing}, day)
        services = values.get("services", {})
        assert isinstance(services, Mapping), "values are put into services by name"
        stated = services.get(name, {})
        assert isinstance(stated, Mapping), "a service is a mapping of its keys"
        matrix: dict[str, Value] = dict(stated)
        known = matrix.pop("steps", Appended(()))
        assert isinstance(known, Appended), "steps are put behind those that are there"
        steps = (*known.items, *self._steps())
        return {**matrix, "steps": Appended(steps)} if steps else matrix

    def _standing(self) -> ServiceStanding:
        """Return how the service would stand with the ambition alone."""
        ambition = self._design.ambition or Ambition.C
        bare = self._known or _bare(self._subject.name, self._design)
        going = replace(bare, ambition=ByDate(((None, ambition),)), together=self._design.together)
        return stand(self._subject.model, going, self._subject.day)

    def _filled(self, cell: DesignedCell, standing: ServiceStanding) -> FilledCell:
        now = next(each for each in standing.cells if each.key == (cell.process.name, cell.scope))
        performs = (cell.performs,) if cell.performs else now.target.performs
        target = Cell(accountable=cell.chosen, performs=performs)
        return FilledCell(
            service=self._subject.name,
            process=cell.process.name,
            scopes=tuple(Scope) if self._design.together else (cell.scope,),
            present=self._present(cell, target),
            target=target,
            because=cell.because if cell.deviates or cell.because else now.because,
        )

    def _present(self, cell: DesignedCell, target: Cell) -> Cell:
        """Return who it is from today: as was chosen, unless a later day is named."""
        arrived = Cell(
            accountable=target.accountable, performs=target.performs or (target.accountable,)
        )
        if cell.present is not None and not cell.is_looked_at:
            # A cell of which nobody spoke is left as it was found.
            return cell.present.present
        if cell.is_undecided or cell.by is None:
            return arrived
        if cell.present is not None:
            return cell.present.present
        return Cell(accountable=UNDECIDED, performs=(UNDECIDED,))

    def _steps(self) -> Iterator[Value]:
        dated = [
            each
            for each in self._design.cells
            if each.by is not None and each.owner and not self._is_step_known(each)
        ]
        for cell, scope in self._grouped(dated, _how_done):
            assert cell.by is not None, "only what has a day is a step"
            called = f"{cell.process.title}, {scope.value}" if scope else cell.process.title
            task = "decide who is accountable"
            if not cell.is_undecided:
                task = f"hand over to {cell.chosen}"
            action = Action(what=f"{called}: {task}", owner=cell.owner, by=cell.by)
            self._actions.append(action)
            step = _about(cell, scope)
            if not cell.is_undecided:
                step["accountable"] = cell.chosen
                if cell.performs:
                    step["performs"] = cell.performs
            yield {**step, "by": cell.by.isoformat(), "owner": self._roles.name_of(cell.owner)}

    def _is_step_known(self, cell: DesignedCell) -> bool:
        step = cell.present.step if cell.present else None
        chosen = None if cell.is_undecided else cell.chosen
        return step is not None and (step.by, step.accountable) == (cell.by, chosen)


def _about(cell: DesignedCell, scope: Scope | None) -> dict[str, Value]:
    scoped: dict[str, Value] = {"scope": scope.value} if scope else {}
    return {"process": cell.process.name, **scoped}


def _stays_open(cell: DesignedCell) -> bool:
    """Return whether nobody is accountable from today on, and not only in what is meant."""
    return cell.present is None or cell.is_looked_at or cell.present.is_undecided


def _how_open(cell: DesignedCell) -> object:
    return (_stays_open(cell), cell.left_open, cell.owner, cell.by)


def _how_done(cell: DesignedCell) -> object:
    return (cell.chosen, cell.performs, cell.owner, cell.by)


def _looking(hope: Hope, on: date) -> Action:
    return Action(what=f"Look whether it came: {hope.expected}", owner=hope.owner, by=on)


def _risk_of(danger: Danger) -> DraftedRisk:
    return DraftedRisk(
        title=danger.title,
        likelihood=danger.likelihood,
        consequence=danger.consequence,
        owner=danger.owner,
    )


def _bare(name: str, design: Design) -> Service:
    """Return a service of which nothing is said yet, to see what the ambition alone gives."""
    span = design.subject.model.span
    return Service(
        name=name,
        title=name,
        used_by="",
        used_for="",
        agreement="",
        covers="",
        ambition=ByDate(()),
        mode=ByDate(((None, Mode.EXPERIMENT),)),
        live_from=None,
        together=False,
        contracts=Contracts(provider="", it_elements="", span=span),
        interfaces=(),
        relationship=Relationship(strategic="", tactical="", operational="", span=span),
        escalations=(),
        present={},
        target={},
        span=span,
    )
