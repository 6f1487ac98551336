"""Typeset the golden documents: ``python -m tests.typeset.make_golden [NAME...]``.

Run by hand, where fonts and programs are; what it makes is committed and read line by line. The tests themselves need
none of these programs.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import click

from tests.typeset import mend
from tests.typeset.golden_by_hand import hand_documents, joined_documents
from tests.typeset.golden_by_programs import office_documents
from tests.typeset.golden_parts import Golden
from tests.typeset.model import truth

FOLDER = Path(__file__).resolve().parent.parent / "golden"
LARGEST = 150_000

README = """# {name}

{purpose}.

Typeset by {program} from a table model (`tests/typeset/golden_by_*.py`); the text was written for these tests and its
prefecture does not exist. `truth.json` comes from the same model.
"""


def whole_truth(golden: Golden) -> dict[str, Any]:
    """Return the truth of a document, whose parts may have been typeset one by one."""
    first, *others = [truth(document) for document in golden.documents if document.table.rows]
    for other in others:
        first["items"] += other["items"]
    return first


def make(golden: Golden, folder: Path) -> int:
    """Write one golden document's folder and return the PDF's size."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "document.pdf"
    with tempfile.TemporaryDirectory() as scratch:
        parts = []
        for index, document in enumerate(golden.documents):
            parts.append(Path(scratch, f"{index}.pdf"))
            golden.print_to(document, parts[-1])
        mend.join(parts, path) if len(parts) > 1 else path.write_bytes(parts[0].read_bytes())
    for change in golden.mends:
        change(path)
    mend.settle(path)
    (folder / "truth.json").write_text(json.dumps(whole_truth(golden), ensure_ascii=False, indent=1) + "\n", "utf-8")
    text = README.format(
        name=golden.name, purpose=golden.purpose[0].upper() + golden.purpose[1:], program=golden.program
    )
    (folder / "README.md").write_text(text, "utf-8")
    return path.stat().st_size


def main(names: list[str]) -> None:
    """Make the documents named, or all of them."""
    for golden in [*office_documents(), *hand_documents(), *joined_documents()]:
        if not names or golden.name in names:
            size = make(golden, FOLDER / golden.name)
            click.echo(f"{golden.name}: {size / 1000:.0f} kB{'  TOO LARGE' if size > LARGEST else ''}")


if __name__ == "__main__":
    main(sys.argv[1:])
