"""The program ``akaji``, and ``python -m pipeline``, where no script is installed."""

from __future__ import annotations

import sys

from pipeline.process import INTERRUPTED, settle_in


def main() -> None:
    """Run the program ``akaji``.

    The command line is imported here and not above, because a worker process imports the module that its parent
    started from, and has no use for it.
    """
    settle_in()
    try:
        from pipeline.cli import main as run_command
    except KeyboardInterrupt:  # importing takes a third of a second
        sys.stderr.write("akaji: interrupted\n")
        sys.exit(INTERRUPTED)

    run_command(prog_name="akaji")


if __name__ == "__main__":
    main()
