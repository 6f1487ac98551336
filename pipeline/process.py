"""What holds for a process that is akaji's own: the program ``akaji`` and the workers that it starts.

It is never called in a process of someone else, such as a notebook that imports ``pipeline``.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path

VERBOSE = "AKAJI_VERBOSE"
"""The environment variable that lets akaji's processes say what they do: workers have it from their parent."""

INTERRUPTED = 130
"""What a shell says of a program that Ctrl-C ended: 128 and the signal's number."""

RECORDS_BETWEEN_COLLECTIONS = 50_000
"""Some 10 MB."""

_STANDARD_ERROR = 2


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
    on memory would count, and the allocator that it brings along starts a thread as it is loaded, even where it is not
    used. Called before any of them is imported, and with them some ten thousand records that live on, at which the
    garbage collector would look again and again.
    """
    gc.set_threshold(RECORDS_BETWEEN_COLLECTIONS, *gc.get_threshold()[1:])
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    os.environ.setdefault("JE_ARROW_MALLOC_CONF", "background_thread:false")
    if os.environ.get(VERBOSE):
        import logging

        logging.basicConfig(format="%(asctime)s %(process)d %(message)s", stream=sys.stderr)
        logging.getLogger("akaji").setLevel(logging.DEBUG)
    if not any(isinstance(finder, _WithoutPandas) for finder in sys.meta_path):
        sys.meta_path.insert(0, _WithoutPandas())


def may_be_copied() -> bool:
    """Return whether a worker may start as a copy of this process, which spares it an interpreter and its imports.

    A copy has one thread, and all locks as they are: one that another thread holds is never released in it. And it has
    all of this process's memory, which in a notebook may be more than a worker is allowed. So only akaji's own process
    is copied, while it has one thread; macOS' libraries bear no copy at all, and Windows has none.
    """
    if sys.platform != "linux" or not any(isinstance(finder, _WithoutPandas) for finder in sys.meta_path):
        return False
    try:
        return len(list(Path("/proc/self/task").iterdir())) == 1
    except OSError:
        return False


def close_all_but(kept: int) -> None:
    """Close the files that a copied process has from its parent, but for the standard streams and ``kept``.

    The parent's lock on the data folder must end with the parent, and so must the pipes of the other workers.
    """
    for number in [int(path.name) for path in Path("/proc/self/fd").iterdir()]:
        if number > _STANDARD_ERROR and number != kept:
            with suppress(OSError):  # what listed them
                os.close(number)
