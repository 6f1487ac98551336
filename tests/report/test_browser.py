"""The pages in a real browser: Debian's Chromium, headless, on ``file://`` addresses."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.publish.flat import defuse
from pipeline.report import render_pair_page
from pipeline.report.names import change_identifiers
from tests.report.pages import all_hostile, write_all
from tests.report.records import change, diff, edition, item

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

STALE = change_identifiers([change(3, 3, "備考")])[0]


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return write_all(tmp_path_factory.mktemp("report"))


@dataclass
class Visit:
    """A page that is open, with all that it asked for and all that it said."""

    page: Page
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(10_000)  # milliseconds: a page that does not answer by then hangs
    opened = Visit(context.new_page())
    opened.page.on("request", lambda request: opened.requests.append(request.url))
    opened.page.on("console", lambda message: opened.messages.append(message.text))
    opened.page.on("pageerror", lambda error: opened.messages.append(str(error)))
    opened.page.on("dialog", lambda dialog: opened.messages.append(dialog.message))
    yield opened
    context.close()


def shown(page: Page, selector: str = "[data-entry]") -> list[str]:
    return [
        str(name) for name in page.eval_on_selector_all(f"{selector}:not([hidden])", "all => all.map(one => one.id)")
    ]


def wait_until(page: Page, expression: str) -> None:
    """Ask until it is true. Playwright's own waiting needs ``eval`` in the page, and the policy lets none through."""
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(25)
    pytest.fail(f"still not true: {expression}")


def count(page: Page) -> str:
    return page.inner_text("#count").strip()


@pytest.mark.parametrize("kind", ["edition", "pair", "index"])
@pytest.mark.parametrize("hostile", [False, True])
def test_a_page_asks_for_nothing_but_itself_and_says_nothing(
    visit: Visit, tmp_path: Path, kind: str, hostile: bool
) -> None:
    path = write_all(tmp_path, all_hostile)[kind] if hostile else write_all(tmp_path)[kind]
    visit.page.goto(path.as_uri())
    for selector in (".opener", ".unfold", "[data-choose]"):
        for button in visit.page.query_selector_all(f"{selector}:visible"):
            button.press("Enter")
    visit.page.click("[data-language=en]")
    visit.page.wait_for_load_state("networkidle")
    assert [url for url in visit.requests if not url.startswith("data:image/png")] == [path.as_uri()]
    assert visit.messages == []
    assert visit.page.title() != "owned"


def test_the_policy_stops_what_a_page_does_not_carry_itself(visit: Visit, paths: dict[str, Path]) -> None:
    visit.page.goto(paths["edition"].as_uri())
    blocked = visit.page.evaluate("""() => new Promise(resolve => {
        const blocked = [];
        document.addEventListener("securitypolicyviolation", event => {
            blocked.push(event.effectiveDirective);
            if (blocked.length === 3) resolve(blocked.sort());
        });
        new Image().src = "https://example.org/x.png";
        const script = document.createElement("script");
        script.textContent = "document.title = 'owned'";
        document.body.append(script);
        document.body.setAttribute("onclick", "document.title = 'owned'");
        document.body.click();
    })""")
    assert blocked == ["img-src", "script-src-attr", "script-src-elem"]
    assert visit.page.title() != "owned"


def test_filters_filter_and_are_counted_aloud(visit: Visit, paths: dict[str, Path]) -> None:
    page = visit.page
    page.goto(paths["edition"].as_uri())
    assert (shown(page), count(page)) == (["item-1", "item-2", "item-3", "item-4"], "4件")
    page.select_option("[name=division]", "管財課")
    assert (shown(page), count(page)) == (["item-2", "item-3"], "2件")
    page.select_option("[name=status]", "continuing")
    assert (shown(page), count(page)) == (["item-2"], "1件")
    page.click("[type=reset]")
    wait_until(page, "document.querySelector('#count b').textContent === '4'")
    page.select_option("[name=area]", "改革")
    assert shown(page) == ["item-2", "item-3"]
    page.check("[name=marked]")
    assert shown(page) == ["item-2"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("AI", ["item-1"]),  # printed ＡＩ
        ("ａｉ", ["item-1"]),
        ("管財課 検討", ["item-2"]),
        ("値", ["item-4"]),
        ("印刷された", []),  # the page's own words are no part of an item
        ("Done", []),
    ],
)
def test_words_are_found_however_wide_they_are_typed(
    visit: Visit, paths: dict[str, Path], words: str, found: list[str]
) -> None:
    visit.page.goto(paths["edition"].as_uri())
    visit.page.fill("[name=q]", words)
    assert shown(visit.page) == found
    assert visit.page.is_visible(".nothing") == (not found)


