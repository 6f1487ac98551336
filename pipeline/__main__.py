"""``python -m pipeline``: the same as ``akaji``, where no script is installed."""

from pipeline.process import main

if __name__ == "__main__":
    main()
