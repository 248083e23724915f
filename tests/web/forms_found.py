"""Forms as they stand on rendered pages, to be filled in as somebody might."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

__all__ = ["Control", "FormFound", "forms_on", "links_on"]


@dataclass(slots=True, kw_only=True)
class Control:
    """A control of a form: its name, what it is, and what stands in it."""

    name: str
    kind: str
    identifier: str = ""
    value: str = ""
    needed: bool = False
    numeric: bool = False
    choices: list[str] = field(default_factory=list)
    is_chosen: bool = False
    described_by: str = ""
    is_invalid: bool = False


@dataclass(slots=True, kw_only=True)
class FormFound:
    """A form: where it is sent, and its controls."""

    action: str
    method: str
    controls: list[Control] = field(default_factory=list)

    @property
    def typed(self) -> list[Control]:
        """Return what somebody types into."""
        return [each for each in self.controls if each.kind in TYPED]

    def filled(self) -> dict[str, object]:
        """Return what is sent if nothing is touched."""
        sent: dict[str, object] = {}
        for each in self.controls:
            if each.kind in {"checkbox", "radio"} and not each.is_chosen:
                continue
            if each.kind not in {"file", "submit"} and each.name:
                sent[each.name] = each.value
        return sent


TYPED = frozenset({"text", "textarea", "date", "datetime-local", "email", "search", "select"})


class _Reader(HTMLParser):
    def __init__(self, here: str) -> None:
        super().__init__()
        self.here = here
        self.forms: list[FormFound] = []
        self.links: list[str] = []
        self.identifiers: set[str] = set()
        self._form: FormFound | None = None
        self._text: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.identifiers.add(found.get("id", ""))
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        elif tag == "form":
            action = found.get("action") or self.here
            self._form = FormFound(action=action, method=found.get("method", "get").lower())
            self.forms.append(self._form)
        elif tag in {"input", "select", "textarea"} and self._form is not None:
            self._control(tag, found)
        elif tag == "option" and self._text is not None:
            self._text.choices.append(found.get("value", ""))
            if "selected" in found or len(self._text.choices) == 1:
                self._text.value = found.get("value", "")

    def _control(self, tag: str, found: dict[str, str]) -> None:
        assert self._form is not None
        kind = tag if tag != "input" else found.get("type", "text")
        control = Control(
            name=found.get("name", ""),
            kind=kind,
            identifier=found.get("id", ""),
            value=found.get("value", "on" if kind == "checkbox" else ""),
            needed="aria-required" in found or "required" in found,
            numeric=found.get("inputmode", "") in {"numeric", "decimal"},
            is_chosen="checked" in found,
            described_by=found.get("aria-describedby", ""),
            is_invalid=found.get("aria-invalid") == "true",
        )
        self._form.controls.append(control)
        self._text = control if tag != "input" else None

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag in {"select", "textarea"}:
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._text is not None and self._text.kind == "textarea":
            self._text.value += data.removeprefix("\n") if not self._text.value else data


def forms_on(page: str, here: str) -> tuple[list[FormFound], set[str]]:
    """Return the forms of a page, and the identifiers on it."""
    reader = _Reader(here)
    reader.feed(page)
    return reader.forms, reader.identifiers


def links_on(page: str, here: str) -> Iterator[str]:
    """Yield the addresses that a page leads to."""
    reader = _Reader(here)
    reader.feed(page)
    yield from reader.links
