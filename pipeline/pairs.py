"""Two files → what changed between them, in memory: for ``akaji diff OLD NEW``, ``akaji.compare`` and the web page.

    compared = compare_files(Path("draft.pdf"), Path("final.pdf"))
    compared.diff.changes

Nothing is written. Files may be hostile, so they are read in workers, within limits, as a run reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from pipeline.builds import DEFAULTS, Options
from pipeline.errors import AkajiError
from pipeline.findings import doubted_places
from pipeline.model import Edition, EditionDiff, EditionRecords, Series, TaggedEdition
from pipeline.outcomes import Done, Failed, Result, results_of
from pipeline.publish.layout import LONGEST_NAME, text_to_name
from pipeline.report_pages import PairPageJob
from pipeline.stages import Job, parse_job, tag_named
from pipeline.workers import Pool, Workers, open_pool


class ComparedFiles(Struct, frozen=True):
    """Two documents and what changed from ``before`` to ``after``; their editions have different names."""

    before: TaggedEdition
    after: TaggedEdition
    diff: EditionDiff

    @property
    def is_reversed(self) -> bool:
        """Whether both documents tell their meeting, and the one given first was printed for the later one."""
        dates = self.before.edition_record.meeting_date, self.after.edition_record.meeting_date
        if dates[0] is not None and dates[1] is not None:
            return dates[0] > dates[1]
        meetings = _meeting(self.before.edition_record), _meeting(self.after.edition_record)
        return meetings[0] is not None and meetings[1] is not None and meetings[0] > meetings[1]

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a person should look at before the changes, a sentence each."""
        told = {
            WRONG_WAY_ROUND: self.is_reversed,
            SAME_FILE: self.before.edition_record.source_sha256 == self.after.edition_record.source_sha256,
        }
        return (*(sentence for sentence, holds in told.items() if holds), *warnings_of(self.diff))


WRONG_WAY_ROUND = "by their own dates the first document is the newer one: were they given the wrong way round?"
SAME_FILE = "the two documents are the same file: was the right one given?"
NOTHING_IN_COMMON = "the two documents have hardly an item in common: are they of one series?"


def warnings_of(diff: EditionDiff) -> tuple[str, ...]:
    """Return what a person should look at before the changes of two editions: that they have nothing in common."""
    from pipeline.changes import shares_nothing

    return (NOTHING_IN_COMMON,) if shares_nothing(diff) else ()


def compared_to_page(compared: ComparedFiles, old: Path, new: Path) -> PairPageJob:
    """Return what the page of two compared files is made from."""
    before, after = (_records(compared, each) for each in (compared.before, compared.after))
    old_cells, new_cells = tuple(compared.before.cells), tuple(compared.after.cells)
    return PairPageJob(before, after, compared.diff, old_cells, new_cells, old, new)


def _records(compared: ComparedFiles, each: TaggedEdition) -> EditionRecords:
    return tagged_to_records(compared.after.series, each)


def tagged_to_records(series: str, each: TaggedEdition) -> EditionRecords:
    """Return of an edition in memory what diff and report read of one that is published."""
    doubted = doubted_places(each.findings)
    return EditionRecords(series, each.edition, each.edition_record, each.items, each.marks, doubted)


def _meeting(record: Edition) -> tuple[int, int] | None:
    if record.fiscal_year is None or record.meeting_number is None:
        return None
    return record.fiscal_year, record.meeting_number


def compare_files(  # noqa: PLR0913 - one a thing that a caller may know
    old: Path,
    new: Path,
    *,
    series: Series | None = None,
    known_series: Sequence[Series] = (),
    options: Options = DEFAULTS,
    workers: Workers | None = None,
) -> ComparedFiles:
    """Return what changed from one file to another.

    The editions are called as the documents say, or, where both say the same (two drafts of one meeting), after their
    files.

    Args:
        old: The older document.
        new: The newer one.
        series: The series of both; where it is not given, each is recognised among ``known_series`` by its title.
        known_series: Series that have a file, from ``project.load_known_series``.
        options: How they are read.
        workers: Where, and within which limits; one process by default.

    Raises:
        AkajiError: A file cannot be read, or has no table that fits; its place names the file.
    """
    workers = workers or Workers()
    jobs = [Job(path, series, None, tuple(known_series), options) for path in (old, new)]
    with open_pool(workers.jobs, workers.limits) as pool:
        parsed = _results(pool.run(parse_job, jobs), (old, new))
        names = _told_apart((parsed[0].edition, parsed[1].edition), old, new)
        named = [replace(document, edition=name) for document, name in zip(parsed, names, strict=True)]
        before, after = _results(pool.run(tag_named, named), (old, new))
        return _compare(pool, before, after)


def compare_tagged(
    before: TaggedEdition, after: TaggedEdition, old: Path, new: Path, workers: Workers | None = None
) -> ComparedFiles:
    """Return what changed between two documents that were read already.

    Args:
        before: The older one.
        after: The newer one.
        old: Its file, after which it is called where both have one name.
        new: The newer one's.
        workers: Where, and within which limits; one process by default.
    """
    workers = workers or Workers()
    names = _told_apart((before.edition, after.edition), old, new)
    before, after = replace(before, edition=names[0]), replace(after, edition=names[1])
    with open_pool(workers.jobs, workers.limits) as pool:
        return _compare(pool, before, after)


def _results(outcomes: Iterable[Done[Result] | Failed], paths: Sequence[Path]) -> list[Result]:
    """Return the results in the order of the files; the first file's error is raised where one failed."""
    failures: list[AkajiError] = []
    in_order = sorted(outcomes, key=lambda outcome: outcome.index)
    results = [result for _, result in results_of(in_order, list(map(str, paths)), failures)]
    if failures:
        raise failures[0]
    return results


def _told_apart(names: tuple[str, str], old: Path, new: Path) -> tuple[str, str]:
    """Return the names of two editions, those of their files where both have one name."""
    if names[0] == names[1]:
        names = text_to_name(old.stem) or "old", text_to_name(new.stem) or "new"
    if names[0] == names[1]:  # two folders, one file name
        stem = names[0][: LONGEST_NAME - len("-old")]
        names = f"{stem}-old", f"{stem}-new"
    return names


def _compare(pool: Pool, before: TaggedEdition, after: TaggedEdition) -> ComparedFiles:
    """Compare in a worker as well: a long text takes long."""
    old, new = (tagged_to_records(after.series, each) for each in (before, after))
    (outcome,) = pool.run(compare_records, [(old, new)])
    if isinstance(outcome, Failed):
        raise outcome.error
    return ComparedFiles(before, after, outcome.result)


def compare_records(pair: tuple[EditionRecords, EditionRecords]) -> EditionDiff:
    """Return what changed between two editions, older first. Runs in a worker process."""
    from pipeline.comparison import compare_editions

    return compare_editions(*pair)
