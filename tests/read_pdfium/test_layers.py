from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from pipeline.model import Page
from pipeline.read_pdfium.layers import may_have_layers_off
from tests.pdfs import pages_by_pdfium, pdf, shown

RULE = "0.5 w 40 50 m 240 50 l S\n"
BOX = "0 0 0 rg 100 20 60 20 re f\n"


def layered(content: str, *, compressed: bool = False, all_on: bool = False) -> bytes:
    """Return a page with the layers /On and /Off, the conditions /Both and /One of them, and /Form on layer /Off."""
    with pikepdf.open(BytesIO(pdf(content))) as document:
        on, off = (document.make_indirect(Dictionary(Type=Name.OCG, Name=name)) for name in ("shown", "draft"))
        both, one = (
            document.make_indirect(Dictionary(Type=Name.OCMD, OCGs=Array([on, off]), P=policy))
            for policy in (Name.AllOn, Name.AnyOn)
        )
        document.Root.OCProperties = Dictionary(
            OCGs=Array([on, off]), D=Dictionary(Order=Array([on, off]), OFF=Array([] if all_on else [off]))
        )
        resources = document.pages[0].Resources
        resources.Properties = Dictionary(On=on, Off=off, Both=both, One=one)
        form = document.make_stream(
            shown("隠", 50, 150).encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 300, 200], OC=off,
            Resources=Dictionary(Font=resources.Font),
        )  # fmt: skip
        resources.XObject = Dictionary(Form=form)
        result = BytesIO()
        mode = pikepdf.ObjectStreamMode.generate if compressed else pikepdf.ObjectStreamMode.disable
        document.save(result, object_stream_mode=mode)
    return result.getvalue()


def on_layer(name: str, content: str) -> str:
    return f"/OC /{name} BDC {content} EMC\n"


def read(content: bytes) -> Page:
    return pages_by_pdfium(content)[0]


@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.parametrize("hidden", [on_layer("Off", shown("隠")), on_layer("Both", shown("隠")), "/Form Do\n"])
def test_text_of_a_layer_that_is_off_is_left_out_and_told(hidden: str, compressed: bool) -> None:
    page = read(layered(on_layer("On", shown("表", 50, 60)) + hidden + shown("紙", 80, 60), compressed=compressed))
    assert "".join(page.glyphs.text) == "表紙"
    assert [(finding.code, finding.page_number, finding.text) for finding in page.findings] == [
        ("hidden_layer", 1, "隠")
    ]


def test_rules_and_shades_of_a_layer_that_is_off_are_left_out() -> None:
    page = read(layered(on_layer("Off", RULE + BOX) + shown("紙")))
    assert (page.rules, page.shades) == ([], [])
    page = read(layered(on_layer("On", RULE + BOX) + shown("紙")))
    assert len(page.rules) >= 1
    assert len(page.shades) == 1


def test_layers_that_are_on_stay_whole() -> None:
    content = (
        on_layer("On", shown("表", 50, 60) + shown(" ", 60, 60)) + on_layer("Off", shown("紙", 80, 60)) + "/Form Do\n"
    )
    page = read(layered(content, all_on=True))
    assert "".join(page.glyphs.text) == "表紙隠"
    assert page.findings == ()


@pytest.mark.parametrize("compressed", [False, True])
def test_only_a_file_with_a_layer_that_is_off_pays_for_a_look(compressed: bool) -> None:
    assert may_have_layers_off(layered("", compressed=compressed))
    assert not may_have_layers_off(layered("", compressed=compressed, all_on=True))
    assert not may_have_layers_off(pdf(""))


def test_more_layers_than_can_be_looked_at_are_told_and_stay() -> None:
    places = [(20 * (k % 14), 15 * (k // 14) + 20) for k in range(140)]
    layers = (
        on_layer(*(("Both", shown("隠", *place)) if k % 2 else ("One", shown("表", *place))))
        for k, place in enumerate(places)
    )
    page = read(layered("".join(layers)))
    assert [(finding.code, finding.text) for finding in page.findings][:1] == [("hidden_layer", None)]
    assert "隠" in page.glyphs.text
