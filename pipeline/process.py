"""What holds for a process that is akaji's own: the program ``akaji`` and the workers that it starts.

It is never called in a process of someone else, such as a notebook that imports ``pipeline``.
"""

from __future__ import annotations

import os
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec

VERBOSE = "AKAJI_VERBOSE"
"""The environment variable that lets akaji's processes say what they do: workers have it from their parent."""


class _WithoutPandas(MetaPathFinder):
    """Lets ``import pandas`` fail as if it were not installed."""

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        if fullname == "pandas":
            raise ModuleNotFoundError("akaji itself does without pandas", name=fullname)
        return None


def settle_in() -> None:
    """Spare this process what libraries do at their start that no command needs: half of its processor time.

    OpenBLAS starts a thread for each core as numpy is imported (0.2 s on four cores), and nothing here multiplies
    matrices. pyarrow imports pandas at its first conversion, to know a Series if it meets one (0.3 s); pandas is for
    those who load the datasets. pyarrow's own memory pool reserves 1 GB of addresses for 1 MB of tables, which a limit
    on memory would count. Called before any of them is imported.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    if os.environ.get(VERBOSE):
        import logging

        logging.basicConfig(format="%(asctime)s %(process)d %(message)s", stream=sys.stderr)
        logging.getLogger("akaji").setLevel(logging.DEBUG)
    if not any(isinstance(finder, _WithoutPandas) for finder in sys.meta_path):
        sys.meta_path.insert(0, _WithoutPandas())
