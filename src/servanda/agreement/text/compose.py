"""From bytes to located nodes, within bounds.

The YAML library's events are taken one by one and nothing is ever constructed from them, so
that reading stops at the first bound that is passed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from servanda.agreement.text import diagnostics as found
from servanda.agreement.text.node import (
    Entry,
    ListNode,
    MappingNode,
    Node,
    ScalarNode,
    SourceText,
)
from servanda.agreement.text.trouble import explain_trouble
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.source import SourceSpan

__all__ = ["BYTES_MAX", "DEPTH_MAX", "NODES_MAX", "Composed", "compose"]

BYTES_MAX: Final = 512 * 1024
DEPTH_MAX: Final = 24
NODES_MAX: Final = 10_000

# The same texts are read again and again, and nothing of what is read ever changes.
_KEPT: Final = 64
_KEPT_BYTES_MAX: Final = 32 * 1024

_Decorated = ScalarEvent | MappingStartEvent | SequenceStartEvent
_BYTE_ORDER_MARK = "\ufeff"
# Control characters, line separators that editors do not show as such, zero-width characters
# and those that change the direction of text.
_BAD_CHARACTER = re.compile(
    "[^\t\n\r -~\xa0-\u200a\u2010-\u2027\u202f-\u205f\u2070-\ud7ff\ue000-\ufefe\uff00-\ufffd"
    "\U00010000-\U0010ffff]"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_WORD = re.compile(r"\S*")
_DIRECTIVE = re.compile(r"^%.*", re.MULTILINE)
_TAB_INDENTATION = re.compile(r"^ *(\t)[ \t]*[^\s#]", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """Hold a text's root node, absent where it could not be read, and what was found."""

    node: Node | None
    source: SourceText
    diagnostics: tuple[Diagnostic, ...]


def compose(file: str, content: bytes) -> Composed:
    r"""Read YAML as located nodes.

    Args:
        file: The name that the author knows the text by.
        content: The file's bytes; at most ``BYTES_MAX``, with at most ``NODES_MAX`` scalars and
            collections nested at most ``DEPTH_MAX`` deep.

    Returns:
        The root node with all duplicate keys, anchors and tags reported; no node where the text
        is not YAML or passes a bound.

    Example:
        >>> composed = compose("a.yaml", b"title: Payments\ntitle: Workplace\n")
        >>> [str(each) for each in composed.diagnostics][0][:40]
        "a.yaml:2:1: error T016: 'title' is given"
    """
    if len(content) > BYTES_MAX:
        refusal = found.TOO_LARGE.at(
            SourceSpan.start_of(file), size=f"{len(content):,}", most=f"{BYTES_MAX:,}"
        )
        return Composed(node=None, source=SourceText.of(file, ""), diagnostics=(refusal,))
    return (_composed_before if len(content) <= _KEPT_BYTES_MAX else _composed)(file, content)


def _composed(file: str, content: bytes) -> Composed:
    source, diagnostics = _decode(file, content)
    if any(each.kind is not found.BYTE_ORDER_MARK for each in diagnostics):
        return Composed(node=None, source=source, diagnostics=tuple(diagnostics))
    composer = _Composer(source)
    node = composer.root()
    return Composed(node=node, source=source, diagnostics=(*diagnostics, *composer.diagnostics))


_composed_before = lru_cache(maxsize=_KEPT)(_composed)


def _decode(file: str, content: bytes) -> tuple[SourceText, list[Diagnostic]]:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        source = SourceText.of(file, content[: error.start].decode("utf-8"))
        end = len(source.text)
        return source, [found.NOT_UTF8.at(source.span(end, end + 1))]
    diagnostics = []
    if text.startswith(_BYTE_ORDER_MARK):
        text = text.removeprefix(_BYTE_ORDER_MARK)
        diagnostics.append(found.BYTE_ORDER_MARK.at(SourceSpan.start_of(file)))
    source = SourceText.of(file, text)
    if bad := _BAD_CHARACTER.search(text):
        span = source.span(bad.start(), bad.end())
        diagnostics.append(found.BAD_CHARACTER.at(span, character=_named(bad)))
    if tab := _TAB_INDENTATION.search(text):
        diagnostics.append(found.TAB.at(source.span(tab.start(1), tab.end(1))))
    return source, diagnostics


def _named(bad: re.Match[str]) -> str:
    return f"U+{ord(bad.group()):04X}"


@dataclass(slots=True)
class _Open:
    """A collection that is being filled."""

    event: MappingStartEvent | SequenceStartEvent
    items: list[Node] = field(default_factory=list)

    @property
    def is_mapping(self) -> bool:
        """Return whether it is a mapping, whose items are keys and values in turn."""
        return isinstance(self.event, MappingStartEvent)


