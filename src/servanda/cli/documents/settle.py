"""``servanda settle --format json`` and ``servanda demo --format json``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from servanda.cli.documents.common import ValueDocument, value_document
from servanda.facts.statement import LevelReached
from servanda.pipeline.settling import Written
from servanda.reports.headline import headline
from servanda.reports.reader import Reader
from servanda.reports.rights_view import GIVEN
from servanda.settlement.canonical import statement_json, statement_sha256

__all__ = ["SettleDocument", "SettledPeriod", "settle_document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledPeriod:
    """One statement in short: its headline, its totals, its files and its digest.

    ``due`` is what the client pays: the net, and what goes to the holding account instead of off
    the invoice. ``missed`` names the commitments that fell short of what is expected, ``rights``
    the rights that have arisen and not lapsed. ``statement`` (JSON), ``page``, ``paper`` (PDF) and
    ``workbook`` name its files, empty if one was not written.
    """

    period: str
    headline: str
    stabilization: bool
    missed: tuple[str, ...]
    rights: tuple[str, ...]
    charges: ValueDocument
    service_credits: ValueDocument
    incentives: ValueDocument
    adjustments: ValueDocument
    net: ValueDocument
    due: ValueDocument
    sha256: str
    statement: str
    page: str
    paper: str = ""
    workbook: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleDocument:
    """The periods settled, oldest first; ``latest`` is the last statement, whole, in the format
    ``servanda/statement/1``.
    """

    agreement: str
    periods: tuple[SettledPeriod, ...]
    latest: Mapping[str, Any]
    format: str = "servanda/settle/1"


def settle_document(written: Sequence[Written], reader: Reader) -> SettleDocument:
    """Return the document of statements that were written, at least one."""
    latest = written[-1].statement
    return SettleDocument(
        agreement=latest.agreement,
        periods=tuple(_period(each, reader) for each in written),
        latest=statement_json(latest),
    )


def _period(written: Written, reader: Reader) -> SettledPeriod:
    statement = written.statement
    totals = statement.totals
    return SettledPeriod(
        period=statement.period.label,
        headline=headline(statement, reader),
        stabilization=statement.stabilization,
        missed=tuple(
            dict.fromkeys(
                each.commitment
                for each in statement.assessments
                if each.level in {LevelReached.BELOW_EXPECTED, LevelReached.BELOW_MINIMUM}
            )
        ),
        rights=tuple(each.name for each in statement.rights if each.standing in GIVEN),
        charges=value_document(totals.charges, reader),
        service_credits=value_document(totals.service_credits, reader),
        incentives=value_document(totals.incentives, reader),
        adjustments=value_document(totals.adjustments, reader),
        net=value_document(totals.net, reader),
        due=value_document(totals.due, reader),
        sha256=statement_sha256(statement),
        statement=_file(written, "json"),
        page=_file(written, "html"),
        paper=_file(written, "pdf"),
        workbook=_file(written, "xlsx"),
    )


def _file(written: Written, ending: str) -> str:
    path = written.files.get(ending)
    return str(path) if path else ""
