"""A real browser before a book that is really served."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.desk.book import PASSWORD

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_WAIT_SECONDS = 240
_PAGE_MILLISECONDS = 120_000


def needs_browser() -> pytest.MarkDecorator:
    """Skip where there is no browser, unless it has to be there."""
    return pytest.mark.skipif(
        not _found() and not os.environ.get("CI"), reason="Chromium is not installed"
    )


@contextmanager
def browsing() -> Iterator[Browser]:
    """Start a browser."""
    found = _found()
    assert found, "Chromium has to be installed"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


class ServedBook:
    """A book in a process of its own, with a clock that can be set.

    Args:
        folder: Where it lies.
        new: Whether nobody is in it so far.
        made_by: The module that makes and serves it.
    """

    def __init__(
        self, folder: Path, *, new: bool = False, made_by: str = "tests.web.browsed"
    ) -> None:
        with socket.socket() as asked:
            asked.bind(("127.0.0.1", 0))
            port: int = asked.getsockname()[1]
        self.folder, self.address = folder, f"http://127.0.0.1:{port}"
        self._log = folder.with_suffix(".log").open("wb")
        words = [str(folder), str(port), *(["new"] if new else [])]
        self._process = subprocess.Popen(
            [sys.executable, "-m", made_by, *words],
            stdout=self._log,
            stderr=subprocess.STDOUT,
            env={k: v for k, v in os.environ.items() if not k.startswith("DJANGO")},
        )
        try:
            self._wait(port)
            self.told: dict[str, str] = json.loads(folder.with_suffix(".told").read_text("utf-8"))
        except BaseException:
            self.stop()
            raise

    def _wait(self, port: int) -> None:
        for _ in range(_WAIT_SECONDS * 10):
            assert self._process.poll() is None, self._said()
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("it does not answer")

    def _said(self) -> str:
        return self.folder.with_suffix(".log").read_text("utf-8")[-4000:]

    def set_clock(self, moment: datetime) -> None:
        """Say what time it is in the book from now on."""
        file = self.folder.with_suffix(".clock")
        file.with_suffix(".set").write_text(moment.isoformat(), "utf-8")
        file.with_suffix(".set").replace(file)

    def stop(self) -> None:
        """Stop it, as who runs it would."""
        self._process.terminate()
        self._process.wait()
        self._log.close()

    def open(self, browser: Browser, **options: Any) -> BrowserContext:  # noqa: ANN401 - a browser's
        """Open a window of its own, which knows nothing of the others."""
        context = browser.new_context(base_url=self.address, **options)
        context.set_default_timeout(_PAGE_MILLISECONDS)
        return context


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """Sign in."""
    page.goto("/sign-in/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("link", name="Sign out").wait_for()


def _found() -> str | None:
    return next(filter(None, map(shutil.which, _NAMES)), None)