class _PastBound(Exception):
    """A bound was passed; the diagnostic says which."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class _Composer:
    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.diagnostics: list[Diagnostic] = []
        self._open: list[_Open] = []
        self._root: Node | None = None
        self._nodes = 0
        self._has_alias = False

    def root(self) -> Node | None:
        """Return the root, or nothing with a diagnostic that says why."""
        try:
            for event in YAML(typ="safe", pure=True).parse(self.source.text):
                self._take(event)
        except _PastBound as past:
            self.diagnostics.append(past.diagnostic)
            return None
        except YAMLError as error:
            self.diagnostics.append(explain_trouble(self.source, error))
            return None
        if self._root is None:
            self.diagnostics.append(found.EMPTY.at(SourceSpan.start_of(self.source.file)))
        # What an alias stood for is not known, so nothing can be said of the rest.
        return None if self._has_alias else self._root

    def _take(self, event: Event) -> None:
        match event:
            case ScalarEvent():
                self._refuse_decoration(event)
                self._add(self._scalar(event))
            case MappingStartEvent() | SequenceStartEvent():
                self._refuse_decoration(event)
                self._begin(event)
            case MappingEndEvent() | SequenceEndEvent():
                self._end(event)
            case AliasEvent():
                self.diagnostics.append(found.ANCHOR.at(self._span(event)))
                self._has_alias = True
                self._add(self._alias(event))
            case DocumentStartEvent():
                self._begin_document(event)
            case _:
                pass

    def _begin_document(self, event: DocumentStartEvent) -> None:
        if self._root is not None:
            raise _PastBound(found.DOCUMENTS.at(self._span(event)))
        if event.version or event.tags:
            line = _DIRECTIVE.search(self.source.text)
            span = self.source.span(*line.span()) if line else self._span(event)
            raise _PastBound(found.DIRECTIVE.at(span))

    def _refuse_decoration(self, event: _Decorated) -> None:
        if event.anchor is not None:
            self.diagnostics.append(found.ANCHOR.at(self._decoration(event)))
        if event.tag is not None:
            span = self._decoration(event)
            self.diagnostics.append(found.TAG.at(span, tag=self._text_at(event)))

    def _decoration(self, event: Event) -> SourceSpan:
        start = event.start_mark.index
        return self.source.span(start, start + len(self._text_at(event)))

    def _text_at(self, event: Event) -> str:
        word = _WORD.match(self.source.text, event.start_mark.index)
        return word.group() if word else ""

    def _begin(self, event: MappingStartEvent | SequenceStartEvent) -> None:
        if len(self._open) >= DEPTH_MAX:
            start = event.start_mark.index
            raise _PastBound(
                found.TOO_DEEP.at(self.source.span(start, start + 1), most=str(DEPTH_MAX))
            )
        self._open.append(_Open(event))

    def _end(self, event: Event) -> None:
        done = self._open.pop()
        span = self.source.span(done.event.start_mark.index, event.end_mark.index)
        if not done.event.flow_style:
            # A block collection's end mark stands at whatever follows it.
            last = done.items[-1].span if done.items else span
            span = replace(span, end_line=last.end_line, end_column=last.end_column)
        self._add(
            MappingNode(entries=self._entries(done), span=span)
            if done.is_mapping
            else ListNode(items=tuple(done.items), span=span)
        )

    def _entries(self, done: _Open) -> tuple[Entry, ...]:
        entries: dict[str, Entry] = {}
        for key, value in zip(done.items[::2], done.items[1::2], strict=True):
            if not isinstance(key, ScalarNode):
                what = "mapping" if isinstance(key, MappingNode) else "list"
                self.diagnostics.append(found.COMPLEX_KEY.at(key.span, what=what))
            elif key.text in entries:
                line = str(entries[key.text].key.span.line)
                self.diagnostics.append(found.DUPLICATE_KEY.at(key.span, key=key.text, line=line))
            elif key.text == "<<" and not key.style:
                self.diagnostics.append(found.MERGE_KEY.at(key.span))
            elif done.event.flow_style and _lacks_colon(key, value):
                self.diagnostics.append(found.COMMA.at(key.span, text=key.text))
            else:
                entries[key.text] = Entry(key=key, value=value)
        return tuple(entries.values())

    def _add(self, node: Node) -> None:
        self._nodes += 1
        if self._nodes > NODES_MAX:
            raise _PastBound(found.TOO_MANY.at(node.span, most=f"{NODES_MAX:,}"))
        if self._open:
            self._open[-1].items.append(node)
        else:
            self._root = node

    def _alias(self, event: AliasEvent) -> ScalarNode:
        start, end = event.start_mark.index, event.end_mark.index
        span = self.source.span(start, end)
        return ScalarNode(text="", span=span, source=self.source, start=start, end=end)

    def _scalar(self, event: ScalarEvent) -> ScalarNode:
        start, end = event.start_mark.index, event.end_mark.index
        style = event.style or ""
        if style in {"|", ">"}:
            end = start + len(self.source.text[start:end].rstrip())
        span = self.source.span(start, end)
        # Between quotes any character can be written as a number, and is seen; no text keeps these.
        if bad := _CONTROL.search(event.value):
            self.diagnostics.append(found.BAD_CHARACTER.at(span, character=_named(bad)))
        return ScalarNode(
            text=event.value,
            span=span,
            source=self.source,
            start=start,
            end=end,
            style=style,
        )

    def _span(self, event: Event) -> SourceSpan:
        return self.source.span(event.start_mark.index, event.end_mark.index)


def _lacks_colon(key: ScalarNode, value: Node) -> bool:
    if not isinstance(value, ScalarNode) or value.text or value.style:
        return False
    return ":" not in key.source.text[key.end : value.start + 1]
