"""The editions of a series compared, each with the one before it: matches, changes, audits and lineage on disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.builds import lineage_build, pair_build
from pipeline.model import EditionDiff
from pipeline.project import sort_editions
from pipeline.schema import EDITION_DATASETS

if TYPE_CHECKING:
    from pipeline.publish.files import Stamp
    from pipeline.publish.folder import DataFolder

_PAIR = ("matches", "changes", "audits")


def published_editions(data: Path, series: str, order: Sequence[str] = ()) -> list[str]:
    """Return the editions of a series that are published, oldest first."""
    from pipeline.publish.layout import list_editions

    return sort_editions((edition for name, edition in list_editions(data) if name == series), order)


def compare_series(folder: DataFolder, series: str, order: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Bring matches, changes, audits and lineage of a series up to date with its editions on disk.

    Args:
        folder: The data folder, open for writing.
        series: A series that is published there.
        order: Editions, oldest first, where their names do not sort so.

    Returns:
        The pairs that were compared anew, older edition first.

    Raises:
        BrokenDatasetError: A published edition cannot be read.
    """
    from pipeline.publish.files import Stamp, diff_to_files, read_stamp

    editions = published_editions(folder.path, series, order)
    compared: list[tuple[str, str]] = []
    lineage_stamps: dict[str, Stamp] = {}
    before, build_before, history = None, None, ""
    for edition in editions:
        stamp = read_stamp(folder.path, EDITION_DATASETS, series, edition) or Stamp("")
        wanted = Stamp(stamp.source_sha256, pair_build(build_before, stamp.build))
        if read_stamp(folder.path, _PAIR, series, edition) != wanted:
            diff = _compare(folder.path, series, before, edition)
            folder.write(diff_to_files(series, edition, diff, wanted))
            compared += [(before, edition)] if before is not None else []
        history = lineage_build(history, wanted.build)
        lineage_stamps[edition] = Stamp(stamp.source_sha256, history)
        before, build_before = edition, stamp.build
    _trace_lineage(folder, series, lineage_stamps)
    return compared


def _compare(data: Path, series: str, before: str | None, edition: str) -> EditionDiff | None:
    if before is None:
        return None
    from pipeline.diff import compare_editions
    from pipeline.publish.read import read_edition

    return compare_editions(read_edition(data, series, before), read_edition(data, series, edition))


def _trace_lineage(folder: DataFolder, series: str, stamps: dict[str, Stamp]) -> None:
    """Write the lineage of the editions whose history is another one now. ``stamps`` is in the editions' order."""
    from pipeline.publish.files import lineage_to_files, read_stamp

    stale = [name for name, stamp in stamps.items() if read_stamp(folder.path, ["lineage"], series, name) != stamp]
    if not stale:
        return
    from pipeline.diff import trace_lineage
    from pipeline.publish.read import read_diff, read_edition

    editions = [read_edition(folder.path, series, name) for name in stamps]
    diffs = [diff for name in stamps if (diff := read_diff(folder.path, series, name)) is not None]
    rows = trace_lineage(editions, diffs)
    for name in stale:
        folder.write(lineage_to_files(series, name, rows[name], stamps[name]))
