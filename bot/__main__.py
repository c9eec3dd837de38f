"""The command `shoal`, also started as `python -m bot`."""

import sys

from bot.cli.application import run


def main() -> None:
    """Run the command line of this process and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
