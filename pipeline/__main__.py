"""The program ``akaji``, and ``python -m pipeline``, where no script is installed."""

from __future__ import annotations

from pipeline.process import settle_in


def main() -> None:
    """Run the program ``akaji``.

    The command line is imported here and not above, because a worker process imports the module that its parent
    started from, and has no use for it.
    """
    settle_in()
    from pipeline.cli import main as run_command

    run_command(prog_name="akaji")


if __name__ == "__main__":
    main()
