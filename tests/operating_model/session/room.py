"""Sessions for tests, put together from what was said at each place."""

from __future__ import annotations

from collections.abc import Mapping

from servanda.facts.said import Said, fold
from servanda.kernel.time import Instant
from servanda.operating_model.changing import with_values
from servanda.operating_model.model.portfolio import OperatingModel
from servanda.operating_model.read.model import ModelReading, read_model_texts
from servanda.operating_model.session.design import Design, design_of
from servanda.operating_model.session.drafting import draft
from servanda.operating_model.session.knowing import Subject, known_before
from servanda.operating_model.session.places import place_named
from tests.operating_model.texts import DAY

AT = Instant.parse("2026-06-30T09:00:00Z")

NEW = {
    "person/1/name": "A. Brandt",
    "service/title": "Fleet planner",
    "service/ambition": "B",
    "service/open owner": "Chief Information Officer",
    "service/open by": "2026-09-30",
}
"""The least that a session on a new service says."""


def read(text: str) -> ModelReading:
    return read_model_texts([("model.yaml", text.encode())])


def sound(reading: ModelReading) -> OperatingModel:
    assert reading.model is not None, "\n".join(map(str, reading.diagnostics))
    return reading.model


def said(place: str, value: str, *, number: int = 1, by: str = "A. Brandt", seen: int = 0) -> Said:
    found = place_named(place)
    assert found is not None, place
    return Said(number=number, at=AT, by=by, place=found, value=value, seen=seen)


def designed(text: str, service: str, answers: Mapping[str, str]) -> Design:
    subject = Subject(model=sound(read(text)), histories={}, name=service, day=DAY)
    spoken = [said(place, value, number=n) for n, (place, value) in enumerate(answers.items(), 1)]
    return design_of(subject, fold(spoken, known_before(subject)))


def drafted_text(text: str, design: Design) -> str:
    """Return a text with a design taken over, as the reader finds it sound."""
    reading = read(text)
    printed = with_values(
        reading.sources["model.yaml"], reading.roots["model.yaml"], draft(design).values
    )
    assert printed.text is not None, printed.diagnostics
    sound(read(printed.text))
    return printed.text
