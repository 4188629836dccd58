"""`python -m winback_sheets` is the command `winback`."""

from winback_sheets.commands.app import main

if __name__ == "__main__":
    main()
