"""What an installation keeps for its function server: its token, the certificate by which Excel trusts it, and the
secrets of Google Sheets.
"""

from __future__ import annotations

import datetime
import ipaddress
import os
import re
import secrets
import sys
import time
from pathlib import Path
from typing import NamedTuple

import typer
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from winback_sheets.hosts.server.address import ADDRESSES, NAMES
from winback_sheets.present.words import say

SHORTEST_TOKEN = 32
DAYS_VALID, DAYS_LEFT = 820, 7  # macOS takes no certificate that is valid for more than 825 days
# So many are signed at once, each to begin so many days after the one before it.
SIGNED_AHEAD, DAYS_APART = 8, 365
SECRET = re.compile(r"([a-z0-9-]+\.[0-9a-f]{8})\.([\w-]{32,200})", re.ASCII)


class Certificate(NamedTuple):
    """Files: what the server shows and its private key, and the authority that a computer must trust."""

    chain: Path
    key: Path
    authority: Path


def home(folder: Path | None = None) -> Path:
    """The folder of this installation, made if need be and closed to other people of this computer."""
    place = Path(typer.get_app_dir("winback")) if folder is None else Path(folder)
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


def token_file(folder: Path | None = None) -> Path:
    """The file that holds the token."""
    return home(folder) / "token"


def token(folder: Path | None = None) -> str:
    """The secret word of this installation: made at random once, kept in a file only its owner can read.

    Raises OSError where the folder cannot be written.
    """
    path = token_file(folder)
    for _ in range(20):
        found = _read_private(path)
        if found:
            path.chmod(0o600)
            return found
        try:
            made = secrets.token_urlsafe(SHORTEST_TOKEN)
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
                file.write(made + "\n")
            return made
        except FileExistsError:
            time.sleep(0.02)  # another start of the program is writing it just now
    made = secrets.token_urlsafe(SHORTEST_TOKEN)
    _written(path, (made + "\n").encode(), 0o600)  # a file that is empty or cut short helps nobody
    return made


def _read_private(path: Path) -> str:
    """The token in this file, or nothing where there is none that is long enough to be one."""
    try:
        found = path.read_text(encoding="ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return ""
    return found if len(found) >= SHORTEST_TOKEN and found.isprintable() and " " not in found else ""


def secrets_file(folder: Path | None = None) -> Path:
    """The file that holds the secrets with which Google Sheets sign."""
    return home(folder) / "sheets-secrets"


def sheet_secret(name: str, folder: Path | None = None) -> str:
    """The secret of the spreadsheet of this name: the line of the file, made at random the first time.

    It is a name, eight random digits by which the server finds it, and the part that signs. It is not the token, since
    every editor of a spreadsheet can read it. Raises OSError where the folder cannot be written.
    """
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "sheet"
    path = secrets_file(folder)
    for known, key in sheet_keys(folder).items():
        if known.partition(".")[0] == plain:
            path.chmod(0o600)
            return f"{known}.{key}"
    made = f"{plain}.{secrets.token_hex(4)}.{secrets.token_urlsafe(SHORTEST_TOKEN)}"
    # Appended, and whatever else is in the file stays as it is: a person may have written there.
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "a+b") as file:
        file.seek(0)
        before = file.read()
        head = "# " + say("server.secrets_head") + "\n"
        begin = head if not before else "" if before.endswith(b"\n") else "\n"
        file.write(f"{begin}{made}\n".encode())
    path.chmod(0o600)
    return made


def sheet_keys(folder: Path | None = None) -> dict[str, str]:
    """The signing keys by the public part of each secret, as the file has them now; none where it cannot be read."""
    try:
        lines = secrets_file(folder).read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:
        return {}
    found = [SECRET.fullmatch(line.strip()) for line in lines]
    return {each[1]: each[2] for each in found if each}