def test_the_address_holds_the_state_and_brings_it_back(visit: Visit, paths: dict[str, Path]) -> None:
    page = visit.page
    page.goto(paths["edition"].as_uri())
    page.select_option("[name=division]", "管財課")
    page.fill("[name=q]", "検討")
    page.click("#item-2 .opener")
    page.click("[data-language=en]")
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    assert shown(page) == ["item-2"]
    assert page.is_visible("#printed-2")
    assert page.input_value("[name=division]") == "管財課"
    assert count(page) == "1 shown"


def test_a_value_in_the_address_that_no_filter_offers_is_not_taken(visit: Visit, paths: dict[str, Path]) -> None:
    visit.page.goto(f"{paths['edition'].as_uri()}#division=無い課&nonsense=%ff")
    assert len(shown(visit.page)) == 4


def test_a_click_on_a_row_shows_its_cells_as_printed(visit: Visit, paths: dict[str, Path]) -> None:
    page = visit.page
    page.goto(paths["edition"].as_uri())
    assert not page.is_visible("#printed-1")
    page.click("#item-1 .row p")
    assert page.is_visible("#printed-1")
    wait_until(page, "document.querySelector('#printed-1 img').naturalWidth > 0")
    assert page.get_attribute("#item-1 .opener", "aria-expanded") == "true"
    page.click("#item-1 .row p")
    assert not page.is_visible("#printed-1")


def test_an_item_on_two_pages_shows_both(visit: Visit, paths: dict[str, Path]) -> None:
    visit.page.goto(f"{paths['edition'].as_uri()}#item-3")
    assert visit.page.eval_on_selector_all("#printed-3 figcaption", "all => all.map(one => one.innerText)") == [
        "1ページ",
        "2ページ",
    ]


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_keyboard_shows_what_a_click_shows(visit: Visit, paths: dict[str, Path], key: str) -> None:
    page = visit.page
    page.goto(paths["edition"].as_uri())
    page.focus("[type=reset]")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[data-entry]').id") == "item-1"
    page.keyboard.press(key)
    assert page.is_visible("#printed-1")
    width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert width == "3px"


def test_the_first_stop_of_the_keyboard_leads_past_the_head(visit: Visit, paths: dict[str, Path]) -> None:
    visit.page.goto(paths["pair"].as_uri())
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert visit.page.is_visible(".skip")


def test_a_division_in_the_chart_chooses_its_items(visit: Visit, paths: dict[str, Path]) -> None:
    visit.page.goto(paths["edition"].as_uri())
    visit.page.click("[data-choose=division] >> text=管財課")
    assert shown(visit.page) == ["item-2", "item-3"]


def test_labels_change_their_language_and_the_document_does_not(visit: Visit, paths: dict[str, Path]) -> None:
    page = visit.page
    page.goto(paths["edition"].as_uri())
    before = page.inner_text("#item-3 .field-response")
    page.click("[data-language=en]")
    assert page.inner_text("#items-title") == "Items"
    assert page.get_attribute("#printed-1 img", "alt") == "Printed row of item 1 (page 1)"
    assert page.inner_text("[name=status] option >> nth=0") == "All"
    assert page.inner_text("#item-3 .field-response") == before
    page.click("[data-language=ja]")
    assert page.inner_text("#items-title") == "項目"
    assert page.get_attribute("#printed-1 img", "alt") == "項目1の印刷された行（1ページ）"
    assert page.inner_text("[name=status] option >> nth=0") == "すべて"


def test_changes_are_filtered_and_every_picture_can_be_seen(visit: Visit, paths: dict[str, Path]) -> None:
    page = visit.page
    page.goto(paths["pair"].as_uri())
    assert shown(page) == ["change-2-status", "change-2-response", "change-1-response", STALE]
    page.select_option("[name=marked]", "none")
    assert shown(page) == ["change-2-status", "change-2-response"]
    page.select_option("[name=weight]", "status")
    assert shown(page) == ["change-2-status"]
    page.click("[type=reset]")
    page.evaluate("for (const image of document.images) image.loading = 'eager'")
    wait_until(page, "Array.from(document.images).every(image => image.naturalWidth > 0)")
    assert page.evaluate("document.images.length") > 4


