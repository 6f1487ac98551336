"""Take the README's pictures of the report: ``python docs/images/take.py extracted/report/toyama-open-pt``.

Run it after ``akaji run`` and ``akaji report``, where Chromium and the Noto CJK fonts are installed, and look at what
came out. The pictures depend on the browser and its fonts, so no test compares them.
"""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parent
SHOTS = {
    "report-pair.png": ("R4-4-to-R5-1.html", "", 1300),
    "report-edition.png": ("R5-1.html", "#marked=1&open=item-5", 1250),
    "report-series.png": ("index.html", "", 900),
}
"""File name: the page, the state that its address gives it, and the height of the window in pixels."""

WIDTH = 1360


def main(report: Path) -> None:
    """Write each picture beside this file, in 256 colours: that halves its bytes."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        for name, (page_name, state, height) in SHOTS.items():
            page = browser.new_page(viewport={"width": WIDTH, "height": height}, color_scheme="light")
            page.goto((report.resolve() / page_name).as_uri() + state)
            page.wait_for_timeout(500)
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            # Maximum coverage keeps the rare colours, which are what the pages are about; median cut makes them grey.
            picture.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
                FOLDER / name, optimize=True
            )
            page.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