def certificate(folder: Path | None = None) -> Certificate:
    """A certificate for this computer, signed by an authority that was made for it alone; each year the next one.

    The authority can vouch for this computer only (localhost), and its private key is thrown away once it has signed
    the certificates of all its years: who trusts it takes no further risk, and need not trust another for nine years.
    A week before the last one ends all is made anew. Raises OSError where the folder cannot be written.
    """
    place = home(folder)
    files = Certificate(place / "localhost.pem", place / "localhost.key", place / "winback-authority.crt")
    later = place / "localhost-later.pem"
    _renew(files, later)
    if not _usable(files):
        key, signer = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        authority = _authority(signer)
        leaves = [_leaf(key, signer, authority, DAYS_APART * turn) for turn in range(SIGNED_AHEAD)]
        secret = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        _written(files.key, secret, 0o600)
        _written(files.authority, _pem(authority), 0o644)
        _written(later, b"".join(map(_pem, leaves)), 0o644)
        _written(files.chain, _pem(leaves[0]) + _pem(authority), 0o644)
    return files


def trusted(folder: Path | None = None) -> bytes:
    """The authority that this computer was told to trust; nothing where there was none yet."""
    try:
        return (home(folder) / "winback-authority.crt").read_bytes()
    except OSError:
        return b""


def trust_command(authority: Path) -> str:
    """How a person lets this computer trust the authority in this file."""
    if sys.platform == "win32":
        return f'certutil -user -addstore Root "{authority}"'
    if sys.platform == "darwin":
        return f'security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db "{authority}"'
    return say("server.trust_in_browser", file=authority)


def _renew(files: Certificate, later: Path) -> None:
    """Put the newest of the certificates that were signed ahead in its place, once its time has begun."""
    try:
        authority = x509.load_pem_x509_certificate(files.authority.read_bytes())
        ahead = x509.load_pem_x509_certificates(later.read_bytes())
    except (OSError, ValueError):
        return
    begun = [each for each in ahead if each.not_valid_before_utc <= _now()]
    if begun:
        newest = _pem(max(begun, key=lambda each: each.not_valid_before_utc)) + _pem(authority)
        if not files.chain.exists() or files.chain.read_bytes() != newest:
            _written(files.chain, newest, 0o644)


def _pem(signed: x509.Certificate) -> bytes:
    return signed.public_bytes(serialization.Encoding.PEM)


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _usable(files: Certificate) -> bool:
    """Whether the files are there, belong together and are valid for some days more."""
    try:
        leaf, authority = x509.load_pem_x509_certificates(files.chain.read_bytes())
        key = serialization.load_pem_private_key(files.key.read_bytes(), None)
        same = x509.load_pem_x509_certificate(files.authority.read_bytes()) == authority
        leaf.verify_directly_issued_by(authority)
    except (OSError, ValueError, TypeError, InvalidSignature):
        return False
    end = _now() + datetime.timedelta(days=DAYS_LEFT)
    return same and key.public_key() == leaf.public_key() and leaf.not_valid_after_utc > end


def _authority(signer: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    places = [x509.DNSName(name) for name in NAMES]
    numbers = [x509.IPAddress(ipaddress.ip_network(address)) for address in ADDRESSES]
    name = _name(say("server.authority"))
    return (
        _dated(name, name, signer.public_key(), signer.public_key(), days=DAYS_APART * (SIGNED_AHEAD - 1) + DAYS_VALID)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_uses(signs=True), critical=True)
        .add_extension(x509.NameConstraints([*places, *numbers], None), critical=True)
        .sign(signer, hashes.SHA256())
    )


def _leaf(
    key: ec.EllipticCurvePrivateKey,
    signer: ec.EllipticCurvePrivateKey,
    authority: x509.Certificate,
    begins: int = 0,
) -> x509.Certificate:
    places = [x509.DNSName(name) for name in NAMES]
    numbers = [x509.IPAddress(ipaddress.ip_address(address)) for address in ADDRESSES]
    return (
        _dated(_name(NAMES[0]), authority.subject, key.public_key(), signer.public_key(), begins=begins)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_uses(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([*places, *numbers]), critical=False)
        .sign(signer, hashes.SHA256())
    )


def _dated(
    subject: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    signer: ec.EllipticCurvePublicKey,
    *,
    begins: int = 0,
    days: int | None = None,
) -> x509.CertificateBuilder:
    begin = _now() + datetime.timedelta(days=begins - 1)  # a day early, for a clock that is a little behind
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + datetime.timedelta(days=DAYS_VALID if days is None else days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer), critical=False)
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _uses(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs,
        crl_sign=signs,
        encipher_only=False,
        decipher_only=False,
    )


def _written(path: Path, content: bytes, mode: int) -> None:
    """Put a file in its place as a whole, so that no start of the program ever reads half of one."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
