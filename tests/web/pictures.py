"""Photograph every kind of page of a served book, to be looked at.

``python -m tests.web.pictures FOLDER ADDRESS EMAIL PASSWORD [PATH …]``: pages are found as people
find them, by following links from the first page (or are the ones named); of each kind, two are
enough. Each becomes one picture: a wide screen by day and by night, a tablet, a telephone. What a
machine can see is printed: what is wider than its screen, cut off or too small, and errors.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from collections import Counter, deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urldefrag, urljoin, urlsplit

from PIL import Image
from playwright.sync_api import Page

from servanda.record.folder import BookSettings, create_folder
from servanda.record.opening import open_book

_LOOKS: tuple[tuple[str, int, Literal["light", "dark"]], ...] = (
    ("wide", 1280, "light"),
    ("night", 1280, "dark"),
    ("tablet", 768, "light"),
    ("phone", 390, "light"),
)
_HEIGHT, _GAP, _LONGEST_PIXELS = 800, 24, 3600
_OF_EACH_KIND = 2
_SEEN = """() => {
  const root = document.documentElement, said = [];
  if (root.scrollWidth > root.clientWidth) said.push(`wider than its screen: ${root.scrollWidth}`);
  for (const each of document.querySelectorAll('main *')) {
    if (!each.checkVisibility() || each.closest('.visually-hidden, svg')) continue;
    if (![...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
    const style = getComputedStyle(each);
    const what = `${each.tagName.toLowerCase()} "${each.textContent.trim().slice(0, 40)}"`;
    if (parseFloat(style.fontSize) < 11) said.push(`small, ${style.fontSize}: ${what}`);
    const hides = style.overflowX === 'hidden' || style.textOverflow === 'ellipsis';
    if (hides && each.scrollWidth > each.clientWidth + 1) said.push(`cut off: ${what}`);
  }
  return [...new Set(said)].slice(0, 6);
}"""
_LINKS = "() => [...document.querySelectorAll('a[href]')].map((each) => each.href)"


def main(folder: Path, address: str, email: str, password: str, *paths: str) -> None:
    """Photograph a book's pages into a folder, and print what stands out."""
    folder.mkdir(parents=True, exist_ok=True)
    kind = _kinds()
    from tests.web.browsing import browsing, sign_in

    with browsing() as browser:
        context = browser.new_context(base_url=address)
        page, troubles = context.new_page(), list[str]()
        page.on("console", lambda said: troubles.append(said.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        sign_in(page, email, password)
        wanted = iter(paths) if paths else _found(page, kind)
        for number, path in enumerate(wanted):
            said = _photograph(page, path, folder / f"{number:03}-{_name(path)}.png")
            told = [f"{number:03} {path}", *said, *troubles]
            sys.stdout.write("\n      ".join(told) + "\n")
            sys.stdout.flush()
            troubles.clear()


def _kinds() -> Callable[[str], str | None]:
    """Return what says of a path which page it is."""
    with tempfile.TemporaryDirectory() as made:
        create_folder(Path(made), BookSettings(address="http://127.0.0.1"))
        open_book(Path(made))
    from servanda.web.pages.addresses import PAGES

    def kind(path: str) -> str | None:
        found = (each for each in PAGES if each.pattern.match(path.lstrip("/")))
        return next((str(each.pattern) for each in found), None)

    return kind


def _found(page: Page, kind: Callable[[str], str | None]) -> Iterator[str]:
    """Follow links, and yield addresses until two pages of each kind were seen."""
    waiting, met, shown = deque(["/?page=1", "/"]), set[str](), Counter[str]()
    while waiting:
        address = waiting.popleft()
        path = urlsplit(address).path
        what = kind(path) or path
        if address in met or shown[what] >= _OF_EACH_KIND or path.startswith("/static/"):
            continue
        met.add(address)
        answer = page.request.get(address, max_redirects=0)
        if "location" in answer.headers:
            waiting.append(answer.headers["location"])
        is_file = "attachment" in answer.headers.get("content-disposition", "")
        if answer.status != 200 or is_file or not _is_whole(answer.text()):
            continue
        shown[what] += 1
        page.goto(address)
        here = page.url
        for each in page.evaluate(_LINKS):
            link = urldefrag(urljoin(here, each)).url
            if urlsplit(link).netloc == urlsplit(here).netloc:
                waiting.append(link.removeprefix("{0.scheme}://{0.netloc}".format(urlsplit(here))))
        yield address


def _is_whole(text: str) -> bool:
    """Return whether a text is a page, rather than a piece of one or something else."""
    return text.lstrip()[:9].lower() == "<!doctype"


def _photograph(page: Page, path: str, file: Path) -> list[str]:
    """Make one picture of a page's looks, and return what stands out in them."""
    said, pictures = list[str](), list[Image.Image]()
    for look, width, scheme in _LOOKS:
        page.set_viewport_size({"width": width, "height": _HEIGHT})
        page.emulate_media(color_scheme=scheme)
        if look != "night":
            page.goto(path)
            said += [f"{look}: {each}" for each in page.evaluate(_SEEN)]
        shot = Image.open(io.BytesIO(page.screenshot(full_page=True)))
        pictures.append(shot.crop((0, 0, shot.width, min(shot.height, _LONGEST_PIXELS))))
    whole = sum(each.width + _GAP for each in pictures), max(each.height for each in pictures)
    sheet, left = Image.new("RGB", whole, "#808080"), 0
    for picture in pictures:
        sheet.paste(picture, (left, 0))
        left += picture.width + _GAP
    sheet.resize((sheet.width // 2, sheet.height // 2), Image.Resampling.LANCZOS).save(file)
    return said


def _name(path: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-")[-60:] or "front"


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
