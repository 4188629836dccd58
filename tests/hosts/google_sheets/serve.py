"""The emulator as a program, for clients in other languages and for trying the commands by hand.

`python tests/hosts/google_sheets/serve.py --port 8080` serves both APIs, and sign-in at /token, at http://127.0.0.1:8080 until
Ctrl+C. With --book it makes an empty spreadsheet and prints its id. The product comes here with
WINBACK_SHEETS_URL=http://127.0.0.1:8080 and any service account's key whose token_uri is http://127.0.0.1:8080/token.
"""

from __future__ import annotations

import argparse
import sys
import threading
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from hosts.google_sheets.emulator import Emulator  # noqa: E402

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--book", metavar="TITLE")
    asked = parser.parse_args()
    emulator = Emulator(validate=False)
    with emulator.serving(asked.port) as address:
        print(address, flush=True)
        if asked.book:
            print(emulator.new_book(asked.book), flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("Stopped.")
