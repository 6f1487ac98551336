"""The worked example for words prints what its page says it prints."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path


def test_the_example_of_terms_prints_what_the_page_shows(root: Path, built_project: Path) -> None:
    page = (root / "docs" / "terms-by-policy-area.md").read_text("utf-8")
    (example,) = re.findall(r"^```python\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    (shown,) = re.findall(r"^```text\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    command = [sys.executable, "-X", "utf8", "-W", "error", "-c", example]
    done = subprocess.run(command, cwd=built_project, capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout == shown
