"""What an installation keeps: a token nobody else can read, and a certificate that can do no harm."""

from __future__ import annotations

import datetime
import ipaddress
import os
import ssl
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from winback_sheets.hosts.server import installation
from winback_sheets.hosts.server.installation import Certificate, certificate, token
from winback_sheets.hosts.server.run import welcome

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights in another way")


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@POSIX
def test_nobody_else_can_read_the_token_or_the_key(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        token(tmp_path / "home")
        files = certificate(tmp_path / "home")
    finally:
        os.umask(before)
    assert [mode(tmp_path / "home"), mode(tmp_path / "home" / "token"), mode(files.key)] == [0o700, 0o600, 0o600]


@POSIX
def test_a_token_that_others_could_read_is_closed_again(tmp_path: Path) -> None:
    token(tmp_path)
    (tmp_path / "token").chmod(0o644)
    token(tmp_path)
    assert mode(tmp_path / "token") == 0o600


def test_two_installations_have_not_the_same_token(tmp_path: Path) -> None:
    assert token(tmp_path / "a") != token(tmp_path / "b")


def test_the_token_stays_and_is_long_and_plain(tmp_path: Path) -> None:
    first = token(tmp_path)
    assert token(tmp_path) == first and len(first) >= 43 and first.isascii() and first.split() == [first]


@pytest.mark.parametrize(
    "spoiled",
    [
        pytest.param(b"", id="an empty file"),
        pytest.param(b"short", id="a token too short to be safe"),
        pytest.param(b"\xff\xfe" * 40, id="no text"),
        pytest.param(b"two words in one line which is long enough\n", id="blanks in it"),
    ],
)
def test_a_file_that_holds_no_token_is_written_anew(tmp_path: Path, spoiled: bytes) -> None:
    (tmp_path / "token").write_bytes(spoiled)
    made = token(tmp_path)
    assert len(made) >= 43 and token(tmp_path) == made and mode(tmp_path / "token") & 0o077 == 0


def test_programs_that_start_together_agree_on_one_token(tmp_path: Path) -> None:
    ready = threading.Barrier(8)

    def asked(_: int) -> str:
        ready.wait()
        return token(tmp_path)

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(asked, range(8)))) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["token"]


def read(files: Certificate) -> tuple[x509.Certificate, x509.Certificate]:
    leaf, authority = x509.load_pem_x509_certificates(files.chain.read_bytes())
    return leaf, authority


def shaken(files: Certificate, folder: Path, chain: Path | None = None, key: Path | None = None) -> str:
    """Whether a client that trusts the authority believes the server, in memory: a blank, or why not."""
    ours, theirs = ssl.MemoryBIO(), ssl.MemoryBIO()
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(chain or files.chain, key or files.key)
    trust = ssl.create_default_context(cafile=str(files.authority))
    trust.verify_flags |= ssl.VERIFY_X509_STRICT
    name = folder.name
    ends = [
        trust.wrap_bio(theirs, ours, server_hostname=name),
        server.wrap_bio(ours, theirs, server_side=True),
    ]
    for _ in range(4):
        for end in ends:
            try:
                end.do_handshake()
            except ssl.SSLWantReadError:
                continue
            except ssl.SSLCertVerificationError as fault:
                return fault.verify_message
    return "" if ends[0].version() else "no handshake"


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1"])
def test_a_strict_client_believes_the_server_under_its_own_names(tmp_path: Path, name: str) -> None:
    assert shaken(certificate(tmp_path), Path(name)) == ""


@pytest.mark.parametrize("name", ["example.com", "127.0.0.2", "localhost.example.com"])
def test_nobody_believes_it_under_another(tmp_path: Path, name: str) -> None:
    assert "mismatch" in shaken(certificate(tmp_path), Path(name)) or "not valid for" in shaken(
        certificate(tmp_path), Path(name)
    )


def test_the_authority_cannot_vouch_for_another_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Its key is thrown away, so for this test an authority is made whose key is kept.
    signer, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = installation._authority(signer)
    monkeypatch.setattr(installation, "NAMES", ("bank.example",))
    monkeypatch.setattr(installation, "ADDRESSES", ())
    leaf = installation._leaf(key, signer, authority)
    pem = serialization.Encoding.PEM
    files = Certificate(tmp_path / "chain", tmp_path / "key", tmp_path / "authority")
    files.chain.write_bytes(leaf.public_bytes(pem))
    files.authority.write_bytes(authority.public_bytes(pem))
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    files.key.write_bytes(secret)
    assert "permitted subtree violation" in shaken(files, Path("bank.example"))


def test_the_key_of_the_authority_is_kept_nowhere(tmp_path: Path) -> None:
    files = certificate(tmp_path)
    leaf, authority = read(files)
    kept = [path for path in tmp_path.rglob("*") if b"PRIVATE KEY" in path.read_bytes()]
    assert kept == [files.key]
    key = serialization.load_pem_private_key(files.key.read_bytes(), None)
    assert key.public_key() == leaf.public_key() != authority.public_key()


def test_the_certificate_is_what_browsers_and_macos_ask_for(tmp_path: Path) -> None:
    leaf, authority = read(certificate(tmp_path))
    assert leaf.not_valid_after_utc - leaf.not_valid_before_utc < datetime.timedelta(days=825)
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["localhost"]
    assert names.get_values_for_type(x509.IPAddress) == [ipaddress.ip_address(each) for each in ("127.0.0.1", "::1")]
    assert authority.extensions.get_extension_for_class(x509.BasicConstraints).critical


