from __future__ import annotations

import re
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.names import (
    INDEX_PAGE_NAME,
    change_identifiers,
    change_key,
    edition_page_name,
    href,
    pair_page_name,
    web_link,
)
from tests.report.records import change


@pytest.mark.parametrize(
    ("edition", "name"),
    [
        ("R5-1", "R5-1.html"),
        ("令和5年度 第1回", "令和5年度%20第1回.html"),
        ("../../etc/passwd", "%2E.%2F..%2Fetc%2Fpasswd.html"),
        ("a\\b:c", "a%5Cb%3Ac.html"),
        ("index", "%69ndex.html"),
        ("INDEX", "%49NDEX.html"),
    ],
)
def test_a_page_is_named_after_its_edition(edition: str, name: str) -> None:
    assert edition_page_name(edition) == name


def test_a_pair_is_named_after_both() -> None:
    assert pair_page_name("R4-4", "R5-1") == "R4-4-to-R5-1.html"


@given(st.text(min_size=1, max_size=20))
def test_no_name_leaves_its_folder_or_takes_the_index(edition: str) -> None:
    name = edition_page_name(edition)
    assert PurePosixPath(name).name == PureWindowsPath(name).name == name
    assert not name.startswith(".")
    assert name.lower() != INDEX_PAGE_NAME


@given(st.text(min_size=1, max_size=20, alphabet=st.characters(exclude_categories=["Cs"])))
def test_a_link_leads_to_the_page(edition: str) -> None:
    name = edition_page_name(edition)
    assert unquote(href(name, "item-3")) == f"./{name}#item-3"


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("http://example.org", "http://example.org"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)//http://x", None),
        ("data:text/html,x", None),
        ("//example.org", None),
        ("http://[", None),
        ("", None),
        (None, None),
    ],
)
def test_only_addresses_of_the_web_become_links(url: str | None, link: str | None) -> None:
    assert web_link(url) == link


def test_a_change_is_called_by_its_number_and_field_whatever_stands_before_it() -> None:
    first, second = change(1, 1, "status"), change(7, 8)
    assert change_identifiers([first, second]) == ["change-1-status", "change-8-response"]
    assert change_identifiers([second]) == ["change-8-response"]
    unnumbered = change(None, 3, None, to_number=None)
    assert change_identifiers([unnumbered, unnumbered]) == ["change-row3-item", "change-row3-item-2"]


@pytest.mark.parametrize("text", ['"><script>', "備 考", "a=b", "\ud800", "１－２"])
def test_no_number_and_no_header_says_more_than_a_name_in_an_address(text: str) -> None:
    (name,) = change_identifiers([change(1, 1, text, to_number=text)])
    assert re.fullmatch(r"change-[0-9A-Za-z.-]+-[0-9a-f]{8}", name)


def test_a_tick_is_kept_for_what_a_change_says_and_not_for_another_text() -> None:
    assert change_key(change(1, 1)) == change_key(change(2, 1, similarity=0.5))
    assert change_key(change(1, 1)) != change_key(change(1, 1, after="検討済"))
