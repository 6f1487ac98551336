"""A new mark, ditto, era, header wording or division suffix is one line of TOML, and is then known everywhere.

The package is copied, one line of a vocabulary changed, and a printed table goes the whole way through the copy.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[2] / "pipeline"

READ = """
import json, sys
from pathlib import Path
from msgspec import to_builtins
from pipeline.documents import read_document
from pipeline.model import Series
from pipeline.normalise import normalise_document
from pipeline.tag import tag_document
series = Series("any")
tagged = tag_document(normalise_document(read_document(Path(sys.argv[1]), series), series), series, "E5-1")
parts = {"edition": tagged.edition_record, "items": tagged.items, "dates": tagged.dates}
print(json.dumps(to_builtins({**parts, "divisions": tagged.item_divisions})))
"""

HEADERS = ["No", "分野", "意見の概要", "結果の印", "県の考え方", "所管課"]
ROWS = [
    ["1", "福祉", "手続を分かりやすくしてほしい。", "○", "新しい様式を使うこととした。", "人事課"],
    ["2", "〃", "窓口を増やしてほしい。", "△", "永和2年4月から順次増やす。", "広報隊 財政課"],
    ["3", "・・", "休日も開けてほしい。", "♪", "試行の結果を見て決める。", "財政課"],
]


@cache
def printed(folder: Path, headers: tuple[str, ...]) -> Path:
    """Return a PDF with the table under these headers, on one page."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import SimpleDocTemplate, Table

    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5"))
    path = folder / "table.pdf"
    look = [("FONT", (0, 0), (-1, -1), "HeiseiKakuGo-W5", 10), ("GRID", (0, 0), (-1, -1), 0.5, "black")]
    table = Table([list(headers), *ROWS], style=look, repeatRows=1)
    SimpleDocTemplate(str(path), pagesize=landscape(A4), invariant=1).build([table])
    return path


def read_with(tmp_path: Path, changes: Mapping[str, tuple[str, str]], headers: Sequence[str] = HEADERS) -> Any:
    """Return what a copy of the package reads after each file's line was replaced by another one."""
    package = tmp_path / "pipeline"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    for name, (line, other) in changes.items():
        (path,) = package.rglob(f"{name}.toml")
        content = path.read_text("utf-8")
        assert content.count(line) == 1
        path.write_text(content.replace(line, other), "utf-8")
    command = [sys.executable, "-c", READ, str(printed(tmp_path, tuple(headers)))]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_without_a_new_line_the_new_words_are_not_known(tmp_path: Path) -> None:
    read = read_with(tmp_path, {})
    assert [item["policy_area"] for item in read["items"]] == ["福祉", "福祉", "・・"]
    assert [item["status"] for item in read["items"]] == ["unknown"] * 3
    assert read["dates"] == []
    assert [each["division"] for each in read["divisions"]] == ["人事課", "広報隊財政課", "財政課"]
    assert read["edition"]["fiscal_year"] is None


def test_a_new_header_wording_is_one_line(tmp_path: Path) -> None:
    read = read_with(tmp_path, {"headers": ("[status]\nwhole = [", '[status]\nwhole = ["結果の印", ')})
    assert [item["status"] for item in read["items"]] == ["done", "continuing", "unknown"]


def test_a_new_mark_is_one_line(tmp_path: Path) -> None:
    marks = {"status": ('"☆" = ["☆"]', '"☆" = ["☆"]\n"♪" = ["♪"]')}
    headers = [*HEADERS[:3], "反映区分(○反映した、△検討する、♪参考とする)", *HEADERS[4:]]
    assert [item["status"] for item in read_with(tmp_path, marks, headers)["items"]] == [
        "done",
        "continuing",
        "continuing",
    ]


def test_a_new_ditto_is_one_line(tmp_path: Path) -> None:
    read = read_with(tmp_path, {"ditto": ('whole = ["〃", ', 'whole = ["〃", "・・", ')})
    assert [item["policy_area"] for item in read["items"]] == ["福祉", "福祉", "福祉"]
    assert [item["policy_area_ditto"] for item in read["items"]] == [False, True, True]


def test_a_new_division_suffix_is_one_line(tmp_path: Path) -> None:
    read = read_with(
        tmp_path, {"divisions": ('names = ["課", "室", "事務局", "支局", "議会"]', 'names = ["課", "室", "隊"]')}
    )
    assert [each["division"] for each in read["divisions"]] == ["人事課", "広報隊", "財政課", "財政課"]


def test_a_new_era_is_one_entry_for_dates_editions_and_changes(tmp_path: Path) -> None:
    era = '[[eras]]\nname = "永和"\nletter = "E"\nligature = ""\nfirst = 2031-05-01\n\n[[eras]]\nname = "令和"'
    read = read_with(tmp_path, {"eras": ('[[eras]]\nname = "令和"', era)})
    assert [date["iso"] for date in read["dates"]] == ["2032-04"]
    assert read["edition"]["fiscal_year"] == 2035
