"""Compile the types of LibreOffice's functions into winback_sheets/hosts/libreoffice/calc/types.rdb; run after the catalog changed.

Needs unoidl-write, which is in LibreOffice's SDK (Debian and Ubuntu: libreoffice-dev).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from winback_sheets.hosts.libreoffice.libreoffice_types import idl

KEPT = Path(__file__).resolve().parents[1] / "winback_sheets" / "hosts" / "libreoffice" / "calc" / "types.rdb"


class Compiler(NamedTuple):
    """The program that compiles, and the types of LibreOffice that ours refer to."""

    program: Path
    types: tuple[Path, ...]


def compiler() -> Compiler | None:
    """The compiler of the LibreOffice on this computer, or None."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        return None
    inside = Path(soffice).resolve().parent
    found = shutil.which("unoidl-write", path=f"{inside.parent / 'sdk' / 'bin'}") or shutil.which("unoidl-write")
    types = tuple(each for each in (inside / "types.rdb", inside / "types" / "offapi.rdb") if each.exists())
    return Compiler(Path(found), types) if found and len(types) == 2 else None


def compiled(by: Compiler) -> bytes:
    """The types as a file of LibreOffice's registry."""
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder, "winback.idl"), Path(folder, "types.rdb")
        source.write_text(idl(), encoding="ascii")
        subprocess.run([str(by.program), *map(str, by.types), str(source), str(made)], check=True, timeout=60)
        return made.read_bytes()


def main() -> int:
    """Write the file anew."""
    by = compiler()
    if by is None:
        print("unoidl-write is not on this computer: install libreoffice-dev.", file=sys.stderr)
        return 2
    KEPT.write_bytes(compiled(by))
    print(f"{KEPT} has {KEPT.stat().st_size} bytes.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
