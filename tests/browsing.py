"""A real browser for the tests of pages: the machine's own Chromium, headless, with fonts that come with the tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pylopdf_fonts_jp
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: the pages were not tried in a browser")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no browser was driven")
    with playwright.sync_playwright() as driver:
        environment = {**os.environ, "FONTCONFIG_FILE": str(_fonts_of_the_tests(tmp_path_factory.mktemp("fonts")))}
        launched = driver.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS), env=environment)
        yield launched
        launched.close()


def _fonts_of_the_tests(folder: Path) -> Path:
    """Return a configuration of fonts: the machine's, and Japanese ones that come with the tests."""
    fonts = Path(pylopdf_fonts_jp.__file__).parent
    path = folder / "fonts.conf"
    path.write_text(
        f"""<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{fonts}</dir>
        <include ignore_missing="yes">/etc/fonts/fonts.conf</include><cachedir>{folder}</cachedir></fontconfig>""",
        "utf-8",
    )
    return path
