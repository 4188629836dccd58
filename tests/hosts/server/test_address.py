"""Which addresses a person may name for the function server, and which of them are this computer: the whole name counts."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from winback_sheets.commands.app import app
from winback_sheets.hosts.server.address import THIS_COMPUTER, is_address, is_this_computer

TAKEN = (
    "http://localhost",
    "http://localhost:8765",
    "http://LocalHost:8765/",
    "http://127.0.0.1:8765",
    "http://[::1]:8765",
    "https://[::1]",
    "https://winback.example.com",
    "https://winback.example.com:8443/sheets/one",
    "https://192.0.2.7",
    "https://localhost.evil.com",
)
REFUSED = (
    "http://localhost.evil.com",
    "http://localhost.evil.com:8765",
    "http://localhost@evil.com",
    "http://localhost:8765@evil.com",
    "http://evil.com#localhost",
    "http://127.0.0.1.evil.com",
    "http://127.0.0.1.nip.io",
    "http://127.0.0.1@evil.com/",
    "http://localhostevil.com",
    "http://localhost-evil.com",
    "http://localhost.",
    "http://127.1",
    "http://2130706433",
    "http://127.0.0.2",
    "http://0.0.0.0:8765",
    "http://[::1].evil.com",
    "http://[::1]@evil.com",
    "http://[::1",
    "http://::1:8765",
    "http://[::ffff:127.0.0.1]",
    "http://[::1%25eth0]",
    "http://[fe80::1]",
    "http://[1.2.3.4]",
    "https://[:::]",
    "https://localhost@evil.com",
    "https://localhost:8765@evil.com",
    "https://user:word@winback.example.com",
    "https://winback.example.com?x=1",
    "https://winback.example.com#x",
    "https://winback.example.com/a\\b",
    "https://winback.example.com\\@evil.com",
    "https://winback.example.com\n.evil.com",
    "https://win back.example.com",
    "https://winback.example.com:99999",
    "https://winback.example.com:0",
    "https://winback.example.com:",
    "https://",
    "https:///path",
    "https:winback.example.com",
    "//localhost",
    "localhost:8765",
    "ftp://localhost",
    "file:///etc/passwd",
    "javascript://localhost",
    " http://localhost",
    "http://localhost ",
    "http://lo\u200bcalhost",
    "http://ｌｏｃａｌｈｏｓｔ",
    "",
)


@pytest.mark.parametrize("server", TAKEN)
def test_https_anywhere_or_http_to_this_computer(server: str) -> None:
    assert is_address(server)


@pytest.mark.parametrize("server", REFUSED)
def test_every_other_address_is_refused_in_one_sentence_and_nothing_is_written(server: str, tmp_path: Path) -> None:
    assert not is_address(server)
    folder = tmp_path / "addin"
    done = CliRunner().invoke(app, ["addin", "libreoffice", str(folder), "--server", server])
    assert done.exit_code == 2 and "https://" in done.output and not folder.exists()


@given(
    st.sampled_from(sorted(THIS_COMPUTER)), st.text(max_size=12), st.sampled_from(["", ":", "@", ".", "/", "#", "?"])
)
def test_whatever_is_added_to_this_computers_name_http_goes_nowhere_else(name: str, more: str, mark: str) -> None:
    for server in (f"http://{name}{mark}{more}", f"http://{more}{mark}{name}"):
        if is_address(server):
            assert urlsplit(server).hostname in THIS_COMPUTER and urlsplit(server).username is None


def test_only_this_computers_own_server_gets_its_token_into_a_file() -> None:
    assert [is_this_computer(f"https://{name}:1") for name in ("localhost", "127.0.0.1", "[::1]")] == [True] * 3
    assert not any(map(is_this_computer, ("https://localhost.evil.com", "https://127.0.0.1.evil.com", "https://x")))
