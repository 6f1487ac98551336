"""``akaji open`` as a person uses it: drop two documents, see how far it is, read the result."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.server import Server, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

DROP = """([files]) => {
    const transfer = new DataTransfer();
    for (const [name, content] of files) {
        const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type: "application/pdf" }));
    }
    const event = new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true });
    document.getElementById("drop").dispatchEvent(event);
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("open")) as running:
        yield running


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1400, "height": 900}, locale="ja-JP")
    context.set_default_timeout(60_000)  # milliseconds
    opened = context.new_page()
    opened.goto(server.address)
    yield opened
    context.close()


def drop(page: Page, *files: tuple[str, bytes]) -> None:
    page.evaluate(DROP, [[[name, base64.b64encode(content).decode()] for name, content in files]])
    page.wait_for_selector(f"#files li:nth-child({len(files)})")


def test_two_dropped_documents_become_their_comparison(page: Page, root: Path) -> None:
    raw = root / "raw" / "toyama-open-pt"
    drop(page, *((name, (raw / name).read_bytes()) for name in ("R5-1.pdf", "R4-4.pdf")))
    page.wait_for_selector("#compare:visible")
    assert page.locator("#files li").all_inner_texts() == ["古いR4-4.pdf", "新しいR5-1.pdf"]
    page.click("#compare")
    page.wait_for_selector("#changes")
    assert "pages/pair.html" in page.url
    assert page.locator("h1").inner_text() != ""


def test_a_document_that_cannot_be_read_is_said_on_the_page(page: Page, root: Path) -> None:
    good = (root / "raw" / "toyama-open-pt" / "R5-1.pdf").read_bytes()
    drop(page, ("a.pdf", b"this is text"), ("b.pdf", good))
    page.wait_for_selector("#compare:visible")
    page.click("#compare")
    page.wait_for_selector("#told .bad")
    assert page.inner_text("#told").startswith("a.pdf: PDF ではない")
    assert page.inner_text("#state") == "できませんでした"


def test_the_page_asks_nobody_but_its_own_server(page: Page, server: Server) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.click("[data-language=en]")
    assert page.inner_text("h1") == "What changed between two papers"
    assert [url for url in asked if not url.startswith(server.origin)] == []
