"""Run every benchmark of the pages that docs/benchmarks.md tells of: ``python -m benchmarks``, or ``make bench``."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.measuring import ROOT

if __name__ == "__main__":
    for name in ("bench_read", "bench_memory", "bench_batch", "bench_startup", "bench_project"):
        # A process each: what one has imported and kept would be part of the next one's measure.
        command = [sys.executable, f"benchmarks/{name}.py", "--write", "docs/benchmarks.md"]
        subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603 - our own programs
