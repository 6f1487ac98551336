"""``python -m pipeline``: the same as ``akaji``, where no script is installed."""

from pipeline.cli import main

if __name__ == "__main__":
    main(prog_name="akaji")