def test_changes_are_walked_through_by_key_and_by_button(visit: Visit, paths: dict[str, Path]) -> None:
    page = visit.page
    page.goto(paths["pair"].as_uri())
    where = "document.activeElement.id"
    seen = []
    for key in ("j", "n", "k", "p"):
        page.keyboard.press(key)
        seen.append(page.evaluate(where))
    assert seen == ["change-2-status", "change-2-response", "change-2-status", "change-2-status"]
    page.click("[data-step='1']")
    page.click("[data-step='1']")
    page.select_option("[name=marked]", "none")
    page.click("[data-step='1']")
    assert page.evaluate(where) == "change-2-status"  # the one it stood on is filtered away: from the first again
    page.fill("[name=q]", "j")
    assert page.input_value("[name=q]") == "j"  # a letter that is typed is no command


def test_a_tick_stays_in_the_browser_and_is_counted(visit: Visit, paths: dict[str, Path]) -> None:
    page = visit.page
    page.goto(paths["pair"].as_uri())
    page.check("#change-2-status .checked-off")
    assert page.inner_text("#checked") == "確認済み 1 / 4"
    page.reload()
    assert page.is_checked("#change-2-status .checked-off")
    page.uncheck("#change-2-status .checked-off")
    page.reload()
    assert page.inner_text("#checked b") == "0"


def test_a_link_to_a_change_leads_to_it(visit: Visit, paths: dict[str, Path]) -> None:
    page = visit.page
    page.set_viewport_size({"width": 1000, "height": 300})
    page.goto(f"{paths['pair'].as_uri()}#change-1-response")
    top = page.evaluate("document.getElementById('change-1-response').getBoundingClientRect().top")
    assert 0 <= top < 300


def test_a_change_is_copied_with_the_signs_of_the_terminal(visit: Visit, paths: dict[str, Path]) -> None:
    page = visit.page
    page.goto(paths["pair"].as_uri())
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', {value: {writeText: async text => { window.copied = text; }}})"
    )
    page.click("#change-2-status .copy")
    assert page.evaluate("window.copied") == "2 状況 [赤字なし・状況]\n[-△-]{+○+}\n"
    page.click("#change-1-response .copy")
    assert "…" in page.evaluate("window.copied")


