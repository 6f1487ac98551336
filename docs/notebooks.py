"""Run the notebooks over a project's datasets and keep what they print: ``python docs/notebooks.py PROJECT``.

``PROJECT`` is a folder in which ``akaji run`` was called. With ``--check`` nothing is written: where a notebook prints
something else than what is kept in it, the command ends with code 1. Pictures are only there or not there, because
their bytes are matplotlib's own.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


def run_notebook(notebook: Path, project: Path) -> NotebookNode:
    """Return a notebook as it is after all its cells ran, in a project's folder ``notebooks``.

    Raises:
        nbclient.exceptions.CellExecutionError: A cell failed.
    """
    folder = project / "notebooks"
    folder.mkdir(exist_ok=True)
    node: NotebookNode = nbformat.read(notebook, as_version=4)
    NotebookClient(node, resources={"metadata": {"path": str(folder)}}, record_timing=False).execute()
    return node


def printed(node: NotebookNode) -> list[list[dict[str, str | None]]]:
    """Return what each code cell printed, by media type; None is a picture."""
    return [
        [
            {kind: None if kind.startswith("image/") else text for kind, text in _answers(output).items()}
            for output in cell.outputs
        ]
        for cell in node.cells
        if cell.cell_type == "code"
    ]


def _answers(output: NotebookNode) -> dict[str, str]:
    return output.get("data") or {output.get("name", output.output_type): output.get("text", "")}


def main(arguments: list[str]) -> int:
    """Run all notebooks; return the exit code."""
    parser = argparse.ArgumentParser(description="Run the notebooks and keep what they print.")
    parser.add_argument("project", type=Path, help="a folder in which akaji run was called")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; end with code 1 where one prints otherwise"
    )
    given = parser.parse_args(arguments)
    stale = 0
    for notebook in sorted(NOTEBOOKS.glob("*.ipynb")):
        node = run_notebook(notebook, given.project)
        if printed(node) == printed(nbformat.read(notebook, as_version=4)):
            continue
        stale += 1
        if not given.check:
            nbformat.write(node, notebook)
        said = f"prints otherwise: run `python docs/notebooks.py {given.project}`" if given.check else "written"
        sys.stderr.write(f"notebooks/{notebook.name} {said}\n")
    return 1 if given.check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
