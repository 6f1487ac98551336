"""The questions of docs/questions.md have the answers that the page shows."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.exports import export_data

PAGE = (Path(__file__).parents[1] / "docs" / "questions.md").read_text("utf-8")
QUERIES = re.findall(r"^```sql\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", PAGE, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def database(built_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    folder = tmp_path_factory.mktemp("db")
    export_data(built_project / "extracted", "sqlite", folder)
    with closing(sqlite3.connect(folder / "akaji.db")) as connection:
        yield connection


def test_there_are_ten_questions_each_with_a_query() -> None:
    sections = re.split(r"^## \d+\. ", PAGE, flags=re.MULTILINE)[1:]
    assert len(sections) == 10
    assert all("```sql" in section for section in sections)


@pytest.mark.parametrize(("query", "shown"), QUERIES)
def test_a_query_gives_the_answer_that_the_page_shows(database: sqlite3.Connection, query: str, shown: str) -> None:
    cursor = database.execute(query)
    rows = [[column[0] for column in cursor.description], *cursor.fetchall()]
    answer = "".join("|".join(map(str, row)) + "\n" for row in rows)
    assert len(rows) > 1
    assert answer == shown or not shown  # what may change with the reading of a document has no answer there