def test_the_list_is_saved_as_csv_that_no_spreadsheet_takes_for_formulas(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    page.goto(write_all(tmp_path, lambda text: f'={text}\n"')["pair"].as_uri())
    page.select_option("[name=marked]", "none")
    with page.expect_download() as download:
        page.click("#csv")
    path = tmp_path / "list.csv"
    download.value.save_as(path)
    assert download.value.suggested_filename == "E1-E2.csv"
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert head[2:6] == ["欄", "種類", "赤字の有無", "重み"]
    assert [row[:6] for row in rows[:1]] == [["2", "2", "状況", "変更", "赤字なし", "状況"]]
    assert rows[0][7:] == ["△", "○", ""]
    assert [row[3] for row in rows] == ["変更", "変更", "追加", "削除"]
    assert {value for row in rows for value in row if defuse(value) != value} == set()
    assert any(value.startswith("'=") for row in rows for value in row)


def test_on_a_phone_what_nobody_marked_is_seen_at_once_and_a_row_is_a_card(
    visit: Visit, paths: dict[str, Path]
) -> None:
    page = visit.page
    page.set_viewport_size({"width": 390, "height": 844})
    for kind in ("pair", "index"):
        page.goto(paths[kind].as_uri())
        box = page.locator("td.alarm, li.alarm").first.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert kind == "index" or box["y"] + box["height"] <= 844
    page.goto(paths["edition"].as_uri())
    assert page.evaluate("getComputedStyle(document.querySelector('#item-1 td')).display") == "block"
    page.set_viewport_size({"width": 1024, "height": 844})
    assert page.evaluate("getComputedStyle(document.querySelector('#item-1 td')).display") == "table-cell"


def test_what_nobody_judges_looks_neither_marked_nor_unmarked(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    path = tmp_path / "page.html"
    looks = []
    for style in ("colour", "none"):
        old, new = (edition(name, [item(1)], mark_style=style) for name in ("E1", "E2"))
        text = render_pair_page(
            old, new, diff([change(1, 1)], changed=1), old_cells=[], new_cells=[], old_pdf=None, new_pdf=None
        )
        path.write_text(text, "utf-8")
        page.goto(path.as_uri())
        looks.append(
            page.eval_on_selector("#changes ins", "one => getComputedStyle(one).textDecorationStyle"),
        )
    assert looks == ["wavy", "solid"]


def test_what_is_folded_away_unfolds(visit: Visit, paths: dict[str, Path]) -> None:
    page = visit.page
    page.goto(paths["pair"].as_uri())
    assert not page.is_visible(".folded")
    page.click(".unfold")
    assert page.is_visible(".folded")


def test_a_link_from_a_change_opens_the_item_in_its_edition(visit: Visit, paths: dict[str, Path]) -> None:
    page = visit.page
    page.goto(paths["pair"].as_uri())
    page.click("#change-2-status .print >> nth=1 >> a")
    page.wait_for_url("**/E2.html#item-2")
    assert page.is_visible("#printed-2")


def test_the_language_goes_along_to_the_next_page(visit: Visit, paths: dict[str, Path]) -> None:
    page = visit.page
    page.goto(paths["pair"].as_uri())
    page.click("[data-language=en]")
    page.click("#change-2-status .print >> nth=1 >> a")
    page.wait_for_url("**/E2.html?lang=en#item-2")
    assert page.inner_text("#items-title") == "Items"
    page.click("[data-language=ja]")
    assert page.url.endswith("E2.html#open=item-2")


def test_the_timeline_keeps_what_changed_unmarked(visit: Visit, paths: dict[str, Path]) -> None:
    page = visit.page
    page.goto(paths["index"].as_uri())
    page.check("[name=unmarked]")
    assert count(page) == "1件"
    assert "unmarked" in page.url


def test_without_script_everything_is_shown(browser: Browser, paths: dict[str, Path]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(paths["edition"].as_uri())
    assert page.is_visible("#printed-1 img")
    page.goto(paths["pair"].as_uri())
    assert page.is_visible(".folded")
    assert not page.is_visible(".unfold")
    context.close()


def test_print_leaves_out_what_paper_cannot_do(visit: Visit, paths: dict[str, Path]) -> None:
    page = visit.page
    page.goto(paths["pair"].as_uri())
    page.emulate_media(media="print")
    assert not page.is_visible("#filters")
    assert page.is_visible(".folded")
    decoration = "one => getComputedStyle(one).textDecorationStyle"
    assert page.eval_on_selector(".change ins.marked", decoration) == "double"
    assert page.eval_on_selector(".change ins.unmarked", decoration) == "wavy"
    red, green, blue = page.eval_on_selector(
        ".change ins.marked", "one => getComputedStyle(one).color.match(/[0-9]+/g).map(Number)"
    )
    assert red > 2 * max(green, blue)  # what the publisher painted stays red


@pytest.mark.parametrize("kind", ["edition", "pair", "index"])
@pytest.mark.parametrize("width", [360, 1024, 1920])
def test_no_page_is_wider_than_its_window(visit: Visit, paths: dict[str, Path], kind: str, width: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": 800})
    visit.page.goto(paths[kind].as_uri())
    # On a busy machine the window takes its new width a moment later than it was told to.
    for _ in range(50):
        if visit.page.evaluate("window.innerWidth") == width:
            break
        visit.page.wait_for_timeout(100)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width


# What a person sees behind a text is the first background on the way up that is not transparent.
CONTRASTS = """() => {
    const channels = colour => colour.match(/[\\d.]+/g).map(Number);
    const luminance = ([r, g, b]) => [r, g, b].map(v => v / 255)
        .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, index) => sum + v * [0.2126, 0.7152, 0.0722][index], 0);
    const poor = [];
    for (const element of document.querySelectorAll("body *")) {
        const said = Array.from(element.childNodes).some(node => node.nodeType === 3 && node.data.trim());
        const box = element.getBoundingClientRect();
        if (!said || element.closest(".unseen, .skip, script, option") || !box.width) continue;
        let behind = element, back = [0, 0, 0, 0], gradient = false;
        while (behind && (back.length === 4 && back[3] === 0)) {
            const style = getComputedStyle(behind);
            gradient ||= style.backgroundImage !== "none";
            back = channels(style.backgroundColor);
            behind = behind.parentElement;
        }
        if (gradient) continue;
        const style = getComputedStyle(element);
        const front = channels(element instanceof SVGElement ? style.fill : style.color);
        const [light, dark] = [luminance(front), luminance(back)].sort((a, b) => b - a);
        const ratio = (light + 0.05) / (dark + 0.05);
        if (ratio < 4.5) poor.push(`${element.outerHTML.slice(0, 80)} ${ratio.toFixed(2)}`);
    }
    return poor;
}"""


@pytest.mark.parametrize("kind", ["edition", "pair", "index"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_what_is_behind_it(
    visit: Visit, paths: dict[str, Path], kind: str, scheme: str
) -> None:
    visit.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    visit.page.goto(f"{paths[kind].as_uri()}#open=item-2")
    assert visit.page.evaluate(CONTRASTS) == []
