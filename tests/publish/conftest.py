from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.publish.files import Stamp, diff_to_files, edition_to_files, traced_to_files
from pipeline.publish.folder import open_data_folder
from pipeline.publish.package import write_data_package
from tests.publish import made


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with two editions, the later one compared with the earlier; every check passes on it."""
    with open_data_folder(tmp_path / "data") as folder:
        for name, diff, rows in (("R4-4", None, ()), ("R5-1", made.diff(), made.lineage())):
            folder.write(edition_to_files(made.edition(name=name), f"build of {name}"))
            folder.write(diff_to_files("city-reform", name, diff, Stamp(made.SHA256, "pair")))
            folder.write(traced_to_files("lineage", "city-reform", name, rows, Stamp(made.SHA256, "lineage")))
            promised = made.commitments() if rows else ()
            folder.write(traced_to_files("commitments", "city-reform", name, promised, Stamp(made.SHA256, "lineage")))
        write_data_package(folder)
    return tmp_path / "data"
