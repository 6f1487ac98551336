from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pipeline.model import Series
from pipeline.report import (
    StartEntry,
    html,
    render_edition_page,
    render_pair_page,
    render_series_page,
    render_start_page,
)
from pipeline.report.html import content_security_policy
from tests.report.pages import HOSTILE, all_hostile, edition_page, pair_page, plain, series_page, write_all
from tests.report.records import change, diff, edition, item, mark

VOID = frozenset({"meta", "input", "img", "br", "link", "hr"})

Said = Callable[[str], str]
"""Says a text of the page otherwise, or leaves it."""
Draw = Callable[[Said], str]


class Parsed(HTMLParser):
    """What a browser would make of a page: elements with their attributes, and the text outside script and style."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.text = ""
        self.unbalanced: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in {"script", "style"}:
            self.text += data

    def attributes(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.elements if name in attributes]


@pytest.fixture(params=["edition", "pair", "index"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def draw(kind: str, tmp_path: Path) -> Draw:
    drawers: dict[str, Callable[[Path, Said], str]] = {
        "edition": edition_page,
        "pair": pair_page,
        "index": lambda _, said: series_page(said),
    }
    return lambda said: drawers[kind](tmp_path, said)


def test_the_same_records_give_the_same_bytes(draw: Draw) -> None:
    assert draw(plain) == draw(plain)


def test_every_element_is_closed(draw: Draw) -> None:
    parsed = Parsed(draw(plain))
    assert (parsed.open, parsed.unbalanced) == ([], [])


def test_identifiers_are_unique_and_what_refers_to_one_finds_it(draw: Draw) -> None:
    parsed = Parsed(draw(plain))
    counts = Counter(parsed.attributes("id"))
    assert {name for name, count in counts.items() if count > 1} == set()
    referred = {name for value in parsed.attributes("aria-labelledby") for name in value.split()}
    referred |= {*parsed.attributes("data-same-as"), *parsed.attributes("aria-controls")}
    referred |= {link[1:] for link in parsed.attributes("href") if link.startswith("#")}
    assert referred <= set(counts)


def test_a_page_can_be_found_one_s_way_about_in(draw: Draw) -> None:
    parsed = Parsed(draw(plain))
    tags = Counter(tag for tag, _ in parsed.elements)
    assert (tags["main"], tags["h1"], tags["title"]) == (1, 1, 1)
    assert parsed.elements[0] == ("html", {"lang": "ja", "data-labels": "ja"})
    assert all("scope" in attributes for tag, attributes in parsed.elements if tag == "th")
    assert all(attributes.get("type") for tag, attributes in parsed.elements if tag == "button")
    assert all(attributes.get("alt") for tag, attributes in parsed.elements if tag == "img")
    assert next(attributes for tag, attributes in parsed.elements if tag == "output")["aria-live"] == "polite"


def test_a_page_needs_nothing_from_anywhere(draw: Draw) -> None:
    page = draw(plain)
    parsed = Parsed(page)
    assert all(source.startswith("data:image/png;base64,") for source in parsed.attributes("src"))
    assert not {tag for tag, _ in parsed.elements} & {"link", "iframe", "object", "embed", "base"}
    assert "url(" not in page
    assert "@import" not in page


def test_the_policy_lets_this_style_and_this_script_through_and_nothing_else(draw: Draw) -> None:
    page = draw(plain)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    script = re.search(r"<script>(.*?)</script>", page, re.DOTALL)
    assert style
    assert script
    policy = content_security_policy(style[1], script[1])
    assert re.sub("sha256-[^']+", "sha256-…", policy) == (
        "default-src 'none'; img-src data:; style-src 'sha256-…'; script-src 'sha256-…'; base-uri 'none'; "
        "form-action 'none'"
    )
    (written,) = [attributes["content"] for _, attributes in Parsed(page).elements if "http-equiv" in attributes]
    assert written == policy
    assert not Parsed(page).attributes("style")


def test_a_hostile_text_adds_no_element_no_handler_and_no_address(draw: Draw) -> None:
    calm, hostile = Parsed(draw(plain)), Parsed(draw(all_hostile))
    assert [tag for tag, _ in hostile.elements] == [tag for tag, _ in calm.elements]
    for (_, before), (_, after) in zip(calm.elements, hostile.elements, strict=True):
        assert set(before) == set(after)
    assert not [name for _, attributes in hostile.elements for name in attributes if name.startswith("on")]
    assert all(link.startswith(("./", "#", "https://example.org/")) for link in hostile.attributes("href"))


def test_a_hostile_text_is_shown_as_what_it_is(draw: Draw) -> None:
    text = Parsed(draw(all_hostile)).text
    for said in HOSTILE[:-2]:
        assert said in text
    assert "⟨U+0000⟩⟨U+001B⟩[31m⟨U+202E⟩idet⟨U+2066⟩" in text


def test_a_page_can_be_written_whatever_a_text_holds(draw: Draw) -> None:
    def lone_surrogate(text: str) -> str:
        return f"{text}\ud800\ufffe"

    assert "⟨U+D800⟩⟨U+FFFE⟩" in draw(lone_surrogate)
    draw(lone_surrogate).encode("utf-8")


def test_links_lead_to_pages_that_are_written(tmp_path: Path) -> None:
    pages = write_all(tmp_path)
    for path in pages.values():
        for link in Parsed(path.read_text("utf-8")).attributes("href"):
            name, _, fragment = link.partition("#")
            if name.startswith("./"):
                target = tmp_path / name
                assert target.is_file(), link
                if fragment:
                    assert f'id="{fragment}"' in target.read_text("utf-8"), link


def test_a_reconstructed_edition_says_so_on_every_page(tmp_path: Path) -> None:
    for page in (edition_page(tmp_path), pair_page(tmp_path), series_page()):
        notes = re.findall(r'<p class="note" role="note">(.*?)</p>', page, re.DOTALL)
        assert any("復元した版" in note for note in notes)


def test_marks_are_shown_in_the_printed_colour_and_style(tmp_path: Path) -> None:
    page = edition_page(tmp_path)
    assert ".mark-ff0000{--mark-printed:#ff0000;" in page
    classes = [a["class"] for tag, a in Parsed(page).elements if tag in {"mark", "s"}]
    assert classes == ["printed printed-colour mark-ff0000", "printed printed-strike"]


def test_a_colour_that_is_none_reaches_no_style() -> None:
    assert "--mark-printed:" not in html._colour_rules(["#ff0000;}body{display:none}", None, "red"])


def test_what_is_printed_for_people_is_in_both_languages(draw: Draw) -> None:
    page = draw(plain)
    assert page.count('class="ja"') == page.count('class="en" lang="en"') > 20


def test_shares_are_told_as_all_or_nothing_only_where_they_are() -> None:
    told = [html._percent(ratio) for ratio in (0.0, 0.0001, 0.5, 0.999, 1.0)]
    assert told == ["0%", "< 1%", "50%", "> 99%", "100%"]


def test_a_marked_number_is_shown_as_marked() -> None:
    records = edition("E1", [item(1, number="7")], [mark(1, "number", 0, 1, "7")])
    page = render_edition_page(records, cells=[], findings=[], pdf=None)
    (row_head,) = re.findall(r'<th scope="row" class="field-number">(.*?)</th>', page, re.DOTALL)
    assert "mark-ff0000" in row_head


def test_the_start_page_leads_to_each_series() -> None:
    hostile = StartEntry("a/b", all_hostile("台帳"), None, None, ("E1",), None)
    page = Parsed(render_start_page([StartEntry("toyama-open-pt", None, "県", None, ("E1", "E2"), None), hostile]))
    assert (page.open, page.unbalanced) == ([], [])
    links = [link for link in page.attributes("href") if not link.startswith("#")]
    assert links == ["./toyama-open-pt/index.html", "./a%2Fb/index.html"]
    assert "県 · toyama-open-pt" in page.text
    assert HOSTILE[0] in page.text


@pytest.mark.parametrize(("style", "told"), [("none", True), ("colour", False)])
def test_a_document_that_never_marks_is_told_to_have_no_legend_and_no_recall(style: str, told: bool) -> None:
    old, new = (edition(name, [item(1)], mark_style=style, mark_legend=None) for name in ("E1", "E2"))
    found = diff(changed=2, marked_none=2, changed_characters=9, recall=0.0, from_edition="E1")
    pair = Parsed(render_pair_page(old, new, found, old_cells=[], new_cells=[], old_pdf=None, new_pdf=None)).text
    index = Parsed(render_series_page(Series("s"), [old, new], [("E2", found.audit)], {})).text
    for page in pair, index:
        assert ("印の凡例なし" in page) is told
        assert ("0%" in page) is not told


def test_what_went_without_a_trace_is_told_beside_its_change_and_as_a_whole() -> None:
    old, new = (edition(name, [item(1)]) for name in ("E1", "E2"))
    gone = change(1, 1, marked="part", weights=("date",), gone=("令和6年度<b>に</b>",))
    found = diff([gone], changed=1, marked_part=1, deleted_characters=9, seen_deleted_characters=2)
    page = Parsed(render_pair_page(old, new, found, old_cells=[], new_cells=[], old_pdf=None, new_pdf=None))
    assert page.unbalanced == []
    assert "令和6年度<b>に</b>" in page.text
    assert "跡なく消えた文字" in page.text
    assert "7 / 9" in page.text


def test_a_change_of_the_heading_above_an_item_has_the_name_of_its_column() -> None:
    old, new = (edition(name, [item(1)]) for name in ("E1", "E2"))
    found = diff([change(1, 1, "section", marked="none", weights=("text",))], changed=1, marked_none=1)
    page = Parsed(render_pair_page(old, new, found, old_cells=[], new_cells=[], old_pdf=None, new_pdf=None))
    assert "区分の見出し" in page.text


def test_a_page_that_stands_alone_links_to_nothing_but_itself(tmp_path: Path) -> None:
    beside, alone = Parsed(pair_page(tmp_path)), Parsed(pair_page(tmp_path, alone=True))
    assert [link for link in beside.attributes("href") if link.startswith("./")]
    assert [link for link in alone.attributes("href") if not link.startswith("#")] == []
    assert (alone.open, alone.unbalanced) == ([], [])


@pytest.mark.parametrize(("style", "shown"), [("none", False), ("colour", True)])
def test_only_documents_that_mark_bear_badges_of_missing_marks(style: str, shown: bool) -> None:
    legend = "※変更部分は赤字" if shown else None
    old, new = (edition(name, [item(1)], mark_style=style, mark_legend=legend) for name in ("E1", "E2"))
    found = diff([change(1, 1)], changed=1, marked_none=1)
    page = render_pair_page(old, new, found, old_cells=[], new_cells=[], old_pdf=None, new_pdf=None)
    assert ("赤字なし" in page) is shown
    assert ('class="badge marked-none"' in page) is shown
    assert ("unjudged" in page.partition("</style>")[2]) is not shown


def test_without_pictures_no_place_is_kept_for_them(tmp_path: Path) -> None:
    old, new = (edition(name, [item(1)]) for name in ("E1", "E2"))
    page = render_pair_page(old, new, diff([change(1, 1)]), old_cells=[], new_cells=[], old_pdf=None, new_pdf=None)
    assert 'class="print"' not in page
    assert 'class="print"' in pair_page(tmp_path)


def test_a_promise_leads_to_the_item_that_makes_it() -> None:
    assert "./E1.html#item-2" in Parsed(series_page()).attributes("href")


def test_a_series_without_editions_has_a_page_too() -> None:
    assert Parsed(render_series_page(Series("example"), [], [], {})).unbalanced == []


def test_where_only_the_head_changed_there_is_no_list_to_search() -> None:
    old, new = (edition(name, [item(1)]) for name in ("E1", "E2"))
    unit = change(None, None, "unit", kind="head", marked=None)
    for changes, listed in (([unit], False), ([unit, change(1, 1)], True)):
        page = render_pair_page(old, new, diff(changes), old_cells=[], new_cells=[], old_pdf=None, new_pdf=None)
        parsed = Parsed(page)
        assert (parsed.open, parsed.unbalanced) == ([], [])
        assert ("filters" in parsed.attributes("id")) is listed
