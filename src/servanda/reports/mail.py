"""Letters as text and as HTML: the same words in both, escaped where they have to be.

Programs for mail load no style sheet and run nothing; what is needed stands with each element.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from servanda.reports.clean import one_line

__all__ = ["MailItem", "MailPart", "MailView", "mail_html", "mail_text"]

_FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif"
_PAGE = f"{_FONT};font-size:16px;line-height:1.5;color:#1c2430;max-width:38rem;margin:0 auto"
_FOOT = "font-size:13px;color:#5b6675;border-top:1px solid #d9dee5;margin-top:2em;padding-top:1em"
_LINK = "color:#1d4f91"
_BUTTON = (
    "display:inline-block;background:#1d4f91;color:#ffffff;font-weight:600;text-decoration:none;"
    "padding:8px 18px;border-radius:6px"
)
_SOFT = "color:#5b6675"
_LIST = "list-style:none;margin:0 0 1.25em;padding:0"
_ROW = "margin:0;padding:8px 0;border-bottom:1px solid #d9dee5"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailItem:
    """One thing that a letter lists.

    Args:
        words: What it is.
        until: Until when, and what else is to be known of it; may be empty.
        address: Where it is answered; empty for nowhere of its own.
    """

    words: str
    until: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailPart:
    """A part of a letter: what is said, what it lists, and where to go on.

    Args:
        words: What is said; empty under a heading that says enough.
        heading: What stands above it; empty for none.
        items: What it lists.
        address: Where to go on; empty for nowhere.
        leads: What is found there.
    """

    words: str = ""
    heading: str = ""
    items: tuple[MailItem, ...] = ()
    address: str = ""
    leads: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailView:
    """A letter before it is written down.

    Args:
        subject: What it is about.
        greeting: Whom it speaks to; empty where nobody is known.
        parts: What it says, in its order.
        foot: Why one gets it, and how one changes that.
    """

    subject: str
    parts: tuple[MailPart, ...]
    greeting: str = ""
    foot: tuple[MailPart, ...] = ()


def mail_text(view: MailView) -> str:
    """Return a letter as plain text.

    Example:
        >>> part = MailPart(words="Come in here:", address="https://book/join/x", leads="Come in")
        >>> print(mail_text(MailView(subject="Hello", parts=(part,))), end="")
        Come in here:
        https://book/join/x
    """
    blocks = [f"{view.greeting},"] if view.greeting else []
    blocks += ["\n".join(_lines(each)) for each in view.parts]
    if view.foot:
        blocks.append("\n".join(["--", *(line for each in view.foot for line in _lines(each))]))
    return "\n\n".join(blocks) + "\n"


def mail_html(view: MailView) -> str:
    """Return a letter as HTML, without anything that is loaded from elsewhere.

    Example:
        >>> "&lt;b&gt;" in mail_html(MailView(subject="x", parts=(MailPart(words="<b>"),)))
        True
    """
    greeting = f"<p>{_said(view.greeting)},</p>" if view.greeting else ""
    body = "\n".join(part for each in view.parts for part in _elements(each, _BUTTON))
    foot = "\n".join(part for each in view.foot for part in _elements(each, _LINK))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_said(view.subject)}</title></head>\n"
        f'<body style="margin:0;padding:24px"><div style="{_PAGE}">\n{greeting}\n{body}\n'
        + (f'<div style="{_FOOT}">\n{foot}\n</div>\n' if foot else "")
        + "</div></body></html>\n"
    )


def _lines(part: MailPart) -> Iterator[str]:
    if part.heading:
        yield one_line(part.heading)
    if part.words:
        yield one_line(part.words)
    for item in part.items:
        words = one_line(item.words)
        yield f"- {words.rstrip('.')}, {one_line(item.until)}" if item.until else f"- {words}"
        if item.address:
            yield f"  {item.address}"
    if part.address:
        yield part.address


def _elements(part: MailPart, style: str) -> Iterator[str]:
    if part.heading:
        yield f'<h2 style="font-size:16px;margin:1.5em 0 .4em">{_said(part.heading)}</h2>'
    if part.words:
        yield f"<p>{_said(part.words)}</p>"
    if part.items:
        yield f'<ul style="{_LIST}">{"".join(_items(part.items))}</ul>'
    if part.address:
        yield f"<p>{_way(part.address, part.leads or part.address, style)}</p>"


def _items(items: Iterable[MailItem]) -> Iterator[str]:
    for each in items:
        what, until = (_begun(text) for text in (each.words, each.until))
        words = _way(each.address, what, _LINK) if each.address else _said(what)
        more = f'<br><span style="{_SOFT}">{_said(until)}</span>' if until else ""
        yield f'<li style="{_ROW}">{words}{more}</li>'


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _way(address: str, words: str, style: str) -> str:
    return f'<a href="{escape(address)}" style="{style}">{_said(words)}</a>'


def _said(text: str) -> str:
    return escape(one_line(text))
