"""This package as a wheel, made from what is installed: for programs that install wheels and have no other way to it."""

from __future__ import annotations

import base64
import hashlib
from importlib.metadata import distribution
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

PROJECT = "winback-sheets"
WHEEL = "Wheel-Version: 1.0\nGenerator: winback-sheets\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
# The same wheel from the same files, whenever it is made.
THEN = (1980, 1, 1, 0, 0, 0)


def wheel() -> tuple[str, bytes]:
    """The wheel's name and contents: every file of the package, and its metadata with the requirements.

    Raises ImportError where the package only lies in a folder and was never installed.
    """
    installed = distribution(PROJECT)
    metadata = installed.read_text("METADATA") or installed.read_text("PKG-INFO") or ""
    stem = f"{PROJECT.replace('-', '_')}-{installed.version}"
    about = f"{stem}.dist-info"
    parts = package_files() | {f"{about}/METADATA": metadata.encode(), f"{about}/WHEEL": WHEEL.encode()}
    record = [f"{name},sha256={digest(data)},{len(data)}" for name, data in parts.items()]
    parts[f"{about}/RECORD"] = "\n".join([*record, f"{about}/RECORD,,", ""]).encode()
    return f"{stem}-py3-none-any.whl", pack_wheel(parts)


def package_files() -> dict[str, bytes]:
    """Every file of the package by its path in a wheel, without what Python compiled."""
    folder = Path(__file__).resolve().parents[2]
    files = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder.parent).as_posix(): path.read_bytes() for path in files}


def digest(data: bytes) -> str:
    """A file's fingerprint as a wheel's record has it.

    >>> digest(b"")
    '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU'
    """
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def pack_wheel(parts: dict[str, bytes]) -> bytes:
    """Files in a zip, with one fixed time."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            entry = ZipInfo(name, THEN)
            entry.external_attr, entry.compress_type = 0o644 << 16, ZIP_DEFLATED
            archive.writestr(entry, data)
    return made.getvalue()
