"""`python -m winback_sheets` is the command `winback`."""

import sys


def run() -> None:
    """Run the command line, also where Ctrl+C is pressed before it has been loaded."""
    try:
        from winback_sheets.commands.app import main

        main()
    except KeyboardInterrupt:
        from winback_sheets.present.words import say

        sys.stderr.write(say("commands.stopped") + "\n")
        sys.exit(130)


if __name__ == "__main__":
    run()
