"""A template made somebody's own: its parties, its days, its export."""

from __future__ import annotations

import re
from collections.abc import Mapping

from servanda.agreement.format import format_text
from servanda.agreement.freeze import freeze_holidays
from servanda.agreement.model.evidence import EvidenceTable
from servanda.agreement.read import read_agreement
from servanda.businesstime.holiday_dates import public_holidays
from servanda.drafting.gallery import Template
from servanda.drafting.particulars import Export, Particulars, quoted, text_of
from servanda.kernel.diagnostic import Severity

__all__ = ["finished", "head_of", "table_of", "text_from_template"]

_SECTION = re.compile(r"^(?=[a-z][a-z ]*:)", re.MULTILINE)
_RHYTHM = re.compile(r"every: [a-z ]+")
_HOLIDAYS = re.compile(r"^    holidays:.*\n(?:      .*\n)*", re.MULTILINE)


def table_of(template: Template) -> EvidenceTable:
    """Return the table that a template is measured on."""
    history = read_agreement([template.path]).history
    assert history is not None, "templates are sound"
    return next(iter(history.latest.evidence.values()))


def text_from_template(template: Template, particulars: Particulars, export: Export | None) -> str:
    """Return a template with somebody's own particulars, in house style.

    Args:
        template: The template; everything that is not replaced stays, comments too.
        particulars: Who agrees.
        export: Their own file; the template's sample stays if there is none.
    """
    new = head_of(particulars)
    if export is not None:
        table = table_of(template)
        block = text_of(export, table=table.name, noun=table.noun, form=table.form.value)
        new["evidence"] = f"evidence:\n{block}"
    text = template.path.read_text("utf-8")
    # The rhythm is the template's own: its limits and fees are said in it.
    rhythm = _RHYTHM.search(text)
    if rhythm is not None:
        new["settlement"] = new["settlement"].replace("every: month", rhythm[0])
    return finished(_replaced(text, new, particulars), particulars)


def head_of(particulars: Particulars) -> dict[str, str]:
    """Return the sections that say who agrees, by key."""
    country = f", country: {particulars.country}" if particulars.country else ""
    client = f"name: {quoted(particulars.client)}, zone: {particulars.zone}{country}"
    provider = f"name: {quoted(particulars.provider)}, zone: {particulars.zone}"
    quantum = f"0.{'1'.zfill(particulars.decimals)}" if particulars.decimals else "1"
    return {
        "agreement": f"agreement: {particulars.identifier}\n",
        "title": f"title: {quoted(particulars.title)}\n",
        "parties": f"parties:\n  client: {{{client}}}\n  provider: {{{provider}}}\n",
        "in force": f"in force: {{from: {particulars.first_day}, until: {particulars.last_day}}}\n",
        "settlement": (
            f"settlement:\n  every: month\n  currency: {particulars.currency}\n"
            f"  rounding: {quantum} {particulars.currency} half-up\n"
        ),
    }


def finished(text: str, particulars: Particulars) -> str:
    """Return a text in house style, with the dates of its public holidays.

    A country whose holidays nobody knows leaves none.
    """
    years = range(particulars.first_day.year, particulars.last_day.year + 1)
    frozen = freeze_holidays(text, "agreement.yaml", years, public_holidays)
    unknown = any(each.severity is Severity.ERROR for each in frozen.diagnostics)
    if frozen.text is None or unknown:
        frozen_text = format_text(_HOLIDAYS.sub("", text), "agreement.yaml").text
        assert frozen_text is not None, "what is drafted can be laid out"
        return frozen_text
    return frozen.text


def _replaced(text: str, new: Mapping[str, str], particulars: Particulars) -> str:
    sections = _SECTION.split(text)
    return "".join(
        new.get(section.partition(":")[0]) or _localized(section, particulars)
        for section in sections
    )


def _localized(section: str, particulars: Particulars) -> str:
    fee = f"monthly_fee: {particulars.monthly_fee:f} EUR"
    section = re.sub(r"monthly_fee: [0-9.]+ EUR", fee, section)
    section = re.sub(r"\bEUR\b", particulars.currency, section)
    section = section.replace("Europe/Amsterdam", particulars.zone)
    holidays = f"    holidays: {particulars.country}\n" if particulars.country else ""
    return _HOLIDAYS.sub(holidays, section)
