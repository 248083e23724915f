"""From files to an operating model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from servanda.agreement.notebook import Notebook
from servanda.agreement.read.fields import Fields, entries_of, text_of
from servanda.agreement.surface.conform import conform
from servanda.agreement.text.compose import compose
from servanda.agreement.text.node import Entry, MappingNode, SourceText
from servanda.kernel.diagnostic import Diagnostic, Severity
from servanda.kernel.source import SourceSpan
from servanda.operating_model import diagnostics as found
from servanda.operating_model.model.portfolio import FoundIn, OperatingModel, RegisterEntry
from servanda.operating_model.model.words import Ambition
from servanda.operating_model.read.names import Names, advise_among
from servanda.operating_model.read.service import read_service
from servanda.operating_model.read.words import read_links, read_names, read_teams
from servanda.operating_model.surface.root import OPERATING_MODEL, PART

__all__ = ["ModelReading", "read_model_texts"]

# Stands for a day that cannot be read; such a model is never used.
_UNREAD = date(1900, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelReading:
    """Hold what reading an operating model gave.

    Args:
        model: What it says; absent where there are errors.
        diagnostics: All mistakes, sorted by place.
        sources: The texts that were read, by the name their author knows them by.
        roots: What they hold, by that name; a text that is not YAML is left out.
    """

    model: OperatingModel | None
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, SourceText] = field(default_factory=dict)
    roots: Mapping[str, MappingNode] = field(default_factory=dict)


def read_model_texts(texts: Sequence[tuple[str, bytes]]) -> ModelReading:
    r"""Read an operating model from bytes, and check all of it.

    Args:
        texts: Name and bytes of the text, then of the further files that hold more services.

    Returns:
        What it says, and every mistake in any of the texts. No text whatever raises an exception.

    Example:
        >>> text = b"servanda: 1\noperating model: acme\ntitle: Acme\nservices:\n"
        >>> more = b"  desk: {title: Desk, ambition: A, mode: 1}\n"
        >>> sorted(read_model_texts([("a.yaml", text + more)]).model.services)
        ['desk']
    """
    notebook = Notebook()
    composed = [(name, compose(name, content)) for name, content in texts]
    for place, (_, each) in enumerate(composed):
        notebook.take(each.diagnostics)
        if each.node is not None:
            notebook.take(conform(each.node, PART if place else OPERATING_MODEL))
    roots = {name: each.node for name, each in composed if isinstance(each.node, MappingNode)}
    base_name = texts[0][0]
    model = _model(base_name, roots, notebook) if base_name in roots else None
    diagnostics = tuple(sorted(notebook.diagnostics, key=lambda each: each.sort_key))
    sound = all(each.severity is not Severity.ERROR for each in diagnostics)
    return ModelReading(
        model=model if sound else None,
        diagnostics=diagnostics,
        sources={name: each.source for name, each in composed},
        roots=roots,
    )


def _model(base_name: str, roots: Mapping[str, MappingNode], notebook: Notebook) -> OperatingModel:
    top = Fields(roots[base_name], notebook, SourceSpan.start_of(base_name))
    names = read_names(top, notebook)
    for name, root in roots.items():
        if name != base_name:
            _check_part(Fields(root, notebook, SourceSpan.start_of(name)), top)
    services = {
        entry.key.text: read_service(entry, names)
        for entry in _entries(roots, "services", notebook)
    }
    return OperatingModel(
        identifier=top.text("operating model"),
        title=top.text("title"),
        agreements=read_links(top.get("agreements")),
        parties=names.parties,
        roles=names.roles,
        processes=names.processes,
        services=services,
        teams=read_teams(top.get("teams"), names),
        register={
            entry.key.text: _register_entry(entry, services, names)
            for entry in _entries(roots, "register", notebook)
        },
        span=top.span_of("operating model"),
    )


def _check_part(part: Fields, top: Fields) -> None:
    name, base = part.text("operating model"), top.text("operating model")
    if name and base and name != base:
        part.notebook.report(
            found.OTHER_MODEL, part.span_of("operating model"), name=name, base=base
        )


def _entries(roots: Mapping[str, MappingNode], section: str, notebook: Notebook) -> Iterator[Entry]:
    """Yield a section's entries from all files; what stands in two of them is noted."""
    seen: dict[str, str] = {}
    for file, root in roots.items():
        for entry in entries_of(root.get(section)):
            name = entry.key.text
            if name in seen:
                notebook.report(
                    found.SERVICE_TWICE, entry.key.span, name=name, file=Path(seen[name]).name
                )
                continue
            seen[name] = file
            yield entry


def _register_entry(entry: Entry, services: Mapping[str, object], names: Names) -> RegisterEntry:
    fields = Fields(entry.value, names.notebook, entry.key.span)
    service = fields.text("service")
    if service and service not in services:
        advice = advise_among(service, list(services))
        span = fields.span_of("service")
        names.notebook.report(found.UNKNOWN_SERVICE, span, name=service, advice=advice)
    ambition = text_of(fields.get("ambition"))
    return RegisterEntry(
        name=entry.key.text,
        title=fields.text("title"),
        function=fields.text("function"),
        owner=fields.text("owner"),
        contract=fields.text("contract"),
        data=fields.text("data"),
        interfaces=fields.texts("interfaces"),
        exposure=fields.text("exposure"),
        ambition=next((each for each in Ambition if each.value == ambition), None),
        found=fields.date("found") or _UNREAD,
        found_in=fields.word("found in", FoundIn, FoundIn.BY_HAND),
        letter=fields.date("letter"),
        service=service,
        span=entry.key.span,
    )
