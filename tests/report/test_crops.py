from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from pipeline.model import CellRecord
from pipeline.report.crops import Crop, Crops, Drawing, cut_crops
from pipeline.report.places import CropKey
from tests.report.records import cell, draw_pdf, edition

DRAWING = Drawing(enlargement=1, page_width=1000, density=2)
# On a page of 200 × 100 points: red in the upper left quarter, blue in the lower right.
QUARTERS = "1 0 0 rg 0 50 100 50 re f 0 0 1 rg 100 0 100 50 re f"
RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)


def cut(folder: Path, content: bytes, cells: list[CellRecord], drawing: Drawing = DRAWING, **facts: str) -> Crops:
    path = folder / "edition.pdf"
    path.write_bytes(content)
    record = edition("E1", [], [], pdf=content, **facts).edition_record
    keys = [CropKey(each.ordinal or 0, each.field) for each in cells]
    return cut_crops(path, record, cells, keys, drawing)


def picture(crop: Crop) -> Image.Image:
    prefix = "data:image/png;base64,"
    assert crop.uri.startswith(prefix)
    return Image.open(io.BytesIO(base64.b64decode(crop.uri.removeprefix(prefix)))).convert("RGB")


def middle(crop: Crop) -> tuple[int, ...]:
    image = picture(crop)
    colour = image.getpixel((image.width // 2, image.height // 2))
    assert isinstance(colour, tuple)
    return colour


UPPER_LEFT = cell(1, "issue", (4, 4, 96, 46))
LOWER_RIGHT = cell(2, "issue", (104, 54, 196, 96))


@pytest.mark.parametrize(
    ("page", "upper_left", "lower_right"),
    [
        ("/MediaBox [0 0 200 100]", RED, BLUE),
        ("/MediaBox [0 0 200 100] /Rotate 180", BLUE, RED),
        ("/MediaBox [-50 -50 300 300] /CropBox [0 0 200 100]", RED, BLUE),
    ],
)
def test_a_box_is_cut_where_the_page_shows_it(
    tmp_path: Path, page: str, upper_left: tuple[int, ...], lower_right: tuple[int, ...]
) -> None:
    crops = cut(tmp_path, draw_pdf(QUARTERS, page=page), [UPPER_LEFT, LOWER_RIGHT])
    assert [middle(*crops.of(ordinal, "issue")) for ordinal in (1, 2)] == [upper_left, lower_right]


def test_a_page_turned_by_a_quarter_is_cut_as_it_is_shown(tmp_path: Path) -> None:
    quarters = "1 0 0 rg 0 100 200 100 re f 0 0 1 rg 200 0 200 100 re f"
    turned = draw_pdf(quarters, page="/MediaBox [0 0 400 200] /Rotate 90")  # shown 200 wide and 400 high
    crops = cut(tmp_path, turned, [cell(1, "issue", (104, 4, 196, 196)), cell(2, "issue", (4, 204, 96, 396))])
    assert [middle(*crops.of(ordinal, "issue")) for ordinal in (1, 2)] == [RED, BLUE]


def test_the_blank_lower_part_of_a_cell_is_left_out(tmp_path: Path) -> None:
    (crop,) = cut(tmp_path, draw_pdf("0 g 10 80 50 10 re f"), [cell(1, "issue", (0, 0, 200, 100))]).of(1, "issue")
    assert crop.width == 200
    assert 20 <= crop.height <= 25


def test_an_empty_cell_is_a_line_high(tmp_path: Path) -> None:
    (crop,) = cut(tmp_path, draw_pdf(""), [cell(1, "issue", (0, 0, 200, 100))]).of(1, "issue")
    assert crop.height == 12


def test_what_stands_around_a_narrow_cell_is_faded(tmp_path: Path) -> None:
    cells = [cell(1, "status", (0, 0, 20, 100)), cell(1, "response", (20, 0, 200, 100))]
    (crop,) = cut(tmp_path, draw_pdf("0 g 0 0 200 100 re f"), cells).of(1, "status")
    image = picture(crop)
    assert image.getpixel((20, 20)) == (0, 0, 0)
    assert image.getpixel((200, 20)) == (153, 153, 153)


def test_a_rare_red_among_much_black_stays_red(tmp_path: Path) -> None:
    shades = " ".join(f"{level / 300} g {level} 0 1 100 re f" for level in range(150))
    (crop,) = cut(tmp_path, draw_pdf(f"{shades} 1 0 0 rg 199 0 1 1 re f"), [cell(1, "issue", (0, 0, 200, 100))]).of(
        1, "issue"
    )
    assert picture(crop).getpixel((399, 199)) == RED


def test_the_same_pdf_gives_the_same_bytes_and_the_same_picture_the_same_name(tmp_path: Path) -> None:
    cells = [UPPER_LEFT, cell(2, "issue", UPPER_LEFT.box)]
    first, second = (cut(tmp_path, draw_pdf(QUARTERS), cells) for _ in range(2))
    assert first == second
    assert first.of(1, "issue")[0].identifier == first.of(2, "issue")[0].identifier


def test_a_picture_is_the_same_whatever_else_is_cut_from_its_page(tmp_path: Path) -> None:
    drawing = replace(DRAWING, density=1.7)  # no box begins at a whole pixel
    alone, beside = (
        cut(tmp_path, draw_pdf(QUARTERS), cells, drawing).of(2, "issue")
        for cells in ([LOWER_RIGHT], [UPPER_LEFT, LOWER_RIGHT])
    )
    assert alone == beside


def test_pictures_are_bounded_in_number_and_the_first_are_kept(tmp_path: Path) -> None:
    crops = cut(tmp_path, draw_pdf(QUARTERS), [UPPER_LEFT, LOWER_RIGHT], replace(DRAWING, crops=1))
    assert (len(crops.of(1, "issue")), len(crops.of(2, "issue")), crops.omitted) == (1, 0, 1)


def test_pictures_are_bounded_in_bytes(tmp_path: Path) -> None:
    crops = cut(tmp_path, draw_pdf(QUARTERS), [UPPER_LEFT, LOWER_RIGHT], replace(DRAWING, total_bytes=10))
    assert crops.omitted == 2


def test_a_picture_is_bounded_in_pixels_and_keeps_the_size_at_which_it_is_shown(tmp_path: Path) -> None:
    (crop,) = cut(tmp_path, draw_pdf(QUARTERS), [UPPER_LEFT], replace(DRAWING, crop_pixels=100)).of(1, "issue")
    image = picture(crop)
    assert image.width * image.height <= 100
    assert crop.width == 92


def test_a_large_sheet_is_shown_no_wider_than_a_page_may_be(tmp_path: Path) -> None:
    sheet = draw_pdf("1 0 0 rg 0 0 4000 4000 re f", page="/MediaBox [0 0 4000 4000]")
    (crop,) = cut(tmp_path, sheet, [cell(1, "issue", (0, 0, 2000, 100))]).of(1, "issue")
    assert crop.width == 500
    assert picture(crop).width == 1000


def test_a_huge_page_is_drawn_small_enough_for_memory(tmp_path: Path) -> None:
    huge = draw_pdf("1 0 0 rg 0 0 14000 14000 re f", page="/MediaBox [0 0 14000 14000]")
    (crop,) = cut(tmp_path, huge, [cell(1, "issue", (0, 0, 14000, 14000))], replace(DRAWING, page_pixels=10_000)).of(
        1, "issue"
    )
    assert picture(crop).width == 100


def test_a_box_off_the_page_and_a_page_that_is_not_there_break_nothing(tmp_path: Path) -> None:
    cells = [cell(1, "issue", (500, 500, 700, 600)), cell(2, "issue", (0, 0, 90, 90), page_number=7)]
    crops = cut(tmp_path, draw_pdf(QUARTERS), cells)
    assert len(crops.of(1, "issue")) == 1
    assert crops.of(2, "issue") == ()
    assert crops.omitted == 1


def test_a_file_that_is_not_the_source_gives_no_picture_but_a_reason(tmp_path: Path) -> None:
    crops = cut(tmp_path, draw_pdf(QUARTERS), [UPPER_LEFT], source_sha256="0" * 64)
    assert crops.of(1, "issue") == ()
    assert crops.problem is not None
    assert "SHA-256" in crops.problem.en


def test_a_missing_file_gives_no_picture_but_a_reason(tmp_path: Path) -> None:
    for missing in (None, tmp_path / "nowhere.pdf"):
        assert (
            cut_crops(missing, edition("E1", []).edition_record, [UPPER_LEFT], [CropKey(1, "issue")], DRAWING).problem
            is not None
        )


def test_a_damaged_file_gives_no_picture_but_a_reason(tmp_path: Path) -> None:
    assert cut(tmp_path, b"%PDF-1.4 and then nothing", [UPPER_LEFT]).problem is not None


def test_a_transcript_has_no_pictures_and_says_why(tmp_path: Path) -> None:
    problem = cut(tmp_path, b"a transcript", [UPPER_LEFT], source_kind="transcript").problem
    assert problem is not None
    assert "transcript" in problem.en
