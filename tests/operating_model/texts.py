"""Operating models for tests, put together from a few lines."""

from __future__ import annotations

from datetime import date
from textwrap import dedent, indent

from servanda.operating_model.model.portfolio import OperatingModel
from servanda.operating_model.read.model import read_model_texts
from servanda.operating_model.rules.everything import Examination, examine

HEAD = """\
servanda: 1
operating model: acme
title: Acme
parties:
  northwind: {title: Northwind, side: provider}
  desk: {title: Desk, side: vendor}
roles: {cio: Chief Information Officer, lead: Lead of the desk}
"""
WHOLE = """\
live from: 2025-01-01
contracts: {provider: business, it elements: IT operations}
relationship: {strategic: cio, tactical: cio, operational: lead}
"""
DAY = date(2026, 6, 30)


def service_text(body: str, *, ambition: str = "B", mode: str = "1", whole: bool = True) -> str:
    """Return an operating model with one service, ``payments``.

    Args:
        body: Further keys of the service.
        ambition: Its ambition.
        mode: Its mode.
        whole: Whether it is live, with contracts and roles, so that no rule finds anything.
    """
    heading = f"services:\n  payments:\n    title: Payments\n    ambition: {ambition}\n"
    inside = f"mode: {mode}\n" + (WHOLE if whole else "") + dedent(body).strip("\n") + "\n"
    return HEAD + heading + indent(inside, "    ")


def model_of(text: str) -> OperatingModel:
    """Return the model of a text, which has to be sound."""
    reading = read_model_texts([("model.yaml", text.encode())])
    assert reading.model is not None, "\n".join(map(str, reading.diagnostics))
    return reading.model


def examined(text: str, day: date = DAY) -> Examination:
    """Return how the model of a text stands on a day, without any agreement."""
    return examine(model_of(text), {}, day)