def test_it_stays_the_same_so_that_it_is_trusted_once(tmp_path: Path) -> None:
    files = certificate(tmp_path)
    before = [path.read_bytes() for path in files]
    assert [path.read_bytes() for path in certificate(tmp_path)] == before


def foreign(files: Certificate) -> None:
    """Another key in the place of the right one."""
    key = ec.generate_private_key(ec.SECP256R1())
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    files.key.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))


def forged(files: Certificate) -> None:
    """An authority of the same name and with the same key identifier text, that signed nothing."""
    leaf, authority = read(files)
    other = ec.generate_private_key(ec.SECP256R1())
    fake = (
        x509.CertificateBuilder()
        .subject_name(authority.subject)
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "x")]))
        .public_key(other.public_key())
        .serial_number(1)
        .not_valid_before(authority.not_valid_before_utc)
        .not_valid_after(authority.not_valid_after_utc)
        .sign(other, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    files.authority.write_bytes(fake.public_bytes(pem))
    files.chain.write_bytes(leaf.public_bytes(pem) + fake.public_bytes(pem))


def later(files: Certificate) -> Path:
    """Where the certificates lie that begin later."""
    return files.chain.with_name("localhost-later.pem")


SPOILED = [
    pytest.param(lambda files: files.chain.write_bytes(b""), id="the certificate is empty"),
    pytest.param(lambda files: files.chain.write_bytes(b"-----BEGIN CERT"), id="the certificate is cut short"),
    pytest.param(lambda files: files.key.unlink(), id="the key is gone"),
    pytest.param(lambda files: files.key.write_bytes(b"\x00" * 10), id="the key is none"),
    pytest.param(foreign, id="the key is another's"),
    pytest.param(lambda files: files.authority.write_bytes(b"x"), id="the authority is none"),
    pytest.param(forged, id="the authority signed nothing"),
    pytest.param(lambda files: later(files).write_bytes(b"x"), id="the next certificates are none"),
    pytest.param(lambda files: later(files).write_bytes(files.authority.read_bytes()), id="the next ones are others"),
]


@pytest.mark.parametrize("spoil", SPOILED)
def test_files_that_do_not_fit_together_are_made_anew(tmp_path: Path, spoil: Callable[[Certificate], object]) -> None:
    spoil(certificate(tmp_path))
    assert shaken(certificate(tmp_path), Path("localhost")) == ""


def test_a_certificate_that_ends_this_week_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "DAYS_VALID", 5)
    old = read(certificate(tmp_path))[0]
    monkeypatch.undo()
    new = read(certificate(tmp_path))[0]
    assert new.not_valid_after_utc > old.not_valid_after_utc + datetime.timedelta(days=700)


AUTHORITYS_LIFE = installation.DAYS_APART * (installation.SIGNED_AHEAD - 1) + installation.DAYS_VALID


def test_it_is_renewed_under_the_same_authority_as_the_years_go_by(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusted, today = certificate(tmp_path).authority.read_bytes(), datetime.datetime.now(datetime.UTC)
    seen = set()
    for day in range(0, AUTHORITYS_LIFE - installation.DAYS_LEFT - 1, 40):
        now = today + datetime.timedelta(days=day)
        monkeypatch.setattr(installation, "_now", lambda now=now: now)
        files = certificate(tmp_path)
        leaf, authority = read(files)
        leaf.verify_directly_issued_by(authority)
        assert files.authority.read_bytes() == trusted == installation.trusted(tmp_path)
        assert leaf.not_valid_before_utc <= now and leaf.not_valid_after_utc <= authority.not_valid_after_utc
        assert leaf.not_valid_after_utc - leaf.not_valid_before_utc < datetime.timedelta(days=825)
        last = day >= installation.DAYS_APART * (installation.SIGNED_AHEAD - 1)
        assert last or leaf.not_valid_after_utc > now + datetime.timedelta(days=400)  # it may run for a year
        key = serialization.load_pem_private_key(files.key.read_bytes(), None)
        assert key.public_key() == leaf.public_key()
        seen.add(leaf.serial_number)
    assert len(seen) == installation.SIGNED_AHEAD


def test_the_next_ones_are_believed_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All are made as the first one is, only later: here the first ones have ended, and the fifth is of today."""
    past = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=4 * installation.DAYS_APART + 100)
    with monkeypatch.context() as clock:
        clock.setattr(installation, "_now", lambda: past)
        before = certificate(tmp_path).authority.read_bytes()
    assert shaken(certificate(tmp_path), Path("localhost")) == ""
    assert installation.trusted(tmp_path) == before


def test_a_new_authority_is_said_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = certificate(tmp_path)
    before = installation.trusted(tmp_path)
    after = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=AUTHORITYS_LIFE - 3)
    monkeypatch.setattr(installation, "_now", lambda: after)
    assert certificate(tmp_path) == files and installation.trusted(tmp_path) != before
    usual, anew = (" ".join(welcome("https://localhost:1", files, anew=each)) for each in (False, True))
    assert "a new one was made" in anew and "a new one was made" not in usual
    assert all(installation.trust_command(files.authority) in said for said in (usual, anew))


def test_a_certificate_of_an_earlier_version_is_kept_while_it_lasts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = certificate(tmp_path)
    (tmp_path / "localhost-later.pem").unlink()
    before = [path.read_bytes() for path in files]
    assert [path.read_bytes() for path in certificate(tmp_path)] == before


def test_a_folder_that_cannot_be_made_is_said_by_the_system(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OSError, match="file"):
        token(tmp_path / "file" / "home")
