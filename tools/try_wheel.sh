#!/usr/bin/env bash
# Builds the wheel and the source archive, looks into both, installs the wheel into an empty environment, and runs
# extract, diff and report in an empty folder. What is installed is checked against the hashes of requirements.lock.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python=$root/.venv/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK=1

cd "$root"
"$python" -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir "$work/dist" .
"$python" - "$work/dist" <<'PYTHON'
import sys
from setuptools import build_meta
build_meta.build_sdist(sys.argv[1])
PYTHON
"$python" - "$work/dist" <<'PYTHON'
import sys, tarfile, zipfile
from pathlib import Path

(wheel,), (sdist,) = Path(sys.argv[1]).glob("*.whl"), Path(sys.argv[1]).glob("*.tar.gz")
in_wheel = zipfile.ZipFile(wheel).namelist()
in_sdist = tarfile.open(sdist).getnames()
assert any(name.endswith("licenses/LICENSE") for name in in_wheel), "the wheel carries no licence"
assert any(name.endswith("/LICENSE") for name in in_sdist), "the source archive carries no licence"
assert not [name for name in in_sdist if "/tests" in name], "the source archive holds a part of the tests"
assert any(name.endswith("pipeline/pdfium/each.c") for name in in_sdist), "the source archive lacks the compiled part"
for needed in ("pipeline/pdfium/each.bin", "pipeline/vocabulary/headers.toml", "pipeline/report/templates/pair.html", "akaji/__init__.py"):
    assert needed in in_wheel, f"the wheel lacks {needed}"
PYTHON

"$python" -m venv "$work/venv"
bin=$work/venv/bin
"$bin/python" -m pip install --quiet --require-hashes -r requirements-build.lock
"$bin/python" -m pip install --quiet --require-hashes --no-build-isolation -r requirements.lock
"$bin/python" -m pip install --quiet --no-deps "$work"/dist/*.whl

mkdir "$work/elsewhere"
cd "$work/elsewhere"
cp "$root"/raw/toyama-open-pt/R4-4.pdf "$root"/raw/toyama-open-pt/R5-1.pdf .
"$bin/akaji" extract R4-4.pdf R5-1.pdf --out data --series toyama
"$bin/akaji" diff R4-4 R5-1 --data data --summary
"$bin/akaji" diff R4-4.pdf R5-1.pdf --report pair.html --limit 1
"$bin/akaji" report toyama --data data --pdf .
"$bin/akaji" check --data data
test -s pair.html -a -s data/report/toyama/R4-4-to-R5-1.html
"$bin/python" -c "import akaji; assert len(akaji.load('data', 'items')) == 94"
echo "The wheel works outside the checkout."
