"""Every page in a real browser: axe finds nothing, and the keyboard is enough."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.web.browsing import ServedBook, browsing, needs_browser, sign_in
from tests.web.visiting import visited

pytestmark = needs_browser()

_PEOPLE = ("c.jones@example.com", "j.smith@example.com")
_FOCUS = """() => {
  const able = [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]'
  )].filter((each) => !each.disabled && each.checkVisibility());
  window.kept = { able, reached: new Set(), unseen: new Set(), first: null };
  document.addEventListener('focusin', ({ target }) => {
    const style = getComputedStyle(target), box = target.getBoundingClientRect();
    const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    const there = box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth;
    if (!seen || !there) kept.unseen.add(target);
    kept.first ??= target;
    kept.reached.add(target);
    if (target.type === 'radio') {
      for (const each of able) if (each.name === target.name) kept.reached.add(each);
    }
  });
}"""
_LOOKS: dict[Literal["light", "dark"], dict[str, list[str]]] = {
    "light": {"resultTypes": ["violations"]},
    "dark": {"runOnly": ["color-contrast"], "resultTypes": ["violations"]},
}
_FRAME = """() => ({
  headings: document.querySelectorAll('h1').length,
  title: document.title,
  language: document.documentElement.lang,
})"""
# What a page is judged by, without its words: where two are alike, one is looked at.
_SHAPE = """() => {
  const kinds = [...document.querySelectorAll('body *')].map((each) => [
    each.tagName, each.className?.baseVal ?? each.className, each.type, each.getAttribute('role'),
    each.hasAttribute('aria-label'), each.hasAttribute('aria-labelledby'),
  ].join(' '));
  const headings = [...document.querySelectorAll('h1, h2, h3')].map((each) => each.tagName);
  return [...new Set(kinds)].sort().join() + headings.join();
}"""
_TOLD = """() => {
  const said = (each) => each.outerHTML.slice(0, 120);
  return {
    missed: kept.able.filter((each) => !kept.reached.has(each)).map(said),
    unseen: [...kept.unseen].map(said),
    first: kept.first?.getAttribute('href'),
  };
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as started:
        yield started


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBook]:
    """A book in which everything was done once."""
    started = ServedBook(tmp_path_factory.mktemp("browsed") / "book")
    yield started
    started.stop()


def _opened(page: Page, address: str) -> bool:
    """Open a page, and say whether there is one: one can be led elsewhere, or given a file."""
    # Asked for without a browser first, which would load what it is led to.
    answer = page.request.get(address, max_redirects=0)
    assert answer.status in {200, 302, 403, 404, 422}, (address, answer.status)
    if answer.status in {302, 403, 404} or "html" not in answer.headers["content-type"]:
        return False
    # A piece of a page is looked at on the page that takes it in.
    if not answer.text().lstrip().lower().startswith("<!doctype html"):
        return False
    page.goto(address, wait_until="domcontentloaded")
    return True


def _axe(page: Page, where: str) -> Iterator[str]:
    """Yield what axe finds: everything by day, contrasts by night."""
    page.evaluate(AXE_SCRIPT)
    for scheme, options in _LOOKS.items():
        page.emulate_media(color_scheme=scheme)
        for each in page.evaluate("(options) => axe.run(options)", options)["violations"]:
            first = each["nodes"][0]
            why = first.get("failureSummary", "")[:200]
            yield f"{where}, {scheme}: {each['id']}: {first['html'][:160]} {why}"
    page.emulate_media(color_scheme="light")


def test_every_page_is_sound_for_every_eye_and_without_a_mouse(
    browser: Browser, served: ServedBook
) -> None:
    found, shapes = list[str](), set[str]()
    for email in _PEOPLE:
        context = served.open(browser)
        page, shown = context.new_page(), 0
        sign_in(page, email)
        for each in visited(served.told):
            if not _opened(page, each):
                continue
            shown += 1
            found += _frame(page, each)
            shape = page.evaluate(_SHAPE)
            if shape not in shapes:
                shapes.add(shape)
                found += [*_keyboard(page, each), *_axe(page, each)]
        context.close()
        assert shown > 45
    assert not found, "\n".join(found)


def test_pages_in_dutch_are_as_sound_and_so_is_what_scripts_say(
    browser: Browser, served: ServedBook
) -> None:
    context = served.open(browser)
    page, found = context.new_page(), list[str]()
    sign_in(page, _PEOPLE[1])
    page.set_extra_http_headers({"Accept-Language": "nl"})
    key = served.told["agreement"]
    for each in (f"/agreements/{key}/statements/2026-01/", f"/agreements/{key}/evidence/"):
        page.goto(each)
        assert page.evaluate(_FRAME)["language"] == "nl"
        found += _axe(page, each)
    told = page.evaluate("() => spoken('Bringing {name}', { name: 'a.csv' })")
    assert told == "a.csv wordt gebracht"
    context.close()
    assert not found, "\n".join(found)


def test_the_reason_of_a_missed_target_is_three_clicks_from_the_first_page(
    browser: Browser, served: ServedBook
) -> None:
    context = served.open(browser)
    page = context.new_page()
    sign_in(page, _PEOPLE[0])
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="A whole life", exact=True).click()
    missed = page.get_by_role("row").filter(has_text="below expected")
    missed.get_by_role("rowheader").get_by_role("link").click()
    page.get_by_role("link", name=served.told["case"], exact=True).first.click()
    page.get_by_role("heading", name="Its clock").wait_for()
    assert "late; counts in" in page.get_by_role("heading", level=1).inner_text()
    assert page.get_by_role("main").locator("svg").first.is_visible()
    assert page.get_by_role("region", name="Stretches of its clock").is_visible()
    context.close()


def test_who_is_not_signed_in_yet_is_met_as_well(browser: Browser, served: ServedBook) -> None:
    context = served.open(browser)
    page, found = context.new_page(), list[str]()
    for address in ("/sign-in/login/", "/join/nothing"):
        page.goto(address)
        found += [*_frame(page, address), *_keyboard(page, address)]
        found += _axe(page, address)
    context.close()
    assert not found, "\n".join(found)


def _frame(page: Page, where: str) -> Iterator[str]:
    """Yield what is missing of what every page has."""
    frame = page.evaluate(_FRAME)
    if frame["headings"] != 1:
        yield f"{where}: not one h1"
    if not frame["title"].removesuffix("· Servanda").strip():
        yield f"{where}: no title"
    if frame["language"] != "en":
        yield f"{where}: no language"
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            yield f"{where}: wider than a window of {width} pixels"


def _keyboard(page: Page, where: str) -> Iterator[str]:
    """Yield what Tab does not reach, and where it is not seen."""
    page.evaluate(_FOCUS)
    told: dict[str, Any] = {"missed": ["nothing"]}
    for _ in range(6):
        for _ in range(page.evaluate("kept.able.length") + 2):
            page.keyboard.press("Tab")
        told = page.evaluate(_TOLD)
        if not told["missed"]:
            break
    yield from (f"{where}: Tab does not reach {each}" for each in told["missed"])
    yield from (f"{where}: focus is not seen on {each}" for each in told["unseen"])
    if told["first"] != "#content" and not page.locator("[autofocus]").count():
        yield f"{where}: the first stop is not the skip link"
